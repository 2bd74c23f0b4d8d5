package org.geocontext.fetch;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds the addresses of a host. Thread-safe. */
@FunctionalInterface
interface HostLookup {

    /**
     * Looks up a name.
     *
     * @param host a name or a literal address
     * @return at least one address, in the order to be tried; fails with {@link java.net.UnknownHostException}
     */
    CompletableFuture<List<InetAddress>> lookup(String host);
}
