package org.geocontext.standalone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.geocontext.app.ExplainInputs;
import org.geocontext.app.GeoContext;
import org.geocontext.app.QueryInputs;
import org.geocontext.app.Settings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks the services of a catalogue about one point. */
@Command(
        name = "query",
        sortOptions = false,
        description = "Asks the services of a catalogue about one point.",
        footer = {
            "",
            "At least one of --collection, --group and --service is needed. The exit status is 0 if at least one"
                    + " service answered, 1 if none did, 2 for a mistake in the request; 0 for a plan.",
            "",
            "  geocontext query --catalogue catalogue.json --collection demo --point 31.3963,-24.4561"
        })
final class QueryCommand implements Callable<Integer> {

    @Option(names = "--catalogue", required = true, paramLabel = "FILE", description = "The catalogue.")
    private @Nullable Path catalogue;

    @Option(names = "--point", paramLabel = "X,Y", description = "East and north, or WKT, EWKT, GML or GeoJSON.")
    private @Nullable String point;

    @Option(names = "--collection", paramLabel = "KEY", description = "Asks this collection.")
    private @Nullable String collection;

    @Option(names = "--group", paramLabel = "KEY", description = "Only this group; may be given again.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--service", paramLabel = "KEY", description = "Only this service; may be given again.")
    private List<String> services = new ArrayList<>();

    @Option(names = "--crs", paramLabel = "CRS", description = "Of the point and of geometries in CSV: EPSG:4326.")
    private @Nullable String crs;

    @Option(
            names = "--tolerance",
            paramLabel = "METRES",
            description = "Search radius on the ground; by default each service's own.")
    private @Nullable String tolerance;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For the query as a whole; by default 20.")
    private @Nullable String timeout;

    @Option(names = "--features", paramLabel = "WHICH", description = "NEAREST, or ALL within the tolerance.")
    private @Nullable String features;

    @Option(
            names = "--geometry",
            paramLabel = "WHICH",
            description = "SOURCE, the feature's own, POINT, the one asked, or NONE.")
    private @Nullable String geometry;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table, geojson or csv, by default table; with --explain text or json, by default text.")
    private @Nullable String format;

    @Option(names = "--explain", description = "Says which requests the query would send, and sends none.")
    private boolean explain;

    @Option(
            names = "--points",
            paramLabel = "N",
            description = "With --explain: estimates requests and time for so many points; by default 1.")
    private @Nullable String points;

    @Option(names = "--settings", paramLabel = "FILE", description = "Limits, timeouts and the like.")
    private @Nullable Path settings;

    private final Console console;

    QueryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        ExplainInputs inputs = ExplainInputs.parse(inputs());
        QueryRequest request = QueryInputs.parse(inputs.query());
        ResultFormat resultFormat = explain ? ResultFormat.table : ResultFormat.parse(format);
        Settings limits = Inputs.settings(settings);
        Catalogue services = Inputs.catalogue(given(catalogue), console).catalogue();
        try (GeoContext geoContext = GeoContext.start(limits, () -> services, UrlPolicy.ANY)) {
            if (explain) {
                PlanOutput.write(
                        geoContext.explain(request, Caller.ADMINISTRATOR, inputs.points()), inputs.format(), console);
                return ExitStatus.OK;
            }
            QueryResult result = geoContext.query(request, Caller.ADMINISTRATOR);
            resultFormat.write(result, services, console);
            return result.answered() ? ExitStatus.OK : ExitStatus.NEGATIVE;
        }
    }

    private static Path given(@Nullable Path required) {
        if (required == null) {
            throw new IllegalStateException("picocli let a required option be absent");
        }
        return required;
    }

    private Map<String, List<String>> inputs() {
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        put(inputs, "point", point);
        put(inputs, "collection", collection);
        inputs.put("group", groups);
        inputs.put("service", services);
        put(inputs, "crs", crs);
        put(inputs, "tolerance", tolerance);
        put(inputs, "timeout", timeout);
        put(inputs, "features", features);
        put(inputs, "geometry", geometry);
        put(inputs, "points", points);
        if (explain) {
            put(inputs, "explain", "true");
            put(inputs, "format", format);
        }
        return inputs;
    }

    private static void put(Map<String, List<String>> inputs, String name, @Nullable String value) {
        if (value != null) {
            inputs.put(name, List.of(value));
        }
    }
}
