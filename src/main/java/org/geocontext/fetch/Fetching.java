package org.geocontext.fetch;

import io.netty.handler.ssl.SslContext;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.geocontext.http.Manners;
import org.geocontext.http.Origin;
import org.geocontext.metrics.GeoContextMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HTTP client of a running GeoContext, with its threads and the layers around it. Thread-safe.
 *
 * <p>The layers, from the caller to the wire, and why each stands where it does:
 *
 * <ol>
 *   <li>{@link MeasuringFetcher} counts calls: it sees what the caller gets, whatever was sent for it.
 *   <li>{@link CoalescingFetcher} shares the request of equal calls: outside of everything that a request costs, so
 *       that calls that share one also share its retries, its permit and its rate.
 *   <li>{@link RevalidatingFetcher} asks whether a remembered reply has changed: outside of retries and redirects,
 *       whose every request carries the condition.
 *   <li>{@link RetryingFetcher} asks again, and waits for a Retry-After: outside of the queue, so that who waits holds
 *       no permit and queues anew.
 *   <li>{@link RedirectingFetcher} follows: every step is a call to an origin with limits of its own.
 *   <li>{@link BreakingFetcher} turns calls away: before the queue, so that nobody waits for an origin that is not
 *       called.
 *   <li>{@link LimitingFetcher} queues: inside of all that only waits.
 *   <li>{@link HedgingFetcher}, if it is wanted, repeats what takes long: inside of the queue, where time is the
 *       server's; the repeat takes a permit that nobody waits for.
 *   <li>{@link ObservingFetcher} tells breaker, limit and statistics what became of each request: next to the wire, so
 *       that it sees the server and nothing else.
 *   <li>{@link AsyncHttpFetcher} sends.
 * </ol>
 *
 * <p>Calls in the background have the same layers, without hedging, around permits of their own.
 */
public final class Fetching implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    private final FetchSettings settings;
    private final SystemTime time;
    private final SystemLookup lookup;
    private final Client client;
    private final AsyncHttpFetcher sending;
    private final Layers layers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Fetching(
            FetchSettings settings,
            UrlPolicy policy,
            Function<Origin, Manners> manners,
            GeoContextMetrics metrics,
            Proxies proxies,
            SslContext tls) {
        this.settings = settings;
        time = new SystemTime(new DaemonThreads("geocontext-time"));
        lookup = new SystemLookup(new DaemonThreads("geocontext-dns"));
        client = new Client(
                settings, new DaemonThreads("geocontext-io"), new DaemonThreads("geocontext-connections"), tls);
        sending = new AsyncHttpFetcher(settings, policy, lookup, proxies, client, time);
        layers = new Layers(settings, manners, sending, metrics, time);
    }

    /**
     * Starts the client with the JVM's trust store and proxy properties.
     *
     * @param policy asked for every URL
     * @param manners what is said of an origin; asked for every call, so quick
     */
    public static Fetching start(
            FetchSettings settings, UrlPolicy policy, Function<Origin, Manners> manners, GeoContextMetrics metrics) {
        ProxySelector selector = ProxySelector.getDefault();
        if (hasProxy(selector)) {
            LOG.info(
                    "HTTP goes through a proxy, which looks up host names itself: the address guard then checks literal"
                            + " addresses, and names against the lists of allowed and denied hosts, not what names resolve to");
        }
        return new Fetching(settings, policy, manners, metrics, new Proxies(selector), Client.defaultTls());
    }

    /** As {@link #start(FetchSettings, UrlPolicy, Function, GeoContextMetrics)} where nothing is said of any origin. */
    public static Fetching start(FetchSettings settings, UrlPolicy policy, GeoContextMetrics metrics) {
        return start(settings, policy, origin -> Manners.UNLIMITED, metrics);
    }

    static Fetching start(
            FetchSettings settings, UrlPolicy policy, GeoContextMetrics metrics, Proxies proxies, SslContext tls) {
        return new Fetching(settings, policy, origin -> Manners.UNLIMITED, metrics, proxies, tls);
    }

    private static boolean hasProxy(@Nullable ProxySelector selector) {
        return selector != null
                && List.of("http://proxy.probe.example/", "https://proxy.probe.example/").stream()
                        .flatMap(url -> selector.select(URI.create(url)).stream())
                        .anyMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
    }

    /** Sends the calls of queries. */
    public Fetcher fetcher() {
        return layers.queries();
    }

    /**
     * Sends calls that nobody waits for, as for capabilities: few at once, and none to an origin that queries' calls
     * wait for. It knows and respects what queries' calls have shown of an origin, and the other way round.
     */
    public Fetcher background() {
        return layers.background();
    }

    /** What is known of every origin called in the last half hour, in the order of their names. */
    public List<OriginState> endpoints() {
        return layers.states();
    }

    /**
     * Loads and initialises what the first call needs, by exchanges with a throw-away server on the loopback interface.
     * Blocks until they have ended, for three seconds at most; asks nothing of anybody else and never fails.
     *
     * @param exchanges dozens to load everything, about a thousand to have it compiled
     */
    public void warmUp(int exchanges) {
        try (GeoContextMetrics unseen = new GeoContextMetrics()) {
            Layers unshared = new Layers(settings, origin -> Manners.UNLIMITED, sending, unseen, time);
            WarmUp.run(unshared.queries(), client, exchanges);
        }
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
