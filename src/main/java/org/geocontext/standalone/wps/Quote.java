package org.geocontext.standalone.wps;

/** A caller's text inside a sentence. */
final class Quote {

    private static final int LONGEST = 80;

    private Quote() {}

    /** On one line, at most 80 characters of it. */
    static String of(String text) {
        String line = text.replaceAll("\\s+", " ").trim();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
