package org.geocontext.codec;

/**
 * A text that is not one JSON document, or one beyond the limits. The message is one sentence that starts with the
 * place, as in {@code line 3, column 7: ...}, unless the document as a whole is meant.
 */
public final class JsonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    JsonException(String message) {
        super(message);
        this.line = 0;
        this.column = 0;
    }

    JsonException(int line, int column, String message) {
        super("line " + line + ", column " + column + ": " + message);
        this.line = line;
        this.column = column;
    }

    /** From 1; 0 if the document as a whole is meant. */
    public int line() {
        return line;
    }

    /** From 1, in characters; 0 if the document as a whole is meant. */
    public int column() {
        return column;
    }
}
