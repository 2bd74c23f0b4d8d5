package org.geocontext.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.source.Lookup;
import org.geocontext.source.Step;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A prepared query at one point, as far as it has been answered. Services are meant by their index in
 * {@link PreparedQuery#services}. Different services may be answered by different threads; whoever reads must have been
 * told by them.
 */
public final class PointQuestion {

    private static final Logger LOG = LoggerFactory.getLogger(PointQuestion.class);

    private final PreparedQuery query;
    private final AskedPoint asked;
    private final List<@Nullable List<ContextValue>> answers;

    PointQuestion(PreparedQuery query, AskedPoint asked) {
        this.query = query;
        this.asked = asked;
        this.answers = new ArrayList<>(query.services().size());
        query.services().forEach(service -> answers.add(null));
    }

    /** The point in lon/lat WGS 84. */
    public LonLat position() {
        return asked.position();
    }

    public boolean isAnswered(int service) {
        return answers.get(service) != null;
    }

    /** What a service says; null as long as it is not known. */
    public @Nullable List<ContextValue> answer(int service) {
        return answers.get(service);
    }

    /** Takes an answer that was given before. */
    public void answer(int service, List<ContextValue> values) {
        answers.set(service, List.copyOf(values));
    }

    /** Answers for a service that need not be asked: it is out of reach, or the answer is known. */
    public boolean recall(int service) {
        ServiceDefinition definition = query.services().get(service);
        QueryPlan.Skip skip = query.skip(definition, asked);
        if (skip != null) {
            settle(service, AnswerRows.skipped(skip));
            return true;
        }
        if (query.request().refresh()) {
            return false;
        }
        Optional<Recalled> known =
                query.answers().recall(lookup(service), query.request().features());
        known.ifPresent(answer -> recall(service, answer));
        return isAnswered(service);
    }

    /** One that cannot be read is as good as none. */
    private void recall(int service, Recalled answer) {
        try {
            List<Reduction.Finding> findings =
                    rows().of(answer.findings(query.request().features()));
            answer.use();
            settle(service, new Conversation.Ending(Conversation.Said.recalled(findings, answer, false), 0));
        } catch (RuntimeException | StackOverflowError bug) {
            LOG.error(
                    "Reading a kept answer of service {} failed",
                    answer.service().key(),
                    bug);
        }
    }

    /** Answers for a service from what it has around the point, and keeps the answer for later. */
    public void answer(int service, AreaFeatures features) {
        Lookup lookup = lookup(service);
        FeaturesMode mode = query.request().features();
        Step.Answer answer = features.at(lookup);
        List<Reduction.Finding> findings = Reduction.reduce(lookup, answer.candidates(), false, mode);
        boolean known = query.answers().recall(lookup, mode).isPresent();
        if (!known || AnswerRules.overlap(lookup, answer)) {
            query.answers().keep(lookup, mode, answer);
        }
        Conversation.Said said = Conversation.Said.fresh(rows().of(findings), answer);
        settle(service, new Conversation.Ending(said, features.elapsedMillis()));
    }

    private Lookup lookup(int service) {
        return query.lookup(query.services().get(service), asked);
    }

    private AnswerRows rows() {
        return new AnswerRows(query.request().geometry(), asked.point(), asked.crs());
    }

    private void settle(int service, Conversation.Ending ending) {
        QueryPlan.Row row = new QueryPlan.Row(null, null, query.services().get(service), null);
        answers.set(service, AnswerRows.values(row, ending));
    }

    /**
     * The query for some of the services, as it is asked at a single point.
     *
     * @param timeout seconds
     */
    public QueryRequest asking(List<Integer> services, double timeout) {
        QueryRequest request = query.request();
        return new QueryRequest(
                asked.point(),
                asked.crs().code(),
                null,
                List.of(),
                services.stream()
                        .map(service -> query.services().get(service).key())
                        .toList(),
                request.tolerance(),
                timeout,
                request.features(),
                request.geometry(),
                request.refresh());
    }

    /** Takes what a query {@linkplain #asking asked} for some services came to. */
    public void take(List<Integer> services, QueryResult result) {
        for (int service : services) {
            String key = query.services().get(service).key();
            answers.set(
                    service,
                    result.rows().stream()
                            .filter(row -> row.service().key().equals(key))
                            .toList());
        }
    }

    /** All that is said, column by column; what is not answered is left out. */
    public List<ContextValue> values() {
        List<ContextValue> values = new ArrayList<>();
        for (int column = 0; column < query.columns().size(); column++) {
            QueryPlan.Row place = query.columns().get(column);
            List<ContextValue> said = answers.get(query.serviceOf(column));
            if (said != null) {
                said.forEach(value -> values.add(at(place, value)));
            }
        }
        return values;
    }

    private static ContextValue at(QueryPlan.Row column, ContextValue value) {
        if (column.collection() == null && column.group() == null) {
            return value;
        }
        return new ContextValue(
                value.geometry(),
                column.collection(),
                column.group(),
                value.service(),
                value.value(),
                value.number(),
                value.status(),
                value.reason(),
                value.message(),
                value.source(),
                value.distanceMetres(),
                value.cached(),
                value.ageSeconds(),
                value.elapsedMillis(),
                value.fetchedAt());
    }
}
