package org.geocontext.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** From the bytes of a JSON document to its characters: byte order marks, UTF-8, UTF-16, nothing guessed beyond. */
final class JsonText {

    private JsonText() {}

    static String decode(byte[] document) throws JsonException {
        if (startsWith(document, 0xEF, 0xBB, 0xBF)) {
            return decode(document, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(document, 0xFE, 0xFF)) {
            return decode(document, 2, StandardCharsets.UTF_16BE);
        }
        if (startsWith(document, 0xFF, 0xFE)) {
            return decode(document, 2, StandardCharsets.UTF_16LE);
        }
        return decode(document, 0, withoutMark(document));
    }

    /** RFC 4627, section 3: the first two characters are ASCII, so the zero bytes tell. */
    private static Charset withoutMark(byte[] document) {
        if (document.length >= 2 && document[0] == 0 && document[1] != 0) {
            return StandardCharsets.UTF_16BE;
        }
        if (document.length >= 2 && document[0] != 0 && document[1] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    private static boolean startsWith(byte[] document, int... mark) {
        if (document.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((document[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] document, int from, Charset charset) throws JsonException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(document, from, document.length - from);
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            throw at(out, out.length(), "not " + charset + " text (expected: JSON in UTF-8 or UTF-16)");
        }
        return out.toString();
    }

    private static JsonException at(CharSequence text, int position, String message) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < position; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new JsonException(line, position - lineStart + 1, message);
    }
}
