package org.geocontext.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document and the last good value it had: what cannot be read, or is gone, never replaces what could. Edits start
 * from the document as it is now, also if somebody wrote it by hand a moment ago, and are refused while that cannot be
 * read. Thread-safe.
 */
public final class KeptDocument<T> implements AutoCloseable {

    /** Makes a value of a document's content. */
    @FunctionalInterface
    public interface Reader<T> {

        /** @param name the document's, for messages */
        T read(byte[] content, String name) throws CatalogueException;
    }

    /**
     * Makes new content.
     *
     * @param <X> how it refuses
     */
    @FunctionalInterface
    public interface Edit<T, X extends Exception> {

        /**
         * @param now what the document says now
         * @return null to leave it as it is
         */
        byte @Nullable [] apply(T now) throws CatalogueException, X;
    }

    private static final Logger LOG = LoggerFactory.getLogger(KeptDocument.class);

    private final DocumentStore store;
    private final Reader<T> reader;
    private final byte @Nullable [] absent;
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();
    private final DocumentStore.Held watch;
    private byte @Nullable [] content;
    private volatile T value;
    private volatile String tag = "0";
    private volatile @Nullable String problem;

    /**
     * Reads the document and looks after it from now on.
     *
     * @param initial the value as long as nothing could be read
     * @param absent the content where there is no document; null if that is a problem
     */
    public KeptDocument(DocumentStore store, Reader<T> reader, T initial, byte @Nullable [] absent) {
        this.store = store;
        this.reader = reader;
        this.absent = absent;
        this.value = initial;
        refresh();
        this.watch = store.listen(this::refresh);
    }

    public DocumentStore store() {
        return store;
    }

    /** The last that could be read. */
    public T value() {
        return value;
    }

    /** Changes with the content of {@link #value}; a few letters and digits. */
    public String tag() {
        return tag;
    }

    /** Why the document as it is now is not what {@link #value} was read from; empty if it is. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Tells of every later value, on the thread that read it, which must not be held up. */
    public void whenChanged(Consumer<T> listener) {
        listeners.add(listener);
    }

    /** Reads the document if it is not what it was. A problem is logged once, however often it is met. */
    public synchronized void refresh() {
        try {
            byte[] now = now();
            if (!Arrays.equals(now, content)) {
                take(now, reader.read(now, store.name()));
            }
            problem = null;
        } catch (CatalogueException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            failed(store.name() + ": cannot be read: " + e.getMessage());
        }
    }

    private byte[] now() throws CatalogueException {
        Optional<byte[]> read = store.read();
        if (read.isPresent()) {
            return read.get();
        }
        if (absent == null) {
            throw new CatalogueException(store.name() + ": cannot be read: there is no such document");
        }
        return absent;
    }

    private void take(byte[] bytes, T read) {
        content = bytes;
        value = read;
        tag = Digests.shortHex(bytes);
        listeners.forEach(listener -> listener.accept(read));
    }

    private void failed(String message) {
        if (!message.equals(problem)) {
            problem = message;
            LOG.warn("{}; what is in use stays in use", message);
        }
    }

    /**
     * Replaces the document by an edited one, whose value counts from then on.
     *
     * @throws DocumentConflictException if what is there now cannot be read
     * @throws CatalogueException if the new content cannot be read, or cannot be written
     * @throws X as the edit does
     */
    public synchronized <X extends Exception> T edit(Edit<T, X> edit) throws CatalogueException, X {
        try (DocumentStore.Held held = store.lock()) {
            refresh();
            String broken = problem;
            if (broken != null) {
                throw new DocumentConflictException(broken);
            }
            return put(edit);
        }
    }

    /** As {@link #edit}; where the document cannot be read now, the last value that could is edited in its place. */
    public synchronized <X extends Exception> T repair(Edit<T, X> edit) throws CatalogueException, X {
        try (DocumentStore.Held held = store.lock()) {
            refresh();
            return put(edit);
        }
    }

    /**
     * Replaces the document, be it what it may.
     *
     * @throws CatalogueException if the new content cannot be read, or cannot be written
     */
    public synchronized T replace(byte[] bytes) throws CatalogueException {
        try (DocumentStore.Held held = store.lock()) {
            return put(bytes);
        }
    }

    private <X extends Exception> T put(Edit<T, X> edit) throws CatalogueException, X {
        byte[] bytes = edit.apply(value);
        return bytes == null ? value : put(bytes);
    }

    private T put(byte[] bytes) throws CatalogueException {
        T next = reader.read(bytes, store.name());
        if (!Arrays.equals(bytes, content) || problem != null) {
            store.write(bytes);
        }
        problem = null;
        take(bytes, next);
        return next;
    }

    /** Looks after the document no longer. */
    @Override
    public void close() {
        watch.close();
    }
}
