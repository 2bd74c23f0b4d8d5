package org.geocontext.fetch;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import org.asynchttpclient.proxy.ProxyServer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy for a URL, as the JVM's proxy selector says: by default that reads {@code http.proxyHost},
 * {@code https.proxyHost} and {@code http.nonProxyHosts}. Thread-safe.
 */
final class Proxies {

    private final @Nullable ProxySelector selector;

    /** @param selector null for no proxy at all */
    Proxies(@Nullable ProxySelector selector) {
        this.selector = selector;
    }

    /** The proxy to send a request through, or null for a direct connection. */
    @Nullable
    ProxyServer find(URI uri) {
        if (selector == null) {
            return null;
        }
        List<Proxy> choices = selector.select(uri);
        for (Proxy choice : choices) {
            if (choice.type() == Proxy.Type.HTTP && choice.address() instanceof InetSocketAddress address) {
                return new ProxyServer.Builder(address.getHostString(), address.getPort())
                        .setSecuredPort(address.getPort())
                        .build();
            }
        }
        return null;
    }
}
