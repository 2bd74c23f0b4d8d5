package org.geocontext.codec;

/**
 * What a caller wants from a reply, and how much a server may ask of the reader. The number of bytes is limited where
 * they are received.
 *
 * @param geometry whether geometries are wanted; they are skipped otherwise, and every feature has a null geometry
 * @param htmlTables whether values may be read from HTML tables; HTML is refused otherwise
 * @param maxFeatures features kept, at least 1; the rest is still checked for being well-formed and the reply is marked
 *     as truncated
 * @param maxDepth deepest nesting of elements, objects and lists, 8 to 1000
 */
public record ReadOptions(boolean geometry, boolean htmlTables, int maxFeatures, int maxDepth) {

    /** Geometries, no HTML tables, 10 000 features, 100 levels. */
    public static final ReadOptions DEFAULT = new ReadOptions(true, false, 10_000, 100);

    public ReadOptions {
        if (maxFeatures < 1) {
            throw new IllegalArgumentException("maxFeatures: " + maxFeatures + " (expected: >= 1)");
        }
        if (maxDepth < 8 || maxDepth > 1000) {
            throw new IllegalArgumentException("maxDepth: " + maxDepth + " (expected: 8 to 1000)");
        }
    }

    public ReadOptions withGeometry(boolean wanted) {
        return new ReadOptions(wanted, htmlTables, maxFeatures, maxDepth);
    }

    public ReadOptions withHtmlTables(boolean allowed) {
        return new ReadOptions(geometry, allowed, maxFeatures, maxDepth);
    }

    public ReadOptions withMaxFeatures(int features) {
        return new ReadOptions(geometry, htmlTables, features, maxDepth);
    }
}
