package org.geocontext.standalone.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.geocontext.admin.HealthCheck;
import org.geocontext.admin.HealthResult;
import org.geocontext.admin.HealthResult.Probe;
import org.geocontext.admin.HealthResult.State;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.Status;
import org.geocontext.standalone.cli.TextTable.Cell;
import org.jspecify.annotations.Nullable;
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
                    + " did not answer; untested: it cannot have an answer there. Where another axis_order, info_format or"
                    + " srid would bring the answer, that is said. The exit status is 0 if none failed, 1 if one did, 2 for a mistake."
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

    private static final Map<State, Style> STYLES = Map.of(
            State.OK, Style.GOOD, State.CHANGED, Style.DOUBTFUL, State.FAILED, Style.BAD, State.UNTESTED, Style.DIM);

    @Override
    public Integer call() throws Exception {
        Catalogue catalogue =
                Inputs.catalogue(Objects.requireNonNull(file), console).catalogue();
        try (GeoContext geoContext = GeoContext.start(Inputs.settings(settings), () -> catalogue, UrlPolicy.ANY)) {
            List<HealthResult> checked = check(geoContext, catalogue);
            print(checked, catalogue.services().size());
            return checked.stream().anyMatch(result -> result.state() == State.FAILED)
                    ? ExitStatus.NEGATIVE
                    : ExitStatus.OK;
        }
    }

    /** All at once: the engine's limits keep the load on each server down. */
    private static List<HealthResult> check(GeoContext geoContext, Catalogue catalogue) {
        HealthCheck check = new HealthCheck(geoContext);
        List<CompletableFuture<HealthResult>> asked = catalogue.services().stream()
                .filter(service -> service.test() != null)
                .map(check::run)
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static String detail(HealthResult result) {
        if (result.state() == State.FAILED || result.state() == State.UNTESTED) {
            return (result.reason() == null ? "" : result.reason() + ": ")
                    + Objects.requireNonNullElse(result.message(), "")
                    + remedy(result);
        }
        String value = Objects.requireNonNullElse(result.value(), Status.NO_DATA.code());
        return result.state() == State.OK ? value : value + " (expected: " + result.expected() + ")" + remedy(result);
    }

    private static String remedy(HealthResult result) {
        return result.probes().stream()
                .filter(Probe::found)
                .map(probe -> "; it answers " + probe.message())
                .findFirst()
                .orElse("");
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private void print(List<HealthResult> checked, int services) {
        TextTable table = new TextTable(List.of("service", "check", "value", "ms"), 3);
        for (HealthResult result : checked) {
            table.row(
                    Cell.plain(result.service().key()),
                    new Cell(word(result.state()), Objects.requireNonNull(STYLES.get(result.state()))),
                    Cell.plain(detail(result)),
                    Cell.plain(Integer.toString(result.elapsedMillis())));
        }
        if (!checked.isEmpty()) {
            table.print(console);
            console.out().println();
        }
        StringBuilder summary =
                new StringBuilder(checked.size() + " of " + Words.count(services, "service") + " asked");
        for (State state : State.values()) {
            long count =
                    checked.stream().filter(result -> result.state() == state).count();
            if (count > 0) {
                summary.append(", ").append(count).append(' ').append(word(state));
            }
        }
        if (checked.size() < services) {
            summary.append(" (the others have no test point)");
        }
        console.out().println(summary);
    }
}
