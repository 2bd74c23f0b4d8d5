package org.geocontext.app;

/** The numbers on an engine's page of metrics. */
record Metrics(String page) {

    static Metrics of(GeoContext engine) {
        return new Metrics(engine.metrics());
    }

    /** The sum of a meter over all its labels; 0 if there is none. */
    double total(String name) {
        return page.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
