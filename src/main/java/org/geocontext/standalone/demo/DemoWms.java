package org.geocontext.standalone.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.geocontext.geo.Crs;
import org.geocontext.standalone.demo.GmlDocument.Gml;
import org.geocontext.standalone.web.KeyValues;
import org.geocontext.standalone.web.WebReply;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** WMS 1.1.1 and 1.3.0 without maps: GetCapabilities and GetFeatureInfo. Thread-safe. */
final class DemoWms {

    private static final String JSON = "application/json";
    private static final String GML_2 = "application/vnd.ogc.gml";
    private static final String GML_3 = "application/vnd.ogc.gml/3.1.1";
    private static final String TEXT = "text/plain";
    private static final List<String> FORMATS = List.of(TEXT, GML_2, GML_3, JSON);
    private static final List<String> CRS_OFFERED = List.of("EPSG:4326", "CRS:84", "EPSG:3857");

    /** Pixels searched around the one asked, where the request has no BUFFER. */
    private static final int DEFAULT_BUFFER = 2;

    private static final int LARGEST_BUFFER = 100;

    private final DemoData data;

    DemoWms(DemoData data) {
        this.data = data;
    }

    /** @param url of this service */
    DemoReply answer(KeyValues query, String url) {
        Parameters parameters = new Parameters(query);
        boolean v130 = !parameters.find("version").orElse("1.3.0").startsWith("1.1");
        try {
            String request = parameters.get("request");
            return switch (request.toLowerCase(Locale.ROOT)) {
                case "getcapabilities" -> DemoReply.of(WebReply.text(200, "text/xml", capabilities(v130, url)));
                case "getfeatureinfo" -> featureInfo(parameters, v130);
                default ->
                    throw new FaultException(
                            "OperationNotSupported",
                            "request",
                            "request: " + request + " (expected: GetCapabilities or GetFeatureInfo)");
            };
        } catch (FaultException e) {
            return DemoReply.of(exception(e, v130));
        }
    }

    private DemoReply featureInfo(Parameters parameters, boolean v130) throws FaultException {
        Crs crs = crs(parameters, v130);
        Envelope box = box(parameters, crs, v130);
        int width = size(parameters, "width");
        int height = size(parameters, "height");
        int column = pixel(parameters, v130 ? "i" : "x", width);
        int row = pixel(parameters, v130 ? "j" : "y", height);
        int buffer = Math.min(LARGEST_BUFFER, Math.max(0, parameters.whole("buffer", DEFAULT_BUFFER)));
        int most = parameters.whole("feature_count", 1);
        String format = format(parameters);
        List<DemoLayer> layers = layers(parameters);

        double pixelWidth = box.getWidth() / width;
        double pixelHeight = box.getHeight() / height;
        Coordinate asked =
                new Coordinate(box.getMinX() + (column + 0.5) * pixelWidth, box.getMaxY() - (row + 0.5) * pixelHeight);
        Envelope searched = new Envelope(asked);
        searched.expandBy((buffer + 0.5) * pixelWidth, (buffer + 0.5) * pixelHeight);
        SearchArea area = SearchArea.of(searched, crs);
        Coordinate position = SearchArea.of(asked, crs).centre();

        List<Hit> hits = new ArrayList<>();
        for (DemoLayer layer : layers) {
            hits.addAll(hits(layer, area, position));
        }
        List<Hit> sent = hits.subList(0, Math.min(hits.size(), Math.max(1, most)));
        return new DemoReply(layers, WebReply.text(200, format + "; charset=UTF-8", document(format, sent, crs)));
    }

    private static List<Hit> hits(DemoLayer layer, SearchArea area, Coordinate position) throws FaultException {
        if (layer instanceof DemoLayer.Vector vector) {
            return area.features(vector).stream()
                    .map(feature -> Hit.of(layer, feature))
                    .toList();
        } else if (layer instanceof DemoLayer.Raster raster) {
            return Hit.pixel(raster, position);
        }
        throw new FaultException("NoApplicableCode", null, ((DemoLayer.Broken) layer).fault());
    }

    private static String document(String format, List<Hit> hits, Crs crs) {
        return switch (format) {
            case JSON -> GeoJsonDocument.of(hits, Set.of());
            case GML_2 ->
                new GmlDocument(Gml.V2, crs, "http://www.opengis.net/gml/srs/epsg.xml#" + crs.number(), Set.of())
                        .write(hits);
            case GML_3 -> new GmlDocument(Gml.V3_1, crs, crs.urn(), Set.of()).write(hits);
            default -> plainText(hits);
        };
    }

