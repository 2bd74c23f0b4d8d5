package org.geocontext.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.geocontext.geo.LonLatBox;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code capabilities/PROVENANCE.md} says where the documents come from. */
class CapabilitiesReaderTest {

    static byte[] document(String name) {
        try (InputStream stream = CapabilitiesReaderTest.class.getResourceAsStream("/capabilities/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Capabilities read(String name) throws CodecException {
        return CapabilitiesReader.read(Bodies.reply(document(name)), layer -> true);
    }

    private static LayerCapabilities layer(String name, Capabilities capabilities) {
        return capabilities.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + capabilities));
    }

    private static LonLatBox extentIn(String layers) throws CodecException {
        return layer("a", wms(layers)).extent();
    }

    /** A capabilities document of WMS 1.3.0 around these layers. */
    private static Capabilities wms(String layers) throws CodecException {
        String xml = "<?xml version=\"1.0\"?><WMS_Capabilities version=\"1.3.0\"><Service><Title>T</Title></Service>"
                + "<Capability><Layer>" + layers + "</Layer></Capability></WMS_Capabilities>";
        return CapabilitiesReader.read(Bodies.reply(xml.getBytes(UTF_8)), layer -> true);
    }

    private static String box(double west, double south, double east, double north) {
        return "<EX_GeographicBoundingBox><westBoundLongitude>" + west + "</westBoundLongitude><eastBoundLongitude>"
                + east + "</eastBoundLongitude><southBoundLatitude>" + south
                + "</southBoundLatitude><northBoundLatitude>" + north
                + "</northBoundLatitude></EX_GeographicBoundingBox>";
    }

    @ParameterizedTest
    @CsvSource({
        "mapserver/wms-1.0.0.xml, districts, Districts, 25.6, -30, 27, -28.8",
        "mapserver/wms-1.1.1.xml, districts, Districts, 25.6, -30, 27, -28.8",
        "mapserver/wms-1.3.0.xml, districts, Districts, 25.6, -30, 27, -28.8",
        "mapserver/wms-1.3.0.xml, rivers, Rivers, 25.993170, -29.236447, 26.405525, -29.098256",
        "mapserver/wfs-1.0.0.xml, rivers, Rivers, 25.993170, -29.236447, 26.405525, -29.098256",
        "mapserver/wfs-1.1.0.xml, rivers, Rivers, 25.993170, -29.236447, 26.405525, -29.098256",
        "mapserver/wfs-2.0.0.xml, ms:rivers, Rivers, 25.993170, -29.236447, 26.405525, -29.098256",
        "qgis/wms-1.1.1.xml, rivers, rivers, 25.993169, -29.236448, 26.405525, -29.098255",
        "qgis/wms-1.3.0.xml, rivers, rivers, 25.993169, -29.236448, 26.405525, -29.098255",
        "qgis/wfs-1.0.0.xml, rivers, rivers, 25.993169, -29.236448, 26.405525, -29.098255",
        "qgis/wfs-1.0.0.xml, zones, zones, 26.182036, -29.115698, 26.253902, -29.084301",
        "qgis/wfs-1.0.0.xml, sites, sites, 26.20002, -29.9, 26.9, -29.097292",
        "qgis/wfs-1.1.0.xml, rivers, rivers, 25.993169, -29.236448, 26.405525, -29.098255",
        "geoserver/wms-1.3.0.xml, topp:states, USA Population, -124.731422, 24.955967, -66.969849, 49.371735",
        "geoserver/wms-1.3.0.xml, tasmania, Tasmania, 143.834824, -43.648056, 148.479141, -39.573891",
        "geoserver/wms-1.1.1-edge.xml, lonely, lonely, 26.1999, -29.1001, 26.2001, -29.0999",
        "geoserver/wms-1.3.0-edge.xml, lonely, lonely, 26.1999, -29.1001, 26.2001, -29.0999",
        "geoserver/wfs-1.0.0-edge.xml, edge:lonely_utm, lonely_utm, 26.199934, -29.106063, 26.199955, -29.106045",
        "geoserver/wfs-1.1.0-edge.xml, edge:lonely_utm, lonely_utm, 26.199934, -29.106063, 26.199955, -29.106045",
        "geoserver/wfs-2.0.0-edge.xml, edge:fiji, fiji, -179.5, -18, 179.5, -17",
        "koop/feature-layer.json, 0, Sites, 26.20002093, -29.9, 26.9, -29.09729251",
        "koop/feature-layers.json, 0, Sites, 26.20002093, -29.9, 26.9, -29.09729251",
        "arcgis/map-layers.json, 0, Water, 25.497, -30, 27.000001, -28.395998",
        "arcgis/map-layers.json, 1, Rivers, 25.993169, -29.236448, 26.405525, -29.098255"
    })
    void aLayerHasItsTitleAndItsExtent(
            String document, String name, String title, double west, double south, double east, double north)
            throws CodecException {
        LayerCapabilities layer = layer(name, read(document));
        assertThat(layer.title()).startsWith(title);
        assertThat(layer.extent()).isNotNull();
        assertThat(layer.extent().west()).isCloseTo(west, within(2e-6));
        assertThat(layer.extent().south()).isCloseTo(south, within(2e-6));
        assertThat(layer.extent().east()).isCloseTo(east, within(2e-6));
        assertThat(layer.extent().north()).isCloseTo(north, within(2e-6));
    }

