package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.geocontext.catalogue.AxisOrder;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WmsSourceTest extends SharingSourceContract {

    private static final LonLat POINT = new LonLat(26.2, -29.1);
    private static final String URL = "http://maps.example/wms";

    @Override
    protected Source source() {
        return new WmsSource();
    }

    @Override
    protected ServiceDefinition.Builder service(String url) {
        return ServiceDefinition.builder("districts", QueryType.WMS, url)
                .layer("districts")
                .property("district");
    }

    @Override
    protected List<String> fixtures() {
        return Stream.of("mapserver/wms-", "qgis/wms-", "geoserver/wms-", "arcgis/wms-")
                .flatMap(prefix -> Fixtures.list(prefix).stream())
                .toList();
    }

    @Override
    protected FetchOutcome hit(HttpCall call) {
        return Outcomes.ok(call, Fixtures.read("mapserver/wms-1.3.0-json-polygon.json"));
    }

    private static Map<String, String> query(HttpCall call) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : call.uri().getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static String format(HttpCall call) {
        return query(call).getOrDefault("INFO_FORMAT", "");
    }

    /** West or south to east or north, as written. */
    private static double[] box(HttpCall call) {
        return Stream.of(query(call).getOrDefault("BBOX", "").split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private Conversation hold(
            ServiceDefinition.Builder service, double tolerance, Facts facts, Function<HttpCall, FetchOutcome> server) {
        return Conversation.hold(source(), new Lookup(service.build(), POINT, tolerance, 1, true), facts, server);
    }

    private Conversation hold(ServiceDefinition.Builder service, Function<HttpCall, FetchOutcome> server) {
        return hold(service, 10, Facts.NONE, server);
    }

    private HttpCall firstCall(ServiceDefinition.Builder service, double tolerance) {
        return hold(service, tolerance, Facts.NONE, this::hit).calls().get(0);
    }

    private ServiceDefinition.Builder raster(String property) {
        return service(URL).layer("elevation").property(property);
    }

    private static Function<HttpCall, FetchOutcome> always(String fixture) {
        return call -> Outcomes.ok(call, Fixtures.read(fixture));
    }

    @Nested
    class Request {

        @Test
        void version130SaysWhatTheStandardAsksFor() {
            Map<String, String> query = query(firstCall(service(URL).version("1.3.0"), 10));

            assertThat(query)
                    .containsEntry("SERVICE", "WMS")
                    .containsEntry("VERSION", "1.3.0")
                    .containsEntry("REQUEST", "GetFeatureInfo")
                    .containsEntry("LAYERS", "districts")
                    .containsEntry("QUERY_LAYERS", "districts")
                    .containsEntry("STYLES", "")
                    .containsEntry("FORMAT", "image/png")
                    .containsEntry("CRS", "EPSG:4326")
                    .containsEntry("WIDTH", "101")
                    .containsEntry("HEIGHT", "101")
                    .containsEntry("I", "50")
                    .containsEntry("J", "50")
                    .containsEntry("INFO_FORMAT", "application/json")
                    .containsKeys("BBOX", "FEATURE_COUNT")
                    .doesNotContainKeys("SRS", "X", "Y", "WMTVER", "EXCEPTIONS");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.1.0", "1.1.1"})
        void version11HasSrsAndXAndY(String version) {
            Map<String, String> query = query(firstCall(service(URL).version(version), 10));

            assertThat(query)
                    .containsEntry("VERSION", version)
                    .containsEntry("REQUEST", "GetFeatureInfo")
                    .containsEntry("SRS", "EPSG:4326")
                    .containsEntry("X", "50")
                    .containsEntry("Y", "50")
                    .doesNotContainKeys("CRS", "I", "J", "WMTVER");
        }

        @Test
        void version100SaysWmtverAndFeatureInfo_andWantsErrorsAsText() {
            Map<String, String> query = query(firstCall(service(URL).version("1.0.0"), 10));

            assertThat(query)
                    .containsEntry("SERVICE", "WMS")
                    .containsEntry("WMTVER", "1.0.0")
                    .containsEntry("REQUEST", "feature_info")
                    .containsEntry("FORMAT", "PNG")
                    .containsEntry("SRS", "EPSG:4326")
                    .containsEntry("X", "50")
                    .containsEntry("EXCEPTIONS", "WMS_XML")
                    .doesNotContainKeys("VERSION", "CRS");
        }

        @ParameterizedTest
        @CsvSource({
            "1.3.0, EPSG:4326, AUTO, true",
            "1.3.0, EPSG:4326, XY, false",
            "1.3.0, CRS:84, AUTO, false",
            "1.3.0, EPSG:3857, AUTO, false",
            "1.3.0, EPSG:3857, YX, true",
            "1.3.0, EPSG:4148, AUTO, true",
            "1.1.1, EPSG:4326, AUTO, false",
            "1.1.1, EPSG:4326, YX, true",
            "1.0.0, EPSG:4326, AUTO, false",
        })
        void latitudeComesFirstWhereVersionAndCrsSaySo(
                String version, String crs, AxisOrder order, boolean northFirst) {
            double[] box = box(firstCall(service(URL).version(version).crs(crs).axisOrder(order), 10));

            double north = northFirst ? box[0] : box[1];
            double east = northFirst ? box[1] : box[0];
            assertThat(north).isNegative();
            assertThat(east).isPositive();
        }

        @Test
        void crs84IsNamedSoOnlyInVersion130() {
            assertThat(query(firstCall(service(URL).crs("CRS:84"), 10))).containsEntry("CRS", "CRS:84");
            assertThat(query(firstCall(service(URL).crs("CRS:84").version("1.1.1"), 10)))
                    .containsEntry("SRS", "EPSG:4326");
        }

        @Test
        void theImageIsSquareAroundThePoint() {
            double[] box = box(firstCall(service(URL).version("1.1.1"), 10));

            assertThat(box[2] - box[0]).isCloseTo(box[3] - box[1], within(1e-8));
            assertThat((box[0] + box[2]) / 2).isCloseTo(POINT.lon(), within(1e-8));
            assertThat((box[1] + box[3]) / 2).isCloseTo(POINT.lat(), within(1e-8));
        }

        @ParameterizedTest
        @CsvSource({"10, 10", "0, 1", "0.2, 1", "500, 500"})
        void theSearchRadiusReachesAsFarAsTheTolerance_butAtLeastAMetre(double tolerance, double reach) {
            HttpCall call = firstCall(service(URL).version("1.1.1"), tolerance);

            double[] box = box(call);
            double metresPerPixel = (box[3] - box[1]) * 110_000 / 101;
            assertThat(50 * metresPerPixel).isBetween(reach, reach * 1.3);
            assertThat(query(call))
                    .containsEntry("RADIUS", "50")
                    .containsEntry("BUFFER", "50")
                    .containsEntry("FI_POINT_TOLERANCE", "50")
                    .containsEntry("FI_LINE_TOLERANCE", "50")
                    .containsEntry("FI_POLYGON_TOLERANCE", "50")
                    .containsEntry("WITH_GEOMETRY", "true");
        }

        @Test
        void theCatalogueMaySetTheBox() {
            double[] box =
                    box(firstCall(service(URL).version("1.1.1").crs("EPSG:3857").boxMetres(100.0), 10));

            // Web Mercator is stretched by 1 / cos(latitude).
            assertThat(box[2] - box[0]).isCloseTo(200 / Math.cos(Math.toRadians(29.1)), within(2.0));
        }

        @Test
        void parametersOfTheServiceWinOverThoseOfTheProtocol() {
            ServiceDefinition.Builder service = service(URL)
                    .parameters(Map.of("styles", "plain", "TIME", "2020-01-01", "near", "{x},{y}"))
                    .crs("EPSG:3857");

            Map<String, String> query = query(firstCall(service, 10));

            assertThat(query)
                    .containsEntry("styles", "plain")
                    .containsEntry("TIME", "2020-01-01")
                    .doesNotContainKey("STYLES");
            assertThat(query.get("near")).startsWith("2916570.6").contains(",-3388");
        }

        @Test
        void aPointBeyondTheCrs_isOutsideExtent() {
            Lookup pole = new Lookup(service(URL).crs("EPSG:3857").build(), new LonLat(0, 90), 10, 1, true);

            Conversation conversation = Conversation.hold(source(), pole, Facts.NONE, WmsSourceTest.this::hit);

            assertThat(conversation.failure().reason()).isEqualTo(Reason.OUTSIDE_EXTENT);
            assertThat(conversation.calls()).isEmpty();
        }
    }

    @Nested
    class InfoFormat {

        private static final String REFUSAL = "mapserver/wms-1.3.0-xml-exception-format.xml";

        private FetchOutcome textOnly(HttpCall call) {
            return Outcomes.ok(
                    call,
                    Fixtures.read(
                            format(call).equals("text/plain") ? "mapserver/wms-1.3.0-plain-polygon.txt" : REFUSAL));
        }

        @Test
        void whereTheFormatIsRefused_theNextIsAsked() {
            Conversation conversation = hold(service(URL), this::textOnly);

            assertThat(conversation.calls().stream().map(WmsSourceTest::format))
                    .containsExactly("application/json", "application/vnd.ogc.gml", "text/xml", "text/plain");
            assertThat(conversation.answer().candidates()).hasSize(1);
        }

        @Test
        void whatWorkedIsAskedFirstFromThenOn_forEveryLayerOfTheEndpoint() {
            Facts learned = hold(service(URL), this::textOnly).learned();

            Conversation next = hold(service(URL).layer("zones"), 10, learned, this::textOnly);

            assertThat(next.calls().stream().map(WmsSourceTest::format)).containsExactly("text/plain");
        }

        @Test
        void aFormatThatFailsForOneLayerOnly_isKeptForTheOthers() {
            Function<HttpCall, FetchOutcome> jsonFailsForGroup = call -> Outcomes.ok(
                    call,
                    Fixtures.read(
                            !format(call).equals("application/json")
                                    ? "mapserver/wms-1.3.0-gml-two-layers.gml"
                                    : "mapserver/wms-1.3.0-json-two-layers.xml"));
            Facts learned = hold(service(URL).layer("group"), jsonFailsForGroup).learned();

            assertThat(hold(service(URL).layer("group"), 10, learned, jsonFailsForGroup)
                            .calls())
                    .hasSize(1);
            assertThat(format(hold(service(URL), 10, learned, WmsSourceTest.this::hit)
                            .calls()
                            .get(0)))
                    .isEqualTo("application/json");
        }

        @Test
        void anUnreadableBody_leadsToTheNextFormat() {
            Conversation conversation = hold(
                    service(URL),
                    call -> format(call).equals("application/json")
                            ? Outcomes.ok(call, "<html><body>not this one</body></html>")
                            : Outcomes.ok(call, Fixtures.read("geoserver/wms-1.3.0-gml-polygon.gml")));

            assertThat(conversation.calls()).hasSize(2);
            assertThat(conversation.answer().candidates()).hasSize(1);
        }

        @Test
        void anotherException_endsTheConversation() {
            Conversation conversation = hold(service(URL), always("mapserver/wms-1.3.0-plain-exception-layer.xml"));

            assertThat(conversation.calls()).hasSize(1);
            assertThat(conversation.failure().reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        }

        @Test
        void theCataloguesFormatIsTheOnlyOne() {
            Conversation conversation = hold(service(URL).infoFormat("text/xml"), always(REFUSAL));

            assertThat(conversation.calls().stream().map(WmsSourceTest::format)).containsExactly("text/xml");
            assertThat(conversation.failure().reason()).isEqualTo(Reason.SERVICE_EXCEPTION);
        }

        @Test
        void aPlusInTheFormatIsEncoded() {
            HttpCall call = firstCall(service(URL).infoFormat("application/geo+json"), 10);

            assertThat(call.uri().getRawQuery()).contains("INFO_FORMAT=application/geo%2Bjson");
        }

        @Test
        void htmlIsReadOnlyWhereTheCatalogueAsksForIt() {
            Function<HttpCall, FetchOutcome> html = always("qgis/wms-1.3.0-html-polygon.html");

            assertThat(hold(service(URL).infoFormat("text/html"), html).answer().candidates())
                    .isNotEmpty();
            assertThat(hold(service(URL), html).end()).isInstanceOf(Step.Failure.class);
        }

        @Test
        void nothingAtAllIsNoHitInHtml_andMalformedElsewhere() {
            Function<HttpCall, FetchOutcome> nothing = always("mapserver/wms-1.3.0-html-no-hit.html");

            assertThat(hold(service(URL).infoFormat("text/html"), nothing)
                            .answer()
                            .candidates())
                    .isEmpty();
            assertThat(hold(service(URL), nothing).failure().reason()).isEqualTo(Reason.MALFORMED);
        }

        @Test
        void aReplyThatIsTooLarge_isAskedForAsText_whichHasNoGeometries() {
            Function<HttpCall, FetchOutcome> server = call -> format(call).equals("text/plain")
                    ? Outcomes.ok(call, Fixtures.read("mapserver/wms-1.3.0-plain-polygon.txt"))
                    : Outcomes.failure(Reason.TOO_LARGE, "more than 4 MiB");

            Conversation conversation = hold(service(URL), server);

            assertThat(conversation.calls()).hasSize(2);
            assertThat(conversation.answer().candidates().get(0).geometry()).isNull();
            assertThat(format(hold(service(URL).layer("zones"), 10, conversation.learned(), WmsSourceTest.this::hit)
                            .calls()
                            .get(0)))
                    .isEqualTo("application/json");
        }
    }

    @Nested
    class Vectors {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "mapserver/wms-1.3.0-json-polygon.json",
                    "mapserver/wms-1.3.0-gml-polygon.gml",
                    "mapserver/wms-1.3.0-gml2-polygon.gml",
                    "mapserver/wms-1.3.0-gml3-polygon.gml",
                    "mapserver/wms-1.1.1-json-polygon.json",
                    "mapserver/wms-1.3.0-gml-polygon-3857.gml",
                    "mapserver/wms-1.3.0-json-polygon-3857.json",
                    "qgis/wms-1.3.0-json-polygon.json",
                    "qgis/wms-1.3.0-json-polygon-3857.json",
                    "qgis/wms-1.3.0-gml-polygon.gml",
                    "qgis/wms-1.3.0-gml-polygon-3857.gml",
                    "qgis/wms-1.3.0-gml311-polygon.gml",
                    "geoserver/wms-1.3.0-json-polygon.json",
                    "geoserver/wms-1.3.0-json-native-crs.json",
                    "geoserver/wms-1.3.0-gml-polygon.gml",
                    "geoserver/wms-1.3.0-gml311-polygon.gml",
                    "geoserver/wms-1.3.0-gml311-polygon-url-srs.gml"
                })
        void geometriesOfEveryServerAreInLonLat(String fixture) {
            List<Candidate> candidates =
                    hold(service(URL).property(""), always(fixture)).answer().candidates();

            assertThat(candidates).hasSize(1);
            assertThat(candidates.get(0).raster()).isFalse();
            assertThat(candidates.get(0).geometry()).isNotNull();
            assertThat(candidates.get(0).geometry().getEnvelopeInternal().contains(26.2, -29.1))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "mapserver/wms-1.3.0-plain-polygon.txt",
                    "geoserver/wms-1.3.0-plain-polygon.txt",
                    "arcgis/wms-1.3.0-xml-polygon.xml",
                    "mapserver/wms-1.3.0-gml-no-geometry.gml",
                    "qgis/wms-1.3.0-json-no-geometry.json"
                })
        void aHitWithoutGeometryIsKept(String fixture) {
            List<Candidate> candidates =
                    hold(service(URL), always(fixture)).answer().candidates();

            assertThat(candidates).hasSize(1);
            assertThat(candidates.get(0).geometry()).isNull();
            assertThat(candidates.get(0).raster()).isFalse();
            assertThat(candidates.get(0).properties()).containsEntry("district", "Łódź – Egoli");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "mapserver/wms-1.3.0-json-no-hit.json",
                    "mapserver/wms-1.3.0-gml-no-hit.gml",
                    "mapserver/wms-1.3.0-plain-no-hit.txt",
                    "mapserver/wms-1.3.0-template-no-hit.json",
                    "qgis/wms-1.3.0-json-no-hit.json",
                    "qgis/wms-1.3.0-xml-no-hit.xml",
                    "qgis/wms-1.3.0-plain-no-hit.txt",
                    "geoserver/wms-1.3.0-json-no-hit.json",
                    "geoserver/wms-1.3.0-plain-no-hit.txt",
                    "arcgis/wms-1.3.0-xml-no-hit.xml"
                })
        void everyWayToSayNothingIsThere_isAnEmptyAnswer(String fixture) {
            Conversation conversation = hold(service(URL), always(fixture));

            assertThat(conversation.answer().candidates()).isEmpty();
            assertThat(conversation.calls()).hasSize(1);
        }

        @Test
        void aReplyAtItsFeatureCount_isTruncated() {
            Lookup all = new Lookup(service(URL).build(), POINT, 10, 1, true);
            Function<HttpCall, FetchOutcome> full = call -> {
                int count = Integer.parseInt(query(call).get("FEATURE_COUNT"));
                String feature = "{\"type\":\"Feature\",\"properties\":{\"district\":\"x\"},"
                        + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[26.2,-29.1]}}";
                return Outcomes.ok(
                        call,
                        "{\"type\":\"FeatureCollection\",\"features\":["
                                + String.join(",", Collections.nCopies(count, feature)) + "]}");
            };

            assertThat(Conversation.hold(source(), all, Facts.NONE, full)
                            .answer()
                            .truncated())
                    .isTrue();
            assertThat(hold(service(URL), WmsSourceTest.this::hit).answer().truncated())
                    .isFalse();
        }
    }

    @Nested
    class Rasters {

        private String only(String property, Candidate candidate) {
            String name = PropertyMatch.find(candidate.properties().keySet(), property)
                    .orElseThrow();
            return String.valueOf(candidate.properties().get(name));
        }

        @ParameterizedTest
        @CsvSource({
            "geoserver/wms-1.3.0-json-raster.json, GRAY_INDEX, 1352.0625",
            "geoserver/wms-1.3.0-plain-raster.txt, GRAY_INDEX, 1352.0625",
            "geoserver/wms-1.3.0-json-raster-bands.json, GREEN_BAND, 134",
            "mapserver/wms-1.3.0-json-raster.json, value_0, 1352.0625",
            "mapserver/wms-1.3.0-gml-raster.gml, value_0, 1352.0625",
            "mapserver/wms-1.3.0-plain-raster.txt, value_0, 1352.0625",
            "mapserver/wms-1.3.0-gml3-raster.gml, value_0, 1352.0625",
            "mapserver/wms-1.3.0-json-raster-bands.json, value_2, 224",
            "mapserver/wms-1.3.0-json-raster-classes.json, class, built",
            "qgis/wms-1.3.0-json-raster.json, Band 1: height, 1352.06",
            "qgis/wms-1.3.0-xml-raster.xml, Band 1: height, 1352.06",
            "qgis/wms-1.3.0-plain-raster.txt, Band 1: height, 1352.06",
            "qgis/wms-1.3.0-json-raster.json, height, 1352.06",
            "qgis/wms-1.3.0-json-raster-bands.json, Band 2, 134",
            "arcgis/wms-1.3.0-xml-raster.xml, Pixel Value, 1352.0625",
            // whichever server stands behind the service now
            "mapserver/wms-1.3.0-json-raster.json, GRAY_INDEX, 1352.0625",
            "qgis/wms-1.3.0-json-raster.json, GRAY_INDEX, 1352.06",
            "geoserver/wms-1.3.0-json-raster.json, value_0, 1352.0625",
        })
        void thePixelAtThePointIsTheAnswer(String fixture, String property, String value) {
            List<Candidate> candidates =
                    hold(raster(property), always(fixture)).answer().candidates();

            assertThat(candidates).hasSize(1);
            assertThat(candidates.get(0).raster()).isTrue();
            assertThat(only(property, candidates.get(0))).isEqualTo(value);
        }

        @Test
        void aBandThatIsNotThereIsNotReplaced() {
            Candidate pixel = hold(raster("GRAY_INDEX"), always("qgis/wms-1.3.0-json-raster-bands.json"))
                    .answer()
                    .candidates()
                    .get(0);

            assertThat(PropertyMatch.find(pixel.properties().keySet(), "GRAY_INDEX"))
                    .isEmpty();
        }

        @Test
        void aPositionOutsideTheRaster_isNoHit() {
            assertThat(hold(raster("Band 1: height"), always("qgis/wms-1.3.0-json-raster-outside.json"))
                            .answer()
                            .candidates())
                    .isEmpty();
        }

        @Test
        void oneSmallPixelIsBelieved_andTheLayerIsKnownAsARaster() {
            Conversation first = hold(raster("GRAY_INDEX"), always("geoserver/wms-1.3.0-json-raster.json"));
            Conversation next =
                    hold(raster("GRAY_INDEX"), 5000, first.learned(), always("geoserver/wms-1.3.0-json-raster.json"));

            assertThat(first.calls()).hasSize(1);
            assertThat(next.calls()).hasSize(1);
            assertThat(query(next.calls().get(0))).containsEntry("RADIUS", "1");
            double[] box = box(next.calls().get(0));
            assertThat((box[2] - box[0]) * 110_900).isBetween(19.0, 24.0);
        }

        @Test
        void aPixelOfAWideBox_isAskedForOnceMore_inTheSmallBox() {
            Conversation conversation =
                    hold(raster("GRAY_INDEX"), 5000, Facts.NONE, always("geoserver/wms-1.3.0-json-raster.json"));

            assertThat(conversation.calls()).hasSize(2);
            double[] box = box(conversation.calls().get(1));
            assertThat((box[2] - box[0]) * 110_900).isBetween(19.0, 24.0);
        }

        @Test
        void whereTheSmallBoxIsSwitchedOffByScale_theFirstPixelHasToDo() {
            Function<HttpCall, FetchOutcome> scaled = call -> {
                double[] box = box(call);
                return Outcomes.ok(
                        call,
                        Fixtures.read(
                                box[2] - box[0] < 0.01
                                        ? "geoserver/wms-1.3.0-json-no-hit.json"
                                        : "geoserver/wms-1.3.0-json-raster.json"));
            };

            Conversation first = hold(raster("GRAY_INDEX"), 5000, Facts.NONE, scaled);
            Conversation next = hold(raster("GRAY_INDEX"), 5000, first.learned(), scaled);

            assertThat(first.answer().candidates()).hasSize(1);
            assertThat(next.answer().candidates()).hasSize(1);
        }

        @Test
        void neighboursOfAPixelWithoutData_areNoAnswer() {
            Function<HttpCall, FetchOutcome> hole = call -> Outcomes.ok(
                    call,
                    Fixtures.read("mapserver/wms-1.3.0-json-raster"
                            + (query(call).get("RADIUS").equals("50") ? ".json" : "-outside.json")));

            assertThat(hold(raster("value_0"), hole).answer().candidates()).isEmpty();
        }

        @Test
        void aRasterThatIsEmptyInAProjectedCrs_isAskedInDegrees_fromThenOn() {
            Function<HttpCall, FetchOutcome> mapServer = call -> Outcomes.ok(
                    call,
                    Fixtures.read("mapserver/wms-1.3.0-json-raster"
                            + (query(call).containsValue("EPSG:4326") ? "-bands.json" : "-outside.json")));
            ServiceDefinition.Builder photo = raster("value_1").crs("EPSG:3857");

            Conversation first = hold(photo, mapServer);
            Conversation next = hold(photo, 10, first.learned(), mapServer);

            assertThat(first.answer().candidates().get(0).properties()).containsEntry("value_1", "134");
            assertThat(next.calls()).hasSize(1);
            assertThat(query(next.calls().get(0))).containsEntry("CRS", "EPSG:4326");
            assertThat(box(next.calls().get(0))[0]).isNegative();
        }

        @Test
        void aProjectedCrsThatHasBroughtHits_isNotDoubted() {
            ServiceDefinition.Builder projected = service(URL).crs("EPSG:3857");
            Facts learned = hold(projected, WmsSourceTest.this::hit).learned();

            assertThat(hold(projected, 10, learned, always("mapserver/wms-1.3.0-json-no-hit.json"))
                            .calls())
                    .hasSize(1);
        }

        @Test
        void theCataloguesBoxHoldsForRastersToo() {
            Conversation conversation = hold(
                    raster("GRAY_INDEX").boxMetres(3000.0),
                    10,
                    Facts.NONE,
                    always("geoserver/wms-1.3.0-json-raster.json"));

            assertThat(conversation.calls()).allSatisfy(call -> {
                double[] box = box(call);
                assertThat((box[2] - box[0]) * 110_900).isBetween(5900.0, 7000.0);
            });
        }

        @Test
        void ofNeighbourPixelsTheNearestIsTaken() {
            Candidate pixel = hold(raster("value_0"), always("mapserver/wms-1.3.0-gml-raster.gml"))
                    .answer()
                    .candidates()
                    .get(0);

            assertThat(pixel.properties()).containsEntry("x", "26.199797").containsEntry("value_0", "1352.0625");
        }

        @Test
        void aLayerThatHasBecomeAVectorLayer_isNoLongerAskedAsARaster() {
            Facts raster = hold(service(URL), always("geoserver/wms-1.3.0-json-raster.json"))
                    .learned();

            Facts learned =
                    hold(service(URL), 10, raster, WmsSourceTest.this::hit).learned();

            assertThat(query(hold(service(URL), 10, learned, WmsSourceTest.this::hit)
                            .calls()
                            .get(0)))
                    .containsEntry("RADIUS", "50");
        }
    }

    @Nested
    class Aliases {

        private ServiceDefinition.Builder sites(String property) {
            return service(URL).layer("sites").property(property);
        }

        private FetchOutcome qgis(HttpCall call, String json, String gml) {
            return Outcomes.ok(
                    call, Fixtures.read("qgis/wms-1.3.0-" + (format(call).contains("gml") ? gml : json)));
        }

        private FetchOutcome site(HttpCall call) {
            return qgis(call, "json-alias.json", "gml-alias.gml");
        }

        private FetchOutcome siteOfNulls(HttpCall call) {
            return qgis(call, "json-null-numbers.json", "gml-null-numbers.gml");
        }

        @Test
        void aPropertyHiddenBehindItsAlias_isFoundByTheGml() {
            Conversation conversation = hold(sites("depth_m"), this::site);

            assertThat(conversation.calls().stream().map(WmsSourceTest::format))
                    .containsExactly("application/json", "application/vnd.ogc.gml");
            assertThat(conversation.answer().candidates().get(0).properties()).containsEntry("depth_m", "118.25");
        }

        @Test
        void theAliasIsRemembered() {
            Facts learned = hold(sites("depth_m"), this::site).learned();

            Conversation next = hold(sites("depth_m"), 10, learned, this::siteOfNulls);

            assertThat(next.calls()).hasSize(1);
            assertThat(next.answer().candidates().get(0).properties()).containsEntry("depth_m", null);
        }

        @Test
        void aNullNumberIsNotTakenForZero() {
            Conversation conversation = hold(sites("depth_m"), this::siteOfNulls);

            assertThat(conversation.answer().candidates().get(0).properties()).containsEntry("depth_m", null);
        }

        @Test
        void aPropertyThatTheLayerLacks_isLookedForOnce() {
            Conversation first = hold(sites("colour"), this::site);
            Conversation next = hold(sites("colour"), 10, first.learned(), this::site);

            assertThat(first.calls()).hasSize(2);
            assertThat(first.answer().candidates().get(0).properties())
                    .doesNotContainKey("colour")
                    .containsKey("state");
            assertThat(next.calls()).hasSize(1);
        }

        @Test
        void aNullThatJsonLeavesOut_isANull() {
            Function<HttpCall, FetchOutcome> mapServer = call -> Outcomes.ok(
                    call,
                    Fixtures.read("mapserver/wms-1.3.0-"
                            + (format(call).contains("gml") ? "gml-nulls.gml" : "json-nulls.json")));

            Conversation first = hold(service(URL).property("residents"), mapServer);
            Conversation next = hold(service(URL).property("residents"), 10, first.learned(), mapServer);

            assertThat(first.answer().candidates().get(0).properties()).containsEntry("residents", null);
            assertThat(next.answer().candidates().get(0).properties()).containsEntry("residents", null);
            assertThat(next.calls()).hasSize(1);
        }

        @Test
        void whereTheGmlFails_theJsonIsTheAnswer() {
            Conversation conversation = hold(
                    sites("depth_m"),
                    call -> format(call).contains("gml")
                            ? Outcomes.failure(Reason.TIMEOUT, "too slow")
                            : Outcomes.ok(call, Fixtures.read("qgis/wms-1.3.0-json-alias.json")));

            assertThat(conversation.answer().candidates()).hasSize(1);
            assertThat(hold(sites("depth_m"), 10, conversation.learned(), this::site)
                            .answer()
                            .candidates()
                            .get(0)
                            .properties())
                    .containsEntry("depth_m", "118.25");
        }
    }
}
