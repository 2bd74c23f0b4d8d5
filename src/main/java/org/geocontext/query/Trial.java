package org.geocontext.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.Fetcher;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpReply;
import org.geocontext.source.Part;
import org.geocontext.source.Proof;
import org.geocontext.source.SharedAsk;
import org.geocontext.source.Split;
import org.geocontext.source.Step;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, when a run has ended, whether services that were asked alone may share requests: one request is sent for
 * several that found something, and what it says about each is compared with what each was told. The run has its answer
 * by then; what comes of the trial is only learned. Thread-safe.
 */
final class Trial {

    private static final Duration TIME = Duration.ofSeconds(30);

    /** Ways of asking the same. */
    private static final int MOST_REQUESTS = 3;

    /** More would not prove more. */
    private static final int MOST_PARTS = 10;

    /** A lookup that was asked alone and found something. */
    private record Witness(PendingAsk ask, Part part, Step.Answer alone) {

        ServiceDefinition service() {
            return ask.lookup().service();
        }

        boolean agrees(@Nullable Step shared) {
            return shared instanceof Step.Answer answer && SameSaying.of(ask.lookup(), alone, answer);
        }
    }

    /** A proof to be made at an endpoint. */
    private record Claim(TrialSchedule schedule, Proof proof) {}

    private final Fetcher fetcher;
    private final Lane parsing;
    private final EndpointMemory memory;
    private final List<Witness> witnesses = new ArrayList<>();

    Trial(Fetcher fetcher, Lane parsing, EndpointMemory memory) {
        this.fetcher = fetcher;
        this.parsing = parsing;
        this.memory = memory;
    }

    /** A lookup was asked alone, and this came of it. */
    void note(PendingAsk ask, Step step) {
        Part part = ask.ask().part();
        if (part == null || part.lacking().isEmpty() || !(step instanceof Step.Answer answer)) {
            return;
        }
        MergeManners manners = memory.merging(ask.lookup().service());
        boolean wanted = manners.size() > 1 && !manners.isAlone(part.subject());
        if (wanted && !answer.candidates().isEmpty()) {
            synchronized (witnesses) {
                witnesses.add(new Witness(ask, part, answer));
            }
        }
    }

    /** The run is over. */
    void begin() {
        Map<Object, List<Witness>> byKey = new LinkedHashMap<>();
        synchronized (witnesses) {
            for (Witness witness : witnesses) {
                byKey.computeIfAbsent(witness.part().key(), key -> new ArrayList<>())
                        .add(witness);
            }
            witnesses.clear();
        }
        byKey.values().stream()
                .filter(company -> company.size() > 1)
                .forEach(company -> onParsing(Map.of(), 0, () -> hear(company)));
    }

    private void hear(List<Witness> company) {
        Map<Claim, List<Witness>> claims = new LinkedHashMap<>();
        for (Witness witness : company) {
            Optional<Proof> lacking = witness.part().lacking();
            if (lacking.isPresent() && SameSaying.hasValue(witness.ask().lookup(), witness.alone())) {
                Claim claim = new Claim(memory.trials(witness.service()), lacking.get());
                claims.computeIfAbsent(claim, first -> new ArrayList<>()).add(witness);
            }
        }
        int most = company.stream()
                .mapToInt(witness -> witness.part().mostSubjects())
                .reduce(
                        Math.min(
                                MOST_PARTS,
                                memory.merging(company.get(0).service()).size()),
                        Math::min);
        Map<Claim, List<Witness>> begun = begin(claims, most);
        List<Part> parts = all(begun).stream().map(Witness::part).toList();
        if (!parts.isEmpty()) {
            attempt(begun, () -> send(parts.get(0).join(parts), begun, 1));
        }
    }

    /** The claims to be tried now, with their witnesses; in all no more than a request may hold. */
    private static Map<Claim, List<Witness>> begin(Map<Claim, List<Witness>> claims, int most) {
        Map<Claim, List<Witness>> begun = new LinkedHashMap<>();
        int room = most;
        for (Map.Entry<Claim, List<Witness>> entry : claims.entrySet()) {
            Claim claim = entry.getKey();
            List<Witness> distinct = distinct(entry.getValue());
            int needed = claim.proof().witnesses();
            if (needed <= Math.min(distinct.size(), room) && claim.schedule().begin(claim.proof())) {
                int size = Math.min(
                        distinct.size(), Math.max(needed, claim.schedule().parts(claim.proof(), room)));
                begun.put(claim, distinct.subList(0, size));
                room -= size;
            }
        }
        return begun;
    }

    private static List<Witness> distinct(List<Witness> witnesses) {
        Map<String, Witness> bySubject = new LinkedHashMap<>();
        witnesses.forEach(witness -> bySubject.putIfAbsent(witness.part().subject(), witness));
        return List.copyOf(bySubject.values());
    }

    private static List<Witness> all(Map<Claim, List<Witness>> claims) {
        return claims.values().stream().flatMap(Collection::stream).toList();
    }

    private void send(SharedAsk shared, Map<Claim, List<Witness>> claims, int number) {
        CallScope scope = new CallScope(Deadline.after(TIME));
        fetcher.fetch(shared.call(), scope)
                .thenAccept(
                        outcome -> onParsing(claims, size(outcome), () -> onOutcome(shared, outcome, claims, number)));
    }

    private void onOutcome(SharedAsk shared, FetchOutcome outcome, Map<Claim, List<Witness>> claims, int number) {
        if (!(outcome instanceof HttpReply reply)) {
            fail(claims);
            return;
        }
        Split split = shared.split(reply);
        memory.learn(all(claims).get(0).service(), split.learned());
        if (split instanceof Split.Again again && number < MOST_REQUESTS) {
            send(again.ask(), claims, number + 1);
        } else if (split instanceof Split.Attributed attributed) {
            claims.forEach((claim, heard) -> judge(claim, heard, attributed.steps()));
        } else {
            fail(claims);
        }
    }

    private void judge(Claim claim, List<Witness> heard, Map<Part, Step> shared) {
        List<Witness> told = heard.stream()
                .filter(witness -> shared.containsKey(witness.part()))
                .toList();
        boolean proved = told.size() >= claim.proof().witnesses()
                && told.stream().allMatch(witness -> witness.agrees(shared.get(witness.part())));
        if (proved) {
            heard.forEach(
                    witness -> memory.learn(witness.service(), claim.proof().learned()));
            claim.schedule().succeeded(claim.proof());
        } else {
            claim.schedule().failed(claim.proof());
        }
    }

    private static void fail(Map<Claim, List<Witness>> claims) {
        claims.keySet().forEach(claim -> claim.schedule().failed(claim.proof()));
    }

    private static long size(FetchOutcome outcome) {
        return outcome instanceof HttpReply reply ? reply.body().length : 0;
    }

    private void onParsing(Map<Claim, List<Witness>> claims, long bytes, Runnable step) {
        try {
            parsing.execute(() -> attempt(claims, step), bytes);
        } catch (RejectedExecutionException e) {
            fail(claims);
        }
    }

    /** Whatever goes wrong, the claims have been tried, and nobody else suffers. */
    private static void attempt(Map<Claim, List<Witness>> claims, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError e) {
            QueryRun.LOG.error("Trying a shared request failed", e);
            fail(claims);
        }
    }
}
