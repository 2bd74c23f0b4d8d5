package org.geocontext.standalone.wps;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.standalone.web.KeyValues;
import org.geocontext.standalone.web.RefusedException;
import org.geocontext.standalone.wps.WpsOperation.Carrier;
import org.geocontext.standalone.wps.WpsOperation.InputValue;
import org.geocontext.standalone.wps.WpsOperation.ResponseForm;
import org.geocontext.standalone.wps.WpsOperation.WantedOutput;

/** Reads requests in the KVP encoding of WPS 1.0.0. */
final class KvpReader {

    private static final String DATA_INPUTS = "datainputs";
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?i)@(mimeType|encoding|schema|dataType|uom|asReference|href|xlink:href|method|header)=");
    private static final Pattern MEDIA_TYPE_PARAMETER = Pattern.compile("(?i)\\s*(?:subtype|charset)=");
    private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    private KvpReader() {}

    static WpsOperation read(KeyValues parameters) throws WpsException, RefusedException {
        CommonParameters.checkService(parameters.single("service"));
        String request = parameters
                .single("request")
                .orElseThrow(() -> WpsException.missing("request", "GetCapabilities, DescribeProcess or Execute"));
        CommonParameters.checkLanguage(parameters.single("language"));
        return switch (request.trim().toLowerCase(Locale.ROOT)) {
            case "getcapabilities" -> capabilities(parameters);
            case "describeprocess" -> describe(parameters);
            case "execute" -> execute(parameters);
            default -> throw CommonParameters.unknownOperation(request);
        };
    }

    private static WpsOperation capabilities(KeyValues parameters) throws WpsException, RefusedException {
        CommonParameters.negotiate(list(parameters.single("acceptversions")));
        return new WpsOperation.GetCapabilities();
    }

    private static WpsOperation describe(KeyValues parameters) throws WpsException, RefusedException {
        CommonParameters.checkVersion(parameters.single("version"));
        List<String> identifiers = list(parameters.single("identifier"));
        if (identifiers.isEmpty()) {
            throw WpsException.missing("identifier", "the process to describe");
        }
        return new WpsOperation.DescribeProcess(identifiers);
    }

    private static WpsOperation execute(KeyValues parameters) throws WpsException, RefusedException {
        CommonParameters.checkVersion(parameters.single("version"));
        String identifier = parameters
                .single("identifier")
                .orElseThrow(() -> WpsException.missing("identifier", "the process to execute"));
        CommonParameters.checkStorage(
                CommonParameters.flag("storeExecuteResponse", parameters.single("storeexecuteresponse")),
                CommonParameters.flag("status", parameters.single("status")));
        List<InputValue> inputs = new ArrayList<>();
        for (Entry entry : entries(DATA_INPUTS, parameters.single(DATA_INPUTS).orElse(""))) {
            inputs.add(input(entry));
        }
        return new WpsOperation.Execute(identifier, inputs, form(parameters));
    }

    private static InputValue input(Entry entry) throws WpsException {
        if (entry.attributes.containsKey("href") || entry.attributes.containsKey("xlink:href")) {
            throw XmlReader.reference(entry.name);
        }
        XmlReader.checkEncoding(entry.name, Optional.ofNullable(entry.attributes.get("encoding")));
        return new InputValue(entry.name, entry.value, Carrier.UNKNOWN, entry.attributes.get("mimetype"));
    }

    private static ResponseForm form(KeyValues parameters) throws WpsException, RefusedException {
        Optional<String> raw = parameters.single("rawdataoutput");
        Optional<String> document = parameters.single("responsedocument");
        boolean lineage = CommonParameters.flag("lineage", parameters.single("lineage"));
        if (raw.isPresent() && document.isPresent()) {
            throw WpsException.invalid(
                    "RawDataOutput", "RawDataOutput, ResponseDocument: both given (expected: one of them)");
        }
        if (raw.isPresent()) {
            List<WantedOutput> outputs = outputs("RawDataOutput", raw.get());
            if (outputs.size() != 1) {
                throw WpsException.invalid(
                        "RawDataOutput", "RawDataOutput: " + outputs.size() + " outputs (expected: one)");
            }
            return new ResponseForm(true, outputs, false);
        }
        return new ResponseForm(false, outputs("ResponseDocument", document.orElse("")), lineage);
    }

    private static List<WantedOutput> outputs(String parameter, String text) throws WpsException {
        List<WantedOutput> outputs = new ArrayList<>();
        for (Entry entry : entries(parameter, text)) {
            if (CommonParameters.flag("asReference", Optional.ofNullable(entry.attributes.get("asreference")))) {
                throw XmlReader.stored(entry.name);
            }
            outputs.add(new WantedOutput(entry.name, entry.attributes.get("mimetype")));
        }
        return outputs;
    }

    /** @param attributes names in lower case */
    private record Entry(String name, String value, Map<String, String> attributes) {}

    /**
     * Splits {@code a=1@x=y;b=2}. Values may be percent-encoded once more, as the standard has it (05-007r7, 10.2.2.2);
     * a semicolon inside a value that was not, as in {@code SRID=4326;POINT(1 2)} or {@code text/xml;
     * subtype=gml/3.1.1}, is recognised by what follows it.
     */
    private static List<Entry> entries(String parameter, String text) throws WpsException {
        boolean valued = parameter.equals(DATA_INPUTS);
        List<String> parts = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            if (!parts.isEmpty() && isContinuation(part, valued)) {
                parts.add(parts.remove(parts.size() - 1) + ";" + part);
            } else if (valued && !part.isBlank() && part.indexOf('=') < 0) {
                throw WpsException.invalid(
                        parameter, parameter + ": " + Quote.of(part) + " (expected: name=value;name=value)");
            } else if (!part.isBlank()) {
                parts.add(part);
            }
        }
        return parts.stream().map(KvpReader::entry).toList();
    }

    private static boolean isContinuation(String part, boolean valued) {
        return MEDIA_TYPE_PARAMETER.matcher(part).lookingAt() || (valued && !part.isBlank() && part.indexOf('=') < 0);
    }

    private static Entry entry(String part) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(part);
        int end = part.length();
        String name = null;
        int valueStart = 0;
        while (matcher.find()) {
            if (name == null) {
                end = matcher.start();
            } else {
                attributes.put(name, decode(part.substring(valueStart, matcher.start())));
            }
            name = matcher.group(1).toLowerCase(Locale.ROOT);
            valueStart = matcher.end();
        }
        if (name != null) {
            attributes.put(name, decode(part.substring(valueStart)));
        }
        String head = part.substring(0, end);
        int equals = head.indexOf('=');
        return equals < 0
                ? new Entry(head.trim(), "", attributes)
                : new Entry(head.substring(0, equals).trim(), decode(head.substring(equals + 1)), attributes);
    }

    private static String decode(String text) {
        return ESCAPES.matcher(text).replaceAll(match -> Matcher.quoteReplacement(bytes(match.group())));
    }

    private static String bytes(String escapes) {
        byte[] bytes = new byte[escapes.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(escapes.substring(3 * i + 1, 3 * i + 3), 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> list(Optional<String> value) {
        return value.map(text -> Arrays.stream(text.split(","))
                        .map(String::trim)
                        .filter(item -> !item.isEmpty())
                        .toList())
                .orElse(List.of());
    }
}
