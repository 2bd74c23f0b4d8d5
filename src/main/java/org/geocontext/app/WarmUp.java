package org.geocontext.app;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.feature.ContextValueFeatures;
import org.geocontext.fetch.Fetcher;
import org.geocontext.geo.Crs;
import org.geocontext.http.CallTiming;
import org.geocontext.http.HttpReply;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.query.EndpointMemory;
import org.geocontext.query.FairExecutor;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.MergeSettings;
import org.geocontext.query.QueryEngine;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryPlan;
import org.geocontext.query.QueryPlanner;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.RunningQuery;
import org.geocontext.query.SharingCounts;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first real query as quick as the second: loads planning, sources, readers, reduction and features by
 * running a query over canned replies, and the EPSG database with every CRS of the catalogue.
 */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private static final String GEOJSON =
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"a.1\","
                    + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-1,-1],[1,-1],[1,1],[-1,1],[-1,-1]]]},"
                    + "\"properties\":{\"name\":\"warm\",\"depth\":1.5}}]}";
    private static final String GML = "<wfs:FeatureCollection xmlns:wfs=\"http://www.opengis.net/wfs\""
            + " xmlns:gml=\"http://www.opengis.net/gml\"><gml:featureMember><a gml:id=\"a.1\"><geom><gml:Point"
            + " srsName=\"EPSG:4326\"><gml:pos>0 0</gml:pos></gml:Point></geom><name>warm</name></a></gml:featureMember>"
            + "</wfs:FeatureCollection>";
    private static final String ESRI = "{\"geometryType\":\"esriGeometryPoint\",\"spatialReference\":{\"wkid\":4326},"
            + "\"features\":[{\"attributes\":{\"name\":\"warm\"},\"geometry\":{\"x\":0,\"y\":0}}]}";

    /** A query over canned replies takes no time; without an end of it, the engine is being closed. */
    private static final int LIMIT_SECONDS = 3;

    private WarmUp() {}

    static void run(Catalogue catalogue, FairExecutor parsing, ScheduledExecutorService timer, int queries) {
        Crs.find("EPSG:3857");
        catalogue.services().stream().map(ServiceDefinition::crs).distinct().forEach(Crs::find);
        EndpointMemory memory = new EndpointMemory(MergeSettings.DEFAULT);
        try (GeoContextMetrics unseen = new GeoContextMetrics()) {
            QueryEngine engine = new QueryEngine(canned(), parsing::lane, timer, memory, new SharingCounts(unseen));
            for (int done = 0; done < queries; done++) {
                RunningQuery query = engine.start(plan(memory), QueryListener.NONE);
                ContextValueFeatures.of(query.result().get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The warm-up ended early", e);
        }
    }

    private static QueryPlan plan(EndpointMemory memory) {
        List<ServiceDefinition> services = List.of(
                service("wms", QueryType.WMS, "http://127.0.0.1/geojson"),
                service("wfs", QueryType.WFS, "http://127.0.0.1/gml"),
                service("esri", QueryType.ARC_REST, "http://127.0.0.1/esri/MapServer"));
        QueryRequest request = new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(0, 0)),
                null,
                null,
                List.of(),
                services.stream().map(ServiceDefinition::key).toList(),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
        Duration limit = Duration.ofSeconds(2);
        try {
            return new QueryPlanner(limit, memory).plan(request, new Catalogue(services, List.of(), List.of()), limit);
        } catch (InvalidRequestException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServiceDefinition service(String key, QueryType type, String url) {
        return ServiceDefinition.builder(key, type, url)
                .layer("0")
                .property("name")
                .build();
    }

    private static Fetcher canned() {
        return (call, scope) -> {
            String path = call.uri().getPath();
            String body = path.startsWith("/esri") ? ESRI : path.startsWith("/gml") ? GML : GEOJSON;
            CallTiming timing = new CallTiming(Instant.now(), Duration.ZERO, Duration.ZERO);
            return CompletableFuture.completedFuture(
                    new HttpReply(call.uri(), 200, Map.of(), body.getBytes(StandardCharsets.UTF_8), timing));
        };
    }
}
