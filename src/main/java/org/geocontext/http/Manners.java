package org.geocontext.http;

/**
 * What an origin bears, as far as somebody has said so.
 *
 * @param maxConcurrent calls in flight at once, at least 1; {@link Integer#MAX_VALUE} for no limit
 * @param requestsPerSecond more than 0; infinite for no limit
 */
public record Manners(int maxConcurrent, double requestsPerSecond) {

    /** Nothing is said. */
    public static final Manners UNLIMITED = new Manners(Integer.MAX_VALUE, Double.POSITIVE_INFINITY);

    public Manners {
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException("maxConcurrent: " + maxConcurrent + " (expected: >= 1)");
        }
        if (!(requestsPerSecond > 0)) {
            throw new IllegalArgumentException("requestsPerSecond: " + requestsPerSecond + " (expected: > 0)");
        }
    }

    /** What both bear. */
    public Manners and(Manners other) {
        return new Manners(
                Math.min(maxConcurrent, other.maxConcurrent), Math.min(requestsPerSecond, other.requestsPerSecond));
    }
}
