package org.geocontext.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A catalogue file that is read again when it changes. A file that cannot be read never replaces a catalogue that
 * could; what became of a change is logged once. Thread-safe.
 */
final class WatchedCatalogue implements Supplier<Catalogue>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedCatalogue.class);
    private static final long POLL_MILLIS = 2000;

    /** What tells one version of a file from the next without reading it; null for a file that is not there. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object inode) {}

    private final Path file;
    private final CatalogueReader reader;
    private final ScheduledExecutorService poll;
    private @Nullable Stamp stamp;
    private volatile CatalogueLoad load;

    /**
     * Reads the file and looks after it from now on.
     *
     * @throws CatalogueException if it cannot be read now
     */
    static WatchedCatalogue open(Path file) throws CatalogueException {
        WatchedCatalogue catalogue = new WatchedCatalogue(file, new CatalogueReader());
        catalogue.poll.scheduleWithFixedDelay(catalogue::look, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        return catalogue;
    }

    private WatchedCatalogue(Path file, CatalogueReader reader) throws CatalogueException {
        this.file = file;
        this.reader = reader;
        this.stamp = stamp(file);
        this.load = reader.read(file);
        this.poll = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "geocontext-catalogue");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The last version that could be read. */
    @Override
    public Catalogue get() {
        return load.catalogue();
    }

    CatalogueLoad load() {
        return load;
    }

    /** Reads the file if it is not what it was. */
    synchronized void look() {
        Stamp now = stamp(file);
        if (Objects.equals(now, stamp)) {
            return;
        }
        stamp = now;
        try {
            load = reader.read(file);
            LOG.info("{} has changed: {}", file, CatalogueReport.summary(load));
            if (!load.errors().isEmpty()) {
                LOG.warn("{}", Inputs.leftOut(file, load));
            }
        } catch (CatalogueException e) {
            LOG.warn("{}; the catalogue stays as it was", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be read; the catalogue stays as it was", file, e);
        }
    }

    private static @Nullable Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        poll.shutdownNow();
    }
}
