package org.geocontext.query;

/** The caller asked for something that cannot be done; nothing was fetched. */
public final class InvalidRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 80;

    private final String input;

    /**
     * @param input the input's name as in the process description, as in {@code point}
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

    /** The input at fault; WPS's locator. */
    public String input() {
        return input;
    }
}
