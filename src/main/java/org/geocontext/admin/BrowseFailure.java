package org.geocontext.admin;

import org.geocontext.http.Reason;

/** A server that cannot be looked at. The message is one sentence for a person, without secrets. */
final class BrowseFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean replied;

    /** @param replied whether the server answered something, so that it may be of another type */
    BrowseFailure(Reason reason, String message, boolean replied) {
        super(message);
        this.reason = reason;
        this.replied = replied;
    }

    boolean hasReplied() {
        return replied;
    }

    /** 400 where the request has to be another one, else 502. */
    RestException toRest() {
        boolean denied = reason == Reason.DENIED_ADDRESS;
        String message = "url: " + getMessage();
        String accepted = denied ? "an address that may be called; \"internal\": true allows private ones" : null;
        return new RestException(denied ? 400 : 502, "url", message, accepted).with("reason", reason.code());
    }
}
