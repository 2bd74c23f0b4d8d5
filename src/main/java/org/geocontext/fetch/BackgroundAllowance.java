package org.geocontext.fetch;

import org.geocontext.http.Origin;

/**
 * What the background may have of an origin: a few calls at once, none while queries' calls wait for it, and none
 * beyond what the origin bears with theirs. A rate is kept to together. Thread-safe.
 */
final class BackgroundAllowance implements Permits.Allowance {

    static final int CALLS_PER_ORIGIN = 2;
    static final int CALLS_IN_TOTAL = 8;

    private final Origin origin;
    private final OriginRecord record;
    private final Permits queries;

    BackgroundAllowance(Origin origin, OriginRecord record, Permits queries) {
        this.origin = origin;
        this.record = record;
        this.queries = queries;
    }

    @Override
    public int limit() {
        return queries.waiting(origin) > 0 ? 0 : Math.min(CALLS_PER_ORIGIN, record.limit() - queries.inUse(origin));
    }

    @Override
    public long takeTurn() {
        return record.takeTurn();
    }
}
