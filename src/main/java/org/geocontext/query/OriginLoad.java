package org.geocontext.query;

import java.time.Duration;
import java.util.List;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;

/**
 * What one query asks of an origin.
 *
 * @param requests how long each is expected to take; at least one
 * @param manners how many requests the origin bears
 */
public record OriginLoad(Origin origin, List<Latency> requests, Manners manners) {

    public OriginLoad {
        requests = List.copyOf(requests);
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("requests: none (expected: at least one)");
        }
    }

    /** Requests whose latency was measured. */
    public int measured() {
        return (int) requests.stream().filter(Latency::measured).count();
    }

    /** Of all requests. */
    public Duration meanLatency() {
        return sum().dividedBy(requests.size());
    }

    /** Until the origin has answered so many queries that are asked as many at a time as it bears. */
    public Duration time(long points) {
        Duration longest = requests.stream()
                .map(Latency::duration)
                .max(Duration::compareTo)
                .orElseThrow();
        long sent = points * requests.size();
        Duration atOnce = meanLatency().multipliedBy(rounds(sent, manners.maxConcurrent()));
        Duration inTurn = Duration.ofMillis(Math.round(1000 * (sent - 1) / manners.requestsPerSecond()));
        return longer(atOnce, inTurn.plus(longest));
    }

    private Duration sum() {
        return requests.stream().map(Latency::duration).reduce(Duration.ZERO, Duration::plus);
    }

    static long rounds(long requests, int atOnce) {
        return (requests + atOnce - 1) / atOnce;
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
