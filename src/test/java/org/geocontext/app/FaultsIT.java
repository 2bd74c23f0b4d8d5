package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.Credentials.Scheme;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.fetch.UrlPolicy;
import org.geocontext.query.AnswerSettings;
import org.geocontext.query.ContextValue;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryResult;
import org.geocontext.query.Status;
import org.geocontext.testing.RealServers;
import org.geocontext.testing.TestPoints;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What becomes of a service whose server misbehaves: one collection with a service for every fault of
 * {@code src/test/servers/faults/faults.py} among services that answer, asked in one query.
 */
class FaultsIT {

    /** For the table: enough for every fault that ends by itself, on a machine with other things to do. */
    private static final String LONG = "8";

    private static final String SECRET = "hush-hush";

    /** The fault server counts by path: no run must see what another one counted. */
    private static final String RUN = "run-" + System.nanoTime();

    /** Reason, protocol, what is asked, words of the message. */
    private static final List<Fault> FAULTS = faults("""
            # connect: refused, reset, or closed before the reply was complete
            connect           | WMS     | {nobody}/                 | Connection refused
            connect           | WMS     | /close                    | closed the connection while waiting for the reply
            connect           | WFS     | /close                    | closed the connection while waiting for the reply
            connect           | ArcREST | /close                    | closed the connection while waiting for the reply
            connect           | WMS     | /reset                    | closed the connection while waiting for the reply
            connect           | WMS     | /reset-body/40            | closed the connection while reading the reply
            connect           | WFS     | /truncate/60              | closed the connection while reading the reply
            connect           | WMS     | /truncate/129             | closed the connection while reading the reply
            connect           | WMS     | /chunk-truncate           | closed the connection while reading the reply

            dns               | WMS     | http://nowhere.invalid/   | the host name of http://nowhere.invalid:80 is not known

            tls               | WMS     | {tls}/                    | does not speak TLS

            # timeout: any time limit, also "not sent" when the call never left its queue
            timeout           | WMS     | {black-hole}/             | within
            timeout           | WMS     | /hang                     | the query's
            timeout           | WFS     | /hang                     | the query's
            timeout           | ArcREST | /hang                     | the query's
            timeout           | WMS     | /headers-then-hang        | the query's
            timeout           | WMS     | /body-then-hang/20        | the query's
            timeout           | WMS     | /half                     | the query's
            timeout           | WMS     | /slow-head/500            | the query's
            timeout           | WMS     | /drip/2000/100            | the query's
            timeout           | WMS     | /sleep/20000              | the query's

            # malformed: complete but unreadable, an empty reply where a document is due, content after the document
            malformed         | WMS     | /garbage                  | is not HTTP
            malformed         | WMS     | /chunk-garbage            | is not HTTP
            malformed         | WMS     | /empty                    | an empty reply
            malformed         | WFS     | /empty                    | an empty reply
            malformed         | ArcREST | /empty                    | an empty reply
            malformed         | WMS     | /empty-204                | an empty reply
            malformed         | WMS     | /dup                      | content after the JSON document
            malformed         | WMS     | /cut-json                 | JSON that ends in the middle
            malformed         | ArcREST | /cut-json                 | JSON that ends in the middle
            malformed         | WMS     | /image                    | a PNG image instead of values
            malformed         | WFS     | /deep-json/20000          | JSON beyond the limits of depth or length
            malformed         | WFS     | /deep-xml/20000           | XML that is no known reply
            malformed         | WMS     | /xxe                      | broken XML
            malformed         | WMS     | /billion-laughs           | XML that is no known reply
            malformed         | WMS     | /gzip-bad                 | cannot be decompressed
            malformed         | WFS     | /gzip-cut                 | JSON that ends in the middle

            # service_exception: an OWS, WMS or Esri error at any HTTP status
            service_exception | WMS     | /service-exception/200    | LayerNotDefined: The fault server has no layer
            service_exception | WFS     | /service-exception/200    | LayerNotDefined: The fault server has no layer
            service_exception | WMS     | /service-exception/404    | LayerNotDefined: The fault server has no layer
            service_exception | WFS     | /ows-exception/200        | InvalidParameterValue: The fault server has no type nowhere.
            service_exception | WFS     | /ows-exception/500        | InvalidParameterValue: The fault server has no type nowhere.
            service_exception | ArcREST | /esri-error/400           | 400: Unable to complete operation.; The fault server refuses.
            service_exception | WFS     | /cut-xml                  | the server reports an error without a text

            # unauthorized: 401, 403, Esri 498 and 499, a log-in page
            unauthorized      | WMS     | /status/401               | HTTP 401 Unauthorized
            unauthorized      | WFS     | /status/403               | HTTP 403 Forbidden
            unauthorized      | ArcREST | /esri-error/498           | 498: Unable to complete operation.
            unauthorized      | ArcREST | /esri-token/let-me-in     | 499: Token Required
            unauthorized      | WMS     | /basic/me/let-me-in       | HTTP 401 Unauthorized
            unauthorized      | WMS     | /html-200                 | a log-in page
            unauthorized      | WFS     | /html-200                 | a log-in page
            unauthorized      | ArcREST | /html-200                 | a log-in page

            # http_status: every other status, refused redirects included
            http_status       | WMS     | /status/304               | HTTP 304 Not Modified
            http_status       | WMS     | /status/400               | HTTP 400 Bad Request
            http_status       | WFS     | /status/404               | HTTP 404 Not Found
            http_status       | WMS     | /status/407               | HTTP 407 Proxy Authentication Required
            http_status       | WMS     | /status/418               | HTTP 418
            http_status       | ArcREST | /status/500               | HTTP 500 Internal Server Error
            http_status       | WMS     | /status/503               | HTTP 503 Service Unavailable
            http_status       | WMS     | /status-ok/500            | HTTP 500 Internal Server Error
            http_status       | WMS     | /flaky/1/500              | HTTP 500 Internal Server Error
            http_status       | WMS     | /flaky/3/503              | HTTP 503 Service Unavailable
            http_status       | WMS     | /at-most/0/10             | HTTP 503 Service Unavailable
            http_status       | WMS     | /retry-after/429/3600     | HTTP 429 Too Many Requests
            http_status       | WMS     | /retry-after/503/junk     | HTTP 503 Service Unavailable
            http_status       | WMS     | /redirect/4               | refused: more than 3 in a row
            http_status       | WMS     | /redirect-loop            | refused: more than 3 in a row
            http_status       | WMS     | /redirect-file            | refused: it is not an http or https URL
            http_status       | WMS     | /redirect-host            | refused: it leads to another host
            http_status       | WMS     | /redirect-to/302          | HTTP 302 Found

            too_large         | WMS     | /huge/5                   | is larger than 4194304 bytes
            too_large         | ArcREST | /huge/5                   | is larger than 4194304 bytes
            too_large         | WMS     | /huge-length              | is larger than 4194304 bytes
            too_large         | WFS     | /gzip-bomb/5              | is larger than 4194304 bytes
            too_large         | WMS     | /huge-headers/100         | has a header that is too large

            # denied_address: not even a service marked internal reaches the addresses of clouds' metadata
            denied_address    | WMS     | http://169.254.169.254/   | is at a link-local, multicast or reserved address
            """);

