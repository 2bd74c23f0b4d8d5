package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geotools.api.util.InternationalString;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.util.NullProgressListener;
import org.geotools.process.ProcessException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** How the process behaves towards a host: progress, cancel, limits. */
class QueryProcessTest {

    private static final byte[] NO_HIT =
            "{\"type\":\"FeatureCollection\",\"features\":[]}".getBytes(StandardCharsets.UTF_8);

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private final List<ServiceDefinition> services = new ArrayList<>();
    private HttpServer server;
    private GeoContext engine;
    private Duration timeLeft = Duration.ofSeconds(20);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serverThreads);
        server.createContext("/", exchange -> {
            asked.countDown();
            if (exchange.getRequestURI().getPath().startsWith("/held")) {
                awaitRelease();
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, NO_HIT.length);
            exchange.getResponseBody().write(NO_HIT);
            exchange.close();
        });
        server.start();
        engine = GeoContext.start(Settings.DEFAULT, () -> new Catalogue(services, List.of(), List.of()), UrlPolicy.ANY);
    }

    @AfterEach
    void stop() {
        release.countDown();
        engine.close();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    @Test
    void aCancelledExecution_throwsWithinASecond_andEndsItsQuery() throws InterruptedException {
        service("held");
        Cancellable progress = new Cancellable();
        Thread cancelling = new Thread(() -> {
            await(asked);
            progress.cancelledAt = System.nanoTime();
        });
        cancelling.start();
        assertThatThrownBy(() -> execute(progress))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("dismissed");
        assertThat(System.nanoTime() - progress.cancelledAt).isLessThan(TimeUnit.SECONDS.toNanos(1));
        cancelling.join();
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void anExecutionCancelledInTheQueue_asksNobody() {
        service("fast");
        Cancellable progress = new Cancellable();
        progress.cancelledAt = System.nanoTime();
        assertThatThrownBy(() -> execute(progress)).isInstanceOf(ProcessException.class);
        assertThat(asked.getCount()).isEqualTo(1);
    }

    /** As GeoServer's listener does once an execution was dismissed. */
    @Test
    void anExceptionOfTheListener_endsTheQuery() {
        service("held");
        ProgressListener dismissed = new NullProgressListener() {
            @Override
            public void setTask(InternationalString task) {
                throw new IllegalStateException("dismissed");
            }
        };
        assertThatThrownBy(() -> execute(dismissed)).hasMessage("dismissed");
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void withNoTimeLeft_nothingIsAsked() {
        service("fast");
        timeLeft = Duration.ofMillis(-1);
        assertThatThrownBy(() -> execute(new NullProgressListener()))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("waited for its turn");
        assertThat(asked.getCount()).isEqualTo(1);
    }

    @Test
    void theTimeLeft_isTheDeadline_andWhatIsThereComesBack() {
        service("fast");
        service("held");
        timeLeft = Duration.ofMillis(700);
        long start = System.nanoTime();
        SimpleFeatureCollection answer = execute(new NullProgressListener());
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(timeLeft.minusMillis(50), timeLeft.plusMillis(500));
        assertThat(answer.size()).isEqualTo(2);
    }

    @Test
    void progress_isReportedAtMostTwiceASecond_withASentence() {
        for (int i = 0; i < 30; i++) {
            service("fast" + i);
        }
        service("held");
        timeLeft = Duration.ofMillis(1300);
        Recording progress = new Recording();
        execute(progress);
        assertThat(progress.reports).hasSizeBetween(2, 3);
        assertThat(progress.reports.get(0)).isEqualTo("Asking the services 0");
        assertThat(progress.reports.get(progress.reports.size() - 1)).startsWith("30 of 31 services have answered 96");
    }

    @Test
    void withoutAListener_theProcessRunsToo() {
        service("fast");
        assertThat(execute(null).size()).isEqualTo(1);
    }

    private SimpleFeatureCollection execute(@Nullable ProgressListener progress) {
        return new QueryProcess(new Host())
                .execute(
                        new GeometryFactory().createPoint(new Coordinate(28, -26)),
                        null,
                        null,
                        services.stream().map(ServiceDefinition::key).toArray(String[]::new),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        progress);
    }

    private void service(String key) {
        services.add(ServiceDefinition.builder(
                        key,
                        QueryType.WFS,
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/" + key)
                .layer("areas")
                .property("name")
                .internal(true)
                .build());
    }

    private void awaitRelease() {
        await(release);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Host implements ProcessHost {
        @Override
        public GeoContext engine() {
            return engine;
        }

        @Override
        public Caller caller() {
            return Caller.ANONYMOUS;
        }

        @Override
        public Duration timeLeft(@Nullable ProgressListener progress) {
            return timeLeft;
        }
    }

    private static final class Cancellable extends NullProgressListener {
        private volatile long cancelledAt;

        @Override
        public boolean isCanceled() {
            return cancelledAt != 0;
        }
    }

    private static final class Recording extends NullProgressListener {
        private final List<String> reports = new CopyOnWriteArrayList<>();
        private InternationalString task;

        @Override
        public void setTask(InternationalString task) {
            this.task = task;
        }

        @Override
        public void progress(float percent) {
            reports.add(task + " " + (int) percent);
        }
    }
}
