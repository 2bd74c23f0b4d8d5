package org.geocontext.fetch;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.AsyncHttpClientConfig.ResponseBodyPartFactory;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.LoadBalance;
import org.asynchttpclient.Request;
import org.asynchttpclient.proxy.ProxyServerSelector;
import org.geocontext.http.HttpCall;

/**
 * The one AsyncHttpClient, with the threads it runs on. It only moves bytes: time limits, retries, redirects,
 * credentials, proxies and name look-ups are ours, so the client's own are switched off one by one; what it would read
 * from a properties file or guess from the class path is set as well.
 */
final class Client implements AutoCloseable {

    private static final Duration NEVER = Duration.ofMillis(-1);
    private static final long DECOMPRESSION_SLACK = 1 << 20;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int IO_THREADS =
            Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
    private static final long SHUTDOWN_SECONDS = 5;

    private final EventLoopGroup eventLoops;
    private final HashedWheelTimer poolTimer;
    private final SslContext tls;
    private final AsyncHttpClient http;

    /** @param tls null for the JVM's own trust store */
    Client(FetchSettings settings, ThreadFactory ioThreads, ThreadFactory timerThreads, SslContext tls) {
        this.tls = tls;
        eventLoops = newEventLoops(ioThreads);
        poolTimer = new HashedWheelTimer(timerThreads, 1, TimeUnit.SECONDS, 64);
        http = new DefaultAsyncHttpClient(config(settings).build());
    }

    /** The deprecated class is the only one that AsyncHttpClient 3 knows to be NIO. */
    @SuppressWarnings("deprecation")
    private static EventLoopGroup newEventLoops(ThreadFactory threads) {
        return new NioEventLoopGroup(IO_THREADS, threads);
    }

    /** A context that verifies certificates against the JVM's trust store, and host names. */
    static SslContext defaultTls() {
        try {
            return tlsBuilder().build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    static SslContextBuilder tlsBuilder() {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm("HTTPS");
    }

    private DefaultAsyncHttpClientConfig.Builder config(FetchSettings settings) {
        DefaultAsyncHttpClientConfig.Builder config = new DefaultAsyncHttpClientConfig.Builder();
        threads(config);
        connections(config, settings);
        manners(config, settings);
        return config.setSslContext(tls)
                .setUseOpenSsl(false)
                .setUseInsecureTrustManager(false)
                .setDisableHttpsEndpointIdentificationAlgorithm(false)
                .setHandshakeTimeout((int) settings.connectTimeout().toMillis())
                .setUserAgent(settings.userAgent());
    }

    private void threads(DefaultAsyncHttpClientConfig.Builder config) {
        ResetMark resetMark = new ResetMark();
        config.setHttpAdditionalChannelInitializer(
                        connection -> connection.pipeline().addFirst(resetMark))
                .setEventLoopGroup(eventLoops)
                .setUseNativeTransport(false)
                .setNettyTimer(poolTimer)
                .setAllocator(ByteBufAllocator.DEFAULT);
    }

    private static void connections(DefaultAsyncHttpClientConfig.Builder config, FetchSettings settings) {
        // Its ceilings count idle connections too and fail a call at once. They only guard against a leak here:
        // how many calls are in flight is decided before they come here.
        config.setMaxConnections(8 * settings.callsInTotal())
                .setMaxConnectionsPerHost(4 * settings.callsPerOrigin())
                .setAcquireFreeChannelTimeout(0)
                .setConnectTimeout(settings.connectTimeout())
                .setRequestTimeout(NEVER)
                .setReadTimeout(NEVER)
                .setKeepAlive(true)
                .setPooledConnectionIdleTimeout(settings.idleTimeout())
                .setConnectionPoolCleanerPeriod(Duration.ofSeconds(1))
                .setConnectionTtl(Duration.ofMinutes(10))
                .setLoadBalance(LoadBalance.DEFAULT)
                .setFailedIpCooldownEnabled(true)
                .setFailedIpCooldownPeriod(Duration.ofSeconds(30))
                .setTcpNoDelay(true)
                .setSoKeepAlive(true)
                .setSoReuseAddress(false)
                .setHttp2Enabled(false)
                .setHttp2CleartextEnabled(false);
    }

    private static void manners(DefaultAsyncHttpClientConfig.Builder config, FetchSettings settings) {
        config.setMaxRequestRetry(0)
                .setFollowRedirect(false)
                .setMaxRedirects(0)
                .setCookieStore(null)
                .setProxyServerSelector(ProxyServerSelector.NO_PROXY_SELECTOR)
                .setUseProxySelector(false)
                .setUseProxyProperties(false)
                .setDisableUrlEncodingForBoundRequests(true)
                .setCompressionEnforced(false)
                .setEnableAutomaticDecompression(true)
                // The exchange counts, and ends the call as too large; this ends the decompression of what is left.
                .setMaxDecompressedResponseSize(
                        Math.max(settings.maxReplyBytes(), HttpCall.LARGEST_REPLY) + DECOMPRESSION_SLACK)
                .setKeepEncodingHeader(false)
                .setResponseBodyPartFactory(ResponseBodyPartFactory.LAZY)
                .setValidateResponseHeaders(false)
                .setHttpClientCodecMaxHeaderSize(MAX_HEADER_BYTES)
                .setHttpClientCodecMaxInitialLineLength(8 << 10);
    }

    /** Sends a request; nothing is thrown, the handler hears of every failure. */
    java.util.concurrent.Future<?> send(Request request, AsyncHandler<?> handler) {
        return http.executeRequest(request, handler);
    }

    SSLEngine newTlsEngine(String host, int port) {
        return tls.newEngine(ByteBufAllocator.DEFAULT, host, port);
    }

    /** Closes every connection and ends every thread before it returns. */
    @Override
    public void close() {
        try {
            http.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        poolTimer.stop();
        // Bounded: the loops never tell their end where the jar was replaced under the running host.
        eventLoops
                .shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2 * SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        awaitGlobalExecutor();
    }

    /** Netty's helper thread ends by itself after a second without work; a host that unloads us must not see it. */
    private static void awaitGlobalExecutor() {
        try {
            GlobalEventExecutor.INSTANCE.awaitInactivity(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException neverStarted) {
            return;
        }
    }
}
