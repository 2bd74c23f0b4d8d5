package org.geocontext.catalogue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A document that is a file, its versions beside it as {@link CatalogueFiles} keeps them. Other processes are not
 * locked out; listeners hear of what they write within two seconds.
 */
public final class FileDocument implements DocumentStore {

    private static final long POLL_MILLIS = 2000;

    /** What tells one version of a file from the next without reading it; null for a file that is not there. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object inode) {}

    private final Path file;
    private final int maxBytes;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param maxBytes a larger file is not read */
    public FileDocument(Path file, int maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Optional<byte[]> read() throws CatalogueException {
        return read(file);
    }

    private Optional<byte[]> read(Path path) throws CatalogueException {
        try {
            if (Files.isDirectory(path)) {
                throw new CatalogueException(path + ": is a directory (expected: a file)");
            }
            if (Files.size(path) > maxBytes) {
                throw new CatalogueException(path + ": more than " + maxBytes + " bytes (expected: at most that)");
            }
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new CatalogueException(path + ": may not be read (expected: a readable file)", e);
        } catch (IOException e) {
            throw new CatalogueException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Held lock() {
        lock.lock();
        return lock::unlock;
    }

    @Override
    public void write(byte[] content) throws CatalogueException {
        CatalogueFiles.write(file, content);
    }

    @Override
    public List<Version> versions() throws CatalogueException {
        List<Version> versions = new ArrayList<>();
        for (Path version : CatalogueFiles.previousVersions(file)) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(version, BasicFileAttributes.class);
                Instant saved = attributes.lastModifiedTime().toInstant();
                versions.add(new Version(CatalogueFiles.id(version), saved, attributes.size()));
            } catch (NoSuchFileException e) {
                // It has just been dropped for a newer one.
                continue;
            } catch (IOException e) {
                throw new CatalogueException(version + ": cannot be read: " + e.getMessage(), e);
            }
        }
        return versions;
    }

    @Override
    public Optional<byte[]> version(String id) throws CatalogueException {
        for (Path version : CatalogueFiles.previousVersions(file)) {
            if (CatalogueFiles.id(version).equals(id)) {
                return read(version);
            }
        }
        return Optional.empty();
    }

    @Override
    public Held listen(Runnable listener) {
        ScheduledExecutorService poll = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "geocontext-" + file.getFileName());
            thread.setDaemon(true);
            return thread;
        });
        Poll look = new Poll(listener);
        poll.scheduleWithFixedDelay(look, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        return poll::shutdownNow;
    }

    /** Looks whether the file is still what it was. */
    private final class Poll implements Runnable {
        private final Runnable listener;
        private @Nullable Stamp known = stamp();

        Poll(Runnable listener) {
            this.listener = listener;
        }

        @Override
        public void run() {
            Stamp now = stamp();
            if (!Objects.equals(now, known)) {
                known = now;
                listener.run();
            }
        }

        private @Nullable Stamp stamp() {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return null;
            }
        }
    }
}
