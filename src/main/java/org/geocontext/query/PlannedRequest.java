package org.geocontext.query;

import java.util.List;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Secrets;
import org.geocontext.source.SharedAsk;
import org.jspecify.annotations.Nullable;

/**
 * One request to be sent, and the services that it answers: one, several that happen to need the very same request, or
 * several layers of an endpoint that share it. Immutable.
 */
public final class PlannedRequest {

    private final List<PendingAsk> asks;
    private final @Nullable SharedAsk shared;
    private final @Nullable AloneReason alone;

    private PlannedRequest(List<PendingAsk> asks, @Nullable SharedAsk shared, @Nullable AloneReason alone) {
        this.asks = List.copyOf(asks);
        this.shared = shared;
        this.alone = alone;
    }

    /**
     * @param asks at least one; their calls are equal
     * @param alone why no other layer shares the request; null if it repeats a part of one
     */
    static PlannedRequest same(List<PendingAsk> asks, @Nullable AloneReason alone) {
        return new PlannedRequest(asks, null, alone);
    }

    /** @param shared made from the parts of the asks */
    static PlannedRequest shared(List<PendingAsk> asks, SharedAsk shared) {
        return new PlannedRequest(asks, shared, null);
    }

    /** The services it answers, in the order of the plan; at least one. */
    public List<ServiceDefinition> services() {
        return asks.stream().map(ask -> ask.lookup().service()).toList();
    }

    /** Whether different layers share it. */
    public boolean isShared() {
        return shared != null;
    }

    /** Why it answers one service only; null if it answers several. */
    public @Nullable AloneReason aloneReason() {
        return asks.size() == 1 ? alone : null;
    }

    /** The URL that its services have in the catalogue, without query and without secrets. */
    public String endpoint() {
        String url = Secrets.redact(services().get(0).url(), call().secrets());
        return url.split("[?#]", 2)[0];
    }

    /** What its services are asked by. */
    public QueryType type() {
        return services().get(0).type();
    }

    /** {@code GET} or {@code POST}. */
    public String method() {
        return call().form() == null ? "GET" : "POST";
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
