package org.geocontext.batch;

/**
 * How a run goes about its work.
 *
 * @param ordered whether rows come in the order of the input; if not, each as soon as it is there
 * @param areas whether services that can tell of a whole area are asked for areas
 * @param windowAnswers answers to be held in memory at once, points times services
 * @param pointsInFlight points that are asked about one by one at the same time
 * @param timeoutSeconds how long to wait for the answers of a point
 */
public record BatchSettings(
        boolean ordered, boolean areas, int windowAnswers, int pointsInFlight, double timeoutSeconds) {

    /** In order, by areas, 100,000 answers, 128 points, 60 seconds. */
    public static final BatchSettings DEFAULT = new BatchSettings(true, true, 100_000, 128, 60);

    private static final int LEAST_WINDOW = 500;
    private static final int LARGEST_WINDOW = 20_000;

    public BatchSettings {
        if (windowAnswers < 1 || pointsInFlight < 1 || !(timeoutSeconds > 0)) {
            throw new IllegalArgumentException("window, points in flight, timeout: " + windowAnswers + ", "
                    + pointsInFlight + ", " + timeoutSeconds + " (expected: > 0)");
        }
    }

    public BatchSettings withOrder(boolean inOrder) {
        return new BatchSettings(inOrder, areas, windowAnswers, pointsInFlight, timeoutSeconds);
    }

    public BatchSettings withAreas(boolean byAreas) {
        return new BatchSettings(ordered, byAreas, windowAnswers, pointsInFlight, timeoutSeconds);
    }

    public BatchSettings withWindow(int answers) {
        return new BatchSettings(ordered, areas, answers, pointsInFlight, timeoutSeconds);
    }

    public BatchSettings withTimeout(double seconds) {
        return new BatchSettings(ordered, areas, windowAnswers, pointsInFlight, seconds);
    }

    /** Points that are read before the first of them is written. */
    int windowPoints(int services) {
        int share = windowAnswers / Math.max(1, services);
        return Math.min(LARGEST_WINDOW, Math.max(Math.min(LEAST_WINDOW, windowAnswers), share));
    }
}
