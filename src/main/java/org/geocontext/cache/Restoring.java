package org.geocontext.cache;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts into the store what is read from the journal and still of use. */
final class Restoring implements SegmentReader.Visitor {

    private final EntryStore store;
    private int restored;
    private volatile boolean stopped;

    Restoring(EntryStore store) {
        this.store = store;
    }

    /** Answers that are in the store now. */
    int restored() {
        return restored;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void answer(CacheKey key, KeptAnswer answer) {
        if (!store.isUseless(answer) && store.keep(key, answer) != null) {
            restored++;
        }
    }

    @Override
    public void overlaps(Fingerprint fingerprint, Overlap overlap) {
        store.markOverlapping(fingerprint, overlap);
    }

    @Override
    public void cleared(@Nullable Set<String> services, long until) {
        store.clear(services, until);
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }
}
