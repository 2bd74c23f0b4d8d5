package org.geocontext.cache;

import java.nio.charset.StandardCharsets;

/** Values that are texts. */
final class TextCodec implements ValueCodec<String> {

    private final int version;

    TextCodec(int version) {
        this.version = version;
    }

    TextCodec() {
        this(1);
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public byte[] encode(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
