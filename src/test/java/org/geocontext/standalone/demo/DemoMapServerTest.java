package org.geocontext.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.geocontext.codec.Json;
import org.geocontext.http.Urls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What clients of the three protocols ask, and what the standards let them expect. */
class DemoMapServerTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static DemoMapServer server;

    @BeforeAll
    static void start() throws Exception {
        server = DemoMapServer.start(DemoData.load(), Map.of("geology", Duration.ofMillis(300)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> get(String path, String... parameters) throws Exception {
        StringBuilder url = new StringBuilder(server.baseUrl()).append(path);
        for (int i = 0; i < parameters.length; i += 2) {
            url.append(i == 0 ? '?' : '&').append(parameters[i]).append('=').append(Urls.encode(parameters[i + 1]));
        }
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url.toString())).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<?, ?> json(HttpResponse<String> response) throws Exception {
        return (Map<?, ?>) Json.parse(response.body());
    }

    @Nested
    class Wms {

        private String featureInfo(String version, String crs, String box, String layer, String format)
                throws Exception {
            boolean v130 = version.equals("1.3.0");
            return get(
                            "/wms",
                            "SERVICE",
                            "WMS",
                            "VERSION",
                            version,
                            "REQUEST",
                            "GetFeatureInfo",
                            "LAYERS",
                            layer,
                            "QUERY_LAYERS",
                            layer,
                            v130 ? "CRS" : "SRS",
                            crs,
                            "BBOX",
                            box,
                            "WIDTH",
                            "101",
                            "HEIGHT",
                            "101",
                            v130 ? "I" : "X",
                            "50",
                            v130 ? "J" : "Y",
                            "50",
                            "INFO_FORMAT",
                            format)
                    .body();
        }

        @Test
        void version130TakesLatitudeFirstForEpsg4326() throws Exception {
            assertThat(featureInfo("1.3.0", "EPSG:4326", "-24.46,31.39,-24.45,31.40", "districts", "application/json"))
                    .contains("\"population\":86340");
        }

        @Test
        void version130TakesLongitudeFirstForCrs84() throws Exception {
            assertThat(featureInfo("1.3.0", "CRS:84", "31.39,-24.46,31.40,-24.45", "districts", "application/json"))
                    .contains("\"population\":86340");
        }

        @Test
        void version111TakesLongitudeFirst() throws Exception {
            assertThat(featureInfo("1.1.1", "EPSG:4326", "31.39,-24.46,31.40,-24.45", "districts", "application/json"))
                    .contains("\"population\":86340");
        }

        @Test
        void theWrongAxisOrderFindsNothing() throws Exception {
            assertThat(featureInfo("1.3.0", "EPSG:4326", "31.39,-24.46,31.40,-24.45", "districts", "application/json"))
                    .contains("\"features\":[]");
        }

        @Test
        void aProjectedBoxFindsTheSame() throws Exception {
            assertThat(featureInfo(
                            "1.3.0", "EPSG:3857", "3494920,-2809185,3495120,-2808985", "elevation", "application/json"))
                    .contains("\"GRAY_INDEX\":" + elevationAt(31.3963, -24.4561));
        }

        private static int elevationAt(double lon, double lat) {
            DemoLayer.Raster layer =
                    (DemoLayer.Raster) DemoData.load().find("elevation").orElseThrow();
            return layer.grid().valueAt(lon, lat).orElseThrow();
        }

        @Test
        void aPixelHasNeitherIdNorGeometry() throws Exception {
            assertThat(featureInfo("1.3.0", "EPSG:4326", "-24.46,31.39,-24.45,31.40", "elevation", "application/json"))
                    .contains("\"id\":\"\",\"geometry\":null");
        }

        @Test
        void plainTextNamesTheLayer() throws Exception {
            assertThat(featureInfo("1.1.1", "EPSG:4326", "31.39,-24.46,31.40,-24.45", "geology", "text/plain"))
                    .startsWith("Results for FeatureType 'urn:x-geocontext:demo:geology':")
                    .contains("rock = Granite gneiss\n");
        }

        @Test
        void gml2WritesCoordinatePairsEastFirst() throws Exception {
            assertThat(featureInfo(
                            "1.1.1", "EPSG:4326", "31.39,-24.46,31.40,-24.45", "districts", "application/vnd.ogc.gml"))
                    .contains("<gml:outerBoundaryIs>")
                    .contains("<gml:coordinates>31.0,-24.98 ");
        }

        @Test
        void anUnknownLayerIsAServiceException() throws Exception {
            assertThat(featureInfo("1.3.0", "EPSG:4326", "-24.46,31.39,-24.45,31.40", "nowhere", "text/plain"))
                    .contains("<ServiceException code=\"LayerNotDefined\"")
                    .contains("nowhere is not a layer");
        }

        @Test
        void theBrokenLayerIsAServiceException() throws Exception {
            assertThat(featureInfo("1.3.0", "EPSG:4326", "-24.46,31.39,-24.45,31.40", "air_quality", "text/plain"))
                    .contains("<ServiceException code=\"NoApplicableCode\">")
                    .contains("does not answer");
        }

        @Test
        void aPixelOutsideOfTheImageIsAnInvalidPoint() throws Exception {
            HttpResponse<String> response = get(
                    "/wms",
                    "VERSION",
                    "1.3.0",
                    "REQUEST",
                    "GetFeatureInfo",
                    "LAYERS",
                    "districts",
                    "QUERY_LAYERS",
                    "districts",
                    "CRS",
                    "EPSG:4326",
                    "BBOX",
                    "-24.46,31.39,-24.45,31.40",
                    "WIDTH",
                    "101",
                    "HEIGHT",
                    "101",
                    "I",
                    "101",
                    "J",
                    "0");
            assertThat(response.body()).contains("code=\"InvalidPoint\"");
        }

        @Test
        void capabilitiesListEveryLayer() throws Exception {
            assertThat(get("/wms", "SERVICE", "WMS", "REQUEST", "GetCapabilities")
                            .body())
                    .contains("<WMS_Capabilities version=\"1.3.0\"")
                    .contains("<Name>soil_moisture</Name>", "<Name>rivers</Name>");
        }
    }

    @Nested
    class Wfs {

        private String features(String version, String box, String srsName, String format) throws Exception {
            boolean v2 = version.equals("2.0.0");
            return get(
                            "/wfs",
                            "SERVICE",
                            "WFS",
                            "VERSION",
                            version,
                            "REQUEST",
                            "GetFeature",
                            v2 ? "TYPENAMES" : "TYPENAME",
                            "demo:districts",
                            "BBOX",
                            box,
                            "SRSNAME",
                            srsName,
                            "OUTPUTFORMAT",
                            format)
                    .body();
        }

        @Test
        void aBoxWithoutCrsIsEastFirst() throws Exception {
            assertThat(features("2.0.0", "31.39,-24.46,31.40,-24.45", "EPSG:4326", "application/json"))
                    .contains("\"Letshana\"");
        }

        @Test
        void aBoxWithAUrnIsInTheAuthoritysOrder() throws Exception {
            assertThat(features(
                            "1.1.0",
                            "-24.46,31.39,-24.45,31.40,urn:ogc:def:crs:EPSG::4326",
                            "EPSG:4326",
                            "application/json"))
                    .contains("\"Letshana\"");
        }

        @Test
        void aBoxInMetresIsTransformed() throws Exception {
            assertThat(features("1.1.0", "3494920,-2809185,3495120,-2808985,EPSG:3857", "EPSG:3857", "gml3"))
                    .contains("<demo:name>Letshana</demo:name>")
                    .contains("srsName=\"EPSG:3857\"");
        }

        @Test
        void gml32UnderAUrnWritesLatitudeFirst() throws Exception {
            assertThat(features("2.0.0", "31.39,-24.46,31.40,-24.45", "urn:ogc:def:crs:EPSG::4326", "gml32"))
                    .contains("numberReturned=\"1\"")
                    .contains("<gml:posList>-24.98 31.0 ");
        }

        @Test
        void countLimitsTheFeatures() throws Exception {
            String body = get(
                            "/wfs",
                            "VERSION",
                            "2.0.0",
                            "REQUEST",
                            "GetFeature",
                            "TYPENAMES",
                            "catchments",
                            "COUNT",
                            "2",
                            "OUTPUTFORMAT",
                            "application/json")
                    .body();
            assertThat(body.split("\"type\":\"Feature\"")).hasSize(3);
        }

        @Test
        void aRasterIsNoFeatureType() throws Exception {
            HttpResponse<String> response =
                    get("/wfs", "VERSION", "2.0.0", "REQUEST", "GetFeature", "TYPENAMES", "elevation");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("exceptionCode=\"InvalidParameterValue\" locator=\"typenames\"");
        }

        @Test
        void capabilitiesListTheFeatureTypesOnly() throws Exception {
            assertThat(get("/wfs", "VERSION", "1.1.0", "REQUEST", "GetCapabilities")
                            .body())
                    .contains("<wfs:Name>demo:rivers</wfs:Name>")
                    .doesNotContain("elevation");
        }
    }

    @Nested
    class ArcGisRest {

        private static final String MAP_SERVER = "/arcgis/rest/services/demo/MapServer";

        @Test
        void queryFindsWhatAnEnvelopeTouches() throws Exception {
            Map<?, ?> set = json(get(
                    MAP_SERVER + "/3/query",
                    "geometry",
                    "{\"xmin\":31.39,\"ymin\":-24.46,\"xmax\":31.40,\"ymax\":-24.45,\"spatialReference\":{\"wkid\":4326}}",
                    "geometryType",
                    "esriGeometryEnvelope",
                    "outFields",
                    "name,population",
                    "returnGeometry",
                    "false",
                    "f",
                    "json"));
            assertThat(Json.write(set.get("features"), false))
                    .isEqualTo("[{\"attributes\":{\"name\":\"Letshana\",\"population\":86340}}]");
        }

        @Test
        void shellsGoClockwiseAndHolesTheOtherWay() throws Exception {
            Map<?, ?> set = json(get(MAP_SERVER + "/0/query", "geometry", "31.7,-24.05", "inSR", "4326"));
            assertThat(Json.write(set.get("features"), false)).contains("\"Nkonwane\"");
            Map<?, ?> feature = (Map<?, ?>) ((List<?>) set.get("features")).get(0);
            List<?> rings = (List<?>) ((Map<?, ?>) feature.get("geometry")).get("rings");

            assertThat(rings).hasSize(2);
            assertThat(signedArea((List<?>) rings.get(0))).isNegative();
            assertThat(signedArea((List<?>) rings.get(1))).isPositive();
        }

        private static double signedArea(List<?> ring) {
            double sum = 0;
            for (int i = 0; i + 1 < ring.size(); i++) {
                sum += ordinate(ring, i, 0) * ordinate(ring, i + 1, 1)
                        - ordinate(ring, i + 1, 0) * ordinate(ring, i, 1);
            }
            return sum / 2;
        }

        private static double ordinate(List<?> ring, int position, int axis) {
            return ((Number) ((List<?>) ring.get(position)).get(axis)).doubleValue();
        }

        @Test
        void datesAreEpochMilliseconds() throws Exception {
            assertThat(get(MAP_SERVER + "/6/query", "outFields", "opened").body())
                    .contains("{\"opened\":-126230400000}")
                    .contains("{\"name\":\"opened\",\"alias\":\"opened\",\"type\":\"esriFieldTypeDate\"}");
        }

        @Test
        void whatIsCutOffIsSaid() throws Exception {
            assertThat(get(MAP_SERVER + "/0/query", "resultRecordCount", "2").body())
                    .contains("\"exceededTransferLimit\":true");
        }

        @Test
        void anUnknownFieldIsAnErrorWithStatus200() throws Exception {
            HttpResponse<String> response = get(MAP_SERVER + "/0/query", "outFields", "nothing");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).startsWith("{\"error\":{");
        }

        @Test
        void aRasterLayerRefusesToBeQueried() throws Exception {
            assertThat(get(MAP_SERVER + "/9/query", "geometry", "31.4,-24.4").body())
                    .contains("Requested operation is not supported by this service.");
        }

        @Test
        void identifyAnswersSeveralLayersAtOnce() throws Exception {
            String body = get(
                            MAP_SERVER + "/identify",
                            "geometry",
                            "{\"x\":31.3963,\"y\":-24.4561}",
                            "geometryType",
                            "esriGeometryPoint",
                            "sr",
                            "4326",
                            "layers",
                            "all:3,9",
                            "tolerance",
                            "1",
                            "mapExtent",
                            "31.39,-24.46,31.40,-24.45",
                            "imageDisplay",
                            "101,101,96")
                    .body();
            assertThat(body).contains("\"layerId\":3", "\"layerId\":9", "\"Pixel Value\":", "\"Letshana\"");
        }

        @Test
        void anImageServerIdentifiesAPixel() throws Exception {
            Map<?, ?> pixel = json(get(
                    "/arcgis/rest/services/land_cover/ImageServer/identify",
                    "geometry",
                    "{\"x\":31.77,\"y\":-24.19,\"spatialReference\":{\"wkid\":4326}}",
                    "geometryType",
                    "esriGeometryPoint"));
            assertThat(pixel.get("value")).isEqualTo("4");
        }

        @Test
        void anImageServerSaysNoDataOutsideOfItsRaster() throws Exception {
            Map<?, ?> pixel =
                    json(get("/arcgis/rest/services/elevation/ImageServer/identify", "geometry", "{\"x\":0,\"y\":0}"));
            assertThat(pixel.get("value")).isEqualTo("NoData");
        }
    }

    @Test
    void aLayerIsAsSlowAsItIsToldToBe() throws Exception {
        long start = System.nanoTime();
        get("/arcgis/rest/services/demo/MapServer/2/query", "geometry", "31.4,-24.4");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
}
