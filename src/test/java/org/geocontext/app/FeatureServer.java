package org.geocontext.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * A map server on loopback with layers of features: WFS 2.0.0 GetFeature by BBOX and WMS 1.3.0 GetFeatureInfo within
 * RADIUS pixels, both as GeoJSON, both in EPSG:4326. Layers are named in the path, as in {@code /wfs/roads}.
 */
final class FeatureServer implements AutoCloseable {

    /** @param value of the property {@code name}; null for a NULL */
    record Feature(Geometry geometry, String value) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<Feature>> layers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile boolean geometries = true;

    FeatureServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void layer(String name, List<Feature> features) {
        layers.put(name, new ArrayList<>(features));
    }

    /** What has been asked since the start. */
    List<String> requests() {
        return requests;
    }

    /** Another status than 200 goes with an empty body. */
    void setStatus(int status) {
        this.status = status;
    }

    /** Whether replies have geometries. */
    void setGeometries(boolean geometries) {
        this.geometries = geometries;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        String[] path = exchange.getRequestURI().getPath().split("/");
        byte[] body = status == 200
                ? reply(path[1], path[2], parameters(exchange)).getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private String reply(String protocol, String layer, Map<String, String> parameters) {
        String[] box = parameters.get("BBOX").split(",");
        Envelope asked = new Envelope(
                Double.parseDouble(box[1]),
                Double.parseDouble(box[3]),
                Double.parseDouble(box[0]),
                Double.parseDouble(box[2]));
        boolean wfs = protocol.equals("wfs");
        Envelope searched = wfs ? asked : aroundTheCentre(asked, parameters);
        int most = Integer.parseInt(parameters.get(wfs ? "COUNT" : "FEATURE_COUNT"));
        return collection(layer, searched, most);
    }

    private static Envelope aroundTheCentre(Envelope image, Map<String, String> parameters) {
        Envelope searched = new Envelope(image.centre());
        double pixels = Double.parseDouble(parameters.get("RADIUS")) + 0.5;
        searched.expandBy(
                pixels * image.getWidth() / Double.parseDouble(parameters.get("WIDTH")),
                pixels * image.getHeight() / Double.parseDouble(parameters.get("HEIGHT")));
        return searched;
    }

    private String collection(String layer, Envelope searched, int most) {
        Geometry area = new GeometryFactory().toGeometry(searched);
        List<String> found = new ArrayList<>();
        List<Feature> features = layers.get(layer);
        for (int i = 0; i < features.size() && found.size() < most; i++) {
            Feature feature = features.get(i);
            if (feature.geometry().getEnvelopeInternal().intersects(searched)
                    && feature.geometry().intersects(area)) {
                found.add(json(layer + "." + i, feature));
            }
        }
        return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", found) + "]}";
    }

    private String json(String id, Feature feature) {
        String value = feature.value() == null ? "null" : "\"" + feature.value() + "\"";
        return "{\"type\":\"Feature\",\"id\":\"" + id + "\",\"properties\":{\"name\":" + value + ",\"other\":1},"
                + "\"geometry\":" + (geometries ? json(feature.geometry()) : "null") + "}";
    }

    private static String json(Geometry geometry) {
        return "{\"type\":\"" + geometry.getGeometryType() + "\",\"coordinates\":" + coordinates(geometry) + "}";
    }

    private static String coordinates(Geometry geometry) {
        if (geometry instanceof Point) {
            return position(geometry.getCoordinate());
        } else if (geometry instanceof LineString) {
            return positions(geometry.getCoordinates());
        } else if (geometry instanceof MultiPolygon) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < geometry.getNumGeometries(); i++) {
                parts.add(coordinates(geometry.getGeometryN(i)));
            }
            return "[" + String.join(",", parts) + "]";
        }
        Polygon polygon = (Polygon) geometry;
        List<String> rings = new ArrayList<>();
        rings.add(positions(polygon.getExteriorRing().getCoordinates()));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            rings.add(positions(polygon.getInteriorRingN(i).getCoordinates()));
        }
        return "[" + String.join(",", rings) + "]";
    }

    private static String positions(Coordinate[] positions) {
        List<String> texts = new ArrayList<>();
        for (Coordinate position : positions) {
            texts.add(position(position));
        }
        return "[" + String.join(",", texts) + "]";
    }

    private static String position(Coordinate position) {
        return "[" + position.x + "," + position.y + "]";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
