package org.geocontext.app;

import java.util.stream.DoubleStream;

/** The numbers on an engine's page of metrics. */
record Metrics(String page) {

    static Metrics of(GeoContext engine) {
        return new Metrics(engine.metrics());
    }

    /** The sum of a meter over all its labels; 0 if nothing was counted yet. */
    double total(String name) {
        return values(name + "{").sum();
    }

    /** The value of a meter without labels. */
    double gauge(String name) {
        return values(name + " ").findFirst().orElseThrow();
    }

    private DoubleStream values(String start) {
        return page.lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
    }
}