    /** Not by the book, but answers. */
    private static final List<Fault> ODDITIES = faults("""
            ok  | WMS     | /ok                  |
            ok  | WFS     | /ok                  |
            ok  | ArcREST | /ok                  |
            ok  | WMS     | /gzip                |
            ok  | WMS     | /deflate             |
            ok  | WMS     | /chunked             |
            ok  | WMS     | /http10              |
            ok  | WMS     | /bom                 |
            ok  | ArcREST | /bom                 |
            ok  | WMS     | /utf16               |
            São | WMS     | /latin1-json         |
            São | WMS     | /latin1-xml          |
            ok  | WFS     | /wrong-type          |
            ok  | WMS     | /surplus             |
            ok  | WMS     | /keepalive-close/50  |
            ok  | WMS     | /huge-headers/4      |
            ok  | WMS     | /slow-head/1         |
            ok  | WMS     | /drip/150/1          |
            ok  | WMS     | /status-ok/203       |
            ok  | WMS     | /redirect/3          |
            ok  | WMS     | /redirect-relative   |
            ok  | WMS     | /flaky/1/503         |
            ok  | WFS     | /flaky/2/503         |
            ok  | WMS     | /flaky/1/close       |
            ok  | ArcREST | /flaky/1/reset       |
            ok  | WMS     | /every/2             |
            ok  | WMS     | /sleep/300           |
            """);

