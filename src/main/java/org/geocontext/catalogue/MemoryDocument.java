package org.geocontext.catalogue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A document that ends with the process, for hosts that were given no file. */
public final class MemoryDocument implements DocumentStore {

    private record Kept(Version version, byte[] content) {}

    private final String name;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Kept> versions = new ArrayDeque<>();
    private byte @Nullable [] content;
    private Instant writtenAt;
    private long written;

    /** @param content null for none yet */
    public MemoryDocument(String name, byte @Nullable [] content, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.content = content == null ? null : content.clone();
        this.writtenAt = clock.instant();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized Optional<byte[]> read() {
        return content == null ? Optional.empty() : Optional.of(content.clone());
    }

    @Override
    public Held lock() {
        lock.lock();
        return lock::unlock;
    }

    @Override
    public synchronized void write(byte[] next) {
        if (content != null) {
            written++;
            versions.addFirst(new Kept(new Version(Long.toString(written), writtenAt, content.length), content));
        }
        if (versions.size() > VERSIONS) {
            versions.removeLast();
        }
        content = next.clone();
        writtenAt = clock.instant();
    }

    @Override
    public synchronized List<Version> versions() {
        return versions.stream().map(Kept::version).toList();
    }

    @Override
    public synchronized Optional<byte[]> version(String id) {
        return versions.stream()
                .filter(kept -> kept.version().id().equals(id))
                .map(kept -> kept.content().clone())
                .findFirst();
    }

    /** Nobody but its owner writes it: there is nothing to tell. */
    @Override
    public Held listen(Runnable listener) {
        return () -> {};
    }
}
