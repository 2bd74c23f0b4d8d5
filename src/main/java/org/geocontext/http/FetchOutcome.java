package org.geocontext.http;

/** What became of a call: a complete reply of any HTTP status, or a failure. Never an exception. */
public sealed interface FetchOutcome permits HttpReply, CallFailure {

    /** When and how long. */
    CallTiming timing();
}
