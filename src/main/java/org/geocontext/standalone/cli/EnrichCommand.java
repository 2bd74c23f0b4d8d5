package org.geocontext.standalone.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.batch.BatchPoint;
import org.geocontext.batch.BatchProgress;
import org.geocontext.batch.BatchRun;
import org.geocontext.batch.BatchSettings;
import org.geocontext.batch.RunJournal;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.geo.Crs;
import org.geocontext.http.Reason;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.QueryRequest;
import org.geocontext.standalone.table.InputRow;
import org.geocontext.standalone.table.LongLayout;
import org.geocontext.standalone.table.PointOptions;
import org.geocontext.standalone.table.PointReader;
import org.geocontext.standalone.table.ResultLayout;
import org.geocontext.standalone.table.RowWriter;
import org.geocontext.standalone.table.TableException;
import org.geocontext.standalone.table.TableFormat;
import org.geocontext.standalone.table.WideLayout;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the services of a catalogue about every point of a file. */
@Command(
        name = "enrich",
        sortOptions = false,
        description = "Asks the services of a catalogue about every point of a file, and writes the file with what"
                + " they say.",
        footer = {
            "",
            "At least one of --collection, --group and --service is needed. The exit status is 0 if everything was"
                    + " answered, 1 if a service failed, a row has no point, or the run was ended; 2 for a mistake in"
                    + " the request or a file.",
            "",
            "  geocontext enrich --catalogue catalogue.json --collection demo sites.csv sites-enriched.csv"
        })
final class EnrichCommand implements Callable<Integer> {

    private static final int MISTAKES_TOLD = 5;

    /** How answers stand in the output. */
    enum Layout {
        WIDE,
        LONG
    }

