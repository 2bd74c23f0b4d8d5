package org.geocontext.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.HttpCall;
import org.geocontext.source.Part;
import org.geocontext.source.SharedAsk;
import org.jspecify.annotations.Nullable;

/**
 * Makes as few requests as possible out of what lookups have to ask: equal calls are one request, layers of one
 * endpoint that may stand together share one, up to what the endpoint bears. Stateless apart from the memory.
 */
final class RequestPlanner {

    /** Servers and proxies cut or refuse longer URLs. */
    static final int LONGEST_URL = 2000;

    private final EndpointMemory memory;
    private final ToIntFunction<ServiceDefinition> layerLimit;

    RequestPlanner(EndpointMemory memory) {
        this(memory, service -> Integer.MAX_VALUE);
    }

    /** @param layerLimit most layers that the service's server declares to take in one request */
    RequestPlanner(EndpointMemory memory, ToIntFunction<ServiceDefinition> layerLimit) {
        this.memory = memory;
        this.layerLimit = layerLimit;
    }

    /** Asks with equal calls: one place in a request. */
    private record Bundle(List<PendingAsk> asks, @Nullable Part part) {

        Part requirePart() {
            return Objects.requireNonNull(part);
        }

        List<Part> parts() {
            return asks.stream()
                    .map(ask -> Objects.requireNonNull(ask.ask().part()))
                    .toList();
        }

        PlannedRequest alone(AloneReason why) {
            return PlannedRequest.same(asks, why);
        }

        ServiceDefinition service() {
            return asks.get(0).lookup().service();
        }
    }

    /** The requests, in the order of their first asks. */
    List<PlannedRequest> plan(List<PendingAsk> asks) {
        List<PlannedRequest> requests = new ArrayList<>();
        byKey(asks).values().forEach(bundles -> requests.addAll(share(bundles)));
        return requests;
    }

    /** A request for each call. */
    List<PlannedRequest> planAlone(List<PendingAsk> asks) {
        return bundles(asks).stream()
                .map(bundle -> PlannedRequest.same(bundle.asks(), null))
                .toList();
    }

    /** The same asks in two requests instead of one. */
    List<PlannedRequest> planHalves(List<PendingAsk> asks) {
        List<Bundle> bundles = bundles(asks);
        int half = bundles.size() / 2;
        return Stream.of(bundles.subList(0, half), bundles.subList(half, bundles.size()))
                .flatMap(part -> together(part, AloneReason.NO_ROOM).stream())
                .toList();
    }

    private Map<Object, List<Bundle>> byKey(List<PendingAsk> asks) {
        Map<Object, List<Bundle>> byKey = new LinkedHashMap<>();
        for (Bundle bundle : bundles(asks)) {
            Object key = keptAlone(bundle).isEmpty() ? bundle.requirePart().key() : bundle;
            byKey.computeIfAbsent(key, first -> new ArrayList<>()).add(bundle);
        }
        return byKey;
    }

    /**
     * What keeps a bundle from sharing a request with any other; empty if nothing does. Where one of several equal
     * calls has to be sent as it is, it will do for all.
     */
    private Optional<AloneReason> keptAlone(Bundle bundle) {
        Optional<AloneReason> ofOne =
                bundle.asks().stream().flatMap(ask -> keptAlone(ask).stream()).findFirst();
        boolean fitTogether = ofOne.isEmpty()
                && bundle.parts().stream().map(Part::key).distinct().count() == 1;
        return ofOne.isPresent() || fitTogether ? ofOne : Optional.of(AloneReason.NOT_SHAREABLE);
    }

    private Optional<AloneReason> keptAlone(PendingAsk ask) {
        ServiceDefinition service = ask.lookup().service();
        MergeManners manners = memory.merging(service);
        Part part = ask.ask().part();
        if (part == null) {
            return Optional.of(service.merge() ? AloneReason.NOT_SHAREABLE : AloneReason.MERGE_NEVER);
        } else if (!manners.areOn()) {
            return Optional.of(AloneReason.SWITCHED_OFF);
        } else if (part.mostSubjects() == 1) {
            return Optional.of(AloneReason.MAX_LAYERS);
        } else if (part.lacking().isPresent()) {
            return Optional.of(AloneReason.UNPROVEN);
        }
        return manners.isAlone(part.subject()) ? Optional.of(AloneReason.SPOILT) : Optional.empty();
    }

    private static List<Bundle> bundles(List<PendingAsk> asks) {
        Map<HttpCall, List<PendingAsk>> byCall = new LinkedHashMap<>();
        asks.forEach(ask -> byCall.computeIfAbsent(ask.ask().call(), call -> new ArrayList<>())
                .add(ask));
        return byCall.values().stream()
                .map(same -> new Bundle(same, same.get(0).ask().part()))
                .toList();
    }

    private MergeManners manners(Bundle bundle) {
        return memory.merging(bundle.service());
    }

    private List<PlannedRequest> share(List<Bundle> bundles) {
        Bundle first = bundles.get(0);
        if (bundles.size() == 1) {
            return List.of(first.alone(keptAlone(first).orElse(AloneReason.NO_OTHER)));
        }
        MergeManners manners = manners(first);
        List<PlannedRequest> requests = new ArrayList<>();
        List<Bundle> rest = bundles;
        if (manners.wantsSample() && bundles.size() > 2) {
            requests.add(first.alone(AloneReason.SAMPLE));
            rest = bundles.subList(1, bundles.size());
        }
        int most = rest.stream()
                .mapToInt(bundle -> bundle.requirePart().mostSubjects())
                .reduce(Math.min(manners.size(), layerLimit.applyAsInt(first.service())), Math::min);
        AloneReason alone = manners.size() == 1 ? AloneReason.DOES_NOT_PAY : AloneReason.NO_ROOM;
        for (List<Bundle> chunk : evenChunks(rest, Math.max(1, most))) {
            requests.addAll(together(chunk, alone));
        }
        return requests;
    }

    private static List<List<Bundle>> evenChunks(List<Bundle> bundles, int most) {
        int count = (bundles.size() + most - 1) / most;
        List<List<Bundle>> chunks = new ArrayList<>();
        for (int chunk = 0; chunk < count; chunk++) {
            chunks.add(bundles.subList(bundles.size() * chunk / count, bundles.size() * (chunk + 1) / count));
        }
        return chunks;
    }

    /**
     * One request, or as many as their URL's length takes.
     *
     * @param alone why one that is left by itself is
     */
    private static List<PlannedRequest> together(List<Bundle> bundles, AloneReason alone) {
        if (bundles.size() == 1) {
            return List.of(bundles.get(0).alone(alone));
        }
        List<PendingAsk> asks =
                bundles.stream().flatMap(bundle -> bundle.asks().stream()).toList();
        List<Part> parts =
                bundles.stream().flatMap(bundle -> bundle.parts().stream()).toList();
        SharedAsk shared = parts.get(0).join(parts);
        if (shared.call().uri().toString().length() > LONGEST_URL) {
            return evenChunks(bundles, (bundles.size() + 1) / 2).stream()
                    .flatMap(half -> together(half, AloneReason.NO_ROOM).stream())
                    .toList();
        }
        return List.of(PlannedRequest.shared(asks, shared));
    }
}
