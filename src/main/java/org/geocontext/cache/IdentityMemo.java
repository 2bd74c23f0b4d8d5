package org.geocontext.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.function.Function;

/**
 * What was worked out of an object, for as long as the object lives. Objects are told apart by identity, which is quick
 * where being equal takes long to find out. Thread-safe.
 */
public final class IdentityMemo<K, V> {

    private final LoadingCache<K, V> known;

    /** @param work never returns null */
    public IdentityMemo(Function<K, V> work) {
        this.known = Caffeine.newBuilder().weakKeys().executor(Runnable::run).build(work::apply);
    }

    public V of(K object) {
        return known.get(object);
    }
}