    /** As GeoServer writes it. */
    private static String plainText(List<Hit> hits) {
        if (hits.isEmpty()) {
            return "no features were found\n";
        }
        String rule = "--------------------------------------------\n";
        Map<DemoLayer, List<Hit>> byLayer =
                hits.stream().collect(Collectors.groupingBy(Hit::layer, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        byLayer.forEach((layer, found) -> {
            text.append("Results for FeatureType '")
                    .append(GmlDocument.NAMESPACE)
                    .append(':')
                    .append(layer.name())
                    .append("':\n");
            for (Hit hit : found) {
                text.append(rule);
                if (hit.geometry() != null) {
                    text.append("geom = [GEOMETRY (")
                            .append(hit.geometry().getGeometryType())
                            .append(") with ")
                            .append(hit.geometry().getNumPoints())
                            .append(" points]\n");
                }
                hit.attributes()
                        .forEach((name, value) -> text.append(name)
                                .append(" = ")
                                .append(Attributes.plain(value))
                                .append('\n'));
            }
            text.append(rule);
        });
        return text.toString();
    }

    private static Crs crs(Parameters parameters, boolean v130) throws FaultException {
        String name = v130 ? "crs" : "srs";
        return Parameters.crs(name, parameters.get(name), v130 ? "InvalidCRS" : "InvalidSRS");
    }

    private static Envelope box(Parameters parameters, Crs crs, boolean v130) throws FaultException {
        List<String> texts = parameters.list("bbox");
        if (texts.size() != 4) {
            throw FaultException.invalid("bbox", parameters.get("bbox"), "four numbers");
        }
        double[] n = new double[4];
        for (int i = 0; i < 4; i++) {
            n[i] = Parameters.number("bbox", texts.get(i));
        }
        if (n[0] >= n[2] || n[1] >= n[3]) {
            throw FaultException.invalid("bbox", parameters.get("bbox"), "minimums below maximums");
        }
        boolean northFirst = v130
                && crs.northFirst()
                && !parameters.get("crs").toUpperCase(Locale.ROOT).startsWith("CRS:");
        return northFirst ? new Envelope(n[1], n[3], n[0], n[2]) : new Envelope(n[0], n[2], n[1], n[3]);
    }

    private static int size(Parameters parameters, String name) throws FaultException {
        int size = parameters.whole(name);
        if (size < 1 || size > 10_000) {
            throw FaultException.invalid(name, Integer.toString(size), "1 to 10000");
        }
        return size;
    }

    private static int pixel(Parameters parameters, String name, int size) throws FaultException {
        int pixel = parameters.whole(name);
        if (pixel < 0 || pixel >= size) {
            throw new FaultException("InvalidPoint", name, name + ": " + pixel + " is outside of the image");
        }
        return pixel;
    }

    private static String format(Parameters parameters) throws FaultException {
        String wanted = parameters.find("info_format").orElse(TEXT);
        return FORMATS.stream()
                .filter(wanted::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new FaultException(
                        "InvalidFormat",
                        "info_format",
                        "info_format: " + wanted + " (expected: " + String.join(", ", FORMATS) + ")"));
    }

    private List<DemoLayer> layers(Parameters parameters) throws FaultException {
        List<DemoLayer> layers = new ArrayList<>();
        List<String> drawn = parameters.list("layers");
        for (String name : parameters.list("query_layers")) {
            if (!drawn.contains(name)) {
                throw new FaultException(
                        "LayerNotDefined", "query_layers", "query_layers: " + name + " is not one of layers");
            }
            layers.add(data.find(name)
                    .orElseThrow(() -> new FaultException(
                            "LayerNotDefined", "query_layers", "query_layers: " + name + " is not a layer")));
        }
        return layers;
    }

    private static WebReply exception(FaultException fault, boolean v130) {
        XmlText xml = new XmlText();
        xml.start("ServiceExceptionReport").attribute("version", v130 ? "1.3.0" : "1.1.1");
        if (v130) {
            xml.attribute("xmlns", "http://www.opengis.net/ogc");
        }
        xml.start("ServiceException").attribute("code", fault.code());
        if (fault.locator() != null) {
            xml.attribute("locator", fault.locator());
        }
        xml.text(fault.sentence()).end().end();
        return WebReply.text(200, v130 ? "text/xml" : "application/vnd.ogc.se_xml", xml.toString());
    }

    private String capabilities(boolean v130, String url) {
        XmlText xml = new XmlText();
        xml.start(v130 ? "WMS_Capabilities" : "WMT_MS_Capabilities").attribute("version", v130 ? "1.3.0" : "1.1.1");
        if (v130) {
            xml.attribute("xmlns", "http://www.opengis.net/wms");
        }
        xml.attribute("xmlns:xlink", "http://www.w3.org/1999/xlink").start("Service");
        xml.element("Name", v130 ? "WMS" : "OGC:WMS").element("Title", "GeoContext demo");
        onlineResource(url, xml);
        xml.end().start("Capability").start("Request");
        operation("GetCapabilities", List.of(v130 ? "text/xml" : "application/vnd.ogc.wms_xml"), url, xml);
        operation("GetFeatureInfo", FORMATS, url, xml);
        xml.end().start("Exception");
        xml.element("Format", v130 ? "XML" : "application/vnd.ogc.se_xml").end();
        xml.start("Layer").element("Title", "An invented landscape");
        CRS_OFFERED.forEach(crs -> xml.element(v130 ? "CRS" : "SRS", crs));
        for (DemoLayer layer : data.layers()) {
            xml.start("Layer").attribute("queryable", "1");
            xml.element("Name", layer.name()).element("Title", layer.title()).end();
        }
        return xml.end().end().end().toString();
    }

    private static void operation(String name, List<String> formats, String url, XmlText xml) {
        xml.start(name);
        formats.forEach(format -> xml.element("Format", format));
        xml.start("DCPType").start("HTTP").start("Get");
        onlineResource(url, xml);
        xml.end().end().end().end();
    }

    private static void onlineResource(String url, XmlText xml) {
        xml.start("OnlineResource")
                .attribute("xlink:type", "simple")
                .attribute("xlink:href", url + "?")
                .end();
    }
}
