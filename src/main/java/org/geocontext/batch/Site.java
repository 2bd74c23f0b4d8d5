package org.geocontext.batch;

import java.util.ArrayList;
import java.util.List;
import org.geocontext.geo.LonLat;
import org.geocontext.query.PointQuestion;

/** A position that points of a window share, and what is known about it. Belongs to the run's thread. */
final class Site {

    private final PointQuestion question;
    private final List<Integer> points = new ArrayList<>(1);
    private int awaited;

    Site(PointQuestion question) {
        this.question = question;
    }

    PointQuestion question() {
        return question;
    }

    LonLat position() {
        return question.position();
    }

    /** Indices in the window. */
    List<Integer> points() {
        return points;
    }

    /** How many services still have to be answered. */
    int awaited() {
        return awaited;
    }

    void await(int services) {
        awaited = services;
    }

    /** Returns whether that were the last ones. */
    boolean answered(int services) {
        awaited -= services;
        return awaited == 0;
    }
}
