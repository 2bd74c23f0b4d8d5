package org.geocontext.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.Reason;
import org.geocontext.http.Secrets;
import org.geocontext.source.Step;

/**
 * What a query would do, and what it would take for many points. Nothing has been sent. Immutable.
 *
 * @param strangers the requests to endpoints that were not asked before: more may follow, to get to know them
 * @param estimate for as many points as were asked for
 */
public record Explanation(QueryPlan plan, Set<PlannedRequest> strangers, Estimate estimate) {

    public Explanation {
        strangers = Set.copyOf(strangers);
    }

    /**
     * A service to which nothing is sent.
     *
     * @param status {@link Status#SKIPPED}, or {@link Status#FAILED} if it cannot be asked
     * @param message one sentence for a person, without secrets
     */
    public record NotAsked(ServiceDefinition service, Status status, Reason reason, String message) {

        public NotAsked {
            message = Secrets.redact(message, service.secrets());
        }
    }

    /** Services in the answer, each counted once. */
    public int services() {
        return (int)
                plan.rows().stream().map(row -> row.service().key()).distinct().count();
    }

    /** Requests fewer than services that are asked. */
    public int saved() {
        return plan.requests().stream()
                .mapToInt(request -> request.services().size() - 1)
                .sum();
    }

    /** In the order of their first row. */
    public List<NotAsked> notAsked() {
        Map<String, NotAsked> notAsked = new LinkedHashMap<>();
        Map<String, Step.Failure> failures = failures();
        for (QueryPlan.Row row : plan.rows()) {
            String key = row.service().key();
            QueryPlan.Skip skip = row.skipped();
            Step.Failure failure = failures.get(key);
            if (skip != null) {
                notAsked.put(key, new NotAsked(row.service(), Status.SKIPPED, skip.reason(), skip.message()));
            } else if (failure != null) {
                notAsked.put(key, new NotAsked(row.service(), Status.FAILED, failure.reason(), failure.message()));
            }
        }
        return List.copyOf(notAsked.values());
    }

    private Map<String, Step.Failure> failures() {
        Map<String, Step.Failure> failures = new LinkedHashMap<>();
        for (QueryPlan.Opening opening : plan.openings()) {
            if (opening.first() instanceof Step.Failure failure) {
                failures.put(opening.lookup().service().key(), failure);
            }
        }
        return failures;
    }
}
