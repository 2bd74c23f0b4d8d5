package org.geocontext.batch;

import org.geocontext.query.AreaFeatures;
import org.locationtech.jts.geom.Envelope;

/**
 * How large the areas are that a service is asked for: as many points at once as bring replies of a good size, judged
 * by those that came. Belongs to the run's thread.
 */
final class AreaManners {

    /** Most features to be sent in one reply. */
    static final int MOST_FEATURES = 2000;

    /** Fewer points are asked about one by one. */
    static final int LEAST_POINTS = 3;

    private static final int FIRST_POINTS = 256;
    private static final int MOST_POINTS = 1 << 14;

    /** Features for each point that are fetched to spare a request. */
    private static final int FEATURES_PER_POINT = 100;

    private static final long HEAVY_BYTES = 8L << 20;
    private static final int MOST_FAILURES = 2;

    private int points = FIRST_POINTS;
    private double featuresPerSquareDegree;
    private int failures;
    private boolean proved;

    /** A guess as long as nothing is known. */
    static long requests(long points) {
        return (points + FIRST_POINTS - 1) / FIRST_POINTS;
    }

    /** A server that was in trouble gets another chance. */
    void beginWindow() {
        failures = 0;
    }

    /** How many points to ask about at once. */
    int points() {
        return points;
    }

    /** Whether a reply has come, so that several may be asked for at the same time. */
    boolean isProved() {
        return proved;
    }

    /** Whether to go on asking for areas at all. */
    boolean isWorthwhile() {
        return failures < MOST_FAILURES;
    }

    /** Whether a request for the area is likely to bring all of it, and cheaper than one for each point. */
    boolean pays(int count, Envelope box) {
        double expected = featuresPerSquareDegree * box.getArea();
        return count >= LEAST_POINTS && expected <= Math.min(MOST_FEATURES, count * FEATURES_PER_POINT);
    }

    void came(int count, Envelope box, AreaFeatures features) {
        proved = true;
        failures = 0;
        double density = features.size() / box.getArea();
        featuresPerSquareDegree = featuresPerSquareDegree == 0 ? density : (featuresPerSquareDegree + density) / 2;
        boolean heavy = features.bytes() > HEAVY_BYTES || features.size() > MOST_FEATURES / 2;
        if (heavy) {
            points = Math.max(LEAST_POINTS, Math.min(points, count / 2));
        } else if (count >= points) {
            points = Math.min(MOST_POINTS, 2 * points);
        }
    }

    void wereTooMany(int count, Envelope box) {
        proved = true;
        points = Math.max(LEAST_POINTS, Math.min(points, count / 2));
        featuresPerSquareDegree = Math.max(featuresPerSquareDegree, 0.5 * MOST_FEATURES / box.getArea());
    }

    void failed() {
        failures++;
    }
}
