package org.geocontext.standalone.wps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.geocontext.standalone.wps.WpsOperation.Carrier;
import org.geocontext.standalone.wps.WpsOperation.InputValue;
import org.geocontext.standalone.wps.WpsOperation.ResponseForm;
import org.geocontext.standalone.wps.WpsOperation.WantedOutput;

/** Reads requests in the XML encoding of WPS 1.0.0. */
final class XmlReader {

    private XmlReader() {}

    static WpsOperation read(byte[] document) throws WpsException {
        if (document.length == 0) {
            throw WpsException.missing("request", "an XML document or a form with a WPS request");
        }
        XmlElement root = XmlElement.parse(document);
        if (!root.namespace().equals(Wps.WPS_NAMESPACE)) {
            throw new WpsException(
                    WpsException.Code.OPERATION_NOT_SUPPORTED,
                    Quote.of(root.name()),
                    "request: " + Quote.of("{" + root.namespace() + "}" + root.name())
                            + " (expected: GetCapabilities, DescribeProcess or Execute of " + Wps.WPS_NAMESPACE + ")");
        }
        CommonParameters.checkService(root.attribute("service"));
        CommonParameters.checkLanguage(root.attribute("language"));
        return switch (root.name()) {
            case "GetCapabilities" -> capabilities(root);
            case "DescribeProcess" -> describe(root);
            case "Execute" -> execute(root);
            default -> throw CommonParameters.unknownOperation(root.name());
        };
    }

    private static WpsOperation capabilities(XmlElement root) throws WpsException {
        Optional<XmlElement> versions = ows(root, "AcceptVersions").or(() -> wps(root, "AcceptVersions"));
        CommonParameters.negotiate(versions.map(element -> element.children(Wps.OWS_NAMESPACE, "Version").stream()
                        .map(XmlElement::text)
                        .toList())
                .orElse(List.of()));
        return new WpsOperation.GetCapabilities();
    }

    private static WpsOperation describe(XmlElement root) throws WpsException {
        CommonParameters.checkVersion(root.attribute("version"));
        List<String> identifiers = root.children(Wps.OWS_NAMESPACE, "Identifier").stream()
                .map(XmlElement::text)
                .filter(text -> !text.isEmpty())
                .toList();
        if (identifiers.isEmpty()) {
            throw WpsException.missing("identifier", "the process to describe");
        }
        return new WpsOperation.DescribeProcess(identifiers);
    }

    private static WpsOperation execute(XmlElement root) throws WpsException {
        CommonParameters.checkVersion(root.attribute("version"));
        String identifier = ows(root, "Identifier")
                .map(XmlElement::text)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> WpsException.missing("identifier", "the process to execute"));
        List<InputValue> inputs = new ArrayList<>();
        Optional<XmlElement> dataInputs = wps(root, "DataInputs");
        if (dataInputs.isPresent()) {
            for (XmlElement input : dataInputs.get().children(Wps.WPS_NAMESPACE, "Input")) {
                inputs.add(input(input));
            }
        }
        Optional<XmlElement> form = wps(root, "ResponseForm");
        return new WpsOperation.Execute(identifier, inputs, form.isEmpty() ? ResponseForm.DOCUMENT : form(form.get()));
    }

    private static InputValue input(XmlElement input) throws WpsException {
        String name = identifier(input, "an input");
        if (wps(input, "Reference").isPresent()) {
            throw reference(name);
        }
        XmlElement data = wps(input, "Data")
                .flatMap(element -> element.children().stream().findFirst())
                .orElseThrow(() -> WpsException.missing(name, "wps:Data with the value"));
        if (data.is(Wps.WPS_NAMESPACE, "LiteralData")) {
            if (data.attribute("uom").isPresent()) {
                throw WpsException.invalid(
                        name,
                        name + ": uom " + Quote.of(data.attribute("uom").get())
                                + " (expected: none, the description says the unit)");
            }
            return new InputValue(name, data.text(), Carrier.LITERAL, null);
        }
        if (data.is(Wps.WPS_NAMESPACE, "ComplexData")) {
            checkEncoding(name, data.attribute("encoding"));
            return new InputValue(
                    name,
                    data.inner(),
                    Carrier.COMPLEX,
                    data.attribute("mimeType").orElse(null));
        }
        throw WpsException.invalid(
                name, name + ": " + Quote.of(data.name()) + " (expected: LiteralData or ComplexData)");
    }

    private static ResponseForm form(XmlElement form) throws WpsException {
        Optional<XmlElement> raw = wps(form, "RawDataOutput");
        if (raw.isPresent()) {
            return new ResponseForm(true, List.of(output(raw.get())), false);
        }
        Optional<XmlElement> document = wps(form, "ResponseDocument");
        if (document.isEmpty()) {
            return ResponseForm.DOCUMENT;
        }
        CommonParameters.checkStorage(
                CommonParameters.flag("storeExecuteResponse", document.get().attribute("storeExecuteResponse")),
                CommonParameters.flag("status", document.get().attribute("status")));
        List<WantedOutput> outputs = new ArrayList<>();
        for (XmlElement output : document.get().children(Wps.WPS_NAMESPACE, "Output")) {
            if (CommonParameters.flag("asReference", output.attribute("asReference"))) {
                throw stored(identifier(output, "an output"));
            }
            outputs.add(output(output));
        }
        return new ResponseForm(
                false, outputs, CommonParameters.flag("lineage", document.get().attribute("lineage")));
    }

    private static WantedOutput output(XmlElement output) throws WpsException {
        return new WantedOutput(
                identifier(output, "an output"), output.attribute("mimeType").orElse(null));
    }

    private static String identifier(XmlElement element, String what) throws WpsException {
        return ows(element, "Identifier")
                .map(XmlElement::text)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> WpsException.missing("Identifier", "the name of " + what));
    }

    private static Optional<XmlElement> wps(XmlElement element, String name) {
        return element.child(Wps.WPS_NAMESPACE, name);
    }

    private static Optional<XmlElement> ows(XmlElement element, String name) {
        return element.child(Wps.OWS_NAMESPACE, name);
    }

    static void checkEncoding(String input, Optional<String> encoding) throws WpsException {
        if (encoding.isPresent() && !encoding.get().equalsIgnoreCase("utf-8")) {
            throw WpsException.invalid(input, input + ": encoding " + Quote.of(encoding.get()) + " (expected: UTF-8)");
        }
    }

    /** Values come with the request: a reference would have this host fetch what a caller names. */
    static WpsException reference(String input) {
        return WpsException.invalid(
                input, input + ": given by reference (expected: the value itself, nothing is fetched for a caller)");
    }

    static WpsException stored(String output) {
        return new WpsException(
                WpsException.Code.STORAGE_NOT_SUPPORTED,
                output,
                output + ": wanted as a reference (expected: asReference=false, results are not stored here)");
    }
}
