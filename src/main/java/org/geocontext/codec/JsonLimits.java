package org.geocontext.codec;

/**
 * How much of a JSON document is read at all.
 *
 * @param maxBytes length of the encoded document, 1 byte to 1 GiB
 * @param maxDepth objects and arrays within each other, 1..1000
 */
public record JsonLimits(int maxBytes, int maxDepth) {

    /** 4 MiB, 100 levels: for requests and replies. */
    public static final JsonLimits DEFAULT = new JsonLimits(4 * 1024 * 1024, 100);

    private static final int LARGEST = 1 << 30;
    private static final int DEEPEST = 1000;

    public JsonLimits {
        if (maxBytes < 1 || maxBytes > LARGEST) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: 1.." + LARGEST + ")");
        }
        if (maxDepth < 1 || maxDepth > DEEPEST) {
            throw new IllegalArgumentException("maxDepth: " + maxDepth + " (expected: 1.." + DEEPEST + ")");
        }
    }
}