    /** Each was empty, or the server could not find out. */
    @ParameterizedTest
    @CsvSource({
        "geoserver/wms-1.1.1-edge.xml, empty_wgs84",
        "geoserver/wms-1.1.1-edge.xml, empty_mercator",
        "geoserver/wms-1.1.1-edge.xml, empty_utm",
        "geoserver/wms-1.3.0-edge.xml, empty_wgs84",
        "geoserver/wms-1.3.0-edge.xml, empty_mercator",
        "geoserver/wms-1.3.0-edge.xml, empty_utm",
        "geoserver/wfs-1.0.0-edge.xml, edge:empty_wgs84",
        "geoserver/wfs-1.0.0-edge.xml, edge:empty_mercator",
        "geoserver/wfs-1.0.0-edge.xml, edge:empty_utm",
        "geoserver/wfs-1.1.0-edge.xml, edge:empty_utm",
        "geoserver/wfs-2.0.0-edge.xml, edge:empty_wgs84",
        "geoserver/wfs-2.0.0-edge.xml, edge:empty_mercator",
        "geoserver/wfs-2.0.0-edge.xml, edge:empty_utm",
        "mapserver/wms-1.0.0.xml, broken",
        "mapserver/wms-1.1.1.xml, broken",
        "mapserver/wms-1.3.0.xml, broken",
        "mapserver/wms-1.3.0.xml, sample",
        "mapserver/wfs-1.0.0.xml, broken",
        "mapserver/wfs-2.0.0.xml, ms:broken",
        "arcgis/map-layers.json, 2",
        "arcgis/map-layers.json, 3"
    })
    void anExtentThatNobodyCanBelieveIsNone(String document, String name) throws CodecException {
        assertThat(layer(name, read(document)).extent()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mapserver/wms-1.0.0.xml | MIME, GML.1",
                "mapserver/wfs-1.0.0.xml | GML2, geojson, rfcjson, csv",
                "qgis/wms-1.3.0.xml | text/plain, text/html, text/xml, application/vnd.ogc.gml,"
                        + " application/vnd.ogc.gml/3.1.1, application/json, application/geo+json",
                "qgis/wfs-1.0.0.xml | GML2, GML3, GeoJSON",
                "qgis/wfs-1.1.0.xml | text/xml; subtype=gml/2.1.2, text/xml; subtype=gml/3.1.1,"
                        + " application/vnd.geo+json",
                "geoserver/wms-1.3.0-edge.xml | text/plain, application/vnd.ogc.gml, text/xml,"
                        + " application/vnd.ogc.gml/3.1.1, text/xml; subtype=gml/3.1.1, text/html, application/json",
                "geoserver/wfs-1.0.0-edge.xml | KML, GML2, GML3, SHAPE-ZIP, CSV, JSON",
                "arcgis/map-service.json | JSON, geoJSON, PBF"
            })
    void formatsAreThoseOfferedForFeatures(String document, String formats) throws CodecException {
        Capabilities capabilities = read(document);
        assertThat(String.join(", ", capabilities.formats())).isEqualTo(formats);
    }

