package org.geocontext.capabilities;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.geocontext.geo.LonLat;
import org.geocontext.geo.LonLatBox;
import org.geocontext.source.ServerDescription;
import org.jspecify.annotations.Nullable;

/** What is known of one layer, and when its server is to be asked again. Thread-safe; reading never waits. */
final class LayerRecord {

    /** Answers remembered until there is an extent to hold them against. */
    private static final int MOST_WITNESSES = 8;

    /** An answer with a value. */
    private record Witness(LonLat position, double toleranceMetres) {
        boolean contradicts(LonLatBox extent) {
            return Reach.beyond(extent, position, toleranceMetres).isPresent();
        }
    }

    private final LayerKey key;
    private final boolean describesService;
    private final List<Witness> witnesses = new ArrayList<>();
    private volatile @Nullable Known known;
    private volatile Instant dueAt = Instant.MIN;
    private volatile boolean used;

    LayerRecord(LayerKey key) {
        this.key = key;
        describesService =
                ServerDescription.holdsFor(key.url(), key.parameters().keySet());
    }

    LayerKey key() {
        return key;
    }

    @Nullable
    Known known() {
        return known;
    }

    /** The extent that is to be relied on; null if there is none. */
    @Nullable
    LonLatBox extent(Known said) {
        return describesService ? said.extent() : null;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(dueAt);
    }

    void postpone(Instant until) {
        dueAt = until;
    }

    void use() {
        if (!used) {
            used = true;
        }
    }

    /** Whether anybody wanted to know since this was last asked. */
    boolean wasUsed() {
        boolean since = used;
        used = false;
        return since;
    }

    /** Takes what the server says now, unless it is what an answer has already contradicted. */
    synchronized void learn(Known said, Instant nextAt) {
        Known before = known;
        if (before != null && before.contradiction() != null) {
            witnesses.add(new Witness(before.contradiction(), 0));
        }
        LonLatBox extent = extent(said);
        known = extent == null
                ? said
                : witnesses.stream()
                        .filter(witness -> witness.contradicts(extent))
                        .findFirst()
                        .map(witness -> said.contradictedAt(witness.position()))
                        .orElse(said);
        witnesses.clear();
        dueAt = nextAt;
    }

    /**
     * Holds an answer with a value against the extent.
     *
     * @return whether it is the first that contradicts it
     */
    synchronized boolean answered(LonLat position, double toleranceMetres) {
        Witness witness = new Witness(position, toleranceMetres);
        Known now = known;
        if (now == null) {
            if (witnesses.size() < MOST_WITNESSES) {
                witnesses.add(witness);
            }
            return false;
        }
        LonLatBox extent = extent(now);
        if (extent == null || !witness.contradicts(extent)) {
            return false;
        }
        known = now.contradictedAt(position);
        return true;
    }
}
