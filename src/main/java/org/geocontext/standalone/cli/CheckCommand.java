package org.geocontext.standalone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.catalogue.ServiceDefinition.TestPoint;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.ContextValue;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.RunningQuery;
import org.geocontext.query.Status;
import org.geocontext.standalone.cli.TextTable.Cell;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks every service at its test point. */
@Command(
        name = "check",
        sortOptions = false,
        description = "Asks every service that has a test point (test_x, test_y) for its value there.",
        footer = {
            "",
            "ok: it answered, with test_value if the catalogue has one. changed: it answered something else. failed: it"
                    + " did not answer. The exit status is 0 if none failed, 1 if one did, 2 for a mistake."
        })
final class CheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The catalogue.")
    private @Nullable Path file;

    @Option(names = "--settings", paramLabel = "FILE", description = "Limits, timeouts and the like.")
    private @Nullable Path settings;

    private final Console console;

    CheckCommand(Console console) {
        this.console = console;
    }

    /** How a service did. */
    private enum Verdict {
        OK(Style.GOOD),
        CHANGED(Style.DOUBTFUL),
        FAILED(Style.BAD),
        SKIPPED(Style.DIM);

        private final Style style;

        Verdict(Style style) {
            this.style = style;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Asked(ServiceDefinition service, TestPoint test, RunningQuery query) {}

    private record Checked(ServiceDefinition service, Verdict verdict, String detail, int millis) {}

    @Override
    public Integer call() throws Exception {
        Catalogue catalogue =
                Inputs.catalogue(Objects.requireNonNull(file), console).catalogue();
        try (GeoContext geoContext = GeoContext.start(Inputs.settings(settings), () -> catalogue, UrlPolicy.ANY)) {
            List<Checked> checked = check(geoContext, catalogue);
            print(checked, catalogue.services().size());
            return checked.stream().anyMatch(service -> service.verdict() == Verdict.FAILED)
                    ? ExitStatus.NEGATIVE
                    : ExitStatus.OK;
        }
    }

    /** All at once: the engine's limits keep the load on each server down. */
    private static List<Checked> check(GeoContext geoContext, Catalogue catalogue) {
        List<Asked> asked = new ArrayList<>();
        List<Checked> checked = new ArrayList<>();
        for (ServiceDefinition service : catalogue.services()) {
            TestPoint test = service.test();
            if (test == null) {
                continue;
            }
            try {
                asked.add(new Asked(
                        service,
                        test,
                        geoContext.start(request(service, test), Caller.ADMINISTRATOR, QueryListener.NONE)));
            } catch (InvalidRequestException e) {
                checked.add(new Checked(service, Verdict.FAILED, String.valueOf(e.getMessage()), 0));
            }
        }
        asked.forEach(one -> checked.add(judged(one)));
        return checked;
    }

    private static QueryRequest request(ServiceDefinition service, TestPoint test) {
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(test.x(), test.y())),
                service.crs(),
                null,
                List.of(),
                List.of(service.key()),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.NONE,
                true);
    }

    private static Checked judged(Asked asked) {
        ContextValue row = asked.query().result().join().rows().get(0);
        String expected = asked.test().value();
        String value = row.value();
        Verdict verdict;
        String detail;
        if (row.status() == Status.SKIPPED || row.status() == Status.FAILED) {
            verdict = row.status() == Status.SKIPPED ? Verdict.SKIPPED : Verdict.FAILED;
            detail = (row.reason() == null ? "" : row.reason().code() + ": ")
                    + Objects.requireNonNullElse(row.message(), "");
        } else if (expected == null || expected.equals(value)) {
            verdict = Verdict.OK;
            detail = Objects.requireNonNullElse(value, Status.NO_DATA.code());
        } else {
            verdict = Verdict.CHANGED;
            detail = Objects.requireNonNullElse(value, Status.NO_DATA.code()) + " (expected: " + expected + ")";
        }
        return new Checked(asked.service(), verdict, detail, row.elapsedMillis());
    }

    private void print(List<Checked> checked, int services) {
        TextTable table = new TextTable(List.of("service", "check", "value", "ms"), 3);
        for (Checked service : checked) {
            table.row(
                    Cell.plain(service.service().key()),
                    new Cell(service.verdict().word(), service.verdict().style),
                    Cell.plain(service.detail()),
                    Cell.plain(Integer.toString(service.millis())));
        }
        if (!checked.isEmpty()) {
            table.print(console);
            console.out().println();
        }
        StringBuilder summary =
                new StringBuilder(checked.size() + " of " + Words.count(services, "service") + " asked");
        for (Verdict verdict : Verdict.values()) {
            long count = checked.stream()
                    .filter(service -> service.verdict() == verdict)
                    .count();
            if (count > 0) {
                summary.append(", ").append(count).append(' ').append(verdict.word());
            }
        }
        if (checked.size() < services) {
            summary.append(" (the others have no test point)");
        }
        console.out().println(summary);
    }
}
