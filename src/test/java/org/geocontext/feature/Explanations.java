package org.geocontext.feature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.Manners;
import org.geocontext.query.EndpointMemory;
import org.geocontext.query.Explainer;
import org.geocontext.query.Explanation;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.MergeSettings;
import org.geocontext.query.QueryPlanner;
import org.geocontext.query.QueryRequest;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Explained queries at (31.3963, -24.4561), by an engine that has asked nothing yet. */
final class Explanations {

    private static final String WMS = "https://maps.example.org/geoserver/wms";
    private static final String WFS = "https://maps.example.org/geoserver/wfs";

    private Explanations() {}

    static Explanation of(int points, List<ServiceDefinition> services) {
        QueryRequest request = new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(31.3963, -24.4561)),
                null,
                null,
                List.of(),
                services.stream().map(ServiceDefinition::key).toList(),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.SOURCE,
                false);
        EndpointMemory memory = new EndpointMemory(MergeSettings.DEFAULT);
        Explainer explainer =
                new Explainer(memory, origin -> new Manners(256, Double.POSITIVE_INFINITY), List::of, 1024);
        try {
            return explainer.explain(
                    new QueryPlanner(Duration.ofSeconds(20), memory)
                            .plan(request, new Catalogue(services, List.of(), List.of()), Duration.ofDays(1)),
                    points);
        } catch (InvalidRequestException e) {
            throw new AssertionError(e);
        }
    }

    /** As large collections are: 111 WMS layers with long names and 24 WFS types in three CRSs, on one host. */
    static List<ServiceDefinition> ofTwoEndpoints() {
        List<ServiceDefinition> services = new ArrayList<>();
        List<String> crs = List.of("EPSG:4326", "EPSG:3857", "EPSG:4148");
        IntStream.range(0, 24)
                .mapToObj(i -> ServiceDefinition.builder("boundaries_" + i, QueryType.WFS, WFS)
                        .version("1.0.0")
                        .layer("boundaries_" + i)
                        .property("name")
                        .crs(crs.get(i % crs.size())))
                .forEach(service -> services.add(service.build()));
        IntStream.range(0, 111)
                .mapToObj(i -> ServiceDefinition.builder("monthly_mean_temperature_" + i, QueryType.WMS, WMS)
                        .layer("tmean_" + i)
                        .property("GRAY_INDEX")
                        .crs(i == 50 ? "EPSG:3857" : "EPSG:4326"))
                .forEach(service -> services.add(service.build()));
        return services;
    }

    static ServiceDefinition.Builder layer(String key) {
        return layer(key, WMS);
    }

    static ServiceDefinition.Builder layer(String key, String url) {
        return ServiceDefinition.builder(key, QueryType.WMS, url).layer(key).property("name");
    }
}
