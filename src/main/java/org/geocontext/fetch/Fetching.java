package org.geocontext.fetch;

import io.netty.handler.ssl.SslContext;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.geocontext.metrics.GeoContextMetrics;
import org.geocontext.metrics.Meter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HTTP client of a running GeoContext, with its threads and all layers around it: measuring, coalescing,
 * retrying, redirecting, limiting, sending. Thread-safe.
 */
public final class Fetching implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    private final SystemTime time;
    private final SystemLookup lookup;
    private final Client client;
    private final AsyncHttpFetcher sending;
    private final Fetcher unmeasured;
    private final Fetcher fetcher;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Fetching(
            FetchSettings settings, UrlPolicy policy, GeoContextMetrics metrics, Proxies proxies, SslContext tls) {
        time = new SystemTime(new DaemonThreads("geocontext-time"));
        lookup = new SystemLookup(new DaemonThreads("geocontext-dns"));
        client = new Client(
                settings, new DaemonThreads("geocontext-io"), new DaemonThreads("geocontext-connections"), tls);
        sending = new AsyncHttpFetcher(settings, policy, lookup, proxies, client, time);
        Permits.Allowance ceiling = Permits.Allowance.of(settings.callsPerOrigin());
        Permits permits = new Permits(origin -> ceiling, settings.callsInTotal(), time);
        metrics.watch(Meter.FETCH_IN_FLIGHT, permits::inUse);
        metrics.watch(Meter.FETCH_QUEUED, permits::waiting);
        RetryBudget budget = new RetryBudget(settings.retryPercent(), time);
        unmeasured = layered(settings, permits, budget, metrics);
        fetcher = new MeasuringFetcher(unmeasured, metrics, time);
    }

    /**
     * Starts the client with the JVM's trust store and proxy properties.
     *
     * @param policy asked for every URL
     */
    public static Fetching start(FetchSettings settings, UrlPolicy policy, GeoContextMetrics metrics) {
        ProxySelector selector = ProxySelector.getDefault();
        if (hasProxy(selector)) {
            LOG.info(
                    "HTTP goes through a proxy, which looks up host names itself: the address guard then checks literal"
                            + " addresses, and names against the lists of allowed and denied hosts, not what names resolve to");
        }
        return start(settings, policy, metrics, new Proxies(selector), Client.defaultTls());
    }

    static Fetching start(
            FetchSettings settings, UrlPolicy policy, GeoContextMetrics metrics, Proxies proxies, SslContext tls) {
        return new Fetching(settings, policy, metrics, proxies, tls);
    }

    private static boolean hasProxy(@Nullable ProxySelector selector) {
        return selector != null
                && List.of("http://proxy.probe.example/", "https://proxy.probe.example/").stream()
                        .flatMap(url -> selector.select(URI.create(url)).stream())
                        .anyMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
    }

    private Fetcher layered(FetchSettings settings, Permits permits, RetryBudget budget, GeoContextMetrics metrics) {
        Fetcher retrying = new RetryingFetcher(
                new RedirectingFetcher(new LimitingFetcher(sending, permits, time), settings),
                settings.retriesPerCall(),
                budget,
                time,
                () -> ThreadLocalRandom.current().nextDouble(),
                origin -> metrics.callRetried(origin.toString()));
        return new CoalescingFetcher(retrying, time, origin -> metrics.callCoalesced(origin.toString()));
    }

    /** Sends the calls of queries. */
    public Fetcher fetcher() {
        return fetcher;
    }

    /**
     * Loads and initialises what the first call needs, by exchanges with a throw-away server on the loopback interface.
     * Blocks until they have ended, for three seconds at most; asks nothing of anybody else and never fails.
     *
     * @param exchanges dozens to load everything, about a thousand to have it compiled
     */
    public void warmUp(int exchanges) {
        WarmUp.run(unmeasured, client, exchanges);
    }

    /**
     * Ends every call under way as {@code cancelled}, every connection and every thread, before it returns. Later calls
     * fail at once. Closing again does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            sending.close();
            time.close();
            lookup.close();
            client.close();
        }
    }
}
