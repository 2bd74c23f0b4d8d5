package org.geocontext.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.geocontext.cache.Hit;
import org.geocontext.cache.HitKind;
import org.geocontext.cache.Validity;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Geodesy;
import org.geocontext.geo.LonLat;
import org.geocontext.source.Candidate;
import org.geocontext.source.Lookup;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** An answer from the cache, and the service for which it spares a request. Immutable. */
public final class Recalled {

    private final Lookup lookup;
    private final Hit<StoredAnswer> hit;

    Recalled(Lookup lookup, Hit<StoredAnswer> hit) {
        this.lookup = lookup;
        this.hit = hit;
    }

    public ServiceDefinition service() {
        return lookup.service();
    }

    /**
     * Why it is an answer for the point: {@code polygon} if it is in the polygon that was the answer, {@code radius} if
     * it is near one of which everything around it is known, {@code point} if it is one asked before, {@code reuse} if
     * it is as near to such a one as the service allows.
     */
    public String kind() {
        return hit.kind().code();
    }

    public Duration age() {
        return hit.age();
    }

    Lookup lookup() {
        return lookup;
    }

    Instant askedAt() {
        return hit.askedAt();
    }

    /** What answered at the time, without secrets. */
    @Nullable
    String source() {
        return hit.source();
    }

    /** Counts it as used. */
    void use() {
        hit.use();
    }

    /** What it says about the point; never empty. */
    List<Reduction.Finding> findings(FeaturesMode mode) {
        StoredAnswer answer = hit.value();
        List<Candidate> candidates = answer.candidates(lookup.service().property(), this::area);
        if (hit.kind() != HitKind.REUSE) {
            return Reduction.reduce(lookup, candidates, answer.truncated(), mode);
        }
        LonLat asked = ((Validity.Reusable) hit.validity()).centre();
        Lookup before =
                new Lookup(lookup.service(), asked, lookup.toleranceMetres(), lookup.limit(), lookup.geometry());
        String message = "the answer for a point " + Math.round(Geodesy.distanceMetres(asked, lookup.point()))
                + " m away, which reuse_m allows";
        return Reduction.reduce(before, candidates, answer.truncated(), mode).stream()
                .map(finding -> finding.withMessage(message))
                .toList();
    }

    /** Null if nobody wants to see it. */
    private @Nullable Geometry area() {
        return lookup.geometry() && hit.validity() instanceof Validity.Inside inside ? inside.area() : null;
    }
}
