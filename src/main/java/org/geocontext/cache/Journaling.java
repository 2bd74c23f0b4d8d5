package org.geocontext.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal, if there is one; the store is filled from it in the background. Thread-safe. */
final class Journaling implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journaling.class);

    private final @Nullable Journal journal;
    private final String withoutJournal;
    private final Restoring restoring;
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();

    private Journaling(@Nullable Journal journal, String withoutJournal, EntryStore store) {
        this.journal = journal;
        this.withoutJournal = withoutJournal;
        this.restoring = new Restoring(store);
    }

    /** Takes possession of the directory, if any, and begins to read it. */
    static Journaling start(@Nullable Path directory, int valueVersion, EntryStore store) {
        if (directory == null) {
            return none("in memory only", store);
        }
        try {
            Journal journal = Journal.open(directory, valueVersion, store);
            Journaling journaling = new Journaling(journal, "", store);
            CacheThreads.named("geocontext-cache-read")
                    .newThread(() -> journaling.load(journal))
                    .start();
            return journaling;
        } catch (IOException e) {
            String why = "in memory only, since " + e.getMessage();
            LOG.warn("Answers are kept {}", why);
            return none(why, store);
        }
    }

    private static Journaling none(String why, EntryStore store) {
        Journaling none = new Journaling(null, why, store);
        none.loaded.complete(null);
        return none;
    }

    private void load(Journal journal) {
        long start = System.nanoTime();
        try {
            Journal.Loading loading = journal.load(restoring);
            tell(loading, Duration.ofNanos(System.nanoTime() - start));
        } catch (RuntimeException e) {
            LOG.error("Cached answers could not be read", e);
        } finally {
            loaded.complete(null);
        }
    }

    private void tell(Journal.Loading loading, Duration duration) {
        if (loading.files() > 0) {
            LOG.info("{} cached answers were read in {} ms", restoring.restored(), duration.toMillis());
        }
        if (loading.aside() > 0) {
            LOG.info("{} files of cached answers are of another version and were put aside", loading.aside());
        }
        if (loading.damages() > 0) {
            LOG.warn("Cached answers were lost at {} damaged places", loading.damages());
        }
    }

    void append(Entry entry) {
        if (journal != null) {
            journal.append(entry);
        }
    }

    void overlaps(Fingerprint fingerprint, Overlap overlap) {
        if (journal != null) {
            journal.overlaps(fingerprint, overlap);
        }
    }

    void clear(@Nullable Set<String> services, long until) {
        if (journal != null) {
            journal.clear(services, until);
        }
    }

    /** Completes when what earlier sessions left has been read. */
    CompletableFuture<Void> loaded() {
        return loaded.copy();
    }

    /** One sentence on what becomes of the answers. */
    String state() {
        return journal == null ? withoutJournal : journal.state();
    }

    void flush() {
        if (journal != null) {
            journal.flush();
        }
    }

    @Override
    public void close() {
        restoring.stop();
        loaded.join();
        if (journal != null) {
            journal.close();
        }
    }
}
