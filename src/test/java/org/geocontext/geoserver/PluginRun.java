package org.geocontext.geoserver;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.geocontext.app.QueryProcess;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * The plugin's whole life: started in a stand-in of GeoServer, warmed up, asked one point of a WFS in this process,
 * closed. {@link PluginJarIT} runs it with the classes of the plugin's jar.
 */
public final class PluginRun implements Callable<List<String>> {

    private static final String AREA =
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"a.1\","
                    + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[20,-30],[30,-30],[30,-20],[20,-20],[20,-30]]]},"
                    + "\"properties\":{\"name\":\"Highveld\"}}]}";

    /** Each row as {@code service status value}. */
    @Override
    public List<String> call() throws IOException {
        HttpServer wfs = areas();
        try (StandInGeoServer geoServer = new StandInGeoServer()) {
            geoServer.catalogue().edit(catalogue(wfs, "area"));
            geoServer.start();
            geoServer.plugin().engine().warmUp();
            return rows(geoServer.process(), "area");
        } finally {
            wfs.stop(0);
        }
    }

    /** Answers every request with one area around 28 -26, named Highveld. */
    static HttpServer areas() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = AREA.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** A catalogue of that server's layer under these keys. */
    static String catalogue(HttpServer server, String... keys) {
        List<String> services = new ArrayList<>();
        for (String key : keys) {
            services.add("{\"key\": \"" + key + "\", \"name\": \"Area\", \"url\": \"http://127.0.0.1:"
                    + server.getAddress().getPort()
                    + "/wfs\", \"query_type\": \"WFS\", \"layer_typename\": \"areas\", \"layer_name\": \"name\","
                    + " \"srid\": 4326, \"service_version\": \"2.0.0\", \"internal\": true}");
        }
        return "{\"service\": [" + String.join(", ", services) + "]}";
    }

    static List<String> rows(QueryProcess process, String... services) {
        SimpleFeatureCollection features = process.execute(
                new GeometryFactory().createPoint(new Coordinate(28, -26)),
                null,
                null,
                services,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        List<String> rows = new ArrayList<>();
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                var row = iterator.next();
                rows.add(row.getAttribute("service") + " " + row.getAttribute("status") + " "
                        + row.getAttribute("value"));
            }
        }
        return rows;
    }
}
