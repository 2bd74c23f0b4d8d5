package org.geocontext.query;

/**
 * Whether and how services share requests.
 *
 * @param on whether they do at all
 * @param subjects layers in one request, at first; an endpoint may turn out to bear more or less
 */
public record MergeSettings(boolean on, int subjects) {

    /** On, 25 layers. */
    public static final MergeSettings DEFAULT = new MergeSettings(true, 25);

    /** Every service has a request of its own. */
    public static final MergeSettings OFF = new MergeSettings(false, 25);

    public MergeSettings {
        if (subjects < 1 || subjects > 1000) {
            throw new IllegalArgumentException("merge_layers: " + subjects + " (expected: 1 to 1000)");
        }
    }
}
