package org.geocontext.query;

/** The caller asked for something that cannot be done, or not now; nothing was fetched. */
public class InvalidRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 80;

    private final String input;

    /**
     * @param input the input's name as in the process description, as in {@code point}, or that of a limit
     * @param message one sentence: the input, the value, what is accepted
     */
    public InvalidRequestException(String input, String message) {
        super(message);
        this.input = input;
    }

    /** A text of the caller's as messages show it: in one line, at most eighty characters of it. */
    public static String shown(String text) {
        String oneLine = text.replaceAll("\\s+", " ").trim();
        return oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST) + "…";
    }

    /** The input at fault, or the limit; WPS's locator. */
    public String input() {
        return input;
    }
}
