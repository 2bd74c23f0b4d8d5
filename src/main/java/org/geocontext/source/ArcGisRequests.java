package org.geocontext.source;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonNumber;
import org.geocontext.geo.Boxes;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.geocontext.http.HttpCall;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** The requests of one lookup, all in lon/lat WGS 84. Immutable. */
record ArcGisRequests(Lookup lookup, ArcGisEndpoint endpoint) {

    private static final String WGS84 = "4326";

    private static final String EVERYTHING = "1=1";

    /** Servers and proxies cut or refuse longer URLs. */
    private static final int LONGEST_URL = 2000;

    private static final int DISPLAY_PIXELS = 101;

    /** Not less than half the display. */
    private static final int TOLERANCE_PIXELS = 51;

    /**
     * Features that touch a box around the point. A distance around it would be more direct, but is ignored by some
     * servers.
     *
     * @param count most features; 0 for as many as the server likes
     */
    HttpCall query(double halfMetres, int count) {
        return query(Boxes.around(lookup.point(), halfMetres, Crs.WGS84), count);
    }

    /**
     * Features that touch a box.
     *
     * @param box lon/lat
     * @param count most features; 0 for as many as the server likes
     */
    HttpCall query(Envelope box, int count) {
        Map<String, String> parameters = query(box(box), "esriGeometryEnvelope", true);
        if (count > 0) {
            parameters.put("resultRecordCount", Integer.toString(count));
        }
        return call(endpoint.query(), parameters);
    }

    /** Features of several layers of a feature service that touch a box around the point. */
    HttpCall query(double halfMetres, List<String> layers) {
        Map<String, String> parameters =
                query(box(Boxes.around(lookup.point(), halfMetres, Crs.WGS84)), "esriGeometryEnvelope", true);
        Map<String, Object> definitions = new LinkedHashMap<>();
        layers.forEach(layer -> definitions.put(layer, EVERYTHING));
        parameters.put("layerDefs", Json.write(definitions, false));
        return call(endpoint.queryOfService(), parameters);
    }

    private static Map<String, Object> box(Envelope envelope) {
        Map<String, Object> box = new LinkedHashMap<>();
        box.put("xmin", number(envelope.getMinX()));
        box.put("ymin", number(envelope.getMinY()));
        box.put("xmax", number(envelope.getMaxX()));
        box.put("ymax", number(envelope.getMaxY()));
        return box;
    }

    /** Features that cover the point by the server's own reckoning, without their geometry. */
    HttpCall covering() {
        return call(endpoint.query(), query(point(), "esriGeometryPoint", false));
    }

    /** What a map shows at the point: features within some pixels, which are as wide as the tolerance, and rasters. */
    HttpCall identify(double halfMetres) {
        return identify(halfMetres, List.of(endpoint.layer()));
    }

    /** The same in several layers. */
    HttpCall identify(double halfMetres, List<String> layers) {
        Envelope envelope = Boxes.around(lookup.point(), halfMetres, Crs.WGS84);
        Map<String, String> parameters = located(point(), "esriGeometryPoint");
        parameters.put("sr", WGS84);
        parameters.put("layers", "all:" + String.join(",", layers));
        parameters.put("tolerance", Integer.toString(TOLERANCE_PIXELS));
        parameters.put(
                "mapExtent",
                String.join(
                        ",",
                        Calls.decimal(envelope.getMinX()),
                        Calls.decimal(envelope.getMinY()),
                        Calls.decimal(envelope.getMaxX()),
                        Calls.decimal(envelope.getMaxY())));
        parameters.put("imageDisplay", DISPLAY_PIXELS + "," + DISPLAY_PIXELS + ",96");
        parameters.put("returnGeometry", "true");
        parameters.put("returnFieldName", "true");
        parameters.put("returnUnformattedValues", "true");
        return call(endpoint.identify(), parameters);
    }

    /** The pixel of an image service. */
    HttpCall pixel() {
        Map<String, String> parameters = located(point(), "esriGeometryPoint");
        parameters.put("returnGeometry", "false");
        parameters.put("returnCatalogItems", "false");
        return call(endpoint.identify(), parameters);
    }

    /** The pixel of an image service, asked another way. */
    HttpCall samples() {
        Map<String, String> parameters = located(point(), "esriGeometryPoint");
        parameters.put("returnFirstValueOnly", "true");
        return call(endpoint.samples(), parameters);
    }

    /** What the server says about the layer. */
    HttpCall layerInfo() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("f", "json");
        return call(endpoint.layerInfo(), parameters);
    }

    private Map<String, String> query(Map<String, Object> geometry, String type, boolean returnGeometry) {
        Map<String, String> parameters = located(geometry, type);
        parameters.put("inSR", WGS84);
        parameters.put("spatialRel", "esriSpatialRelIntersects");
        parameters.put("outFields", "*");
        parameters.put("returnGeometry", Boolean.toString(returnGeometry));
        parameters.put("outSR", WGS84);
        return parameters;
    }

    private static Map<String, String> located(Map<String, Object> geometry, String type) {
        Map<String, Object> referenced = new LinkedHashMap<>(geometry);
        referenced.put("spatialReference", Map.of("wkid", JsonNumber.of(WGS84)));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("f", "json");
        parameters.put("geometry", Json.write(referenced, false));
        parameters.put("geometryType", type);
        return parameters;
    }

    private Map<String, Object> point() {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("x", number(lookup.point().lon()));
        point.put("y", number(lookup.point().lat()));
        return point;
    }

    private static JsonNumber number(double value) {
        return JsonNumber.of(Calls.decimal(value));
    }

    private HttpCall call(String url, Map<String, String> parameters) {
        return shortened(Calls.get(lookup.service(), url, parameters, lookup.point(), projected()));
    }

    /**
     * The point in the service's CRS, which only its extra parameters can refer to; lon/lat where it has none there.
     */
    private Coordinate projected() {
        LonLat point = lookup.point();
        try {
            return Crs.of(lookup.service().crs()).fromLonLat(point);
        } catch (IllegalArgumentException e) {
            return new Coordinate(point.lon(), point.lat());
        }
    }

    /** The same as a POST, if the URL is too long. */
    private static HttpCall shortened(HttpCall call) {
        String url = call.uri().toString();
        int mark = url.indexOf('?');
        if (url.length() <= LONGEST_URL || mark < 0) {
            return call;
        }
        return new HttpCall(
                URI.create(url.substring(0, mark)),
                call.headers(),
                url.substring(mark + 1),
                call.auth(),
                call.internal(),
                call.timeout(),
                call.secrets());
    }
}
