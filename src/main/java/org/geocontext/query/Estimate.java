package org.geocontext.query;

import java.time.Duration;
import java.util.List;

/**
 * What it takes to ask the same about many points, side by side, as many at a time as the origins bear. The slowest
 * origin decides, or the number of requests that may be in flight in all. Requests that follow only where an endpoint
 * is new, that are repeated, and that the cache saves are not foreseen.
 *
 * @param points asked about
 * @param requests at most, unless some follow or are repeated
 * @param time about, from the first request to the last reply
 * @param origins what one query asks of each
 */
public record Estimate(int points, long requests, Duration time, List<OriginLoad> origins) {

    /** Most points that can be estimated. */
    public static final int MAX_POINTS = 1_000_000_000;

    public Estimate {
        origins = List.copyOf(origins);
    }

    /**
     * Estimates.
     *
     * @param points 1..{@value #MAX_POINTS}
     * @param mostAtOnce requests in flight at once, whatever their origin; at least 1
     */
    public static Estimate of(int points, List<OriginLoad> origins, int mostAtOnce) {
        if (points < 1 || points > MAX_POINTS) {
            throw new IllegalArgumentException("points: " + points + " (expected: 1 to " + MAX_POINTS + ")");
        }
        long perPoint = 0;
        Duration all = Duration.ZERO;
        Duration slowest = Duration.ZERO;
        for (OriginLoad load : origins) {
            int requests = load.requests().size();
            perPoint += requests;
            all = all.plus(load.meanLatency().multipliedBy(requests));
            slowest = OriginLoad.longer(slowest, load.time(points));
        }
        if (perPoint == 0) {
            return new Estimate(points, 0, Duration.ZERO, origins);
        }
        Duration inAll = all.dividedBy(perPoint)
                .multipliedBy(OriginLoad.rounds(Math.multiplyExact(perPoint, points), mostAtOnce));
        return new Estimate(points, perPoint * points, OriginLoad.longer(slowest, inAll), origins);
    }
}