    private static final List<RealServers> SERVERS =
            List.of(RealServers.FAULTS, RealServers.LATENCY, RealServers.MAPSERVER);

    private static final List<ServiceDefinition> SERVICES = new ArrayList<>();
    private static final List<GroupDefinition> GROUPS = new ArrayList<>();

    private static GeoContext engine;
    private static Duration elapsed;
    private static Map<String, ContextValue> rows;

    /**
     * A line of the table.
     *
     * @param outcome the reason, or the value
     * @param asked a path of the fault server, or a URL
     * @param message words of the message
     */
    record Fault(String outcome, QueryType protocol, String asked, String message) {

        static Fault of(String line) {
            String[] cells = Stream.of(line.split("\\|", -1)).map(String::trim).toArray(String[]::new);
            return new Fault(cells[0], QueryType.find(cells[1]).orElseThrow(), cells[2], cells[3]);
        }

        String key() {
            return (protocol.label() + asked).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        }

        boolean isRepeatable() {
            return !outcome.equals("timeout") && !asked.startsWith("/flaky") && !asked.startsWith("/retry-after");
        }

        ServiceDefinition service(int number) {
            return FaultsIT.service(key(), protocol, url(number)).build();
        }

        private String url(int number) {
            if (!asked.startsWith("/")) {
                return asked.replace("{nobody}", RealServers.NOBODY)
                        .replace("{black-hole}", RealServers.BLACK_HOLE)
                        .replace("{tls}", RealServers.MAPSERVER.url().replace("http:", "https:"));
            }
            // A pause that a server asks for is kept to by all calls to its origin.
            int address = asked.startsWith("/retry-after") ? 30 + number % 10 : 1 + number % 29;
            boolean counted = asked.matches("/(flaky|every|at-most)/.*");
            return RealServers.FAULTS.urlAt("127.0.1." + address)
                    + asked
                    + (counted ? "/" + RUN : "")
                    + (protocol == QueryType.ARC_REST ? "/FeatureServer" : "");
        }

        @Override
        public String toString() {
            return protocol.label() + " " + asked + ": " + outcome;
        }
    }

