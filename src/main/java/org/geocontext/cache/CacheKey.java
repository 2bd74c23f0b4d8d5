package org.geocontext.cache;

/**
 * What answers must have in common with a question, apart from the point, to be its answer.
 *
 * @param fingerprint of the service's definition
 * @param service key of the service, by which its answers are cleared and counted
 * @param property that is read
 * @param all whether all features within tolerance are wanted, not only the nearest
 * @param toleranceMetres search radius on the ground, at least 0
 * @param geometries whether the answer holds geometries to be shown
 */
public record CacheKey(
        Fingerprint fingerprint,
        String service,
        String property,
        boolean all,
        double toleranceMetres,
        boolean geometries) {

    public CacheKey {
        if (!(toleranceMetres >= 0 && toleranceMetres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tolerance: " + toleranceMetres + " (expected: >= 0)");
        }
    }
}