    @Test
    void aFeatureTypeMayHaveFormatsOfItsOwn() throws CodecException {
        Capabilities capabilities = read("mapserver/wfs-1.1.0.xml");
        assertThat(layer("districts", capabilities).formats())
                .containsExactly("text/xml; subtype=gml/3.1.1", "application/json", "application/geo+json", "text/csv");
        assertThat(read("geoserver/wfs-2.0.0-edge.xml").layers())
                .allSatisfy(type -> assertThat(type.formats()).contains("application/json"));
    }

    @Test
    void crsNamesAreTheLayersOwnAndThoseCommonToAll() throws CodecException {
        Capabilities wms = read("geoserver/wms-1.3.0.xml");
        assertThat(wms.crs()).containsExactly("EPSG:4326", "EPSG:3857", "EPSG:32735", "CRS:84");
        assertThat(layer("spearfish", wms).crs()).containsExactly("EPSG:26713");
        assertThat(read("mapserver/wms-1.0.0.xml").crs())
                .containsExactly("EPSG:4326", "EPSG:3857", "EPSG:32735", "EPSG:4148", "CRS:84");
        assertThat(layer("zones", read("qgis/wfs-1.1.0.xml")).crs())
                .containsExactly("EPSG:3857", "EPSG:4326", "EPSG:32735", "EPSG:4148");
        assertThat(layer("1", read("arcgis/map-layers.json")).crs()).containsExactly("EPSG:32735");
    }

    @Test
    void layersThatCannotBeAskedSaySo() throws CodecException {
        Capabilities capabilities = read("mapserver/wms-1.3.0.xml");
        assertThat(layer("sites", capabilities).queryable()).isTrue();
        assertThat(layer("sites_mute", capabilities).queryable()).isFalse();
        assertThat(layer("3", read("arcgis/map-layers.json")).queryable()).isFalse();
        assertThat(layer("1", read("arcgis/map-layers.json")).queryable()).isTrue();
    }

    @Test
    void layersStandInTheOrderOfTheDocument() throws CodecException {
        assertThat(read("mapserver/wms-1.3.0.xml").layers())
                .extracting(LayerCapabilities::name)
                .startsWith("sample", "districts", "zones", "rivers")
                .endsWith("photo", "broken");
    }

    @Test
    void onlyLayersThatAreWantedAreKept() throws CodecException {
        Capabilities capabilities =
                CapabilitiesReader.read(Bodies.reply(document("mapserver/wms-1.3.0.xml")), "rivers"::equals);
        assertThat(capabilities.layers()).extracting(LayerCapabilities::name).containsExactly("rivers");
    }

