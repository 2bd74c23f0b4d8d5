package org.geocontext.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 128 bits that stand for everything in a service's definition that its remote answers depend on: two definitions with
 * the same fingerprint are answered alike.
 */
public record Fingerprint(long high, long low) {

    /** The fingerprint of texts in this order; null is not the same as an empty text. */
    public static Fingerprint of(List<@Nullable String> parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] text = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(part == null ? -1 : text.length)
                    .flip());
            digest.update(text);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new Fingerprint(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
