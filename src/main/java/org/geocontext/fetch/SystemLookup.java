package org.geocontext.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's own name service with its cache. It blocks, so it runs on threads of its own; calls that ask for one name
 * at the same time share a look-up, so that a name that hangs takes one thread only.
 */
final class SystemLookup implements HostLookup, AutoCloseable {

    private static final int THREADS = 16;

    private final ThreadPoolExecutor executor;
    private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    SystemLookup(ThreadFactory threads) {
        executor = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletableFuture<List<InetAddress>> lookup(String host) {
        InetAddress literal = HostRule.findLiteral(host);
        if (literal != null) {
            return CompletableFuture.completedFuture(List.of(literal));
        }
        try {
            CompletableFuture<List<InetAddress>> shared = underWay.computeIfAbsent(
                    host, name -> CompletableFuture.supplyAsync(() -> resolve(name), executor));
            shared.whenComplete((addresses, failure) -> underWay.remove(host, shared));
            return shared;
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new UnknownHostException(host));
        }
    }

    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    /** Ends its threads; one that a name service keeps waiting is given a second. */
    @Override
    public void close() {
        DaemonThreads.end(executor);
    }
}
