package org.geocontext.standalone.wps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.geocontext.query.QueryResult;
import org.geocontext.standalone.output.GmlEncoder;
import org.geocontext.standalone.output.OutputFormat;
import org.geocontext.standalone.output.XmlOut;
import org.geocontext.standalone.wps.ProcessDescription.Input;
import org.geocontext.standalone.wps.ProcessDescription.Kind;
import org.geocontext.standalone.wps.WpsOperation.Execute;
import org.geocontext.standalone.wps.WpsOperation.InputValue;

/** The answer to Execute as a response document, the result embedded. */
final class ExecuteResponseDocument {

    private final ProcessDescription process;
    private final String serviceUrl;
    private final String schemaUrl;

    /**
     * @param serviceUrl of the WPS endpoint, without a query
     * @param schemaUrl of the application schema of the GML output
     */
    ExecuteResponseDocument(ProcessDescription process, String serviceUrl, String schemaUrl) {
        this.process = process;
        this.serviceUrl = serviceUrl;
        this.schemaUrl = schemaUrl;
    }

    void write(Execute request, OutputFormat format, QueryResult result, OutputStream stream) throws IOException {
        try (XmlOut out = XmlOut.to(stream)) {
            Wps.startResponse(
                    out,
                    "wps:ExecuteResponse",
                    "wpsExecute_response.xsd",
                    "serviceInstance",
                    serviceUrl + "?service=WPS&version=1.0.0&request=GetCapabilities");
            out.start("wps:Process", "wps:processVersion", process.version());
            Wps.describe(out, process.identifier(), process.title(), process.description());
            out.end();
            out.start(
                            "wps:Status",
                            "creationTime",
                            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                    .element("wps:ProcessSucceeded", "Process succeeded.")
                    .end();
            if (request.form().lineage()) {
                lineage(request, format, out);
            }
            output(format, result, out);
            out.end();
        }
    }

    private void lineage(Execute request, OutputFormat format, XmlOut out) throws IOException {
        out.start("wps:DataInputs");
        for (InputValue value : request.inputs()) {
            out.start("wps:Input");
            Wps.describe(out, value.name(), value.name(), "");
            out.start("wps:Data");
            boolean geometry = process.findInput(value.name())
                    .map(Input::kind)
                    .filter(Kind.GEOMETRY::equals)
                    .isPresent();
            if (geometry) {
                out.element("wps:ComplexData", value.text(), "mimeType", value.mimeType());
            } else {
                out.element("wps:LiteralData", value.text());
            }
            out.end().end();
        }
        out.end();
        out.start("wps:OutputDefinitions").start("wps:Output", "mimeType", format.mimeType());
        describeOutput(out);
        out.end().end();
    }

    private void output(OutputFormat format, QueryResult result, XmlOut out) throws IOException {
        out.start("wps:ProcessOutputs").start("wps:Output");
        describeOutput(out);
        out.start("wps:Data")
                .start(
                        "wps:ComplexData",
                        "mimeType",
                        format.mimeType(),
                        "schema",
                        format == OutputFormat.GML ? schemaUrl : null);
        if (format == OutputFormat.GML) {
            GmlEncoder.write(result, schemaUrl, out);
        } else {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            format.write(result, schemaUrl, text);
            out.cdata(text.toString(StandardCharsets.UTF_8));
        }
        out.end().end().end().end();
    }

    private void describeOutput(XmlOut out) throws IOException {
        Wps.describe(
                out,
                process.output().name(),
                process.output().name(),
                process.output().description());
    }
}
