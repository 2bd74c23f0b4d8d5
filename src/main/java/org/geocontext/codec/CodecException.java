package org.geocontext.codec;

import org.geocontext.http.Reason;

/**
 * A reply that is not an answer. The reason is one of {@link Reason#MALFORMED}, {@link Reason#SERVICE_EXCEPTION},
 * {@link Reason#UNAUTHORIZED}, {@link Reason#HTTP_STATUS}, {@link Reason#UNSUPPORTED} and {@link Reason#TOO_LARGE}; the
 * message is one sentence for a person, in the server's words where it has some, shortened, without markup.
 */
public final class CodecException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public CodecException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public CodecException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
