package org.geocontext.codec;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a body is encoded. A byte order mark wins; bytes that are valid UTF-8 are UTF-8 unless another encoding
 * is declared and UTF-8 is not; the declaration inside the document counts before the one of HTTP. What is declared as
 * UTF-8 and is not, as servers over Latin-1 tables send it, is windows-1252.
 */
final class Encodings {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int DECLARATION_WITHIN = 1024;
    private static final Pattern DECLARATION =
            Pattern.compile("<\\?xml[^>]{0,200}?\\sencoding\\s*=\\s*[\"']([\\w.:-]{1,40})[\"']"
                    + "|(?i:<meta[^>]{1,200}?charset\\s*=\\s*[\"']?([\\w.:-]{1,40}))");
    private static final Pattern PARAMETER = Pattern.compile("(?i)charset\\s*=\\s*\"?([\\w.:-]{1,40})");

    private Encodings() {}

    /** The encoding of a body; never fails, at worst the text is not what its author meant. */
    static Charset detect(byte[] body, @Nullable String contentType) {
        Charset byMark = byMark(body);
        if (byMark != null) {
            return byMark;
        }
        Charset inside = insideDocument(body);
        Charset promised = promised(contentType);
        boolean utf8Declared = UTF_8.equals(inside) || UTF_8.equals(promised);
        boolean nothingDeclared = inside == null && promised == null;
        if ((utf8Declared || nothingDeclared) && isUtf8(body)) {
            return UTF_8;
        }
        if (inside != null && !UTF_8.equals(inside)) {
            return inside;
        }
        return promised == null || UTF_8.equals(promised) ? WINDOWS_1252 : promised;
    }

    /** The length of the byte order mark at the start. */
    static int markLength(byte[] body) {
        if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
            return 3;
        }
        return startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE) ? 2 : 0;
    }

    private static @Nullable Charset byMark(byte[] body) {
        if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
            return isUtf8(body) ? UTF_8 : WINDOWS_1252;
        }
        if (startsWith(body, 0xFE, 0xFF) || (body.length > 1 && body[0] == 0 && body[1] != 0)) {
            return UTF_16BE;
        }
        if (startsWith(body, 0xFF, 0xFE) || (body.length > 1 && body[0] != 0 && body[1] == 0)) {
            return UTF_16LE;
        }
        return null;
    }

    private static @Nullable Charset insideDocument(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, DECLARATION_WITHIN), StandardCharsets.ISO_8859_1);
        if (!start.stripLeading().startsWith("<")) {
            return null;
        }
        Matcher matcher = DECLARATION.matcher(start);
        if (!matcher.find()) {
            return null;
        }
        Charset declared = charset(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        // Two bytes a character, yet readable as Latin-1: the declaration cannot be true.
        return declared == null || declared.name().startsWith("UTF-16") ? null : declared;
    }

    private static @Nullable Charset promised(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        Matcher matcher = PARAMETER.matcher(contentType);
        Charset promised = matcher.find() ? charset(matcher.group(1)) : null;
        return promised == null || promised.name().startsWith("UTF-16") ? null : promised;
    }

    private static @Nullable Charset charset(String name) {
        try {
            Charset charset = Charset.forName(name.toUpperCase(Locale.ROOT));
            return charset.equals(StandardCharsets.US_ASCII) ? UTF_8 : charset;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether all bytes are well-formed UTF-8 (Unicode 15, table 3-7). */
    static boolean isUtf8(byte[] body) {
        int at = 0;
        while (at < body.length) {
            if (at + 8 <= body.length && ((long) LONGS.get(body, at) & HIGH_BITS) == 0) {
                at += 8;
            } else if (body[at] >= 0) {
                at++;
            } else {
                int length = sequenceLength(body, at);
                if (length == 0) {
                    return false;
                }
                at += length;
            }
        }
        return true;
    }

    private static int sequenceLength(byte[] body, int at) {
        int lead = body[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > body.length) {
            return 0;
        }
        int second = body[at + 1] & 0xFF;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((body[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static boolean startsWith(byte[] body, int... bytes) {
        if (body.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((body[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
