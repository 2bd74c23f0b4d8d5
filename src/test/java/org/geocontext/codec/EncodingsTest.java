package org.geocontext.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.codec.Bodies.reply;

import java.nio.charset.Charset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingsTest {

    private static final String JSON = "{\"features\":[{\"properties\":{\"n\":\"São\"}}]}";
    private static final String XML = "<FeatureCollection><member><r><n>São</n></r></member></FeatureCollection>";

    private static String nameIn(String contentType, byte[] body) throws CodecException {
        return ReplyReader.read(reply(200, contentType, body), ReadOptions.DEFAULT)
                .features()
                .get(0)
                .properties()
                .get("n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | utf-8",
                "text/plain; charset=utf-8 | utf-8",
                "text/plain; charset=\"UTF-8\" | iso-8859-1",
                "text/plain; charset=iso-8859-1 | iso-8859-1",
                "text/plain; CHARSET=Windows-1252 | windows-1252",
                "text/plain; charset=iso-8859-15 | iso-8859-15",
                "text/plain | iso-8859-1",
                "text/plain; charset=no-such-thing | utf-8",
                "text/plain; charset=us-ascii | utf-8"
            })
    void jsonIsReadInTheEncodingItIsIn(String contentType, String encoding) throws CodecException {
        assertThat(nameIn(contentType, JSON.getBytes(Charset.forName(encoding))))
                .isEqualTo("São");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/xml | <?xml version='1.0'?> | utf-8",
                "text/xml | <?xml version='1.0' encoding='ISO-8859-1'?> | iso-8859-1",
                "text/xml; charset=UTF-8 | <?xml version='1.0' encoding='ISO-8859-1'?> | iso-8859-1",
                "text/xml; charset=UTF-8 | <?xml version='1.0' encoding='ISO-8859-1'?> | utf-8",
                "text/xml; charset=ISO-8859-1 | <?xml version='1.0' encoding='UTF-8'?> | utf-8",
                "text/xml; charset=UTF-8 | <?xml version='1.0' encoding='UTF-8'?> | iso-8859-1",
                "text/xml; charset=ISO-8859-1 | <?xml version='1.0'?> | iso-8859-1"
            })
    void xmlIsReadInTheEncodingItIsIn(String contentType, String declaration, String encoding) throws CodecException {
        assertThat(nameIn(contentType, (declaration + XML).getBytes(Charset.forName(encoding))))
                .isEqualTo("São");
    }

    @Test
    void aByteOrderMarkWins() throws CodecException {
        assertThat(nameIn("text/xml; charset=iso-8859-1", ("\uFEFF" + XML).getBytes(UTF_8)))
                .isEqualTo("São");
        assertThat(nameIn("text/xml", ("\uFEFF" + XML).getBytes(UTF_16LE))).isEqualTo("São");
        assertThat(nameIn("text/xml", ("\uFEFF" + JSON).getBytes(UTF_16BE))).isEqualTo("São");
        assertThat(nameIn("application/json", ("\uFEFF" + JSON).getBytes(UTF_8)))
                .isEqualTo("São");
    }

    @Test
    void utf16IsRecognisedWithoutAMark() throws CodecException {
        assertThat(nameIn("text/xml", ("<?xml version='1.0' encoding='UTF-16'?>" + XML).getBytes(UTF_16LE)))
                .isEqualTo("São");
        assertThat(nameIn("application/json", JSON.getBytes(UTF_16BE))).isEqualTo("São");
    }

    @Test
    void aDeclarationInsideAValueIsNone() throws CodecException {
        String body =
                "{\"features\":[{\"properties\":{\"h\":\"<meta charset=utf-16><meta charset=windows-1252>\",\"n\":\"São\"}}]}";
        assertThat(nameIn("application/json", body.getBytes(UTF_8))).isEqualTo("São");
    }

    @Test
    void blanksMayStandBeforeTheDocument() throws CodecException {
        assertThat(nameIn("text/xml", ("\r\n \t<?xml version='1.0'?>" + XML).getBytes(UTF_8)))
                .isEqualTo("São");
        assertThat(nameIn("text/xml", ("\n\n" + JSON).getBytes(UTF_8))).isEqualTo("São");
    }

    @Test
    void utf8IsWhatTheJdkDecodesWithoutReplacement() {
        Random random = new Random(20);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = random.nextInt(3) == 0 ? (byte) (bytes[k] & 0x7F) : (byte) (bytes[k] | 0x80);
            }
            boolean valid = new String(bytes, UTF_8).indexOf('\uFFFD') < 0;
            assertThat(Encodings.isUtf8(bytes))
                    .as(new String(bytes, ISO_8859_1))
                    .isEqualTo(valid);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "C3A3, true",
        "E282AC, true",
        "F09F8C8D, true",
        "EFBFBD, true",
        "C0AF, false",
        "EDA080, false",
        "F4908080, false"
    })
    void sequencesAreJudgedByTheStandardsTable(String hex, boolean valid) {
        assertThat(Encodings.isUtf8(java.util.HexFormat.of().parseHex(hex))).isEqualTo(valid);
    }
}
