package org.geocontext.cache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one key by where they hold. Whoever adds and removes sees to it that nobody else does meanwhile;
 * anybody may look at any time, and then sees each cell as it was before or after a change.
 */
final class AnswerIndex {

    /** Entries in a cell; more would only be shapes that cover each other many times over. */
    static final int MAX_IN_CELL = 128;

    private static final Entry[] NONE = {};

    private final CacheKey key;
    private final ServiceCounters counters;
    private final SourcePatterns patterns = new SourcePatterns();

    /** By cell, the newest first; arrays are never changed. */
    private final ConcurrentMap<Long, Entry[]> cells = new ConcurrentHashMap<>();

    private final int[] cellsOfLevel = new int[Long.SIZE];
    private volatile long levels;
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    AnswerIndex(CacheKey key, ServiceCounters counters) {
        this.key = key;
        this.counters = counters;
    }

    CacheKey key() {
        return key;
    }

    ServiceCounters counters() {
        return counters;
    }

    long entries() {
        return entries.get();
    }

    long bytes() {
        return bytes.get();
    }

    boolean isEmpty() {
        return entries() == 0;
    }

    /**
     * What came of adding.
     *
     * @param entry null if there is a newer one for the same
     * @param superseded entries that are gone for it
     */
    record Addition(@Nullable Entry entry, List<Entry> superseded) {
        static final Addition NONE = new Addition(null, List.of());
    }

    Addition add(KeptAnswer answer) {
        Shape shape = answer.shape();
        int level = level(shape);
        long[] codes = cells(level, shape);
        Set<Entry> superseded = new HashSet<>();
        for (Entry other : at(codes[0])) {
            if (other.shape().equals(shape)) {
                if (other.askedAt() > answer.askedAt()) {
                    return Addition.NONE;
                }
                superseded.add(other);
            }
        }
        Entry entry = entry(answer);
        for (long code : codes) {
            Entry[] there = at(code);
            if (there.length >= MAX_IN_CELL) {
                superseded.add(there[there.length - 1]);
            }
            put(level, code, with(there, entry));
        }
        count(entry, 1);
        superseded.forEach(this::remove);
        return new Addition(entry, List.copyOf(superseded));
    }

    private Entry entry(KeptAnswer answer) {
        String source = answer.source();
        if (source == null) {
            return new Entry(key, answer, null, "", 0);
        }
        SourcePattern pattern = patterns.of(source);
        int firstUse = pattern.claim() ? pattern.bytes() : 0;
        return new Entry(key, answer, pattern, pattern.difference(source), firstUse);
    }

    private static Entry[] with(Entry[] there, Entry entry) {
        int place = 0;
        while (place < there.length && there[place].askedAt() > entry.askedAt()) {
            place++;
        }
        Entry[] more = new Entry[there.length + 1];
        System.arraycopy(there, 0, more, 0, place);
        more[place] = entry;
        System.arraycopy(there, place, more, place + 1, there.length - place);
        return more;
    }

    /** Returns whether it was there. */
    boolean remove(Entry entry) {
        int level = level(entry.shape());
        boolean found = false;
        for (long code : cells(level, entry.shape())) {
            Entry[] there = at(code);
            Entry[] rest = without(there, entry);
            if (rest.length < there.length) {
                put(level, code, rest);
                found = true;
            }
        }
        if (found) {
            count(entry, -1);
        }
        return found;
    }

    private static Entry[] without(Entry[] there, Entry entry) {
        List<Entry> rest = new ArrayList<>(there.length);
        for (Entry other : there) {
            if (other != entry) {
                rest.add(other);
            }
        }
        return rest.toArray(NONE);
    }

    private void count(Entry entry, int sign) {
        entries.addAndGet(sign);
        bytes.addAndGet((long) sign * entry.weight());
    }

    private Entry[] at(long code) {
        return cells.getOrDefault(code, NONE);
    }

    private void put(int level, long code, Entry[] there) {
        Entry[] before = there.length == 0 ? cells.remove(code) : cells.put(code, there);
        int change = (there.length == 0 ? 0 : 1) - (before == null ? 0 : 1);
        if (change != 0) {
            cellsOfLevel[level] += change;
            long bit = 1L << level;
            levels = cellsOfLevel[level] == 0 ? levels & ~bit : levels | bit;
        }
    }

    private static int level(Shape shape) {
        return shape instanceof Spot spot && spot.isPoint() ? CellGrid.POSITIONS : CellGrid.level(shape.envelope());
    }

    private static long[] cells(int level, Shape shape) {
        return shape instanceof Spot spot && spot.isPoint()
                ? new long[] {CellGrid.position(spot.lon(), spot.lat())}
                : CellGrid.cells(level, shape.envelope());
    }

    /**
     * The entry asked last of those that hold at a position and were good after a date.
     *
     * @param lon as {@link Spot#eastern} makes it
     * @param goodAfter milliseconds of the epoch
     */
    @Nullable
    Entry newest(double lon, double lat, long goodAfter) {
        Entry newest = null;
        for (long rest = levels; rest != 0; rest &= rest - 1) {
            int level = Long.numberOfTrailingZeros(rest);
            long code = level == CellGrid.POSITIONS ? CellGrid.position(lon, lat) : CellGrid.cell(level, lon, lat);
            for (Entry entry : at(code)) {
                if (newest != null && entry.askedAt() <= newest.askedAt()) {
                    break;
                }
                if (entry.goodUntil() > goodAfter && entry.shape().holds(lon, lat)) {
                    newest = entry;
                    break;
                }
            }
        }
        return newest;
    }

    void forEach(Consumer<Entry> action) {
        cells.forEach((code, there) -> {
            for (Entry entry : there) {
                Shape shape = entry.shape();
                if (cells(level(shape), shape)[0] == code) {
                    action.accept(entry);
                }
            }
        });
    }
}
