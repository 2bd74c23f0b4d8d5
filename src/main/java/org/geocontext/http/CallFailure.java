package org.geocontext.http;

/**
 * No complete reply.
 *
 * @param reason the stable word
 * @param message one sentence for a person, without secrets
 */
public record CallFailure(Reason reason, String message, CallTiming timing) implements FetchOutcome {}
