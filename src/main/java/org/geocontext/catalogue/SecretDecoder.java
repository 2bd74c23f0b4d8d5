package org.geocontext.catalogue;

/** The host's way to keep secrets encrypted in the catalogue file. Thread-safe. */
public interface SecretDecoder {

    /** For a host that encrypts nothing: every value is taken as it stands. */
    SecretDecoder NONE = new SecretDecoder() {
        @Override
        public boolean isEncrypted(String value) {
            return false;
        }

        @Override
        public String decrypt(String value) {
            return value;
        }
    };

    /** Whether the value, as it stands in the file, is one that {@link #decrypt} is for. */
    boolean isEncrypted(String value);

    /** @throws IllegalArgumentException if it cannot be decrypted; the message holds no part of it */
    String decrypt(String value);
}
