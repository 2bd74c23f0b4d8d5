package org.geocontext.standalone.wps;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.geocontext.standalone.output.OutputFormat;
import org.geocontext.standalone.output.XmlOut;
import org.geocontext.standalone.wps.ProcessDescription.Input;
import org.geocontext.standalone.wps.ProcessDescription.Kind;
import org.jspecify.annotations.Nullable;

/** The answer to DescribeProcess. Elements below a description have no namespace in WPS 1.0.0. */
final class ProcessDescriptionsDocument {

    private final ProcessDescription process;
    private final String schemaUrl;

    /** @param schemaUrl of the application schema of the GML output */
    ProcessDescriptionsDocument(ProcessDescription process, String schemaUrl) {
        this.process = process;
        this.schemaUrl = schemaUrl;
    }

    void write(OutputStream stream) throws IOException {
        try (XmlOut out = XmlOut.to(stream)) {
            Wps.startResponse(out, "wps:ProcessDescriptions", "wpsDescribeProcess_response.xsd");
            out.start(
                    "ProcessDescription",
                    "wps:processVersion",
                    process.version(),
                    "storeSupported",
                    "false",
                    "statusSupported",
                    "false");
            Wps.describe(out, process.identifier(), process.title(), process.description());
            out.start("DataInputs");
            for (Input input : process.inputs()) {
                input(input, out);
            }
            out.end();
            output(out);
            out.end().end();
        }
    }

    private static void input(Input input, XmlOut out) throws IOException {
        out.start(
                "Input",
                "minOccurs",
                Integer.toString(input.minOccurs()),
                "maxOccurs",
                Integer.toString(input.maxOccurs()));
        Wps.describe(out, input.name(), input.name(), input.description());
        if (input.kind() == Kind.GEOMETRY) {
            out.start("ComplexData");
            formats(PointFormat.MIME_TYPES, null, out);
            out.end();
        } else {
            literal(input, out);
        }
        out.end();
    }

    private static void literal(Input input, XmlOut out) throws IOException {
        String type = input.kind().xsdType();
        out.start("LiteralData")
                .element("ows:DataType", "xs:" + type, "ows:reference", "http://www.w3.org/TR/xmlschema-2/#" + type);
        if (!input.allowed().isEmpty()) {
            out.start("ows:AllowedValues");
            for (String value : input.allowed()) {
                out.element("ows:Value", value);
            }
            out.end();
        } else if (input.minimum() != null || input.maximum() != null) {
            out.start("ows:AllowedValues").start("ows:Range");
            bound("ows:MinimumValue", input.minimum(), out);
            bound("ows:MaximumValue", input.maximum(), out);
            out.end().end();
        } else {
            out.element("ows:AnyValue", "");
        }
        if (input.defaultValue() != null) {
            out.element("DefaultValue", input.defaultValue());
        }
        out.end();
    }

    private static void bound(String name, @Nullable Double bound, XmlOut out) throws IOException {
        if (bound != null) {
            out.element(name, Double.toString(bound));
        }
    }

    private void output(XmlOut out) throws IOException {
        out.start("ProcessOutputs").start("Output");
        Wps.describe(
                out,
                process.output().name(),
                process.output().name(),
                process.output().description());
        out.start("ComplexOutput");
        formats(
                List.of(OutputFormat.GEOJSON.mimeType(), OutputFormat.CSV.mimeType(), OutputFormat.GML.mimeType()),
                schemaUrl,
                out);
        out.end().end().end();
    }

    /** @param gmlSchema of the GML format; null for none */
    private static void formats(List<String> mimeTypes, @Nullable String gmlSchema, XmlOut out) throws IOException {
        out.start("Default");
        format(mimeTypes.get(0), gmlSchema, out);
        out.end().start("Supported");
        for (String mimeType : mimeTypes) {
            format(mimeType, gmlSchema, out);
        }
        out.end();
    }

    private static void format(String mimeType, @Nullable String gmlSchema, XmlOut out) throws IOException {
        out.start("Format").element("MimeType", mimeType);
        if (gmlSchema != null && mimeType.equals(OutputFormat.GML.mimeType())) {
            out.element("Schema", gmlSchema);
        }
        out.end();
    }
}
