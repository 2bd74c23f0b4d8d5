package org.geocontext.cache;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds what the sources of one key have in common, so that each answer keeps only its own part: as a rule the value of
 * BBOX. Not thread-safe.
 */
final class SourcePatterns {

    private static final int MAX_PATTERNS = 8;

    /** A pattern that leaves more than this to each answer saves too little. */
    private static final int LONGEST_DIFFERENCE = 240;

    private final Deque<SourcePattern> patterns = new ArrayDeque<>();

    /**
     * A pattern that fits.
     *
     * @return one given before, if any will do
     */
    SourcePattern of(String source) {
        for (SourcePattern pattern : patterns) {
            if (pattern.fits(source) && pattern.difference(source).length() <= LONGEST_DIFFERENCE) {
                return pattern;
            }
        }
        SourcePattern found = new SourcePattern(source, "");
        for (SourcePattern pattern : patterns) {
            SourcePattern common = common(pattern, source);
            if (common.difference(source).length() <= LONGEST_DIFFERENCE) {
                patterns.remove(pattern);
                found = common;
                break;
            }
        }
        patterns.addFirst(found);
        if (patterns.size() > MAX_PATTERNS) {
            patterns.removeLast();
        }
        return found;
    }

    /** Whole parameters: a digit that happens to be the same would not be so next time. */
    private static SourcePattern common(SourcePattern pattern, String source) {
        String first = pattern.end().isEmpty() ? pattern.start() : pattern.source("");
        int start = 0;
        while (start < Math.min(pattern.start().length(), source.length())
                && first.charAt(start) == source.charAt(start)) {
            start++;
        }
        while (start > 0 && "=&?".indexOf(source.charAt(start - 1)) < 0) {
            start--;
        }
        int end = 0;
        int longest = Math.min(first.length(), source.length()) - start;
        while (end < longest && first.charAt(first.length() - 1 - end) == source.charAt(source.length() - 1 - end)) {
            end++;
        }
        while (end > 0 && source.charAt(source.length() - end) != '&') {
            end--;
        }
        return new SourcePattern(source.substring(0, start), source.substring(source.length() - end));
    }
}
