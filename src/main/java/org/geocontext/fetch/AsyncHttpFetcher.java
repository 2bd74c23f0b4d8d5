package org.geocontext.fetch;

import io.netty.resolver.NameResolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.asynchttpclient.Request;
import org.asynchttpclient.proxy.ProxyServer;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each call at once, as one HTTP/1.1 exchange: checks the URL and the address, applies credentials and time
 * limits, caps the body. Redirects, like every other status, come back as replies.
 */
final class AsyncHttpFetcher implements Fetcher, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncHttpFetcher.class);

    private final FetchSettings settings;
    private final UrlPolicy policy;
    private final AddressGuard guard;
    private final Proxies proxies;
    private final Client client;
    private final Time time;
    private final NameResolver<InetAddress> publicHosts;
    private final NameResolver<InetAddress> internalHosts;
    private final NameResolver<InetAddress> proxyHosts;
    private final Set<Exchange> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    AsyncHttpFetcher(
            FetchSettings settings, UrlPolicy policy, HostLookup lookup, Proxies proxies, Client client, Time time) {
        this.settings = settings;
        this.policy = policy;
        this.guard = new AddressGuard(settings.allowedHosts(), settings.deniedHosts());
        this.proxies = proxies;
        this.client = client;
        this.time = time;
        publicHosts = new GuardedResolver(lookup, (host, address) -> guard.refusal(host, address, false));
        internalHosts = new GuardedResolver(lookup, (host, address) -> guard.refusal(host, address, true));
        proxyHosts = new GuardedResolver(lookup, (host, address) -> null);
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
        if (closed) {
            return failed(Reason.CANCELLED, "not sent: the client is closed");
        }
        ProxyServer proxy = proxies.find(call.uri());
        String refusal = refusal(call, proxy != null);
        if (refusal != null) {
            return failed(Reason.DENIED_ADDRESS, refusal);
        }
        Request request;
        try {
            request = Requests.of(call, resolver(call, proxy != null), proxy);
        } catch (IllegalArgumentException e) {
            // Netty's text quotes the header, which may be a secret.
            return failed(Reason.UNSUPPORTED, "not sent: a header of this service has characters that HTTP forbids");
        }
        String peer = proxy == null
                ? call.origin().toString()
                : call.origin() + " (by the proxy " + proxy.getHost() + ":" + proxy.getPort() + ")";
        return start(new Exchange(client, request, call, scope, settings, time, peer));
    }

    private CompletableFuture<FetchOutcome> start(Exchange exchange) {
        inFlight.add(exchange);
        CompletableFuture<FetchOutcome> outcome = exchange.start();
        outcome.whenComplete((done, bug) -> inFlight.remove(exchange));
        if (closed) {
            exchange.cancel("cancelled: the client was closed");
        }
        return outcome;
    }

    private @Nullable String refusal(HttpCall call, boolean proxied) {
        String objection = objection(call);
        if (objection != null) {
            return "the URL is refused: " + objection;
        }
        String host = call.origin().host();
        String refusal = proxied ? guard.refusalBehindProxy(host, call.internal()) : null;
        return refusal == null ? null : host + " " + refusal;
    }

    private @Nullable String objection(HttpCall call) {
        try {
            return policy.refusal(call.uri());
        } catch (RuntimeException e) {
            LOG.warn("The URL check failed for {}", call.displayUrl(), e);
            return "its check failed";
        }
    }

    private NameResolver<InetAddress> resolver(HttpCall call, boolean proxied) {
        if (proxied) {
            return proxyHosts;
        }
        return call.internal() ? internalHosts : publicHosts;
    }

    private CompletableFuture<FetchOutcome> failed(Reason reason, String message) {
        CallTiming timing = new CallTiming(time.now(), Duration.ZERO, Duration.ZERO);
        return CompletableFuture.completedFuture(new CallFailure(reason, message, timing));
    }

    /** Cancels what is in flight; every later call fails at once. The client is not closed. */
    @Override
    public void close() {
        closed = true;
        inFlight.forEach(exchange -> exchange.cancel("cancelled: the client was closed"));
    }
}
