package org.geocontext.query;

/** The caller asked for something that cannot be done; nothing was fetched. */
public final class InvalidRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String input;

    /**
     * @param input the input's name as in the process description, as in {@code point}
     * @param message one sentence: the input, the value, what is accepted
     */
    public InvalidRequestException(String input, String message) {
        super(message);
        this.input = input;
    }

    /** The input at fault; WPS's locator. */
    public String input() {
        return input;
    }
}
