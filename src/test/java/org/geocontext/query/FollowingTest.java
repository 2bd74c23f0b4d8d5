package org.geocontext.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a listener hears of a query that does everything on one thread. */
class FollowingTest {

    private static final CallTiming TIMING =
            new CallTiming(Instant.parse("2024-05-01T12:00:00Z"), Duration.ZERO, Duration.ZERO);
    private static final String NOTHING = "{\"type\":\"FeatureCollection\",\"features\":[]}";

    private final List<String> heard = new ArrayList<>();
    private final TalkativeEngine engine = new TalkativeEngine(MergeSettings.DEFAULT, FollowingTest::answer);

    private final QueryListener listener = new QueryListener() {
        @Override
        public void planned(QueryPlan plan) {
            heard.add("planned " + plan.rows().size());
        }

        @Override
        public void progressed(int done, int total) {
            heard.add("progressed " + done + "/" + total);
        }

        @Override
        public void answered(int row, List<ContextValue> values) {
            heard.add("answered " + row + " " + values.get(0).status().code());
        }

        @Override
        public RequestListener requesting(List<ServiceDefinition> services, HttpCall call) {
            String service = services.get(0).key();
            heard.add("requesting " + service);
            return new RequestListener() {
                @Override
                public void ended(FetchOutcome outcome) {
                    heard.add("ended " + service);
                }

                @Override
                public void read() {
                    heard.add("read " + service);
                }
            };
        }
    };

    @AfterEach
    void stop() {
        engine.close();
    }

    private static FetchOutcome answer(HttpCall call) {
        return call.uri().getPath().equals("/gone")
                ? new CallFailure(Reason.CONNECT, "refused", TIMING)
                : new HttpReply(call.uri(), 200, Map.of(), NOTHING.getBytes(StandardCharsets.UTF_8), TIMING);
    }

    private static ServiceDefinition service(String key, String url) {
        return ServiceDefinition.builder(key, QueryType.WFS, url)
                .layer("wells")
                .property("name")
                .build();
    }

    private List<ContextValue> follow(QueryListener follower) {
        List<ServiceDefinition> services =
                List.of(service("wells", "http://a.example/wfs"), service("gone", "http://b.example/gone"));
        return engine.start(services, TestPoints.A, follower).result().join().rows();
    }

    @Test
    void everyRequestAndEveryRowIsTold() {
        follow(listener);
        assertThat(heard).startsWith("planned 2", "requesting wells", "ended wells", "read wells");
        assertThat(heard)
                .containsSubsequence("read wells", "answered 0 no_data", "progressed 1/2")
                .containsSubsequence("requesting gone", "ended gone", "answered 1 failed", "progressed 2/2");
        assertThat(heard).filteredOn(event -> event.startsWith("answered")).hasSize(2);
    }

    @Test
    void aListenerThatFailsEverywhereCostsTheQueryNothing() {
        QueryListener clumsy = new QueryListener() {
            @Override
            public void planned(QueryPlan plan) {
                throw new IllegalStateException("planned");
            }

            @Override
            public void progressed(int done, int total) {
                throw new IllegalStateException("progressed");
            }

            @Override
            public void answered(int row, List<ContextValue> values) {
                throw new IllegalStateException("answered");
            }

            @Override
            public RequestListener requesting(List<ServiceDefinition> services, HttpCall call) {
                return outcome -> {
                    throw new IllegalStateException("ended");
                };
            }
        };
        assertThat(follow(clumsy)).extracting(ContextValue::status).containsExactly(Status.NO_DATA, Status.FAILED);
    }
}
