package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.geo.LonLat;
import org.geocontext.http.Auth;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArcGisRestSourceTest extends SharingSourceContract {

    private static final LonLat A = new LonLat(26.2, -29.1);
    private static final String MAP = "https://maps.example/arcgis/rest/services/Base/MapServer/";
    private static final String IMAGE = "https://maps.example/arcgis/rest/services/Height/ImageServer";
    private static final String PASSWORD = "pa55+w0rd";

    private final ArcGisRestSource arcGis = new ArcGisRestSource();

    @Override
    protected Source source() {
        return arcGis;
    }

    @Override
    protected ServiceDefinition.Builder service(String url) {
        return ServiceDefinition.builder("district", QueryType.ARC_REST, url)
                .layer("0")
                .property("district");
    }

    @Override
    protected List<String> fixtures() {
        return Stream.of("arcgis/mapserver-", "arcgis/featureserver-", "arcgis/imageserver-", "arcgis/error-", "koop/")
                .flatMap(prefix -> Fixtures.list(prefix).stream())
                .toList();
    }

    @Override
    protected Facts sharing() {
        return Facts.NONE.with("arcgis.layer.0.method", "identify").with("arcgis.layer.4711.method", "identify");
    }

    @Override
    protected String strange() {
        return "4711";
    }

    @Override
    protected FetchOutcome hit(HttpCall call) {
        return fixture(call, "arcgis/mapserver-query-10.9-json-polygon.json");
    }

    private static FetchOutcome fixture(HttpCall call, String name) {
        return Outcomes.ok(call, Fixtures.read(name));
    }

    private static FetchOutcome error(HttpCall call, int code, String message) {
        return Outcomes.ok(call, "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\",\"details\":[]}}");
    }

    private static String path(HttpCall call) {
        return call.uri().getPath();
    }

    private static Map<String, String> parameters(HttpCall call) {
        String text = call.form() != null ? call.form() : call.uri().getRawQuery();
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static Object json(HttpCall call, String parameter, String member) {
        try {
            return ((Map<?, ?>) Json.parse(parameters(call).get(parameter))).get(member);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private Conversation hold(ServiceDefinition.Builder service, Function<HttpCall, FetchOutcome> server) {
        return hold(service, Facts.NONE, server);
    }

    private Conversation hold(ServiceDefinition.Builder service, Facts facts, Function<HttpCall, FetchOutcome> server) {
        return Conversation.hold(arcGis, new Lookup(service.build(), A, 10, 1, true), facts, server);
    }

    @ParameterizedTest
    @CsvSource({
        "https://maps.example/arcgis/rest/services/Base/MapServer,          2, /arcgis/rest/services/Base/MapServer/2/query",
        "https://maps.example/arcgis/rest/services/Base/MapServer/,         2, /arcgis/rest/services/Base/MapServer/2/query",
        "https://maps.example/arcgis/rest/services/Base/MapServer/2,       '', /arcgis/rest/services/Base/MapServer/2/query",
        "https://maps.example/arcgis/rest/services/Base/MapServer/2/,       2, /arcgis/rest/services/Base/MapServer/2/query",
        "https://maps.example/arcgis/rest/services/Base/MapServer/2/query,  2, /arcgis/rest/services/Base/MapServer/2/query",
        "https://maps.example/arcgis/rest/services/Base/MapServer/2, Districts, /arcgis/rest/services/Base/MapServer/2/query",
        "https://maps.example/arcgis/rest/services/Base/FeatureServer,      7, /arcgis/rest/services/Base/FeatureServer/7/query",
        "https://maps.example/arcgis/rest/services/Height/ImageServer/,    '', /arcgis/rest/services/Height/ImageServer/identify",
    })
    void theUrlMayEndAtTheServiceOrAtTheLayer(String url, String layer, String path) {
        HttpCall call = hold(service(url).layer(layer), this::hit).calls().get(0);

        assertThat(path(call)).isEqualTo(path);
    }

    @Test
    void theQueryStringOfTheUrlStaysAtItsEnd() {
        HttpCall call = hold(service(MAP + "?flag=1"), this::hit).calls().get(0);

        assertThat(call.uri().toString())
                .startsWith("https://maps.example/arcgis/rest/services/Base/MapServer/0/query?flag=1&f=json&");
    }

    @Test
    void aLayerIsAskedForWhatTouchesASmallBox() {
        HttpCall call = hold(service(MAP), this::hit).calls().get(0);

        assertThat(parameters(call))
                .containsEntry("f", "json")
                .containsEntry("geometryType", "esriGeometryEnvelope")
                .containsEntry("spatialRel", "esriSpatialRelIntersects")
                .containsEntry("inSR", "4326")
                .containsEntry("outSR", "4326")
                .containsEntry("outFields", "*")
                .containsEntry("returnGeometry", "true")
                .containsEntry("resultRecordCount", "50");
        assertThat(json(call, "geometry", "spatialReference")).hasToString("{wkid=4326}");
        assertThat(Double.parseDouble(json(call, "geometry", "xmin").toString()))
                .isBetween(26.1998, 26.1999);
        assertThat(Double.parseDouble(json(call, "geometry", "ymax").toString()))
                .isBetween(-29.1, -29.0999);
    }

    @Test
    void aHitHasItsAttributesAndItsGeometry() {
        Step.Answer answer = hold(service(MAP), this::hit).answer();

        assertThat(answer.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.properties())
                    .containsEntry("district", "Łódź – Egoli")
                    .containsEntry("residents", "556000")
                    .containsEntry("proclaimed", "1994-04-27T00:00:00Z");
            assertThat(candidate.geometry().getEnvelopeInternal().contains(26.2, -29.1))
                    .isTrue();
            assertThat(candidate.raster()).isFalse();
        });
    }

    @Test
    void aReplyInWebMercatorIsReprojected() {
        Step.Answer answer = hold(
                        service(MAP), call -> fixture(call, "arcgis/mapserver-query-10.9-json-webmercator.json"))
                .answer();

        assertThat(answer.candidates().get(0).geometry().getEnvelopeInternal().contains(26.2, -29.1))
                .isTrue();
    }

    @Test
    void anExceededTransferLimit_isTruncated() {
        Lookup all = new Lookup(service(MAP).build(), A, 10, 100, true);

        Step.Answer answer = Conversation.hold(
                        arcGis, all, Facts.NONE, call -> fixture(call, "arcgis/mapserver-query-10.9-json-limit.json"))
                .answer();

        assertThat(answer.truncated()).isTrue();
    }

    @Test
    void aCrowdedBox_isHalvedUntilItHoldsTheNearest() {
        Conversation conversation = hold(service(MAP), call -> {
            double half =
                    (26.2 - Double.parseDouble(json(call, "geometry", "xmin").toString())) * 97326;
            return Outcomes.ok(call, half > 6 ? sites(50, 6) : sites(1, 4.5));
        });

        assertThat(conversation.calls()).hasSize(2);
        assertThat(conversation.answer().truncated()).isFalse();
        assertThat(conversation.answer().candidates().get(0).properties()).containsEntry("district", "4.5-0");
    }

    private static String sites(int count, double metresEast) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"attributes\":{\"district\":\"" + metresEast + "-" + i + "\"},\"geometry\":{\"x\":"
                        + (26.2 + (metresEast + i * 0.01) / 97326) + ",\"y\":-29.1}}")
                .collect(Collectors.joining(
                        ",",
                        "{\"geometryType\":\"esriGeometryPoint\",\"spatialReference\":{\"wkid\":4326},\"features\":[",
                        "]}"));
    }

    @Test
    void aServerWithoutPagination_isAskedWithoutACount_fromThenOn() {
        Function<HttpCall, FetchOutcome> server = call -> parameters(call).containsKey("resultRecordCount")
                ? error(call, 400, "Pagination is not supported.")
                : hit(call);
        Conversation first = hold(service(MAP), server);

        assertThat(first.answer().candidates()).hasSize(1);
        assertThat(first.calls()).hasSize(2);
        assertThat(hold(service(MAP), first.learned(), server).calls()).hasSize(1);
    }

    @Test
    void aLayerThatRefusesToBeQueried_isIdentified_fromThenOn() {
        Function<HttpCall, FetchOutcome> server = call -> path(call).endsWith("/query")
                ? fixture(call, "arcgis/error-10.9-json-400.json")
                : fixture(call, "arcgis/mapserver-identify-10.9-json-raster.json");
        ServiceDefinition.Builder height = service(MAP).layer("3").property("Pixel Value");
        Conversation first = hold(height, server);

        assertThat(first.calls()).hasSize(2);
        assertThat(first.answer().candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.raster()).isTrue();
            assertThat(candidate.geometry()).isNull();
            assertThat(candidate.properties())
                    .containsEntry("Pixel Value", "1352.0625")
                    .containsEntry("value", "1352.0625");
        });
        Conversation second = hold(height, first.learned(), server);
        assertThat(second.calls())
                .singleElement()
                .satisfies(call -> assertThat(path(call)).endsWith("/MapServer/identify"));
    }

    @Test
    void identifySearchesTheWholeBox_inOneLayer() {
        HttpCall call = hold(
                        service(MAP).layer("3"),
                        Facts.NONE.with("arcgis.layer.3.method", "identify"),
                        each -> fixture(each, "arcgis/mapserver-identify-10.9-json-polygon.json"))
                .calls()
                .get(0);

        assertThat(parameters(call))
                .containsEntry("layers", "all:3")
                .containsEntry("sr", "4326")
                .containsEntry("geometryType", "esriGeometryPoint")
                .containsEntry("tolerance", "51")
                .containsEntry("imageDisplay", "101,101,96")
                .containsEntry("returnFieldName", "true");
        assertThat(parameters(call).get("mapExtent")).startsWith("26.1998");
    }

    @Test
    void aVectorHitOfIdentify_hasItsGeometry() {
        Step.Answer answer = hold(
                        service(MAP),
                        Facts.NONE.with("arcgis.layer.0.method", "identify"),
                        each -> fixture(each, "arcgis/mapserver-identify-10.9-json-polygon.json"))
                .answer();

        assertThat(answer.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.raster()).isFalse();
            assertThat(candidate.geometry()).isNotNull();
        });
    }

    @Test
    void aPixelOfALayerWithAnAttributeTable_hasItsPixelValueAsValue() {
        Step.Answer answer = hold(
                        service(MAP).layer("4").property("value"),
                        Facts.NONE.with("arcgis.layer.4.method", "identify"),
                        each -> fixture(each, "arcgis/mapserver-identify-10.9-json-raster-table.json"))
                .answer();

        assertThat(answer.candidates().get(0).properties()).containsEntry("value", "50");
    }

    @Test
    void aPropertyCalledValue_thatTheLayerHasNot_isIdentifysOwn() {
        Function<HttpCall, FetchOutcome> server = call -> path(call).endsWith("/query")
                ? hit(call)
                : fixture(call, "arcgis/mapserver-identify-10.9-json-polygon.json");
        Conversation first = hold(service(MAP).property("value"), server);

        assertThat(first.answer().candidates().get(0).properties()).containsEntry("value", "Łódź – Egoli");
        assertThat(hold(service(MAP).property("value"), first.learned(), server).calls())
                .hasSize(1);
        assertThat(hold(service(MAP), first.learned(), server).calls())
                .as("another property of the layer")
                .allSatisfy(call -> assertThat(path(call)).endsWith("/query"));
    }

    @Test
    void aLayerThatIsNotThere_staysAFailure_thoughIdentifyFindsNothing() {
        Conversation conversation = hold(service(MAP).layer("99"), call -> {
            if (path(call).endsWith("/identify")) {
                return fixture(call, "arcgis/mapserver-identify-10.9-json-no-hit.json");
            }
            return fixture(call, "arcgis/error-10.9-json-400.json");
        });

        assertThat(conversation.failure().reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        assertThat(conversation.failure().message()).contains("Invalid or missing input parameters");
        assertThat(conversation.failure().url()).contains("/99/query");
    }

    @Test
    void aRasterLayerWithoutAPixelHere_isAnEmptyAnswer_andKnownFromThenOn() {
        Function<HttpCall, FetchOutcome> server = call -> {
            if (path(call).endsWith("/identify")) {
                return fixture(call, "arcgis/mapserver-identify-10.9-json-no-hit.json");
            }
            return path(call).endsWith("/query")
                    ? fixture(call, "arcgis/error-10.9-json-400.json")
                    : Outcomes.ok(call, "{\"currentVersion\":10.91,\"id\":3,\"type\":\"Raster Layer\"}");
        };
        Conversation first = hold(service(MAP).layer("3"), server);

        assertThat(first.answer().candidates()).isEmpty();
        assertThat(first.calls()).hasSize(3);
        assertThat(hold(service(MAP).layer("3"), first.learned(), server).calls())
                .hasSize(1);
    }

    @Test
    void theServersPassingTrouble_isNotRemembered() {
        Conversation conversation = hold(
                service(MAP),
                call -> path(call).endsWith("/query")
                        ? fixture(call, "arcgis/error-10.9-json-500.json")
                        : fixture(call, "arcgis/mapserver-identify-10.9-json-polygon.json"));

        assertThat(conversation.answer().candidates()).hasSize(1);
        assertThat(conversation.learned()).isEqualTo(Facts.NONE);
    }

    @Test
    void aFeatureServiceCannotBeIdentified() {
        Conversation conversation = hold(
                service("https://maps.example/arcgis/rest/services/Base/FeatureServer"),
                call -> fixture(call, "koop/query-2.0-json-error-where.json"));

        assertThat(conversation.failure().reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        assertThat(conversation.calls()).hasSize(1);
    }

    @Test
    void aServiceWithoutALayerId_isUnsupported() {
        Conversation conversation = hold(service(MAP).layer(" "), this::hit);

        assertThat(conversation.failure().reason()).isEqualTo(Reason.UNSUPPORTED);
        assertThat(conversation.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pixel, 1352.0625", "nodata, NoData", "bands, '44, 134, 224'", "mosaic, 1352.0625"})
    void anImageServiceIsIdentified(String fixture, String value) {
        Conversation conversation = hold(
                service(IMAGE).property("value"),
                call -> fixture(call, "arcgis/imageserver-identify-10.9-json-" + fixture + ".json"));

        assertThat(parameters(conversation.calls().get(0)))
                .containsEntry("geometryType", "esriGeometryPoint")
                .containsEntry("geometry", "{\"x\":26.2,\"y\":-29.1,\"spatialReference\":{\"wkid\":4326}}");
        assertThat(conversation.answer().candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.raster()).isTrue();
            assertThat(candidate.geometry()).isNull();
            assertThat(candidate.properties()).containsEntry("value", value);
        });
    }

    @Test
    void anImageServiceThatRefusesToIdentify_isSampled_fromThenOn() {
        Function<HttpCall, FetchOutcome> server = call -> path(call).endsWith("/identify")
                ? fixture(call, "arcgis/error-10.9-json-400.json")
                : fixture(call, "arcgis/imageserver-getsamples-10.9-json-number.json");
        Conversation first = hold(service(IMAGE).property("value"), server);

        assertThat(first.answer().candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.raster()).isTrue();
            assertThat(candidate.properties()).containsEntry("value", "1352.0625");
        });
        assertThat(hold(service(IMAGE), first.learned(), server).calls())
                .singleElement()
                .satisfies(call -> assertThat(path(call)).endsWith("/ImageServer/getSamples"));
    }

    @Test
    void aReplyTooLarge_isReplacedByWhatCoversThePoint() {
        Function<HttpCall, FetchOutcome> server =
                call -> parameters(call).get("returnGeometry").equals("true")
                        ? Outcomes.failure(Reason.TOO_LARGE, "more than 4 MiB")
                        : fixture(call, "arcgis/mapserver-query-10.9-json-no-geometry.json");
        Conversation conversation = hold(service(MAP), server);

        assertThat(conversation.answer().candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.covers()).isTrue();
            assertThat(candidate.geometry()).isNull();
        });
        Lookup valueOnly = new Lookup(service(MAP).build(), A, 10, 1, false);
        assertThat(Conversation.hold(arcGis, valueOnly, conversation.learned(), server)
                        .calls())
                .hasSize(1);
    }

    @Test
    void whereNothingCovers_aReplyTooLargeStaysAFailure() {
        Conversation conversation = hold(
                service(MAP),
                call -> parameters(call).get("returnGeometry").equals("true")
                        ? Outcomes.failure(Reason.TOO_LARGE, "more than 4 MiB")
                        : fixture(call, "arcgis/mapserver-query-10.9-json-no-hit.json"));

        assertThat(conversation.failure().reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aQueryTooLongForAnUrl_isSentAsAForm() {
        ServiceDefinition.Builder service = service(MAP).parameters(Map.of("where", "x".repeat(2000)));

        HttpCall call = hold(service, this::hit).calls().get(0);

        assertThat(call.uri().toString()).isEqualTo("https://maps.example/arcgis/rest/services/Base/MapServer/0/query");
        assertThat(parameters(call)).containsEntry("f", "json").containsEntry("where", "x".repeat(2000));
    }

    /** A server that gives tokens T1, T2, … and takes only the one named. */
    private final class TokenServer implements Function<HttpCall, FetchOutcome> {

        private final String accepted;
        private final String tokenServices;
        private int given;

        TokenServer(String accepted) {
            this(accepted, "https://maps.example/arcgis/tokens/");
        }

        TokenServer(String accepted, String tokenServices) {
            this.accepted = accepted;
            this.tokenServices = tokenServices;
        }

        @Override
        public FetchOutcome apply(HttpCall call) {
            if (path(call).endsWith("/rest/info")) {
                return Outcomes.ok(
                        call,
                        "{\"currentVersion\":10.91,\"authInfo\":{\"isTokenBasedSecurity\":true,"
                                + "\"tokenServicesUrl\":\"" + tokenServices + "\"}}");
            } else if (path(call).endsWith("generateToken")) {
                given++;
                return Outcomes.ok(call, "{\"token\":\"T" + given + "-abcdef\",\"expires\":1800000000000}");
            }
            return call.auth().equals(new Auth.Query("token", accepted))
                    ? hit(call)
                    : fixture(call, "arcgis/error-10.9-json-498.json");
        }
    }

    private ServiceDefinition.Builder guarded() {
        return service(MAP).credentials(new Credentials(Credentials.Scheme.ARCGIS_TOKEN, null, "ana", PASSWORD));
    }

    private static List<String> lastSegments(Conversation conversation) {
        return conversation.calls().stream()
                .map(call -> path(call).substring(path(call).lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void aUserGetsATokenFirst_andKeepsIt() {
        TokenServer server = new TokenServer("T1-abcdef");
        Conversation first = hold(guarded(), server);
        Conversation second = hold(guarded(), first.learned(), server);

        assertThat(lastSegments(first)).containsExactly("info", "generateToken", "query");
        assertThat(first.answer().candidates()).hasSize(1);
        assertThat(lastSegments(second)).containsExactly("query");
    }

    @Test
    void thePasswordIsSentAsAForm_toTheTokenServiceOnly() {
        Conversation conversation = hold(guarded().internal(true), new TokenServer("T1-abcdef"));

        assertThat(conversation.calls().stream().map(HttpCall::auth))
                .containsExactly(Auth.NONE, new Auth.Query("password", PASSWORD), new Auth.Query("token", "T1-abcdef"));
        HttpCall tokenCall = conversation.calls().get(1);
        assertThat(tokenCall.uri()).hasToString("https://maps.example/arcgis/tokens/generateToken");
        assertThat(parameters(tokenCall))
                .containsEntry("username", "ana")
                .containsEntry("client", "requestip")
                .containsEntry("expiration", "60")
                .containsEntry("f", "json");
        assertThat(conversation.calls())
                .allSatisfy(call -> assertThat(call.internal()).isTrue());
    }

    @Test
    void aTokenIsBoundToTheRefererOfTheService_ifItHasOne() {
        Conversation conversation =
                hold(guarded().headers(Map.of("referer", "https://home.example/")), new TokenServer("T1-abcdef"));

        assertThat(parameters(conversation.calls().get(1)))
                .containsEntry("client", "referer")
                .containsEntry("referer", "https://home.example/");
    }

    @Test
    void anExpiredTokenIsReplacedOnce() {
        TokenServer server = new TokenServer("T2-abcdef");
        Facts withOldToken = hold(guarded(), server).learned();

        Conversation conversation = hold(guarded(), withOldToken, server);

        assertThat(lastSegments(conversation)).containsExactly("query", "generateToken", "query");
        assertThat(conversation.answer().candidates()).hasSize(1);
    }

    @Test
    void aFreshTokenThatIsRefused_isAFailure() {
        Conversation conversation = hold(guarded(), new TokenServer("another"));

        assertThat(conversation.failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(lastSegments(conversation)).containsExactly("info", "generateToken", "query");
    }

    @Test
    void noTokenOrPasswordIsEverInTheText() {
        for (Function<HttpCall, FetchOutcome> server : List.<Function<HttpCall, FetchOutcome>>of(
                new TokenServer("T1-abcdef"),
                new TokenServer("another"),
                call -> path(call).endsWith("/rest/info")
                        ? new TokenServer("T1-abcdef").apply(call)
                        : error(call, 400, "Unable to generate token for " + PASSWORD))) {
            Conversation conversation = hold(guarded(), server);

            assertThat(conversation.calls().toString() + conversation.end())
                    .doesNotContain(PASSWORD, "pa55%2Bw0rd", "T1-abcdef");
        }
    }

    @Test
    void aWrongPassword_isUnauthorized_inTheServersWords() {
        Conversation conversation = hold(
                guarded(),
                call -> path(call).endsWith("generateToken")
                        ? Outcomes.ok(
                                call,
                                "{\"error\":{\"code\":400,\"message\":\"Unable to generate token.\","
                                        + "\"details\":[\"Invalid username or password.\"]}}")
                        : new TokenServer("T1-abcdef").apply(call));

        assertThat(conversation.failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(conversation.failure().message()).contains("Invalid username or password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://maps.example/arcgis/tokens/", "http://elsewhere.example/tokens", "file:///x", "%%"})
    void thePasswordIsNotSentJustAnywhere(String tokenServices) {
        Conversation conversation = hold(guarded(), new TokenServer("T1-abcdef", tokenServices));

        assertThat(lastSegments(conversation)).containsExactly("info");
        assertThat(conversation.failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(conversation.failure().message()).contains("neither https nor at its own origin");
    }

    @Test
    void aTokenServiceElsewhere_isNotReachedAsAnInternalOne() {
        Conversation conversation = hold(
                guarded().internal(true),
                new TokenServer("T1-abcdef", "https://portal.example/sharing/rest/generateToken"));

        HttpCall tokenCall = conversation.calls().get(1);
        assertThat(tokenCall.uri()).hasToString("https://portal.example/sharing/rest/generateToken");
        assertThat(tokenCall.internal()).isFalse();
    }

    @Test
    void aServerWithoutTokenService_isAFailure() {
        Conversation conversation =
                hold(guarded(), call -> Outcomes.ok(call, "{\"authInfo\":{\"isTokenBasedSecurity\":false}}"));

        assertThat(conversation.failure().message()).isEqualTo("the server names no token service");
    }

    @ParameterizedTest
    @ValueSource(ints = {498, 499})
    void withoutAUser_aTokenError_isUnauthorized(int code) {
        Conversation conversation =
                hold(service(MAP), call -> fixture(call, "arcgis/error-10.9-json-" + code + ".json"));

        assertThat(conversation.failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(conversation.calls()).hasSize(1);
    }

    @Test
    void aTokenInTheCatalogue_isSentAsItIs() {
        Auth auth = hold(
                        service(MAP)
                                .credentials(
                                        new Credentials(Credentials.Scheme.ARCGIS_TOKEN, null, null, "fixed-token")),
                        this::hit)
                .calls()
                .get(0)
                .auth();

        assertThat(auth).isEqualTo(new Auth.Query("token", "fixed-token"));
    }
}
