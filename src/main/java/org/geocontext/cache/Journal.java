package org.geocontext.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers on disk: numbered files that are only ever appended to, by one thread, a quarter of a second after
 * something is there to be written. A session begins a file of its own, so that reading the earlier ones and writing do
 * not meet. When the files hold twice as much as memory does, all that is still good is written anew and the older
 * files go; whenever that is interrupted, there is more than is needed, but never less.
 *
 * <p>Trouble with the disk is told once. From then on nothing is written but, a minute later and until it works, all of
 * it anew.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private static final String NAME_FORMAT = "answers-%06d.log";
    private static final Pattern NAME = Pattern.compile("answers-(\\d{1,9})\\.log");
    private static final String ASIDE = ".aside";
    private static final String LOCK = "lock";

    private static final long GATHER_MILLIS = 250;
    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final long SEGMENT_BYTES = 16L << 20;

    /** Files up to this size are not worth writing anew. */
    private static final long SMALL_BYTES = 8L << 20;

    /** Entries written anew before what has come in meanwhile has its turn. */
    private static final int BATCH = 1000;

    /** What is in memory. */
    interface Memory {

        /** Every entry, those that are removed meanwhile perhaps. */
        Iterable<Entry> entries();

        /** Layers seen to overlap. */
        Map<Fingerprint, Overlap> overlapping();

        /** Bytes of all entries. */
        long weight();
    }

    /** Something to be written. */
    private interface Change {
        void writeTo(SegmentWriter writer) throws IOException;
    }

    private final Path directory;
    private final int valueVersion;
    private final Memory memory;
    private final FileChannel lockFile;
    private final Duration retry;
    private final ScheduledThreadPoolExecutor executor;
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile @Nullable String trouble;
    private volatile boolean rewriteWanted;
    private volatile boolean loaded;
    private volatile boolean closing;
    private volatile long bytesOnDisk;

    /** What there was when this was opened, the oldest first. */
    private final List<Path> earlier;

    // From here on the executor's thread only.

    /** Of earlier sessions and this one, the oldest first. */
    private final List<Path> files;

    private int lastNumber;
    private long closedBytes;
    private @Nullable SegmentWriter writer;

    private Journal(Path directory, int valueVersion, Memory memory, Duration retry, FileChannel lockFile)
            throws IOException {
        this.directory = directory;
        this.valueVersion = valueVersion;
        this.memory = memory;
        this.retry = retry;
        this.lockFile = lockFile;
        this.earlier = segments(directory);
        this.files = new ArrayList<>(earlier);
        this.lastNumber = earlier.isEmpty() ? 0 : number(earlier.get(earlier.size() - 1));
        this.closedBytes = sizeOf(earlier);
        this.bytesOnDisk = closedBytes;
        this.executor = new ScheduledThreadPoolExecutor(1, CacheThreads.named("geocontext-cache-write"));
        this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Takes possession of a directory; it has to be {@linkplain #load read} before it is written anew.
     *
     * @throws IOException if it cannot be used, or another process does; the message is for an administrator
     */
    static Journal open(Path directory, int valueVersion, Memory memory) throws IOException {
        return open(directory, valueVersion, memory, RETRY);
    }

    /** @param retry how long to leave a disk in peace that could not be written */
    static Journal open(Path directory, int valueVersion, Memory memory, Duration retry) throws IOException {
        Files.createDirectories(directory);
        FileChannel lockFile =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = lockFile.tryLock();
            if (lock == null) {
                throw new IOException(directory + " is in use by another process");
            }
            return new Journal(directory, valueVersion, memory, retry, lockFile);
        } catch (OverlappingFileLockException e) {
            lockFile.close();
            throw new IOException(directory + " is already in use by this process", e);
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    private static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.filter(file -> number(file) > 0)
                    .sorted(Comparator.comparingInt(Journal::number))
                    .toList();
        }
    }

    private static long sizeOf(List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        return size;
    }

    /** 0 for a file of another name. */
    private static int number(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }

    /** What became of the files of earlier sessions. */
    record Loading(int files, int aside, int damages) {}

    /** Reads all there was when this was opened. To be called once, from a thread that has time. */
    Loading load(SegmentReader.Visitor visitor) {
        int read = 0;
        int aside = 0;
        int damages = 0;
        for (Path file : earlier) {
            try {
                SegmentReader reader = new SegmentReader(Files.readAllBytes(file), visitor);
                if (reader.read(valueVersion) == SegmentReader.Verdict.FOREIGN) {
                    Files.move(
                            file, file.resolveSibling(file.getFileName() + ASIDE), StandardCopyOption.REPLACE_EXISTING);
                    aside++;
                } else {
                    read++;
                    damages += reader.damages();
                }
            } catch (IOException e) {
                LOG.warn("Cached answers in {} cannot be read: {}", file, e.toString());
            }
        }
        loaded = true;
        wake();
        return new Loading(read, aside, damages);
    }

    /** Soon to be on disk. */
    void append(Entry entry) {
        add(writer -> {
            if (!entry.isRemoved()) {
                writer.answer(entry);
            }
        });
    }

    void overlaps(Fingerprint fingerprint, Overlap overlap) {
        add(writer -> writer.overlaps(fingerprint, overlap));
    }

    /** Forgets what is in the files about these services, or all if null, up to a time in milliseconds of the epoch. */
    void clear(@Nullable Set<String> services, long until) {
        rewriteWanted = true;
        if (trouble == null) {
            add(writer -> writer.cleared(services, until));
        } else {
            schedule(this::deleteIfCleared, 0);
        }
    }

    private void add(Change change) {
        if (trouble == null) {
            changes.add(change);
            wake();
        }
    }

    private void wake() {
        if (due.compareAndSet(false, true)) {
            schedule(this::write, GATHER_MILLIS);
        }
    }

    private void schedule(Runnable task, long millis) {
        try {
            executor.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            changes.clear();
        }
    }

    private void write() {
        due.set(false);
        if (trouble != null) {
            return;
        }
        try {
            writeChanges();
            boolean tooLarge = bytesOnDisk > SMALL_BYTES + 2 * memory.weight();
            if (loaded && (tooLarge || rewriteWanted)) {
                rewrite();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Answers are kept in memory only, {} cannot be written: {}", directory, e.toString());
            giveUp(e);
        }
    }

    private void writeChanges() throws IOException {
        for (Change change = changes.poll(); change != null; change = changes.poll()) {
            change.writeTo(writer());
        }
        forceWriter();
    }

    private SegmentWriter writer() throws IOException {
        if (writer != null && writer.size() >= SEGMENT_BYTES) {
            closeWriter();
        }
        if (writer == null) {
            lastNumber++;
            Path file = directory.resolve(String.format(Locale.ROOT, NAME_FORMAT, lastNumber));
            files.add(file);
            writer = SegmentWriter.create(file, valueVersion);
        }
        return writer;
    }

    private void forceWriter() throws IOException {
        if (writer != null) {
            writer.force();
            bytesOnDisk = closedBytes + writer.size();
        }
    }

    private void closeWriter() throws IOException {
        if (writer != null) {
            forceWriter();
            closedBytes = bytesOnDisk;
            writer.close();
            writer = null;
        }
    }

    /** Writes all that is still good into new files; what comes in meanwhile is not kept waiting. */
    private void rewrite() throws IOException {
        closeWriter();
        List<Path> old = List.copyOf(files);
        boolean cleared = rewriteWanted;
        rewriteWanted = false;
        for (Map.Entry<Fingerprint, Overlap> layer : memory.overlapping().entrySet()) {
            writer().overlaps(layer.getKey(), layer.getValue());
        }
        int written = 0;
        for (Entry entry : memory.entries()) {
            if (closing) {
                rewriteWanted = cleared;
                return;
            }
            if (!entry.isRemoved()) {
                writer().answer(entry);
            }
            if (++written % BATCH == 0) {
                writeChanges();
            }
        }
        writeChanges();
        delete(old);
    }

    private void delete(List<Path> old) throws IOException {
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
        files.removeAll(old);
        bytesOnDisk = sizeOf(files);
        closedBytes = bytesOnDisk - (writer == null ? 0 : writer.size());
    }

    private void giveUp(Exception e) {
        trouble = e.toString();
        changes.clear();
        abandonWriter();
        deleteIfCleared();
        schedule(this::recover, retry.toMillis());
    }

    private void abandonWriter() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            LOG.debug("Closing a file that could not be written", e);
        }
        writer = null;
    }

    /** What has been cleared must not come back because it could not be written that it was. */
    private void deleteIfCleared() {
        if (trouble != null && rewriteWanted) {
            try {
                delete(List.copyOf(files));
                rewriteWanted = false;
            } catch (IOException e) {
                LOG.warn("Cleared answers are still in {}: {}", directory, e.toString());
            }
        }
    }

    private void recover() {
        int before = files.size();
        trouble = null;
        try {
            rewrite();
            LOG.info("Answers are written to {} again", directory);
        } catch (IOException | RuntimeException e) {
            giveUp(e);
            deleteHalfWritten(files.subList(before, files.size()));
        }
    }

    /** They would only take the room that is missing. */
    private void deleteHalfWritten(List<Path> halfWritten) {
        try {
            delete(List.copyOf(halfWritten));
        } catch (IOException e) {
            LOG.debug("Deleting files that could not be written", e);
        }
    }

    /** One sentence for an administrator. */
    String state() {
        String why = trouble;
        return why == null
                ? "in " + directory + ", " + bytesOnDisk + " bytes" + (loaded ? "" : ", still being read")
                : "in memory only, " + directory + " cannot be written: " + why;
    }

    /** Returns when everything handed over by now is on disk, or cannot be. */
    void flush() {
        try {
            executor.submit(this::write).get();
        } catch (RejectedExecutionException | ExecutionException e) {
            LOG.debug("Writing answers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is to be written and gives the directory back. */
    @Override
    public void close() {
        closing = true;
        flush();
        CacheThreads.end(executor);
        abandonWriter();
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.debug("Closing the lock of {}", directory, e);
        }
    }
}
