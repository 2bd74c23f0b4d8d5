package org.geocontext.standalone.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.geocontext.geo.Crs;
import org.geocontext.standalone.demo.GmlDocument.Gml;
import org.geocontext.standalone.web.KeyValues;
import org.geocontext.standalone.web.WebReply;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/** WFS 1.1.0 and 2.0.0, read-only: GetCapabilities and GetFeature with BBOX. Thread-safe. */
final class DemoWfs {

    private static final String JSON = "application/json";
    private static final String GML_3_1 = "text/xml; subtype=gml/3.1.1";
    private static final String GML_3_2 = "application/gml+xml; version=3.2";
    private static final int MOST_FEATURES = 1000;

    private final DemoData data;

    DemoWfs(DemoData data) {
        this.data = data;
    }

    /** @param url of this service */
    DemoReply answer(KeyValues query, String url) {
        Parameters parameters = new Parameters(query);
        boolean v2 = !parameters.find("version").orElse("2.0.0").startsWith("1.");
        try {
            String request = parameters.get("request");
            return switch (request.toLowerCase(Locale.ROOT)) {
                case "getcapabilities" -> DemoReply.of(WebReply.text(200, "text/xml", capabilities(v2, url)));
                case "getfeature" -> features(parameters, v2);
                default ->
                    throw new FaultException(
                            "OperationNotSupported",
                            request,
                            "request: " + request + " (expected: GetCapabilities or GetFeature)");
            };
        } catch (FaultException e) {
            return DemoReply.of(exception(e, v2));
        }
    }

    private DemoReply features(Parameters parameters, boolean v2) throws FaultException {
        for (String unsupported : List.of("filter", "cql_filter", "featureid", "resourceid")) {
            if (parameters.find(unsupported).isPresent()) {
                throw new FaultException(
                        "OptionNotSupported", unsupported, unsupported + " is not supported here (expected: bbox)");
            }
        }
        DemoLayer.Vector layer =
                layer(parameters, v2 && parameters.find("typenames").isPresent());
        String srsName = parameters.find("srsname").orElse(Crs.WGS84.urn());
        Crs crs = Parameters.crs("srsname", srsName, "InvalidParameterValue");
        int most = parameters.whole(v2 ? "count" : "maxfeatures", MOST_FEATURES);
        List<DemoFeature> found =
                parameters.find("bbox").isPresent() ? area(parameters, crs).features(layer) : layer.features();
        List<Hit> hits = found.stream()
                .limit(Math.max(0, Math.min(MOST_FEATURES, most)))
                .map(feature -> Hit.of(layer, feature))
                .toList();
        return new DemoReply(List.of(layer), document(parameters, v2, crs, srsName, hits));
    }

    private static WebReply document(Parameters parameters, boolean v2, Crs crs, String srsName, List<Hit> hits)
            throws FaultException {
        Set<String> properties = new HashSet<>();
        if (parameters.find("propertyname").isPresent()) {
            parameters.list("propertyname").forEach(name -> properties.add(name.replaceFirst("^demo:", "")));
        }
        String wanted = parameters
                .find("outputformat")
                .orElse(v2 ? GML_3_2 : GML_3_1)
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        return switch (wanted) {
            case "application/json", "application/geo+json", "geojson", "json" ->
                WebReply.text(200, JSON, GeoJsonDocument.of(hits, properties));
            case "text/xml;subtype=gml/3.1.1", "gml3" ->
                WebReply.text(200, GML_3_1, new GmlDocument(Gml.V3_1, crs, srsName, properties).write(hits));
            case "application/gml+xml;version=3.2", "gml32" ->
                WebReply.text(200, GML_3_2, new GmlDocument(Gml.V3_2, crs, srsName, properties).write(hits));
            default ->
                throw FaultException.invalid(
                        "outputFormat", wanted, String.join(", ", List.of(JSON, GML_3_1, GML_3_2)));
        };
    }

    private DemoLayer.Vector layer(Parameters parameters, boolean plural) throws FaultException {
        String parameter = plural ? "typenames" : "typename";
        String name = parameters.get(parameter);
        DemoLayer layer = data.find(name).orElse(null);
        if (layer instanceof DemoLayer.Broken broken) {
            throw new FaultException("NoApplicableCode", null, broken.fault());
        }
        if (layer instanceof DemoLayer.Vector vector) {
            return vector;
        }
        throw FaultException.invalid(parameter, name, "one feature type of the capabilities");
    }

