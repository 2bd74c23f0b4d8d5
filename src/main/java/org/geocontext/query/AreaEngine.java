package org.geocontext.query;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.Fetcher;
import org.geocontext.http.CallScope;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.source.AreaLookup;
import org.geocontext.source.Facts;
import org.geocontext.source.Source;
import org.geocontext.source.Sources;
import org.geocontext.source.Step;
import org.locationtech.jts.geom.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks services for all that they have in an area. Thread-safe. */
public final class AreaEngine {

    private static final Logger LOG = LoggerFactory.getLogger(AreaEngine.class);

    /** More calls than any conversation needs. */
    private static final int MAX_CALLS = 16;

    private final Fetcher fetcher;
    private final Supplier<Lane> parsing;
    private final EndpointMemory memory;

    AreaEngine(Fetcher fetcher, Supplier<Lane> parsing, EndpointMemory memory) {
        this.fetcher = fetcher;
        this.parsing = parsing;
        this.memory = memory;
    }

    /** Whether a service may be asked for areas; which ones it tells of turns out when it is. */
    public boolean mayAsk(ServiceDefinition service) {
        return Sources.find(service.type()).filter(Source::tellsOfAreas).isPresent()
                && !ServiceTraits.of(service).asksByPoint();
    }

    /**
     * Asks for all that lies in a box.
     *
     * @param service that {@linkplain #mayAsk may be asked}
     * @param box lon/lat WGS 84, within ±180 and ±90, with an extent
     * @param most features to be sent in one reply
     * @param sent told of every request
     * @param scope ends it at its deadline, or when it is cancelled
     * @return empty if the service cannot be asked for this area; the future never completes exceptionally, and does so
     *     where replies are read
     */
    public Optional<CompletableFuture<AreaReply>> ask(
            ServiceDefinition service, Envelope box, int most, Runnable sent, CallScope scope) {
        Facts known = memory.facts(service);
        AreaLookup lookup = new AreaLookup(service, box, most);
        Optional<Step> first = Sources.find(service.type()).flatMap(source -> source.beginArea(lookup, known));
        return first.map(step -> {
            Asking asking = new Asking(service, known, sent, scope);
            asking.advance(step);
            return asking.reply;
        });
    }

    /** One area being asked for. */
    private final class Asking {

        private final ServiceDefinition service;
        private final Facts known;
        private final Runnable sent;
        private final CallScope scope;
        private final Lane lane = parsing.get();
        private final long startedAt = System.nanoTime();
        private final CompletableFuture<AreaReply> reply = new CompletableFuture<>();
        private int calls;
        private long bytes;

        Asking(ServiceDefinition service, Facts known, Runnable sent, CallScope scope) {
            this.service = service;
            this.known = known;
            this.sent = sent;
            this.scope = scope;
        }

        private void advance(Step step) {
            if (step instanceof Step.Ask ask) {
                send(ask);
            } else if (step instanceof Step.Answer answer) {
                memory.learn(service, answer.learned().since(known));
                reply.complete(answer.truncated() ? new AreaReply.TooMuch() : whole(answer));
            } else if (step instanceof Step.Failure failure) {
                memory.learn(service, failure.learned().since(known));
                reply.complete(failure.reason() == Reason.TOO_LARGE ? new AreaReply.TooMuch() : failed(failure));
            }
        }

        private AreaReply whole(Step.Answer answer) {
            int elapsed = (int) Duration.ofNanos(System.nanoTime() - startedAt).toMillis();
            return new AreaReply.Whole(new AreaFeatures(answer, bytes, elapsed));
        }

        private static AreaReply failed(Step.Failure failure) {
            return new AreaReply.Failed(failure.reason(), failure.message());
        }

        private void send(Step.Ask ask) {
            if (++calls > MAX_CALLS) {
                fail(Reason.MALFORMED, "no usable answer after " + MAX_CALLS + " requests");
                return;
            }
            sent.run();
            fetcher.fetch(ask.call(), scope).thenAccept(outcome -> read(ask, outcome));
        }

        private void read(Step.Ask ask, FetchOutcome outcome) {
            long length = outcome instanceof HttpReply received ? received.body().length : 0;
            try {
                lane.execute(
                        () -> {
                            try {
                                bytes += length;
                                advance(ask.then().apply(outcome));
                            } catch (RuntimeException | StackOverflowError e) {
                                LOG.error("Asking service {} for an area failed", service.key(), e);
                                fail(Reason.MALFORMED, "the reply could not be handled");
                            }
                        },
                        length);
            } catch (RejectedExecutionException e) {
                fail(Reason.CANCELLED, "the host is shutting down");
            }
        }

        private void fail(Reason reason, String message) {
            reply.complete(new AreaReply.Failed(reason, message));
        }
    }
}
