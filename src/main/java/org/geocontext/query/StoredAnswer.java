package org.geocontext.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.geocontext.source.Candidate;
import org.geocontext.source.PropertyMatch;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * What is kept of an answer: of each candidate the property that is read. What becomes of it — labels, scale, what
 * means no data, what is nearest — is decided when it is found again, by the same code as for a fresh one.
 *
 * @param truncated whether the server had more
 */
record StoredAnswer(List<Stored> candidates, boolean truncated) {

    StoredAnswer {
        candidates = List.copyOf(candidates);
    }

    /**
     * What is kept of a candidate.
     *
     * @param text of the property; null for a NULL, and where there is no such property
     * @param otherNames what properties there are in its place; null if it is there
     * @param geometry lon/lat; null if there is none, or it is the area that the answer is valid in
     * @param area whether its geometry is the area that the answer is valid in
     * @param covers whether it covers every point that the answer is valid for
     * @param raster whether it is a pixel
     */
    record Stored(
            @Nullable String text,
            @Nullable List<String> otherNames,
            @Nullable Geometry geometry,
            boolean area,
            boolean covers,
            boolean raster) {

        /** @param property that is read */
        static Stored of(Candidate candidate, String property) {
            Optional<String> name = PropertyMatch.find(candidate.properties().keySet(), property);
            return new Stored(
                    name.map(candidate.properties()::get).orElse(null),
                    name.isPresent() ? null : List.copyOf(candidate.properties().keySet()),
                    candidate.geometry(),
                    false,
                    candidate.covers(),
                    candidate.raster());
        }

        /** The same without its geometry, which is the area that the answer is valid in. */
        Stored asArea() {
            return new Stored(text, otherNames, null, true, true, raster);
        }

        private Candidate candidate(String property, Supplier<@Nullable Geometry> areaGeometry) {
            return new Candidate(null, properties(property), area ? areaGeometry.get() : geometry, covers, raster);
        }

        private Map<String, @Nullable String> properties(String property) {
            if (otherNames == null) {
                return Collections.singletonMap(property, text);
            }
            Map<String, @Nullable String> names = new HashMap<>();
            otherNames.forEach(name -> names.put(name, null));
            return names;
        }
    }

    /**
     * The candidates as they were, but for what nobody reads.
     *
     * @param property that is read
     * @param area makes the area that the answer is valid in
     */
    List<Candidate> candidates(String property, Supplier<@Nullable Geometry> area) {
        List<Candidate> all = new ArrayList<>(candidates.size());
        for (Stored stored : candidates) {
            all.add(stored.candidate(property, area));
        }
        return all;
    }
}