    @Parameters(
            index = "0",
            paramLabel = "INPUT",
            description = "Points: CSV, GeoJSON, a sequence of GeoJSON or GeoPackage.")
    private @Nullable Path input;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OUTPUT",
            description = "The same formats; its name tells which. Not needed with --dry-run.")
    private @Nullable Path output;

    @Option(names = "--catalogue", required = true, paramLabel = "FILE", description = "The catalogue.")
    private @Nullable Path catalogue;

    @Option(names = "--collection", paramLabel = "KEY", description = "Asks this collection.")
    private @Nullable String collection;

    @Option(names = "--group", paramLabel = "KEY", description = "Only this group; may be given again.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--service", paramLabel = "KEY", description = "Only this service; may be given again.")
    private List<String> services = new ArrayList<>();

    @Option(
            names = "--tolerance",
            paramLabel = "METRES",
            description = "Search radius on the ground; by default each service's own.")
    private @Nullable Double tolerance;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each point; by default 60.")
    private @Nullable Double timeout;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "WIDE, the input with a column for each service, or LONG, a row for each answer; by default"
                    + " WIDE.")
    private Layout layout = Layout.WIDE;

    @Option(names = "--status", description = "With WIDE: another column for each service, that says how it did.")
    private boolean status;

    @Option(
            names = "--features",
            paramLabel = "WHICH",
            description = "NEAREST, or, with LONG, ALL within the tolerance; by default NEAREST.")
    private FeaturesMode features = FeaturesMode.NEAREST;

    @Option(names = "--x", paramLabel = "COLUMN", description = "CSV: the longitude or east; else found by its name.")
    private @Nullable String x;

    @Option(names = "--y", paramLabel = "COLUMN", description = "CSV: the latitude or north; else found by its name.")
    private @Nullable String y;

    @Option(names = "--crs", paramLabel = "CRS", description = "CSV: of the coordinates; by default EPSG:4326.")
    private @Nullable String crs;

    @Option(names = "--delimiter", paramLabel = "CHAR", description = "CSV: between fields; else found out.")
    private @Nullable Character delimiter;

    @Option(names = "--layer", paramLabel = "TABLE", description = "GeoPackage: the points, if it has several tables.")
    private @Nullable String layer;

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "With LONG: what tells points apart; by default the feature's id, else the row's number.")
    private @Nullable String id;

    @Option(names = "--refresh", description = "Takes nothing from the cache.")
    private boolean refresh;

    @Option(names = "--unordered", description = "Writes rows as they are answered, not in the order of the input.")
    private boolean unordered;

    @Option(names = "--point-by-point", description = "Asks no service for whole areas.")
    private boolean pointByPoint;

    @Option(names = "--dry-run", description = "Says what the run would do and take, and does not do it.")
    private boolean dryRun;

    @Option(names = "--resume", description = "Goes on with a run that was ended, without asking again.")
    private boolean resume;

    @Option(names = "--cache", paramLabel = "DIR", description = "Keeps answers there for the next run.")
    private @Nullable Path cache;

    @Option(names = "--settings", paramLabel = "FILE", description = "Limits, timeouts and the like.")
    private @Nullable Path settings;

    private final Console console;

    EnrichCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Path from = required(input);
        checkOptions();
        Settings limits = Inputs.settings(settings);
        Catalogue definitions = Inputs.catalogue(required(catalogue), console).catalogue();
        try (GeoContext engine = GeoContext.start(limits, () -> definitions, UrlPolicy.ANY, cache)) {
            BatchRun<InputRow> run = new BatchRun<>(engine.points(Caller.ADMINISTRATOR), request(), batchSettings());
            return dryRun ? estimate(engine, run, from) : enrich(run, from, required(output));
        } catch (TableException e) {
            throw new MistakeException(from + ": " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new MistakeException(e.getFile() + ": no such file or directory");
        } catch (AccessDeniedException e) {
            throw new MistakeException(e.getFile() + ": access is denied");
        }
    }

    private static Path required(@Nullable Path path) throws MistakeException {
        if (path == null) {
            throw new MistakeException("OUTPUT: missing (expected: a file to write, or --dry-run)");
        }
        return path;
    }

    private void checkOptions() throws MistakeException, TableException {
        if (features == FeaturesMode.ALL && layout == Layout.WIDE) {
            throw new MistakeException("--features: ALL (expected: NEAREST, or --layout LONG)");
        }
        if (timeout != null && !(timeout >= 0.1 && timeout <= 300)) {
            throw new MistakeException("--timeout: " + timeout + " (expected: 0.1 to 300 seconds)");
        }
        if (output != null && output.toAbsolutePath().equals(required(input).toAbsolutePath())) {
            throw new MistakeException("OUTPUT: " + output + " (expected: another file than the input)");
        }
        if (output != null) {
            formatOf(output);
        }
        formatOf(required(input));
        if (crs != null && Crs.find(crs).isEmpty()) {
            throw new MistakeException("--crs: " + crs + " (expected: a horizontal CRS as in EPSG:4326)");
        }
    }

    private static TableFormat formatOf(Path file) throws MistakeException {
        try {
            return TableFormat.of(file);
        } catch (TableException e) {
            throw new MistakeException(String.valueOf(e.getMessage()));
        }
    }

    private QueryRequest request() {
        return request(null);
    }

    private QueryRequest request(@Nullable Geometry point) {
        return new QueryRequest(
                point, crs, collection, groups, services, tolerance, null, features, GeometryMode.NONE, refresh);
    }

    private BatchSettings batchSettings() {
        BatchSettings chosen = BatchSettings.DEFAULT.withOrder(!unordered).withAreas(!pointByPoint);
        return timeout == null ? chosen : chosen.withTimeout(timeout);
    }

    private PointReader open(Path from) throws IOException, MistakeException {
        return formatOf(from).open(from, new PointOptions(x, y, delimiter, crs, layer));
    }

    private int enrich(BatchRun<InputRow> run, Path from, Path to) throws IOException, MistakeException {
        long total = console.terminal() ? count(from) : -1;
        try (EndOfProcess end = EndOfProcess.cancels(run)) {
            Mistakes mistakes = new Mistakes();
            Path unfinished = to.resolveSibling(to.getFileName() + ".part");
            Path journalFile = to.resolveSibling(to.getFileName() + ".journal");
            BatchProgress done;
            try (RunJournal journal = journal(journalFile, run, from)) {
                done = write(run, from, unfinished, total, mistakes, journal);
            }
            Files.move(unfinished, to, StandardCopyOption.REPLACE_EXISTING);
            if (!done.cancelled()) {
                Files.deleteIfExists(journalFile);
            }
            mistakes.tell();
            console.err().println(summary(done));
            boolean whole =
                    !done.cancelled() && done.mistakes() == 0 && done.failures().isEmpty();
            return whole ? ExitStatus.OK : ExitStatus.NEGATIVE;
        }
    }

    private RunJournal journal(Path file, BatchRun<InputRow> run, Path from) throws IOException, MistakeException {
        if (!resume && Files.exists(file)) {
            throw new MistakeException(
                    file + ": left by a run that was ended (expected: --resume to go on with it, or no such file)");
        }
        List<String> asked = run.columns().stream()
                .map(column -> column.service())
                .map(service -> String.join(
                        " ", service.key(), service.url(), String.valueOf(service.layer()), service.property()))
                .toList();
        String identity = String.join(
                "|",
                from.toAbsolutePath().normalize().toString(),
                Long.toString(Files.size(from)),
                Files.getLastModifiedTime(from).toString(),
                request().toString(),
                String.valueOf(x),
                String.valueOf(y),
                asked.toString());
        try {
            return RunJournal.open(
                    file,
                    UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                            .toString());
        } catch (IOException e) {
            throw new MistakeException(String.valueOf(e.getMessage()));
        }
    }

    private BatchProgress write(
            BatchRun<InputRow> run, Path from, Path to, long total, Mistakes mistakes, RunJournal journal)
            throws IOException, MistakeException {
        boolean coordinates = !(formatOf(from) == TableFormat.CSV && layout == Layout.WIDE);
        try (PointReader reader = open(from)) {
            ResultLayout rows = layout(reader, run);
            try (RowWriter writer = formatOf(required(output)).create(to, rows.columns(), coordinates);
                    ProgressLine shown = ProgressLine.start(console, run::progress, total)) {
                BatchProgress done = run.run(
                        reader,
                        row -> {
                            mistakes.note(row.index(), row.mistake());
                            rows.write(row, writer);
                        },
                        journal);
                writer.finish();
                return done;
            }
        }
    }

    private ResultLayout layout(PointReader reader, BatchRun<InputRow> run) throws MistakeException {
        if (layout == Layout.WIDE) {
            return new WideLayout(reader.columns(), run.columns(), status);
        }
        int idColumn = id == null ? -1 : reader.columns().indexOf(id);
        if (id != null && idColumn < 0) {
            throw new MistakeException(
                    "--id: " + id + " (expected: one of " + String.join(", ", reader.columns()) + ")");
        }
        return new LongLayout(idColumn);
    }

    private long count(Path from) throws IOException, MistakeException {
        long count = 0;
        try (PointReader reader = open(from)) {
            while (reader.next() != null) {
                count++;
            }
        }
        return count;
    }

    /** What a plan of the first point says, for all of them. */
    private int estimate(GeoContext engine, BatchRun<InputRow> run, Path from) throws Exception {
        int points = (int) Math.min(Integer.MAX_VALUE, count(from));
        try (PointReader reader = open(from)) {
            BatchPoint<InputRow> point = reader.next();
            while (point != null && point.point() == null) {
                point = reader.next();
            }
            if (point == null) {
                console.out().println("0 points");
                return ExitStatus.OK;
            }
            console.out().println(Words.count(points, "point"));
            if (run.areaServices() > 0) {
                console.out()
                        .println(Words.count(run.areaServices(), "service")
                                + " may be asked for whole areas, which takes about "
                                + run.areaRequests(points) + " requests in place of one for each point and service;"
                                + " without that:");
            }
            PlanOutput.write(engine.explain(request(point.point()), Caller.ADMINISTRATOR, points), null, console);
            return ExitStatus.OK;
        }
    }

    /** As in {@code 27000 points in 12.1 s, 61 requests (26939 saved), 3 failed: 2 timeout, 1 connect}. */
    private static String summary(BatchProgress done) {
        StringBuilder text = new StringBuilder();
        text.append(done.cancelled() ? "ended early: " : "")
                .append(Words.count(done.points(), "point"))
                .append(String.format(
                        Locale.ROOT, " in %.1f s, ", done.elapsed().toMillis() / 1000.0))
                .append(Words.count(done.requests(), "request"))
                .append(" for ")
                .append(Words.count(done.answers(), "answer"));
        List<String> failures = done.failures().entrySet().stream()
                .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
                .map(entry -> entry.getValue() + " " + entry.getKey().code())
                .toList();
        if (!failures.isEmpty()) {
            text.append("; failed: ").append(String.join(", ", failures));
        }
        return text.toString();
    }

    /** Says of some rows what is wrong with their points, and of the others how many there are. */
    private final class Mistakes {

        private long count;

        void note(long index, @Nullable String mistake) {
            if (mistake != null && ++count <= MISTAKES_TOLD) {
                console.err().println(DisplayText.oneLine("row " + (index + 1) + ": " + mistake));
            }
        }

        void tell() {
            if (count > MISTAKES_TOLD) {
                console.err().println((count - MISTAKES_TOLD) + " more rows without a point");
            }
        }
    }
}