    @Test
    void titleAndVersionAreTheServers() throws CodecException {
        assertThat(read("mapserver/wms-1.1.1.xml").title()).isEqualTo("Sample MapServer");
        assertThat(read("mapserver/wms-1.1.1.xml").version()).isEqualTo("1.1.1");
        assertThat(read("qgis/wfs-1.1.0.xml").title()).isEqualTo("Sample QGIS Server");
        assertThat(read("koop/feature-service.json").version()).isEqualTo("11.2");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"16, 16", "' 1 ', 1", "0, none", "-1, none", "many, none", "99999999999, none"})
    void theLayerLimitIsANumberFromOneOn(String written, Integer limit) throws CodecException {
        String xml = "<WMS_Capabilities version='1.3.0'><Service><LayerLimit>" + written
                + "</LayerLimit></Service></WMS_Capabilities>";
        assertThat(CapabilitiesReader.read(Bodies.reply(xml.getBytes(UTF_8)), layer -> true)
                        .layerLimit())
                .isEqualTo(limit);
    }

    @Test
    void aServiceAsAWholeHasItsFullExtentAndNotTheFirstView() throws CodecException {
        LonLatBox map = read("arcgis/map-service.json").extent();
        assertThat(map.west()).isCloseTo(25.497, within(1e-5));
        assertThat(map.north()).isCloseTo(-28.395998, within(1e-5));
        LonLatBox image = read("arcgis/image-service.json").extent();
        assertThat(image.east()).isCloseTo(26.405842, within(1e-5));
        assertThat(read("koop/feature-service.json").extent()).isEqualTo(new LonLatBox(25.6, -30, 27, -28.8));
    }

    @Test
    void aLayerWithoutABoxHasThatOfTheGroupAroundIt() throws CodecException {
        assertThat(extentIn(box(16, -35, 33, -22) + "<Layer><Layer><Name>a</Name></Layer></Layer>"))
                .isEqualTo(new LonLatBox(16, -35, 33, -22));
    }

    @Test
    void aLayersOwnBoxReplacesThatOfTheGroup() throws CodecException {
        assertThat(extentIn(box(16, -35, 33, -22) + "<Layer><Name>a</Name>" + box(1, 2, 3, 4) + "</Layer>"))
                .isEqualTo(new LonLatBox(1, 2, 3, 4));
    }

    @Test
    void aLayerWithABoxThatNobodyCanBelieveDoesNotGetTheGroups() throws CodecException {
        assertThat(extentIn(box(16, -35, 33, -22) + "<Layer><Name>a</Name>" + box(0, 0, -1, -1) + "</Layer>"))
                .isNull();
    }

    @Test
    void aGroupReachesAsFarAsItsLayers() throws CodecException {
        String group = "<Layer><Name>a</Name>" + box(0, 0, 10, 10) + "<Layer><Name>b</Name>" + box(5, 5, 20, 20)
                + "</Layer></Layer>";
        assertThat(extentIn(group)).isEqualTo(new LonLatBox(0, 0, 20, 20));
        String unknown = "<Layer><Name>a</Name>" + box(0, 0, 10, 10) + "<Layer><Name>b</Name>" + box(0, 0, -1, -1)
                + "</Layer></Layer>";
        assertThat(extentIn(unknown)).isNull();
    }

    @Test
    void aBoxAcrossTheAntimeridianIsUnderstood() throws CodecException {
        assertThat(extentIn("<Layer><Name>a</Name>" + box(177, -20, -178, -15) + "</Layer>"))
                .isEqualTo(new LonLatBox(177, -20, 182, -15));
    }

    @ParameterizedTest
    @CsvSource({
        "CRS:84,     25.6, -30, 27, -28.8, true",
        "EPSG:3857,  2849778.964, -3503549.844, 3005626.252, -3350215.06, true",
        "EPSG:4326,  -30, 25.6, -28.8, 27, false",
        "EPSG:99999, 1, 2, 3, 4, false"
    })
    void aBoxInACrsWillDoIfItsAxisOrderIsBeyondDoubt(
            String crs, double minX, double minY, double maxX, double maxY, boolean usable) throws CodecException {
        LonLatBox extent = extentIn("<Layer><Name>a</Name><BoundingBox CRS='" + crs + "' minx='" + minX + "' miny='"
                + minY + "' maxx='" + maxX + "' maxy='" + maxY + "'/></Layer>");
        if (usable) {
            assertThat(extent.west()).isCloseTo(25.6, within(1e-5));
            assertThat(extent.south()).isCloseTo(-30, within(1e-5));
        } else {
            assertThat(extent).isNull();
        }
    }

    /** As QGIS Server declared a layer that it could not read: qgis/QGIS#53213. */
    @Test
    void aSpeckOnTheEquatorIsNoExtent() throws CodecException {
        assertThat(extentIn("<Layer><Name>a</Name>" + box(18.902652, 0, 18.902653, 0) + "</Layer>"))
                .isNull();
    }

    @Test
    void aSinglePointIsAnExtent() throws CodecException {
        assertThat(extentIn("<Layer><Name>a</Name>" + box(26.2, -29.1, 26.2, -29.1) + "</Layer>"))
                .isEqualTo(new LonLatBox(26.2, -29.1, 26.2, -29.1));
    }

    @Test
    void anEmptyTypeAtTheOriginOfItsCrsHasNoExtent() throws CodecException {
        // The false origin of the British grid, where GeoServer puts an empty layer of that CRS.
        String xml = "<WFS_Capabilities version='1.1.0'><FeatureTypeList><FeatureType><Name>a</Name>"
                + "<DefaultSRS>EPSG:27700</DefaultSRS><WGS84BoundingBox><LowerCorner>-7.5571598 49.7668072</LowerCorner>"
                + "<UpperCorner>-7.5571459 49.7668162</UpperCorner></WGS84BoundingBox></FeatureType>"
                + "</FeatureTypeList></WFS_Capabilities>";
        Capabilities capabilities = CapabilitiesReader.read(Bodies.reply(xml.getBytes(UTF_8)), layer -> true);
        assertThat(layer("a", capabilities).extent()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "qgis/wms-1.3.0.xml",
        "mapserver/wms-1.0.0.xml",
        "mapserver/wfs-2.0.0.xml",
        "koop/feature-layers.json",
        "arcgis/map-service.json"
    })
    void aDocumentThatBreaksOffIsRefused(String name) {
        byte[] whole = document(name);
        int end = new String(whole, UTF_8).stripTrailing().getBytes(UTF_8).length;
        for (int length = 0; length < end; length += 101) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> CapabilitiesReader.read(Bodies.reply(part), layer -> true))
                    .as("cut at " + length)
                    .isInstanceOf(CodecException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mapserver/wfs-1.1.0-gml311-exception-type.xml, SERVICE_EXCEPTION",
        "geoserver/wms-1.1.1-json-exception-layer.xml, SERVICE_EXCEPTION",
        "arcgis/error-10.9-json-499.json, UNAUTHORIZED",
        "arcgis/error-10.9-json-400.json, SERVICE_EXCEPTION",
        "geoserver/wms-1.3.0-json-polygon.json, MALFORMED",
        "geoserver/wfs-1.1.0-gml311-polygon.gml, MALFORMED"
    })
    void anotherReplyIsRefusedForWhatItIs(String fixture, Reason reason) {
        assertThatThrownBy(() -> CapabilitiesReader.read(Bodies.reply(Bodies.fixture(fixture)), layer -> true))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \n", "<html><body><h1>Please log in</h1></body></html>", "<a><b></a>", "[1]", "{}", "{"})
    void whatIsNoDescriptionIsRefused(String body) {
        assertThatThrownBy(() -> CapabilitiesReader.read(Bodies.reply(body.getBytes(UTF_8)), layer -> true))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void anUnsuccessfulStatusIsRefusedWhateverTheBody() {
        assertThatThrownBy(() -> CapabilitiesReader.read(
                        Bodies.reply(404, "text/xml", document("mapserver/wms-1.3.0.xml")), layer -> true))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.HTTP_STATUS));
    }

    @Test
    void entitiesOfADtdStayUnread() {
        String xml = "<!DOCTYPE WMS_Capabilities [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                + "<WMS_Capabilities version='1.3.0'><Service><Title>&x;</Title></Service></WMS_Capabilities>";
        assertThatThrownBy(() -> CapabilitiesReader.read(Bodies.reply(xml.getBytes(UTF_8)), layer -> true))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void layersNestedWithoutEndAreRefused() {
        assertThatThrownBy(() -> wms("<Layer>".repeat(5000) + "</Layer>".repeat(5000)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("broken XML");
    }

    @Test
    void leadingBlanksAndAByteOrderMarkAreTaken() throws CodecException {
        byte[] xml = ("\uFEFF\n " + new String(document("qgis/wms-1.3.0.xml"), UTF_8)).getBytes(UTF_8);
        assertThat(CapabilitiesReader.read(Bodies.reply(xml), layer -> true).layers())
                .hasSize(7);
    }

    @Test
    void ofTensOfMegabytesOnlyTheWantedLayersStay() throws CodecException {
        StringBuilder layers = new StringBuilder(box(-180, -90, 180, 90));
        String style =
                "<Style><Name>s</Name><LegendURL width='20' height='20'>" + "x".repeat(400) + "</LegendURL></Style>";
        for (int i = 0; i < 40_000; i++) {
            layers.append("<Layer queryable='1'><Name>ws:l")
                    .append(i)
                    .append("</Name><CRS>EPSG:4326</CRS>")
                    .append(box(16, -35, 33, -22))
                    .append(style)
                    .append("</Layer>");
        }
        String xml = "<WMS_Capabilities version='1.3.0'><Capability><Layer>" + layers
                + "</Layer></Capability></WMS_Capabilities>";
        byte[] body = xml.getBytes(UTF_8);
        assertThat(body).hasSizeGreaterThan(28 << 20);

        Capabilities some = CapabilitiesReader.read(Bodies.reply(body), "ws:l39999"::equals);
        assertThat(some.layers())
                .extracting(LayerCapabilities::extent)
                .isEqualTo(List.of(new LonLatBox(16, -35, 33, -22)));
        assertThat(CapabilitiesReader.read(Bodies.reply(body), layer -> true).layers())
                .hasSize(CapabilitiesReader.MAX_LAYERS);
    }
}
