package org.geocontext.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.geocontext.geo.Boxes;
import org.geocontext.geo.Crs;
import org.geocontext.source.Candidate;
import org.geocontext.source.Lookup;
import org.geocontext.source.Step;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;

/** All that a service has in an area. Immutable and thread-safe. */
public final class AreaFeatures {

    private static final double TURN = 360;

    /** As far as a lookup at a single point looks at least. */
    private static final double LEAST_METRES = 1;

    private record Numbered(int number, Candidate candidate) {}

    private final Step.Answer answer;
    private final long bytes;
    private final int elapsedMillis;
    private final STRtree index = new STRtree();

    /**
     * @param answer whose candidates all have a geometry
     * @param bytes of the reply
     * @param elapsedMillis that it took
     */
    AreaFeatures(Step.Answer answer, long bytes, int elapsedMillis) {
        this.answer = answer;
        this.bytes = bytes;
        this.elapsedMillis = elapsedMillis;
        for (int number = 0; number < answer.candidates().size(); number++) {
            Candidate candidate = answer.candidates().get(number);
            Geometry geometry = candidate.geometry();
            if (geometry != null) {
                index.insert(geometry.getEnvelopeInternal(), new Numbered(number, candidate));
            }
        }
        index.build();
    }

    /** How many features there are. */
    public int size() {
        return answer.candidates().size();
    }

    /** What they took on the wire. */
    public long bytes() {
        return bytes;
    }

    int elapsedMillis() {
        return elapsedMillis;
    }

    /** What a lookup in the area would have been answered, in the server's order. */
    Step.Answer at(Lookup lookup) {
        double searched = Math.max(lookup.searchMetres(), LEAST_METRES);
        return new Step.Answer(
                near(Boxes.around(lookup.point(), searched, Crs.WGS84)),
                false,
                searched,
                answer.url(),
                answer.askedAt(),
                answer.learned());
    }

    /** Geometries across the antimeridian may be on either side of it. */
    private List<Candidate> near(Envelope box) {
        List<Numbered> found = new ArrayList<>();
        for (double turn : new double[] {0, -TURN, TURN}) {
            Envelope turned = new Envelope(box.getMinX() + turn, box.getMaxX() + turn, box.getMinY(), box.getMaxY());
            index.query(turned, item -> found.add((Numbered) item));
        }
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Numbered::number))
                .map(Numbered::candidate)
                .toList();
    }
}
