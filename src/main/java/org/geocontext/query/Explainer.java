package org.geocontext.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.OriginState;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.geocontext.source.Facts;
import org.jspecify.annotations.Nullable;

/** Adds to a plan what it would take. Sends nothing. Thread-safe. */
public final class Explainer {

    private final EndpointMemory memory;
    private final Function<Origin, Manners> manners;
    private final Supplier<List<OriginState>> states;
    private final int mostAtOnce;

    /**
     * @param memory the planner's
     * @param manners how many requests an origin bears at most
     * @param states what is known of the origins called lately
     * @param mostAtOnce requests in flight at once, whatever their origin
     */
    public Explainer(
            EndpointMemory memory,
            Function<Origin, Manners> manners,
            Supplier<List<OriginState>> states,
            int mostAtOnce) {
        this.memory = memory;
        this.manners = manners;
        this.states = states;
        this.mostAtOnce = mostAtOnce;
    }

    /**
     * Explains.
     *
     * @param anew the plan of the same query if nothing came from the cache: what the estimate goes by, because most
     *     points are not where somebody has asked before
     * @param points how many points the estimate is for, 1..{@value Estimate#MAX_POINTS}
     * @throws InvalidRequestException for another number of points
     */
    public Explanation explain(QueryPlan plan, QueryPlan anew, int points) throws InvalidRequestException {
        if (points < 1 || points > Estimate.MAX_POINTS) {
            throw new InvalidRequestException(
                    "points", "points: " + points + " (expected: 1 to " + Estimate.MAX_POINTS + ")");
        }
        return new Explanation(plan, strangers(plan), Estimate.of(points, loads(anew), mostAtOnce));
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
        Map<Origin, OriginState> known = new HashMap<>();
        states.get().forEach(state -> known.put(state.origin(), state));
        Map<Origin, List<Latency>> latencies = new LinkedHashMap<>();
        for (PlannedRequest request : plan.requests()) {
            Origin origin = request.call().origin();
            latencies.computeIfAbsent(origin, first -> new ArrayList<>()).add(latency(request, known.get(origin)));
        }
        return latencies.entrySet().stream()
                .map(entry -> new OriginLoad(
                        entry.getKey(), entry.getValue(), manners(entry.getKey(), known.get(entry.getKey()))))
                .toList();
    }

    /** An origin may have shown that it bears less than is allowed. */
    private Manners manners(Origin origin, @Nullable OriginState known) {
        Manners most = manners.apply(origin);
        return known == null ? most : most.and(new Manners(Math.max(1, known.limit()), Double.POSITIVE_INFINITY));
    }

    /**
     * What the endpoint takes, else what the origin does. Of single requests also for shared ones, because those are
     * kept to hardly longer.
     */
    private Latency latency(PlannedRequest request, @Nullable OriginState known) {
        Double ofOrigin = known == null ? null : known.p50Millis();
        return memory.singleTime(request.services().get(0))
                .or(() -> Optional.ofNullable(ofOrigin).map(millis -> Duration.ofNanos(Math.round(millis * 1e6))))
                .map(measured -> new Latency(measured, true))
                .orElse(Latency.ASSUMED);
    }
}
