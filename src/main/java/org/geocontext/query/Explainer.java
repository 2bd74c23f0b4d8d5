package org.geocontext.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.geocontext.source.Facts;

/** Adds to a plan what it would take. Sends nothing. Thread-safe. */
public final class Explainer {

    private final EndpointMemory memory;
    private final Function<Origin, Manners> manners;
    private final int mostAtOnce;

    /**
     * @param memory the planner's
     * @param manners how many requests an origin bears
     * @param mostAtOnce requests in flight at once, whatever their origin
     */
    public Explainer(EndpointMemory memory, Function<Origin, Manners> manners, int mostAtOnce) {
        this.memory = memory;
        this.manners = manners;
        this.mostAtOnce = mostAtOnce;
    }

    /**
     * Explains.
     *
     * @param points how many points the estimate is for, 1..{@value Estimate#MAX_POINTS}
     * @throws InvalidRequestException for another number of points
     */
    public Explanation explain(QueryPlan plan, int points) throws InvalidRequestException {
        if (points < 1 || points > Estimate.MAX_POINTS) {
            throw new InvalidRequestException(
                    "points", "points: " + points + " (expected: 1 to " + Estimate.MAX_POINTS + ")");
        }
        return new Explanation(plan, strangers(plan), Estimate.of(points, loads(plan), mostAtOnce));
    }

    private Set<PlannedRequest> strangers(QueryPlan plan) {
        Set<String> unknown = plan.openings().stream()
                .filter(opening -> opening.known().equals(Facts.NONE))
                .map(opening -> opening.lookup().service())
                .filter(service -> memory.singleTime(service).isEmpty())
                .map(ServiceDefinition::key)
                .collect(Collectors.toSet());
        return plan.requests().stream()
                .filter(request -> request.services().stream().anyMatch(service -> unknown.contains(service.key())))
                .collect(Collectors.toSet());
    }

    private List<OriginLoad> loads(QueryPlan plan) {
        Map<Origin, List<Latency>> latencies = new LinkedHashMap<>();
        for (PlannedRequest request : plan.requests()) {
            latencies
                    .computeIfAbsent(request.call().origin(), origin -> new ArrayList<>())
                    .add(latency(request));
        }
        return latencies.entrySet().stream()
                .map(entry -> new OriginLoad(entry.getKey(), entry.getValue(), manners.apply(entry.getKey())))
                .toList();
    }

    /** Of single requests also for shared ones, because those are kept to hardly longer. */
    private Latency latency(PlannedRequest request) {
        return memory.singleTime(request.services().get(0))
                .map(measured -> new Latency(measured, true))
                .orElse(Latency.ASSUMED);
    }
}