    private static List<Fault> faults(String table) {
        return table.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Fault::of)
                .toList();
    }

    private static ServiceDefinition.Builder service(String key, QueryType protocol, String url) {
        return ServiceDefinition.builder(key, protocol, url)
                .layer("0")
                .property("value")
                .internal(true);
    }

    private static void group(String key, List<ServiceDefinition> services) {
        services.stream().filter(service -> !SERVICES.contains(service)).forEach(SERVICES::add);
        List<String> keys = services.stream().map(ServiceDefinition::key).toList();
        GROUPS.add(new GroupDefinition(key, key, "", "text", keys, Set.of(), Map.of()));
    }

    @BeforeAll
    static void ask() throws InvalidRequestException {
        List<Fault> all = Stream.concat(FAULTS.stream(), ODDITIES.stream()).toList();
        group(
                "all",
                IntStream.range(0, all.size())
                        .mapToObj(i -> all.get(i).service(i))
                        .toList());
        List<String> repeatable =
                all.stream().filter(Fault::isRepeatable).map(Fault::key).toList();
        group(
                "repeatable",
                SERVICES.stream()
                        .filter(service -> repeatable.contains(service.key()))
                        .toList());
        group("good", IntStream.range(0, 99).mapToObj(FaultsIT::good).toList());
        group(
                "hanging",
                List.of(service("hanging", QueryType.WMS, RealServers.FAULTS.url() + "/hang")
                        .build()));
        group("secretive", secretive());
        group("let_in", letIn());
        Catalogue catalogue = new Catalogue(SERVICES, GROUPS, List.of());
        engine = GeoContext.start(
                Settings.DEFAULT.withExtents(ExtentSettings.OFF).withAnswers(AnswerSettings.OFF),
                () -> catalogue,
                UrlPolicy.ANY);
        if (SERVERS.stream().allMatch(RealServers::isUp)) {
            engine.warmUp();
            QueryResult result = query(LONG, "all", "good");
            elapsed = result.elapsed();
            rows = byService(result);
        }
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @BeforeEach
    void serversAreUp() {
        SERVERS.forEach(RealServers::assumeUp);
    }

    private static ServiceDefinition good(int number) {
        return service("good_" + number, QueryType.WFS, RealServers.LATENCY.url() + "/sleep/100/" + number)
                .build();
    }

    /** Services with secrets of every kind, asked of servers that refuse them. */
    private static List<ServiceDefinition> secretive() {
        String url = RealServers.FAULTS.url();
        return List.of(
                service("basic", QueryType.WMS, url + "/basic/me/other")
                        .credentials(credentials(Scheme.BASIC))
                        .build(),
                service("bearer", QueryType.WFS, url + "/bearer/other")
                        .credentials(credentials(Scheme.BEARER))
                        .build(),
                service("header", QueryType.WMS, url + "/need-header/k/other")
                        .credentials(credentials(Scheme.HEADER))
                        .build(),
                service("query", QueryType.WMS, url + "/need-query/k/other")
                        .credentials(credentials(Scheme.QUERY))
                        .build(),
                service("token", QueryType.ARC_REST, url + "/esri-token/other/FeatureServer")
                        .credentials(credentials(Scheme.ARCGIS_TOKEN))
                        .build(),
                service("headers", QueryType.WMS, url + "/status/500")
                        .headers(Map.of("Authorization", SECRET))
                        .build(),
                service("parameters", QueryType.WMS, url + "/status/500")
                        .parameters(Map.of("apikey", SECRET))
                        .build(),
                service("url", QueryType.WMS, url + "/status/500?api_key=" + SECRET)
                        .build(),
                service("redirect", QueryType.WMS, url + "/redirect-to?to=/redirect-to%3Ftoken=" + SECRET)
                        .build(),
                service(
                                "refused_redirect",
                                QueryType.WMS,
                                url + "/redirect-to?to=ftp://me:" + SECRET + "@nowhere.invalid/")
                        .build());
    }

    private static Credentials credentials(Scheme scheme) {
        return new Credentials(scheme, "k", scheme == Scheme.BASIC ? "me" : null, SECRET);
    }

    private static List<ServiceDefinition> letIn() {
        String url = RealServers.FAULTS.url();
        return List.of(
                service("basic_in", QueryType.WMS, url + "/basic/me/" + SECRET)
                        .credentials(credentials(Scheme.BASIC))
                        .build(),
                service("bearer_in", QueryType.WFS, url + "/bearer/" + SECRET)
                        .credentials(credentials(Scheme.BEARER))
                        .build(),
                service("header_in", QueryType.WMS, url + "/need-header/k/" + SECRET)
                        .credentials(credentials(Scheme.HEADER))
                        .build(),
                service("query_in", QueryType.WMS, url + "/need-query/k/" + SECRET)
                        .credentials(credentials(Scheme.QUERY))
                        .build(),
                service("token_in", QueryType.ARC_REST, url + "/esri-token/" + SECRET + "/FeatureServer")
                        .credentials(credentials(Scheme.ARCGIS_TOKEN))
                        .build());
    }

    private static QueryResult query(String seconds, String... groups) throws InvalidRequestException {
        Map<String, List<String>> inputs =
                Map.of("point", List.of(TestPoints.A.wkt()), "group", List.of(groups), "timeout", List.of(seconds));
        return engine.query(QueryInputs.parse(inputs), Caller.ANONYMOUS);
    }

    private static Map<String, ContextValue> byService(QueryResult result) {
        Map<String, ContextValue> byService = new LinkedHashMap<>();
        result.rows().forEach(row -> byService.put(row.service().key(), row));
        return byService;
    }

    private static String outcome(ContextValue row) {
        return row.reason() == null ? String.valueOf(row.value()) : row.reason().code();
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void aFaultHasItsReasonAndOneSentence(Fault fault) {
        ContextValue row = rows.get(fault.key());

        assertThat(row.status()).isEqualTo(Status.FAILED);
        assertThat(outcome(row) + ": " + row.message())
                .startsWith(fault.outcome())
                .contains(fault.message());
        assertThat(row.message()).isNotBlank().hasLineCount(1).doesNotContain("java.", "netty", "\tat ");
        assertThat(row.source()).matches("https?://.+");
        assertThat(row.value()).isNull();
        assertThat(row.geometry()).isNull();
    }

    @ParameterizedTest
    @FieldSource("ODDITIES")
    void whatAnswersInAnOddWayAnswers(Fault oddity) {
        ContextValue row = rows.get(oddity.key());

        assertThat(outcome(row)).as(row.message()).isEqualTo(oddity.outcome());
    }

    @Test
    void servicesThatAnswerDoSoAmongAllFaults() {
        assertThat(rows.values())
                .filteredOn(row -> row.service().key().startsWith("good_"))
                .hasSize(99)
                .allSatisfy(row -> assertThat(outcome(row)).isEqualTo("ok"));
    }

    @Test
    void theQueryEndsAtItsDeadline() {
        assertThat(elapsed).isBetween(Duration.ofMillis(7500), Duration.ofSeconds(10));
    }

    @Test
    void oneHangingServiceAmongNinetyNineCostsItsOwnValueAndTheTimeUntilTheDeadline() throws InvalidRequestException {
        QueryResult result = query("3", "good", "hanging");

        assertThat(result.elapsed()).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
        assertThat(result.rows().stream().map(FaultsIT::outcome))
                .hasSize(100)
                .containsOnlyOnce("timeout")
                .containsOnly("ok", "timeout");
    }

    @Test
    void nothingIsLeftInFlightAndASecondQuerySaysTheSame() throws InvalidRequestException {
        awaitNoCalls();

        byService(query(LONG, "repeatable"))
                .forEach((key, row) -> assertThat(outcome(row)).as(key).isEqualTo(outcome(rows.get(key))));

        awaitNoCalls();
        assertThat(engine.isIdle()).isTrue();
    }

    private static void awaitNoCalls() {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (calls() > 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(calls()).isZero();
    }

    private static double calls() {
        Metrics metrics = Metrics.of(engine);
        return metrics.gauge("geocontext_fetch_in_flight") + metrics.gauge("geocontext_fetch_queued");
    }

    @Test
    void noRowShowsASecret() throws InvalidRequestException {
        assertThat(query(LONG, "secretive").rows()).hasSize(10).allSatisfy(row -> {
            assertThat(row.status()).as(row.service().key()).isEqualTo(Status.FAILED);
            assertThat(row.message() + " " + row.source()).doesNotContain(SECRET);
        });
        assertThat(engine.metrics()).doesNotContain(SECRET);
    }

    @Test
    void credentialsThatFitAreLetIn() throws InvalidRequestException {
        assertThat(query(LONG, "let_in").rows()).hasSize(5).allSatisfy(row -> {
            assertThat(outcome(row)).as(row.service().key()).isEqualTo("ok");
            assertThat(row.source()).contains("?").doesNotContain("k=" + SECRET, "token=" + SECRET);
        });
    }
}
