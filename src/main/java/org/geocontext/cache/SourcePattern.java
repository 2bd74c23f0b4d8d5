package org.geocontext.cache;

/** What sources have in common at both ends. Compared by identity. Not thread-safe. */
final class SourcePattern {

    /** Of this object and the heads of two texts. */
    private static final int FIXED_BYTES = 112;

    private final String start;
    private final String end;
    private boolean claimed;

    SourcePattern(String start, String end) {
        this.start = start;
        this.end = end;
    }

    String start() {
        return start;
    }

    String end() {
        return end;
    }

    boolean fits(String source) {
        return source.length() >= start.length() + end.length() && source.startsWith(start) && source.endsWith(end);
    }

    /** What a source that fits has of its own. */
    String difference(String source) {
        return source.substring(start.length(), source.length() - end.length());
    }

    String source(String difference) {
        return start + difference + end;
    }

    /** Whether this is the first call, which has to pay for it. */
    boolean claim() {
        boolean first = !claimed;
        claimed = true;
        return first;
    }

    int bytes() {
        return FIXED_BYTES + start.length() + end.length();
    }
}
