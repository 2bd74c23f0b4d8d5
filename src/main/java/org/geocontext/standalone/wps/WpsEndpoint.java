package org.geocontext.standalone.wps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.geocontext.app.QueryInputs;
import org.geocontext.app.QueryProcess;
import org.geocontext.http.MediaTypes;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.standalone.output.ContextValueXsd;
import org.geocontext.standalone.output.OutputFormat;
import org.geocontext.standalone.web.Endpoint;
import org.geocontext.standalone.web.ErrorStyle;
import org.geocontext.standalone.web.KeyValues;
import org.geocontext.standalone.web.QueryGate;
import org.geocontext.standalone.web.RefusedException;
import org.geocontext.standalone.web.Route;
import org.geocontext.standalone.web.WebReply;
import org.geocontext.standalone.web.WebRequest;
import org.geocontext.standalone.wps.ProcessDescription.Input;
import org.geocontext.standalone.wps.ProcessDescription.Kind;
import org.geocontext.standalone.wps.WpsOperation.Carrier;
import org.geocontext.standalone.wps.WpsOperation.DescribeProcess;
import org.geocontext.standalone.wps.WpsOperation.Execute;
import org.geocontext.standalone.wps.WpsOperation.GetCapabilities;
import org.geocontext.standalone.wps.WpsOperation.InputValue;
import org.geocontext.standalone.wps.WpsOperation.WantedOutput;

/** WPS 1.0.0 at {@code /ows}: GetCapabilities, DescribeProcess and Execute, synchronous, nothing stored. */
public final class WpsEndpoint implements Endpoint {

    private static final String PATH = "/ows";
    private static final String SCHEMA_PATH = "/schemas/context-value.xsd";
    private static final String NAMESPACE = "geocontext";
    private static final String ALL = "ALL";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ProcessDescription process = ProcessDescription.of(NAMESPACE, QueryProcess.class);
    private final QueryGate queries;

    private WpsEndpoint(QueryGate queries) {
        this.queries = queries;
    }

    /** The endpoint and the schema of its GML output. */
    public static List<Route> routes(QueryGate queries) {
        return List.of(
                Route.reading(PATH, Set.of("GET", "POST"), ExceptionReport.STYLE, new WpsEndpoint(queries)),
                Route.reading(
                        SCHEMA_PATH,
                        Set.of("GET"),
                        ErrorStyle.JSON,
                        request -> CompletableFuture.completedFuture(
                                WebReply.of(200, MediaTypes.XML, ContextValueXsd::write))));
    }

    @Override
    public CompletionStage<WebReply> answer(WebRequest request) throws RefusedException {
        try {
            WpsOperation operation = read(request);
            if (operation instanceof Execute execute) {
                return execute(execute, request);
            }
            return CompletableFuture.completedFuture(describe(operation, request));
        } catch (WpsException e) {
            return CompletableFuture.completedFuture(ExceptionReport.of(e));
        }
    }

    private static WpsOperation read(WebRequest request) throws WpsException, RefusedException {
        if (request.method().equals("GET")) {
            return KvpReader.read(request.query());
        }
        return request.mediaType().equals(FORM)
                ? KvpReader.read(KeyValues.parseForm(request.body()))
                : XmlReader.read(request.body());
    }

    private WebReply describe(WpsOperation operation, WebRequest request) throws WpsException {
        if (operation instanceof GetCapabilities) {
            return WebReply.of(200, MediaTypes.XML, new CapabilitiesDocument(process, request.baseUrl() + PATH)::write);
        }
        for (String identifier : ((DescribeProcess) operation).identifiers()) {
            if (!identifier.equalsIgnoreCase(ALL)) {
                checkProcess(identifier);
            }
        }
        return WebReply.of(
                200, MediaTypes.XML, new ProcessDescriptionsDocument(process, request.baseUrl() + SCHEMA_PATH)::write);
    }

    private CompletionStage<WebReply> execute(Execute execute, WebRequest request)
            throws WpsException, RefusedException {
        checkProcess(execute.identifier());
        OutputFormat format = format(execute.form().outputs());
        return queries.run(queryRequest(execute.inputs()), request.caller())
                .thenApply(result -> reply(execute, format, result, request));
    }

    private void checkProcess(String identifier) throws WpsException {
        if (!identifier.equals(process.identifier())) {
            throw WpsException.invalid(
                    "identifier",
                    "identifier: no process " + Quote.of(identifier) + " (expected: " + process.identifier() + ")");
        }
    }

    private OutputFormat format(List<WantedOutput> outputs) throws WpsException {
        String name = process.output().name();
        OutputFormat format = OutputFormat.GEOJSON;
        for (WantedOutput output : outputs) {
            if (!output.name().equals(name)) {
                throw WpsException.invalid(
                        Quote.of(output.name()), "output: no " + Quote.of(output.name()) + " (expected: " + name + ")");
            }
            String mimeType = output.mimeType();
            if (mimeType != null) {
                format = OutputFormat.find(mimeType).orElseThrow(() -> unknownFormat(name, mimeType, outputTypes()));
            }
        }
        if (outputs.size() > 1) {
            throw WpsException.invalid(name, name + ": wanted " + outputs.size() + " times (expected: once)");
        }
        return format;
    }

    private static List<String> outputTypes() {
        List<String> types = new ArrayList<>();
        for (OutputFormat format : OutputFormat.values()) {
            types.add(format.mimeType());
        }
        return types;
    }

    private static WpsException unknownFormat(String parameter, String mimeType, List<String> known) {
        return WpsException.invalid(
                parameter,
                parameter + ": no format " + Quote.of(mimeType) + " (expected: " + String.join(", ", known) + ")");
    }

    private QueryRequest queryRequest(List<InputValue> inputs) throws WpsException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (InputValue value : inputs) {
            Optional<Input> input = process.findInput(value.name());
            if (input.isPresent()) {
                checkCarrier(input.get(), value);
            }
            values.computeIfAbsent(value.name(), name -> new ArrayList<>()).add(value.text());
        }
        for (Input input : process.inputs()) {
            List<String> given = values.getOrDefault(input.name(), List.of());
            if (input.minOccurs() > 0 && given.stream().allMatch(String::isBlank)) {
                throw WpsException.missing(input.name(), input.description());
            }
        }
        try {
            return QueryInputs.parse(values);
        } catch (InvalidRequestException e) {
            throw WpsException.invalid(e.input(), String.valueOf(e.getMessage()));
        }
    }

    private static void checkCarrier(Input input, InputValue value) throws WpsException {
        String mimeType = value.mimeType();
        if (input.kind() != Kind.GEOMETRY && value.carrier() == Carrier.COMPLEX) {
            throw WpsException.invalid(input.name(), input.name() + ": given as ComplexData (expected: LiteralData)");
        }
        if (input.kind() == Kind.GEOMETRY && mimeType != null && !PointFormat.isKnown(mimeType)) {
            throw unknownFormat(input.name(), mimeType, PointFormat.MIME_TYPES);
        }
    }

    private WebReply reply(Execute execute, OutputFormat format, QueryResult result, WebRequest request) {
        String schemaUrl = request.baseUrl() + SCHEMA_PATH;
        if (execute.form().raw()) {
            return WebReply.of(200, format.contentType(), stream -> format.write(result, schemaUrl, stream))
                    .withHeader(
                            "Content-Disposition",
                            "inline; filename=" + process.output().name() + "." + format.extension());
        }
        ExecuteResponseDocument document = new ExecuteResponseDocument(process, request.baseUrl() + PATH, schemaUrl);
        return WebReply.of(200, MediaTypes.XML, stream -> document.write(execute, format, result, stream));
    }
}
