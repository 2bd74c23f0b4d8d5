package org.geocontext.source;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.geocontext.codec.CodecException;
import org.geocontext.codec.ParsedReply;
import org.geocontext.codec.ReplyReader;
import org.geocontext.http.Auth;
import org.geocontext.http.CallFailure;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.http.Secrets;

/** What became of an {@link Step.Ask}, judged the same way for every protocol. */
final class Replies {

    private Replies() {}

    /** Understands a reply of any status, as {@link ReplyReader#read} does. */
    @FunctionalInterface
    interface Reader {
        ParsedReply read(HttpReply reply) throws CodecException;
    }

    /** A call's end: a reply that was understood, or what hindered that. */
    sealed interface Outcome {}

    /** @param url what answered, without secrets */
    record Understood(ParsedReply reply, String url, Instant askedAt) implements Outcome {

        Step.Answer answer(List<Candidate> candidates, Facts learned) {
            return answer(candidates, reply.truncated(), learned);
        }

        Step.Answer answer(List<Candidate> candidates, boolean truncated, Facts learned) {
            return new Step.Answer(candidates, truncated, url, askedAt, learned);
        }

        /** @param completeMetres as in {@link Step.Answer} */
        Step.Answer answer(List<Candidate> candidates, boolean truncated, double completeMetres, Facts learned) {
            return new Step.Answer(candidates, truncated, completeMetres, url, askedAt, learned);
        }

        /** The features as hits that cover the point by the server's own judgement; geometries are dropped. */
        List<Candidate> covering() {
            return reply.features().stream()
                    .map(feature -> new Candidate(feature.id(), feature.properties(), null, true, false))
                    .toList();
        }
    }

    /**
     * @param message one sentence, without secrets
     * @param status of the complete reply that came; 0 if none did
     * @param url what was asked, without secrets
     */
    record Refused(Reason reason, String message, int status, String url, Instant askedAt) implements Outcome {

        /** Whether a complete reply came. */
        boolean replied() {
            return status != 0;
        }

        Step.Failure failure(Facts learned) {
            return new Step.Failure(reason, message, status, url, askedAt, learned);
        }

        /** The failure, unless an earlier reply left something that is better than nothing. */
        Step failureUnless(List<Candidate> known, Facts learned) {
            return known.isEmpty() ? failure(learned) : new Step.Answer(known, true, url, askedAt, learned);
        }

        /**
         * What it means for a request that several lookups share. One layer that is broken or guarded may be why a
         * server refuses them all.
         */
        Split split() {
            boolean perhapsOfOne =
                    switch (reason) {
                        case SERVICE_EXCEPTION, UNAUTHORIZED, MALFORMED, UNSUPPORTED -> true;
                        case HTTP_STATUS -> status == 400 || status == 500;
                        default -> false;
                    };
            return perhapsOfOne ? new Split.Apart(true, message, Facts.NONE) : new Split.Common(Facts.NONE);
        }

        /** The same with a second half of its message. */
        Refused saying(String more) {
            return new Refused(reason, message + "; " + more, status, url, askedAt);
        }
    }

    /** Tells an answer from everything else. */
    static Outcome read(HttpCall call, FetchOutcome outcome, Reader reader) {
        if (!(outcome instanceof HttpReply reply)) {
            CallFailure failure = (CallFailure) outcome;
            return refused(call, outcome, failure.reason(), failure.message());
        }
        try {
            return understood(call, reply, reader.read(reply));
        } catch (CodecException e) {
            return refused(call, reply, e);
        }
    }

    /** A reply, or a part of one, that was read. */
    static Understood understood(HttpCall call, HttpReply reply, ParsedReply parsed) {
        return new Understood(
                parsed,
                withoutSecrets(reply.uri().toString(), call),
                reply.timing().sentAt());
    }

    /** A reply that could not be read. */
    static Refused refused(HttpCall call, HttpReply reply, CodecException e) {
        return refused(call, reply, e.reason(), message(e));
    }

    private static String message(CodecException e) {
        return e.getMessage() == null ? e.reason().code() : e.getMessage();
    }

    private static Refused refused(HttpCall call, FetchOutcome outcome, Reason reason, String message) {
        return new Refused(
                reason,
                withoutSecrets(message, call),
                outcome instanceof HttpReply reply ? reply.status() : 0,
                withoutSecrets(call.uri().toString(), call),
                outcome.timing().sentAt());
    }

    /** Servers repeat the request in their errors, log-in pages and redirects put keys into URLs. */
    private static String withoutSecrets(String text, HttpCall call) {
        return Secrets.redact(
                text,
                Stream.concat(secrets(call.auth()), call.secrets().stream()).toList());
    }

    private static Stream<String> secrets(Auth auth) {
        if (auth instanceof Auth.Basic basic) {
            String pair = basic.user() + ":" + basic.password();
            return Stream.of(
                    Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)), basic.password());
        } else if (auth instanceof Auth.Bearer bearer) {
            return Stream.of(bearer.token());
        } else if (auth instanceof Auth.Header header) {
            return Stream.of(header.value());
        } else if (auth instanceof Auth.Query query) {
            return Stream.of(query.value());
        }
        return Stream.empty();
    }
}
