package org.geocontext.query;

import java.util.List;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.HttpCall;
import org.geocontext.source.SharedAsk;
import org.jspecify.annotations.Nullable;

/**
 * One request to be sent, and the services that it answers: one, several that happen to need the very same request, or
 * several layers of an endpoint that share it. Immutable.
 */
public final class PlannedRequest {

    private final List<PendingAsk> asks;
    private final @Nullable SharedAsk shared;

    private PlannedRequest(List<PendingAsk> asks, @Nullable SharedAsk shared) {
        this.asks = List.copyOf(asks);
        this.shared = shared;
    }

    /** @param asks at least one; their calls are equal */
    static PlannedRequest same(List<PendingAsk> asks) {
        return new PlannedRequest(asks, null);
    }

    /** @param shared made from the parts of the asks */
    static PlannedRequest shared(List<PendingAsk> asks, SharedAsk shared) {
        return new PlannedRequest(asks, shared);
    }

    /** The services it answers, in the order of the plan; at least one. */
    public List<ServiceDefinition> services() {
        return asks.stream().map(ask -> ask.lookup().service()).toList();
    }

    /** Whether different layers share it. */
    public boolean isShared() {
        return shared != null;
    }

    /** What is sent. */
    public HttpCall call() {
        return shared == null ? asks.get(0).ask().call() : shared.call();
    }

    List<PendingAsk> asks() {
        return asks;
    }

    @Nullable
    SharedAsk sharedAsk() {
        return shared;
    }
}
