package org.geocontext.feature;

import java.time.Duration;
import java.util.List;
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
import org.geocontext.query.QueryPlan;
import org.geocontext.query.QueryPlanner;
import org.geocontext.query.QueryRequest;
import org.geocontext.testing.LargeCollection;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Explained queries at (31.3963, -24.4561), by an engine that has asked nothing yet. */
final class Explanations {

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
            QueryPlan plan = new QueryPlanner(Duration.ofSeconds(20), memory)
                    .plan(request, new Catalogue(services, List.of(), List.of()), Duration.ofDays(1));
            return explainer.explain(plan, plan, points);
        } catch (InvalidRequestException e) {
            throw new AssertionError(e);
        }
    }

    static ServiceDefinition.Builder layer(String key) {
        return layer(key, LargeCollection.WMS);
    }

    static ServiceDefinition.Builder layer(String key, String url) {
        return ServiceDefinition.builder(key, QueryType.WMS, url).layer(key).property("name");
    }
}
