package org.geocontext.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file to be served. Immutable, though its bytes are not copied: they are not to be changed. */
public final class WebFile {

    private static final int TAG_LENGTH = 16;

    private final byte[] bytes;
    private final String contentType;
    private final String entityTag;

    WebFile(byte[] bytes, String contentType) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.entityTag = digest(bytes).substring(0, TAG_LENGTH);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** With its charset, where it has one. */
    public String contentType() {
        return contentType;
    }

    /** Without quotes; another one for other bytes. */
    public String entityTag() {
        return entityTag;
    }
}
