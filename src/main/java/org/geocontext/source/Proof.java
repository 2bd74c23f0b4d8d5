package org.geocontext.source;

/**
 * What has to be seen once before parts share requests: that a shared request says the same as single ones.
 *
 * @param learned the fact that it was seen, known from then on
 * @param witnesses how many parts must have found something, the same in company as alone; at least 1
 */
public record Proof(Facts learned, int witnesses) {

    public Proof {
        if (witnesses < 1) {
            throw new IllegalArgumentException("witnesses: " + witnesses + " (expected: >= 1)");
        }
    }
}
