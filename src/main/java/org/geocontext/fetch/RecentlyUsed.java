package org.geocontext.fetch;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * Values that are made when they are first asked for, and forgotten when nobody has asked for them in half an hour, or
 * when there are too many. Thread-safe; does its work on the threads that use it.
 */
final class RecentlyUsed<K, V> {

    static final Duration IDLE = Duration.ofMinutes(30);

    private final LoadingCache<K, V> values;

    RecentlyUsed(int most, Time time, Function<? super K, ? extends V> maker) {
        values = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(IDLE)
                .ticker(time::nanos)
                .executor(Runnable::run)
                .build(maker::apply);
    }

    V of(K key) {
        return values.get(key);
    }

    /** What there is now; looking does not count as use. */
    Map<K, V> all() {
        return Map.copyOf(values.asMap());
    }
}
