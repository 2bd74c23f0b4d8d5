package org.geocontext.codec;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** An XML or HTML document from its first {@code <} on, decoded only as far as somebody looks at it. */
interface Markup {

    /** Enough to see what kind of markup it is, unless comments come first. */
    int HEAD = 512;

    /** Up to {@link #HEAD} characters from the start. */
    String head();

    /** The whole document. */
    String text();

    /** The whole document, from its start. */
    Reader open();

    static Markup of(String document) {
        return new Markup() {
            @Override
            public String head() {
                return document.substring(0, Math.min(document.length(), HEAD));
            }

            @Override
            public String text() {
                return document;
            }

            @Override
            public Reader open() {
                return new StringReader(document);
            }
        };
    }

    static Markup ofUtf8(byte[] body, int start) {
        return new Markup() {
            @Override
            public String head() {
                return decoded(Math.min(body.length - start, HEAD));
            }

            @Override
            public String text() {
                return decoded(body.length - start);
            }

            private String decoded(int length) {
                return new String(body, start, length, StandardCharsets.UTF_8);
            }

            @Override
            public Reader open() {
                return new InputStreamReader(
                        new ByteArrayInputStream(body, start, body.length - start), StandardCharsets.UTF_8);
            }
        };
    }
}
