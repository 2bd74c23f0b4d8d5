package org.geocontext.standalone.web;

import org.geocontext.app.QuotaExceededException;
import org.geocontext.query.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** A request that is not served, with the HTTP status and one sentence for the caller. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String input;

    /**
     * @param status HTTP status, 400..599
     * @param input name of the parameter or input at fault; null if it is none in particular
     * @param sentence what was wrong and what is accepted
     */
    public RefusedException(int status, @Nullable String input, String sentence) {
        super(sentence);
        this.status = status;
        this.input = input;
    }

    /** A query that is not begun: HTTP 400 for an input that is wrong, 429 for a limit on users. */
    static RefusedException of(InvalidRequestException invalid) {
        String sentence = String.valueOf(invalid.getMessage());
        return invalid instanceof QuotaExceededException
                ? new RefusedException(429, null, sentence)
                : badInput(invalid.input(), sentence);
    }

    /** A parameter that is wrong: HTTP 400. */
    public static RefusedException badInput(String input, String sentence) {
        return new RefusedException(400, input, sentence);
    }

    public int status() {
        return status;
    }

    public @Nullable String input() {
        return input;
    }

    /** The sentence; never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
