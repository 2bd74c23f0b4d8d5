package org.geocontext.query;

import java.time.Instant;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * One row of the answer: what one service says, or why it says nothing. The attributes of
 * {@code geocontext:ContextValue}.
 *
 * @param geometry in the CRS of the request, x east, y north; null where there is none
 * @param collection key; null on rows asked for by group or service alone
 * @param group key; null on rows asked for by service alone
 * @param service the service itself: key, title, property, unit, provenance, licence
 * @param value the lexical text of the source; null unless {@link Status#VALUE}
 * @param number the value as a number, if it is one as written
 * @param reason why there is no value; null with {@link Status#VALUE} and where no data is plain
 * @param message one sentence for a person; null if there is nothing to say
 * @param source the URL that answered or was asked last, without secrets; null if nothing was sent
 * @param distanceMetres 0 if the feature covers the point; null without geometry and for pixels
 * @param ageSeconds age of a cached answer; null for a fresh one
 * @param elapsedMillis time this service took in this query
 * @param fetchedAt when the source was asked; null if it never was
 */
public record ContextValue(
        @Nullable Geometry geometry,
        @Nullable String collection,
        @Nullable String group,
        ServiceDefinition service,
        @Nullable String value,
        @Nullable Double number,
        Status status,
        @Nullable Reason reason,
        @Nullable String message,
        @Nullable String source,
        @Nullable Double distanceMetres,
        boolean cached,
        @Nullable Integer ageSeconds,
        int elapsedMillis,
        @Nullable Instant fetchedAt) {}
