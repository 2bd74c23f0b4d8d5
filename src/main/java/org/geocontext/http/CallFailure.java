package org.geocontext.http;

/**
 * No complete reply.
 *
 * @param reason the stable word
 * @param message one sentence for a person, without secrets
 * @param replyBegan whether part of a reply had come; if not, asking again repeats nothing
 */
public record CallFailure(Reason reason, String message, CallTiming timing, boolean replyBegan)
        implements FetchOutcome {

    /** A failure before any reply. */
    public CallFailure(Reason reason, String message, CallTiming timing) {
        this(reason, message, timing, false);
    }
}
