package org.geocontext.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.geo.LonLat;
import org.geocontext.query.ContextValue;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.PointQuestion;
import org.geocontext.query.PreparedQuery;
import org.jspecify.annotations.Nullable;

/**
 * Points that are read together, and the sites that they share. Belongs to the run's thread.
 *
 * @param <T> what goes with points
 */
final class Window<T> {

    private final long first;
    private final List<BatchPoint<T>> points;
    private final List<@Nullable Site> siteOf = new ArrayList<>();
    private final Map<Integer, String> mistakes = new HashMap<>();
    private final List<Site> sites = new ArrayList<>();

    /** @param first index of the first point in the input */
    Window(long first, List<BatchPoint<T>> points, PreparedQuery query) {
        this.first = first;
        this.points = points;
        Map<LonLat, Site> byPosition = new HashMap<>();
        for (int index = 0; index < points.size(); index++) {
            Site site = site(index, query, byPosition);
            siteOf.add(site);
            if (site != null) {
                site.points().add(index);
            }
        }
    }

    private @Nullable Site site(int index, PreparedQuery query, Map<LonLat, Site> byPosition) {
        BatchPoint<T> point = points.get(index);
        try {
            PointQuestion question = query.at(point.point(), point.crs());
            return byPosition.computeIfAbsent(question.position(), position -> {
                Site site = new Site(question);
                sites.add(site);
                return site;
            });
        } catch (InvalidRequestException e) {
            mistakes.put(index, String.valueOf(e.getMessage()));
            return null;
        }
    }

    int size() {
        return points.size();
    }

    /** Index in the input of the first point after these. */
    long end() {
        return first + points.size();
    }

    /** Index in the input of the first point of a site. */
    long index(Site site) {
        return first + site.points().get(0);
    }

    /** Takes what was answered about a point before. */
    void restore(long index, int service, List<ContextValue> values) {
        Site site = index < first ? null : siteOf.get((int) (index - first));
        if (site != null) {
            site.question().answer(service, values);
        }
    }

    /** Every position once, in the order of their first points. */
    List<Site> sites() {
        return sites;
    }

    /** Whether the point cannot be asked about. */
    boolean isMistaken(int index) {
        return mistakes.containsKey(index);
    }

    /** Whether all is known about a point. */
    boolean isDone(int index) {
        Site site = siteOf.get(index);
        return site == null || site.awaited() == 0;
    }

    BatchRow<T> row(int index) {
        Site site = siteOf.get(index);
        return new BatchRow<>(
                first + index,
                points.get(index),
                site == null ? List.of() : site.question().values(),
                mistakes.get(index));
    }
}
