package org.geocontext.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.geocontext.codec.Bodies.failureOf;
import static org.geocontext.codec.Bodies.read;
import static org.geocontext.codec.Bodies.reasonOf;
import static org.geocontext.codec.Bodies.reply;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, the reader answers soon, with a reply or a CodecException and nothing else. */
class HostileReplyTest {

    private static final ReadOptions HTML_TOO = ReadOptions.DEFAULT.withHtmlTables(true);
    private static final byte[] STRUCTURE = "<>/&'\"[]{},:=; \n-0e\0\u00FF".getBytes(UTF_8);
    private static final int MEGABYTE = 1 << 20;
    private static final Duration SOON = Duration.ofSeconds(20);

    static List<String> fixtures() {
        return Bodies.fixtures();
    }

    /** The reply, or null if it was refused as it should be. */
    private static ParsedReply tryRead(byte[] body, String what) {
        try {
            return ReplyReader.read(reply(body), HTML_TOO);
        } catch (CodecException e) {
            assertThat(e.getMessage()).as(what).isNotBlank().hasSizeLessThanOrEqualTo(300);
            return null;
        } catch (RuntimeException | StackOverflowError e) {
            return fail(what, e);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aReplyThatBreaksOffAnywhereIsRefusedOrIsTheShorterText(String name) throws CodecException {
        byte[] whole = Bodies.fixture(name);
        ParsedReply full = tryRead(whole, name);
        int step = isFirstOfItsFormat(name) ? 1 : 7;
        for (int length = 0; length < whole.length; length += step) {
            ParsedReply part = tryRead(Arrays.copyOf(whole, length), name + " cut at " + length);
            if (part != null && full != null) {
                assertThat(part.features())
                        .as(name + " cut at " + length)
                        .hasSizeLessThanOrEqualTo(full.features().size());
            }
            if (part != null && !isText(part.format()) && full != null) {
                assertThat(part).as(name + " cut at " + length).isEqualTo(full);
            }
        }
    }

    /** One reply of each server, protocol, version and format is cut at every byte, the others at every seventh. */
    private static boolean isFirstOfItsFormat(String name) {
        String format = name.replaceFirst("^([^-]*-[^-]*-[^-]*-).*", "$1");
        return Bodies.fixtures().stream()
                .filter(other -> other.startsWith(format))
                .findFirst()
                .orElse(name)
                .equals(name);
    }

    private static boolean isText(ReplyFormat format) {
        return format == ReplyFormat.TEXT || format == ReplyFormat.HTML || format == ReplyFormat.EMPTY_LINE;
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aReplyWithChangedBytesIsReadOrRefused(String name) {
        Random random = new Random(name.hashCode());
        byte[] whole = Bodies.fixture(name);
        for (int round = 0; round < 40 && whole.length > 0; round++) {
            byte[] changed = whole.clone();
            for (int i = 0; i <= round / 8; i++) {
                changed[random.nextInt(changed.length)] = STRUCTURE[random.nextInt(STRUCTURE.length)];
            }
            tryRead(changed, name + " changed in round " + round);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aReplyWithPiecesTwiceOrMissingIsReadOrRefused(String name) {
        Random random = new Random(~name.hashCode());
        byte[] whole = Bodies.fixture(name);
        for (int round = 0; round < 30 && whole.length > 0; round++) {
            int from = random.nextInt(whole.length);
            int to = from + random.nextInt(whole.length - from);
            byte[] without = new byte[whole.length - (to - from)];
            System.arraycopy(whole, 0, without, 0, from);
            System.arraycopy(whole, to, without, from, whole.length - to);
            tryRead(without, name + " without " + from + " to " + to);
            byte[] twice = new byte[whole.length + to - from];
            System.arraycopy(whole, 0, twice, 0, to);
            System.arraycopy(whole, from, twice, to, whole.length - from);
            tryRead(twice, name + " with " + from + " to " + to + " twice");
        }
    }

    @Test
    void entitiesOfADtdAreNotKnown() {
        String bomb = "<!DOCTYPE a [<!ENTITY a0 \"ha\">" + "<!ENTITY a1 \"&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;\">"
                + "<!ENTITY a2 \"&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;\"><!ENTITY a3 \"&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;\">]>"
                + "<FeatureCollection><featureMember><r><x>&a3;</x></r></featureMember></FeatureCollection>";
        assertThat(reasonOf(bomb)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void nothingOutsideTheBodyIsEverRead() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x.dtd";
            assertThat(
                            failureOf(
                                    "<!DOCTYPE ServiceExceptionReport SYSTEM \"" + url
                                            + "\"><ServiceExceptionReport><ServiceException>no</ServiceException></ServiceExceptionReport>"))
                    .hasMessage("no");
            assertThat(reasonOf("<!DOCTYPE a [<!ENTITY x SYSTEM \"" + url
                            + "\">]><FeatureCollection>&x;</FeatureCollection>"))
                    .isEqualTo(Reason.MALFORMED);
            assertThat(reasonOf("<!DOCTYPE a [<!ENTITY % x SYSTEM \"" + url
                            + "\"> %x;]><FeatureCollection>&y;</FeatureCollection>"))
                    .isEqualTo(Reason.MALFORMED);
            tryRead(
                    ("<FeatureCollection xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='" + url
                                    + "'/></FeatureCollection>")
                            .getBytes(UTF_8),
                    "xinclude");
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aFileNamedInADtdIsNotRead() {
        assertThat(
                        failureOf(
                                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><ServiceException>&x;</ServiceException>"))
                .hasMessage("the server reports an error without a text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{\"a\":",
                "{\"features\":[",
                "{\"type\":\"Point\",\"coordinates\":[",
                "{\"geometry\":{\"geometries\":["
            })
    void deeplyNestedJsonIsRefused(String piece) {
        assertThat(reasonOf(piece.repeat(MEGABYTE / piece.length()))).isEqualTo(Reason.MALFORMED);
        assertThat(reasonOf("{\"features\":[{\"properties\":{\"a\":" + piece.repeat(50_000)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reasonOf("{\"features\":[{\"geometry\":{\"coordinates\":" + piece.repeat(50_000)))
                .isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>",
                "<featureMember>",
                "<FeatureCollection>",
                "<member><MultiGeometry>",
                "<MultiGeometry><geometryMember>"
            })
    void deeplyNestedXmlIsRefused(String piece) {
        assertThat(reasonOf("<FeatureCollection>" + piece.repeat(MEGABYTE / piece.length())))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reasonOf("<FeatureCollection><member><r><g>" + piece.repeat(50_000)))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void theLimitOfDepthIsTheCallers() throws CodecException {
        ReadOptions shallow = new ReadOptions(true, false, 10, 8);
        ReadOptions deep = new ReadOptions(true, false, 10, 1000);
        byte[] json =
                ("{\"features\":[{\"properties\":{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}}]}").getBytes(UTF_8);
        byte[] xml = ("<FeatureCollection><member><r>" + "<a>".repeat(200) + "</a>".repeat(200)
                        + "</r></member></FeatureCollection>")
                .getBytes(UTF_8);
        for (byte[] body : List.of(json, xml)) {
            assertThat(ReplyReader.read(reply(body), deep).features()).hasSize(1);
            assertThatThrownBy(() -> ReplyReader.read(reply(body), shallow)).isInstanceOf(CodecException.class);
            assertThatThrownBy(() -> ReplyReader.read(reply(body), ReadOptions.DEFAULT))
                    .isInstanceOf(CodecException.class);
        }
    }

    @Test
    void aBrokenGeometryOfACallerIsReadOrRefused() {
        byte[] gml =
                ("<gml:Polygon srsName='EPSG:4326' xmlns:gml='http://www.opengis.net/gml'><gml:exterior><gml:LinearRing>"
                                + "<gml:posList srsDimension='2'>0 0 4 0 4 4 0 0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>")
                        .getBytes(UTF_8);
        byte[] json = "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,0]]]}".getBytes(UTF_8);
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = (round % 2 == 0 ? gml : json).clone();
            for (int i = 0; i <= round % 4; i++) {
                changed[random.nextInt(changed.length)] = STRUCTURE[random.nextInt(STRUCTURE.length)];
            }
            try {
                ParsedGeometry read =
                        round % 2 == 0 ? GeometryReader.readGml(changed) : GeometryReader.readGeoJson(changed);
                assertThat(read.geometry()).isNotNull();
            } catch (CodecException e) {
                assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
            }
        }
    }

    @Test
    void nestingUpToTheLimitIsRead() throws CodecException {
        String open = "<a>".repeat(90);
        String close = "</a>".repeat(90);
        assertThat(read("<FeatureCollection><member><r>" + open + "x" + close + "</r></member></FeatureCollection>")
                        .features()
                        .get(0)
                        .properties())
                .containsEntry("a", "x");
    }

    @Test
    void deeplyNestedWktIsNoGeometry() throws CodecException {
        for (String wkt : List.of(
                "(".repeat(MEGABYTE), "GEOMETRYCOLLECTION(".repeat(50_000), "POLYGON ((" + "1 2,".repeat(100_000))) {
            ParsedReply reply = read(
                    "<GetFeatureInfoResponse><Layer name='l'><Feature id='1'><Attribute type='derived' name='geometry' value='"
                            + wkt + "'/></Feature></Layer></GetFeatureInfoResponse>");
            assertThat(reply.features().get(0).geometry()).isNull();
        }
    }

    @Test
    void hugeNumbersDoNotHurt() throws CodecException {
        assertThat(
                        read("{\"features\":[{\"properties\":{\"n\":1e999999999},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1e999999999,2]}}]}")
                                .features()
                                .get(0)
                                .geometry())
                .isNull();
        assertThat(reasonOf("{\"features\":[{\"properties\":{\"n\":" + "9".repeat(MEGABYTE) + "}}]}"))
                .isEqualTo(Reason.MALFORMED);
        assertThat(read("<FeatureCollection><member><r><g><Point><pos>" + "9".repeat(MEGABYTE)
                                + " 1</pos></Point></g></r></member></FeatureCollection>")
                        .features()
                        .get(0)
                        .geometry())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "{\"features\":[]}\0",
                "{\"features\":[\0]}",
                "<FeatureCollection>\0</FeatureCollection>",
                "<FeatureCollection/>\0",
                "\0\0\0\0"
            })
    void nulBytesAreRefused(String body) {
        assertThat(reasonOf(body)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void badUtf8IsReadAsLatinText() throws CodecException {
        byte[] body = "{\"features\":[{\"properties\":{\"n\":\"S?o\"}}]}".getBytes(UTF_8);
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '?') {
                body[i] = (byte) 0xE3;
            }
        }
        assertThat(read(body).features().get(0).properties()).containsEntry("n", "São");
    }

    @Test
    void tooManyAttributesAndTooLongNamesAreRefused() {
        StringBuilder fields = new StringBuilder("<FeatureInfoResponse><FIELDS");
        for (int i = 0; i < 50_000; i++) {
            fields.append(" a").append(i).append("='1'");
        }
        assertThat(reasonOf(fields + "/></FeatureInfoResponse>")).isEqualTo(Reason.MALFORMED);
        assertThat(reasonOf("<FeatureCollection><" + "a".repeat(MEGABYTE) + "/></FeatureCollection>"))
                .isEqualTo(Reason.MALFORMED);
    }

    static List<String> slowBodies() {
        return List.of(
                "{\"features\":[{\"geometry\":{\"rings\":["
                        + "[[0,0],[1,1],[1,0],[0,0]],[[0,0],[1,0],[1,1],[0,0]],".repeat(70_000) + "[]]}}]}",
                "{\"features\":[{\"geometry\":{\"rings\":[" + nestedRings(40_000) + "]}}]}",
                "{\"features\":[{\"properties\":{" + colliding(100_000) + "}}]}",
                "{\"error\":{\"details\":[" + "\"x\",".repeat(MEGABYTE / 2) + "\"\"]}}",
                "<!--" + "--><!--".repeat(MEGABYTE / 4),
                "<html><table>" + "<td".repeat(MEGABYTE),
                "<html><table>" + "<!--".repeat(MEGABYTE),
                "<html><table>" + "<table><tr><td>a".repeat(200_000),
                "<html>" + "<script>".repeat(MEGABYTE / 2),
                "<html>" + "<title>".repeat(MEGABYTE / 2),
                "<html>" + "<input ".repeat(MEGABYTE / 2),
                "<html>" + "&".repeat(4 * MEGABYTE) + "</html>",
                "GetFeatureInfo results\n" + "a = '\n".repeat(MEGABYTE / 2),
                "GetFeatureInfo results\nLayer 'x'\n" + "a = '".repeat(MEGABYTE / 2) + "'",
                "Results for FeatureType 'x':\n--------------------------------------------\na = 1"
                        + "\nb".repeat(MEGABYTE),
                "Results for FeatureType '" + "'".repeat(4 * MEGABYTE),
                "@a" + ";".repeat(4 * MEGABYTE),
                "@a" + "@;".repeat(2 * MEGABYTE),
                "<ServiceException>" + "<a/>x".repeat(MEGABYTE / 2) + "</ServiceException>",
                "<FeatureCollection><member><r><p>" + "x<!-- -->".repeat(MEGABYTE / 4)
                        + "</p></r></member></FeatureCollection>",
                "<FeatureCollection><member><r><p>" + "<a/>".repeat(MEGABYTE / 2)
                        + "</p></r></member></FeatureCollection>",
                "<FeatureCollection><member><r><g><LineString><coordinates>" + ",".repeat(4 * MEGABYTE)
                        + "</coordinates></LineString></g></r></member></FeatureCollection>",
                "<FeatureCollection><member><r><g><Polygon>"
                        + "<interior><LinearRing><posList>0 0 1 1 1 0</posList></LinearRing></interior>".repeat(30_000)
                        + "</Polygon></g></r></member></FeatureCollection>",
                "Content-Type: ".repeat(MEGABYTE / 4),
                "://".repeat(MEGABYTE),
                " ".repeat(4 * MEGABYTE));
    }

    private static String nestedRings(int count) {
        StringBuilder rings = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int size = count + i;
            rings.append(i == 0 ? "" : ",")
                    .append(
                            i % 2 == 0
                                    ? "[[-%1$d,-%1$d],[-%1$d,%1$d],[%1$d,%1$d],[%1$d,-%1$d]]".formatted(size)
                                    : "[[-%1$d,-%1$d],[%1$d,-%1$d],[%1$d,%1$d],[-%1$d,%1$d]]".formatted(size));
        }
        return rings.toString();
    }

    /** Names of one hash code. */
    private static String colliding(int count) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < count; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 17; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            members.append(i == 0 ? "\"" : ",\"").append(name).append("\":1");
        }
        return members.toString();
    }

    @ParameterizedTest
    @MethodSource("slowBodies")
    void bodiesMadeToBeSlowAreNot(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        Assertions.assertTimeoutPreemptively(SOON, () -> tryRead(bytes, body.substring(0, 40)));
    }
}
