package org.geocontext.feature;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.JsonOut;
import org.geocontext.query.AloneReason;
import org.geocontext.query.Estimate;
import org.geocontext.query.Explanation;
import org.geocontext.query.OriginLoad;
import org.geocontext.query.PlannedRequest;
import org.geocontext.query.QueryPlan;
import org.geocontext.query.Recalled;

/** An explained query as one JSON object; {@code doc/query.md} tells its members. Holds no secret. */
public final class PlanJson {

    private PlanJson() {}

    /**
     * Writes UTF-8 and leaves the target open.
     *
     * @param pretty whether to indent
     */
    public static void write(Explanation explanation, OutputStream target, boolean pretty) throws IOException {
        try (JsonOut out = JsonOut.to(target, pretty)) {
            out.startObject();
            question(explanation.plan(), out);
            totals(explanation, out);
            requests(explanation, out);
            recalled(explanation.plan(), out);
            notAsked(explanation, out);
            estimate(explanation.estimate(), out);
            out.endObject();
        }
    }

    private static void question(QueryPlan plan, JsonOut out) throws IOException {
        out.name("point");
        GeoJsonGeometry.write(plan.crs().toLonLat(plan.point()), out);
        out.member("timeout_s", seconds(plan.timeout()));
    }

    private static void totals(Explanation explanation, JsonOut out) throws IOException {
        out.startObject("totals")
                .member("rows", explanation.plan().rows().size())
                .member("services", explanation.services())
                .member("requests", explanation.plan().requests().size())
                .member("saved", explanation.saved())
                .member("from_cache", explanation.plan().recalled().size())
                .member("not_asked", explanation.notAsked().size())
                .endObject();
    }

    private static void requests(Explanation explanation, JsonOut out) throws IOException {
        out.startArray("requests");
        for (PlannedRequest request : explanation.plan().requests()) {
            AloneReason alone = request.aloneReason();
            out.startObject()
                    .member("method", request.method())
                    .member("url", request.call().displayUrl())
                    .member("endpoint", request.endpoint())
                    .member("origin", request.call().origin().toString())
                    .member("source_type", request.type().label())
                    .member(
                            "services",
                            request.services().stream()
                                    .map(ServiceDefinition::key)
                                    .toList())
                    .member("sharing", sharing(request))
                    .member("alone_because", alone == null ? null : alone.code())
                    .member("new_endpoint", explanation.strangers().contains(request))
                    .endObject();
        }
        out.endArray();
    }

    private static String sharing(PlannedRequest request) {
        if (request.isShared()) {
            return "layers";
        }
        return request.services().size() == 1 ? "none" : "equal";
    }

    private static void recalled(QueryPlan plan, JsonOut out) throws IOException {
        out.startArray("from_cache");
        for (Recalled answer : plan.recalled()) {
            out.startObject()
                    .member("service", answer.service().key())
                    .member("kind", answer.kind())
                    .member("age_s", answer.age().toSeconds())
                    .endObject();
        }
        out.endArray();
    }

    private static void notAsked(Explanation explanation, JsonOut out) throws IOException {
        out.startArray("not_asked");
        for (Explanation.NotAsked service : explanation.notAsked()) {
            out.startObject()
                    .member("service", service.service().key())
                    .member("status", service.status().code())
                    .member("reason", service.reason().code())
                    .member("message", service.message())
                    .endObject();
        }
        out.endArray();
    }

    private static void estimate(Estimate estimate, JsonOut out) throws IOException {
        out.startObject("estimate")
                .member("points", estimate.points())
                .member("requests_at_most", estimate.requests())
                .member("time_s", seconds(estimate.time()))
                .startArray("origins");
        for (OriginLoad load : estimate.origins()) {
            out.startObject()
                    .member("origin", load.origin().toString())
                    .member("requests_per_point", load.requests().size())
                    .member("at_once", load.manners().maxConcurrent())
                    .name("per_second")
                    .value(load.manners().requestsPerSecond())
                    .member("latency_s", seconds(load.meanLatency()))
                    .member("measured_requests", load.measured())
                    .endObject();
        }
        out.endArray().endObject();
    }

    /** To the millisecond. */
    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
