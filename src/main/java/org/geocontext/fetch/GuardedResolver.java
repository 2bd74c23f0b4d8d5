package org.geocontext.fetch;

import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Hands the client only addresses that the guard lets pass, so that what was checked is what is connected to. If none
 * passes the look-up fails with {@link DeniedAddressException}.
 */
final class GuardedResolver extends InetNameResolver {

    private final HostLookup lookup;
    private final Check check;

    GuardedResolver(HostLookup lookup, Check check) {
        super(ImmediateEventExecutor.INSTANCE);
        this.lookup = lookup;
        this.check = check;
    }

    /** Judges one address. */
    @FunctionalInterface
    interface Check {

        /** @return why it must not be connected to, as a clause to follow the host's name; null if it may */
        @Nullable
        String refusal(String host, InetAddress address);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
        passing(host)
                .whenComplete(
                        (addresses, failure) -> settle(promise, failure == null ? addresses.get(0) : null, failure));
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
        passing(host).whenComplete((addresses, failure) -> settle(promise, addresses, failure));
    }

    private CompletableFuture<List<InetAddress>> passing(String host) {
        return lookup.lookup(host).thenApply(addresses -> filter(host, addresses));
    }

    private List<InetAddress> filter(String host, List<InetAddress> addresses) {
        List<InetAddress> passing = new ArrayList<>();
        String refusal = "has no address";
        for (InetAddress address : addresses) {
            String reason = check.refusal(host, address);
            if (reason == null) {
                passing.add(address);
            } else {
                refusal = reason;
            }
        }
        if (passing.isEmpty()) {
            throw new CompletionException(new DeniedAddressException(host + " " + refusal));
        }
        return passing;
    }

    private static <T> void settle(Promise<T> promise, @Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            promise.trySuccess(value);
        } else {
            Throwable cause = failure.getCause();
            promise.tryFailure(failure instanceof CompletionException && cause != null ? cause : failure);
        }
    }
}
