package org.geocontext.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document of a host, read and replaced as a whole, with the versions it had before: a file of the standalone host,
 * or a resource of GeoServer's data directory, which may live in a database. Thread-safe.
 */
public interface DocumentStore {

    /** Previous versions kept. */
    int VERSIONS = 10;

    /**
     * What a document was once.
     *
     * @param id unique among the versions of the document
     * @param savedAt when that content was written, as far as the host knows
     */
    record Version(String id, Instant savedAt, long bytes) {}

    /** Keeps others out until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** For messages, as in {@code geocontext/catalogue.json}. */
    String name();

    /**
     * The content as it is now; empty if there is no such document.
     *
     * @throws CatalogueException if it cannot be read; the message names the document
     */
    Optional<byte[]> read() throws CatalogueException;

    /**
     * Waits until nobody else who respects it, in this process or, where the host can, another one, has the document.
     */
    Held lock();

    /**
     * Replaces the content at once: whoever reads sees the old one or the new one, whole. What it was before becomes
     * its last version. Only for who holds the lock.
     *
     * @throws CatalogueException if that fails, and then the document is what it was
     */
    void write(byte[] content) throws CatalogueException;

    /** The last one first. */
    List<Version> versions() throws CatalogueException;

    /** The content of a version; empty if there is none of that id. */
    Optional<byte[]> version(String id) throws CatalogueException;

    /**
     * Tells of changes, by whomsoever, on any thread; it may tell of more than there are.
     *
     * @return ends it
     */
    Held listen(Runnable listener);
}
