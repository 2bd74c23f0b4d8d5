package org.geocontext.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void aDocumentBecomesATreeInItsOwnOrder() throws JsonException {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("z", JsonNumber.of(1));
        expected.put("a", Arrays.asList("b", true, null));

        Object tree = Json.parse("{\"z\": 1, \"a\": [\"b\", true, null]}");

        assertThat(tree).isEqualTo(expected);
        assertThat(((Map<?, ?>) tree).keySet()).extracting(Object::toString).containsExactly("z", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "10.0", "1e400", "-1.50E-07", "123456789012345678901234567890", "0.1"})
    void numbersKeepTheirDigits(String digits) throws JsonException {
        assertThat(Json.parse(digits)).isEqualTo(JsonNumber.of(digits));
        assertThat(Json.write(Json.parse(digits), false)).isEqualTo(digits);
    }

    @Test
    void byteOrderMarksAndUtf16AreUnderstood() throws JsonException {
        String document = "{\"name\": \"Thiéblemont\"}";
        Object expected = Map.of("name", "Thiéblemont");

        assertThat(Json.parse(document.getBytes(UTF_8))).isEqualTo(expected);
        assertThat(Json.parse(("\uFEFF" + document).getBytes(UTF_8))).isEqualTo(expected);
        assertThat(Json.parse(("\uFEFF" + document).getBytes(UTF_16LE))).isEqualTo(expected);
        assertThat(Json.parse(("\uFEFF" + document).getBytes(UTF_16BE))).isEqualTo(expected);
        assertThat(Json.parse(document.getBytes(UTF_16LE))).isEqualTo(expected);
        assertThat(Json.parse(document.getBytes(UTF_16BE))).isEqualTo(expected);
    }

    @Test
    void aByteThatIsNoUtf8IsNamedWithItsPlace() {
        assertThatThrownBy(() -> Json.parse("{\n \"a\": \"é\"}".getBytes(ISO_8859_1)))
                .isInstanceOf(JsonException.class)
                .hasMessage("line 2, column 8: not UTF-8 text (expected: JSON in UTF-8 or UTF-16)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "\uFEFF"})
    void anEmptyDocumentIsSaidToBeEmpty(String document) {
        assertThatThrownBy(() -> Json.parse(document.getBytes(UTF_8)))
                .isInstanceOf(JsonException.class)
                .hasMessage("the document is empty (expected: one JSON document)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\"", "{\"a\":", "{\"a\": 1", "[1,", "\"text", "{\"a\": tr", "[{\"a\": {"})
    void aHalfWrittenDocumentIsSaidToBe(String document) {
        assertThatThrownBy(() -> Json.parse(document))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("line 1, column ")
                .hasMessageEndingWith("the document ends in the middle (half-written?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} x", "{} {}", "1 2", "[] ]", "{}}"})
    void whatFollowsTheDocumentIsReported(String document) {
        assertThatThrownBy(() -> Json.parse(document))
                .isInstanceOf(JsonException.class)
                .hasMessageEndingWith("something follows the end of the document (expected: nothing)");
    }

    @Test
    void aNameThatStandsTwiceIsReportedWithItsPlace() {
        assertThatThrownBy(() -> Json.parse("{\"a\": 1,\n  \"a\": 2}"))
                .isInstanceOf(JsonException.class)
                .hasMessage("line 2, column 3: the name \"a\" stands twice in one object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a': 1}", "[1,]", "{a: 1}", "NaN", "[01]", "<html>", "[+1]", "// x\n1", "\"a\u0001\""})
    void whatIsNotJsonIsRefusedWithItsPlace(String document) {
        assertThatThrownBy(() -> Json.parse(document))
                .isInstanceOfSatisfying(JsonException.class, e -> {
                    assertThat(e.line()).isEqualTo(1);
                    assertThat(e.column()).isPositive();
                })
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("jackson");
    }

    @Test
    void depthAndSizeAreLimited() throws IOException, JsonException {
        JsonLimits limits = new JsonLimits(10, 3);

        assertThat(Json.parse("[[[1]]]".getBytes(UTF_8), limits))
                .isEqualTo(List.of(List.of(List.of(JsonNumber.of(1)))));
        assertThatThrownBy(() -> Json.parse("[[[[1]]]]".getBytes(UTF_8), limits))
                .hasMessage("line 1, column 4: more than 3 levels of objects and arrays (expected: at most that)");
        assertThatThrownBy(() -> Json.parse(new ByteArrayInputStream("[1, 2, 3, 4]".getBytes(UTF_8)), limits))
                .isInstanceOf(JsonException.class)
                .hasMessage("more than 10 bytes (expected: at most that)");
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("more than 100 levels");
    }

    @Test
    void anAbsurdlyLongNumberIsRefused() {
        assertThatThrownBy(() -> Json.parse("[" + "9".repeat(2000) + "]"))
                .isInstanceOf(JsonException.class)
                .hasMessageEndingWith("a number of more than 1000 characters (expected: at most that)");
    }

    @Test
    void treesAreWrittenOnOneLineOrIndented() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("a", List.of(1, 2.5, 3L));
        tree.put("b", Collections.singletonMap("c", null));
        tree.put("d", List.of());
        tree.put("e", Map.of());
        tree.put("f", false);

        assertThat(Json.write(tree, false))
                .isEqualTo("{\"a\":[1,2.5,3],\"b\":{\"c\":null},\"d\":[],\"e\":{},\"f\":false}");
        assertThat(Json.write(tree, true)).isEqualTo("""
                        {
                            "a": [
                                1,
                                2.5,
                                3
                            ],
                            "b": {
                                "c": null
                            },
                            "d": [],
                            "e": {},
                            "f": false
                        }""");
    }

    @ParameterizedTest
    @CsvSource({"31.3963, 31.3963", "1.0E-7, 1.0E-7", "2.0E-3, 0.002", "NaN, null", "Infinity, null", "-Infinity, null"
    })
    void doublesAreShortestAndNeverAWordThatJsonLacks(double number, String expected) {
        assertThat(Json.write(number, false)).isEqualTo(expected);
    }

    @Test
    void halfASurrogatePairDoesNotBreakTheOutput() throws IOException, JsonException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Json.write(Json.parse("\"a\\ud800b\""), false, out);

        assertThat(out.toString(UTF_8)).isEqualTo("\"a?b\"");
    }

    @Test
    void aStrangeObjectInATreeIsRefused() {
        assertThatThrownBy(() -> Json.write(List.of(new StringBuilder("x")), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "value of java.lang.StringBuilder (expected: Map, Iterable, String, Number, Boolean or null)");
        assertThatThrownBy(() -> Json.write(Map.of(1, 2), false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLargeDocumentIsWrittenPieceByPieceAndTheStreamStaysOpen() throws IOException {
        boolean[] closed = {false};
        ByteArrayOutputStream target = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };

        try (JsonOut out = JsonOut.to(target, false)) {
            out.startObject().member("type", "FeatureCollection").startArray("features");
            out.startObject()
                    .name("n")
                    .value(JsonNumber.of("1.50"))
                    .name("d")
                    .value(2.0)
                    .endObject();
            out.endArray().endObject();
        }

        assertThat(target.toString(UTF_8))
                .isEqualTo("{\"type\":\"FeatureCollection\",\"features\":[{\"n\":1.50,\"d\":2.0}]}");
        assertThat(closed[0]).isFalse();
    }

    @Test
    void anUnfinishedDocumentIsNotMadeToLookComplete() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();

        JsonOut.to(target, false).startObject().startArray("features").close();

        assertThat(target.toString(UTF_8)).isEqualTo("{\"features\":[");
    }

    @ParameterizedTest
    @CsvSource({"10, true", "10.0, true", "1e1, true", "10.5, false", "1e400, false", "2147483648, false"})
    void aWholeNumberIsOneHoweverItIsWritten(String text, boolean whole) {
        assertThat(JsonNumber.of(text).isInt()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({"1.000000000000000e-999999999, 0", "-1.000000000000000e999999999, -9223372036854775808", "0.9999, 0"})
    void anAbsurdExponentCostsNoTime(String text, long expected) {
        assertThat(JsonNumber.of(text).longValue()).isEqualTo(expected);
    }

    @Test
    void longNumbersKeepEveryDigitAsLong() {
        assertThat(JsonNumber.of("9007199254740993").longValue()).isEqualTo(9007199254740993L);
        assertThat(JsonNumber.of("-9007199254740993.9").longValue()).isEqualTo(-9007199254740993L);
        assertThat(JsonNumber.of("1e30").longValue()).isEqualTo(Long.MAX_VALUE);
        assertThat(JsonNumber.of("-99999999999999999999").longValue()).isEqualTo(Long.MIN_VALUE);
    }
}
