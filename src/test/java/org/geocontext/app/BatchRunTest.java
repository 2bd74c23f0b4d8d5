package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.geocontext.batch.BatchPoint;
import org.geocontext.batch.BatchProgress;
import org.geocontext.batch.BatchRow;
import org.geocontext.batch.BatchRun;
import org.geocontext.batch.BatchSettings;
import org.geocontext.batch.PointSource;
import org.geocontext.batch.RunJournal;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.http.Reason;
import org.geocontext.query.ContextValue;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Many points at once, against a server on loopback. */
class BatchRunTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private FeatureServer server;
    private GeoContext geoContext;

    @BeforeEach
    void start() {
        server = new FeatureServer();
        server.layer("halves", List.of(half(26, 27, "west"), half(27, 28, "east")));
        ServiceDefinition service = service("halves", QueryType.WFS, "/wfs/halves");
        Catalogue catalogue = new Catalogue(
                List.of(service),
                List.of(new GroupDefinition("all", "All", "", "text", List.of("halves"), Set.of(), Map.of())),
                List.of());
        geoContext = GeoContext.start(Settings.DEFAULT.withExtents(ExtentSettings.OFF), () -> catalogue, UrlPolicy.ANY);
    }

    @AfterEach
    void stop() {
        geoContext.close();
        server.close();
    }

    private static FeatureServer.Feature half(double west, double east, String name) {
        return new FeatureServer.Feature(GEOMETRIES.toGeometry(new Envelope(west, east, -30, -29)), name);
    }

    private ServiceDefinition service(String key, QueryType type, String path) {
        return ServiceDefinition.builder(key, type, server.url(path))
                .version("2.0.0")
                .layer(key)
                .property("name")
                .internal(true)
                .build();
    }

    static QueryRequest request(String group) {
        return new QueryRequest(
                null,
                null,
                null,
                List.of(group),
                List.of(),
                null,
                null,
                FeaturesMode.NEAREST,
                GeometryMode.NONE,
                false);
    }

    private BatchRun<Integer> run(BatchSettings settings) throws InvalidRequestException {
        return new BatchRun<>(geoContext.points(Caller.ANONYMOUS), request("all"), settings);
    }

    /** Each goes with its index. */
    private static PointSource<Integer> points(Coordinate... coordinates) {
        Iterator<Integer> indices =
                IntStream.range(0, coordinates.length).boxed().iterator();
        return () -> {
            if (!indices.hasNext()) {
                return null;
            }
            int index = indices.next();
            return new BatchPoint<>(GEOMETRIES.createPoint(coordinates[index]), null, index);
        };
    }

    private static Coordinate[] alternating(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Coordinate(i % 2 == 0 ? 26.1 + i * 1e-4 : 27.9 - i * 1e-4, -29.5))
                .toArray(Coordinate[]::new);
    }

    private static List<String> values(List<BatchRow<Integer>> rows) {
        return rows.stream()
                .flatMap(row -> row.values().stream())
                .map(ContextValue::value)
                .toList();
    }

    @Test
    void rowsComeInTheOrderOfTheInputWithWhatWentWithThePoints() throws Exception {
        List<BatchRow<Integer>> rows = new ArrayList<>();

        BatchProgress done = run(BatchSettings.DEFAULT.withWindow(7)).run(points(alternating(40)), rows::add);

        assertThat(rows).extracting(row -> row.point().origin()).isEqualTo(indices(40));
        assertThat(rows)
                .extracting(BatchRow::index)
                .isEqualTo(IntStream.range(0, 40).asLongStream().boxed().toList());
        assertThat(values(rows)).startsWith("west", "east", "west", "east").hasSize(40);
        assertThat(done.points()).isEqualTo(40);
        assertThat(done.cancelled()).isFalse();
    }

    private static List<Integer> indices(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void withoutAnOrderEveryPointHasItsRowAllTheSame() throws Exception {
        List<BatchRow<Integer>> rows = new ArrayList<>();

        run(BatchSettings.DEFAULT.withOrder(false)).run(points(alternating(40)), rows::add);

        assertThat(rows).extracting(row -> row.point().origin()).containsExactlyInAnyOrderElementsOf(indices(40));
    }

    @Test
    void aPositionThatComesAgainIsAskedOnce() throws Exception {
        Coordinate onTheBoundary = new Coordinate(27, -29.5);
        List<BatchRow<Integer>> rows = new ArrayList<>();

        BatchProgress done =
                run(BatchSettings.DEFAULT).run(points(onTheBoundary, onTheBoundary, onTheBoundary), rows::add);

        assertThat(server.requests()).hasSize(1);
        assertThat(done.requests()).isEqualTo(1);
        assertThat(done.saved()).isEqualTo(2);
        assertThat(values(rows)).containsExactly("west", "west", "west");
    }

    @Test
    void whatIsKnownIsNotAskedAgain() throws Exception {
        run(BatchSettings.DEFAULT).run(points(alternating(40)), row -> {});
        server.requests().clear();
        List<BatchRow<Integer>> rows = new ArrayList<>();

        BatchProgress done = run(BatchSettings.DEFAULT).run(points(alternating(40)), rows::add);

        assertThat(server.requests()).isEmpty();
        assertThat(done.requests()).isZero();
        assertThat(done.recalled()).isEqualTo(40);
        assertThat(values(rows)).startsWith("west", "east").hasSize(40);
    }

    @Test
    void aPointThatIsNoneIsSaidToBeAMistakeAndTheOthersAreAnswered() throws Exception {
        List<BatchRow<Integer>> rows = new ArrayList<>();

        BatchProgress done = run(BatchSettings.DEFAULT)
                .run(points(new Coordinate(26.5, -29.5), new Coordinate(26.5, -129.5)), rows::add);

        assertThat(values(rows)).containsExactly("west");
        assertThat(rows.get(1).mistake()).contains("outside the world");
        assertThat(done.mistakes()).isEqualTo(1);
    }

    @Test
    void failuresAreCountedByTheirReason() throws Exception {
        server.setStatus(404);

        BatchProgress done = run(BatchSettings.DEFAULT).run(points(new Coordinate(26.5, -29.5)), row -> {});

        assertThat(done.failures()).containsExactly(Map.entry(Reason.HTTP_STATUS, 1L));
    }

    @Test
    void aCancelledRunLeavesTheRowsThatWereThere() throws Exception {
        BatchRun<Integer> run = run(BatchSettings.DEFAULT.withWindow(10));
        List<BatchRow<Integer>> rows = new ArrayList<>();

        BatchProgress done = run.run(points(alternating(100)), row -> {
            rows.add(row);
            if (rows.size() == 20) {
                run.cancel();
            }
        });

        assertThat(done.cancelled()).isTrue();
        assertThat(rows).hasSizeBetween(20, 30);
        assertThat(rows).allMatch(row -> row.values().get(0).status() == Status.VALUE);
    }

    @Test
    void whatCannotBeWrittenEndsTheRun() throws Exception {
        BatchRun<Integer> run = run(BatchSettings.DEFAULT);

        assertThatThrownBy(() -> run.run(points(alternating(4)), row -> {
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");
    }

    @Test
    void aGroupThatIsNotThereIsSaidBeforeAnythingIsRead() {
        assertThatThrownBy(() ->
                        new BatchRun<>(geoContext.points(Caller.ANONYMOUS), request("none"), BatchSettings.DEFAULT))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("none");
    }

    private BatchRun<Integer> pointByPoint() throws InvalidRequestException {
        QueryRequest fresh = request("all").refreshed();
        return new BatchRun<>(
                geoContext.points(Caller.ANONYMOUS),
                fresh,
                BatchSettings.DEFAULT.withAreas(false).withWindow(20));
    }

    private void runHalf(Path journalFile) throws Exception {
        BatchRun<Integer> run = pointByPoint();
        int[] written = {0};
        try (RunJournal journal = RunJournal.open(journalFile, "this run")) {
            run.run(
                    points(alternating(100)),
                    row -> {
                        if (++written[0] == 50) {
                            run.cancel();
                        }
                    },
                    journal);
        }
    }

    @Test
    void aRunThatWasEndedGoesOnWithoutAskingAgain(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("journal");
        runHalf(file);
        Files.write(file, new byte[] {0, 0, 0, 50, 1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
        server.requests().clear();
        List<BatchRow<Integer>> rows = new ArrayList<>();

        try (RunJournal journal = RunJournal.open(file, "this run")) {
            pointByPoint().run(points(alternating(100)), rows::add, journal);
        }

        assertThat(server.requests()).hasSizeBetween(40, 50);
        assertThat(rows).hasSize(100);
        assertThat(values(rows)).startsWith("west", "east").hasSize(100).doesNotContainNull();
        assertThat(rows)
                .allSatisfy(
                        row -> assertThat(row.values().get(0).distanceMetres()).isZero());
    }

    @Test
    void aRunThatWasEndedTwiceStillAsksNothingTwice(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("journal");
        runHalf(file);
        runHalf(file);
        server.requests().clear();

        try (RunJournal journal = RunJournal.open(file, "this run")) {
            pointByPoint().run(points(alternating(100)), row -> {}, journal);
        }

        assertThat(server.requests()).hasSizeBetween(40, 50);
    }

    @Test
    void theJournalOfAnotherRunIsRefused(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("journal");
        runHalf(file);

        assertThatThrownBy(() -> RunJournal.open(file, "that run"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another run");
    }
}
