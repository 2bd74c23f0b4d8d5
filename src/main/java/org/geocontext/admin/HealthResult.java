package org.geocontext.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.ServiceDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What became of the check of a service. Immutable.
 *
 * @param service as it was checked
 * @param reason stable word for why there is no answer; null if there is one
 * @param message a sentence; null if there is nothing to say
 * @param expected the catalogue's {@code test_value}; null if any answer will do
 * @param value what the service says; null for nothing
 * @param elapsedMillis until it said so
 * @param probes what was tried after a failure, in this order
 */
public record HealthResult(
        ServiceDefinition service,
        State state,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String expected,
        @Nullable String value,
        int elapsedMillis,
        Instant checkedAt,
        List<Probe> probes) {

    /** How a service did. */
    public enum State {
        /** It said what was expected. */
        OK,
        /** It said something else. */
        CHANGED,
        /** It did not answer. */
        FAILED,
        /** It was not asked: it has no test point, or cannot have an answer there. */
        UNTESTED
    }

    /** What about an entry may be wrong. */
    public enum Kind {
        AXIS_ORDER,
        INFO_FORMAT,
        CRS
    }

    /**
     * Another way of asking.
     *
     * @param found whether it brought the expected answer
     * @param message what came of it
     * @param fix null unless it brought the expected answer
     */
    public record Probe(
            Kind kind,
            boolean found,
            String message,
            @Nullable Fix fix) {}

    /**
     * A change of the catalogue that makes a service answer.
     *
     * @param id unique among those of a service
     * @param title for people
     * @param patch of the entry, as RFC 7396 has it
     */
    public record Fix(String id, String title, Map<String, @Nullable Object> patch) {}

    public HealthResult {
        probes = List.copyOf(probes);
    }

    HealthResult with(List<Probe> tried) {
        return new HealthResult(service, state, reason, message, expected, value, elapsedMillis, checkedAt, tried);
    }
}