    /** Without a CRS of its own the box is x, y in the CRS of {@code srsName}; an urn means the authority's order. */
    private static SearchArea area(Parameters parameters, Crs crs) throws FaultException {
        List<String> texts = parameters.list("bbox");
        if (texts.size() != 4 && texts.size() != 5) {
            throw FaultException.invalid("bbox", parameters.get("bbox"), "four numbers and a CRS");
        }
        List<Double> n = new ArrayList<>();
        for (String text : texts.subList(0, 4)) {
            n.add(Parameters.number("bbox", text));
        }
        @Nullable String name = texts.size() == 5 ? texts.get(4) : null;
        Crs boxCrs = name == null ? crs : Parameters.crs("bbox", name, "InvalidParameterValue");
        boolean northFirst = name != null && Crs.isAuthorityOrder(name) && boxCrs.northFirst();
        Envelope box = northFirst
                ? new Envelope(n.get(1), n.get(3), n.get(0), n.get(2))
                : new Envelope(n.get(0), n.get(2), n.get(1), n.get(3));
        return SearchArea.of(box, boxCrs);
    }

    private static WebReply exception(FaultException fault, boolean v2) {
        XmlText xml = new XmlText();
        xml.start("ows:ExceptionReport")
                .attribute("xmlns:ows", v2 ? "http://www.opengis.net/ows/1.1" : "http://www.opengis.net/ows")
                .attribute("version", v2 ? "2.0.0" : "1.0.0");
        xml.start("ows:Exception").attribute("exceptionCode", fault.code());
        if (fault.locator() != null) {
            xml.attribute("locator", fault.locator());
        }
        xml.element("ows:ExceptionText", fault.sentence()).end();
        return WebReply.text(v2 ? 400 : 200, "text/xml", xml.end().toString());
    }

    private String capabilities(boolean v2, String url) {
        XmlText xml = new XmlText();
        xml.start("wfs:WFS_Capabilities")
                .attribute("version", v2 ? "2.0.0" : "1.1.0")
                .attribute("xmlns:wfs", v2 ? Gml.V3_2.wfsNamespace : Gml.V3_1.wfsNamespace)
                .attribute("xmlns:ows", v2 ? "http://www.opengis.net/ows/1.1" : "http://www.opengis.net/ows")
                .attribute("xmlns:xlink", "http://www.w3.org/1999/xlink")
                .attribute("xmlns:demo", GmlDocument.NAMESPACE);
        xml.start("ows:ServiceIdentification").element("ows:Title", "GeoContext demo");
        xml.element("ows:ServiceType", "WFS")
                .element("ows:ServiceTypeVersion", v2 ? "2.0.0" : "1.1.0")
                .end();
        xml.start("ows:OperationsMetadata");
        operation("GetCapabilities", url, xml).end();
        operation("GetFeature", url, xml).start("ows:Parameter").attribute("name", "outputFormat");
        if (v2) {
            xml.start("ows:AllowedValues");
        }
        List.of(GML_3_2, GML_3_1, JSON).forEach(format -> xml.element("ows:Value", format));
        if (v2) {
            xml.end();
        }
        xml.end().end().end().start("wfs:FeatureTypeList");
        for (DemoLayer layer : data.layers()) {
            if (layer instanceof DemoLayer.Vector) {
                xml.start("wfs:FeatureType").element("wfs:Name", "demo:" + layer.name());
                xml.element("wfs:Title", layer.title())
                        .element(v2 ? "wfs:DefaultCRS" : "wfs:DefaultSRS", Crs.WGS84.urn())
                        .end();
            }
        }
        return xml.end().end().toString();
    }

    private static XmlText operation(String name, String url, XmlText xml) {
        return xml.start("ows:Operation")
                .attribute("name", name)
                .start("ows:DCP")
                .start("ows:HTTP")
                .start("ows:Get")
                .attribute("xlink:href", url + "?")
                .end()
                .end()
                .end();
    }
}
