package org.geocontext.catalogue;

/** The host's way to encrypt a secret before it is written to the catalogue file. Thread-safe. */
@FunctionalInterface
public interface SecretEncoder {

    /** For a host that encrypts nothing: secrets are written as they were given. */
    SecretEncoder NONE = secret -> secret;

    /**
     * What stands in the file in the secret's place, for the {@link SecretDecoder} of the same host. A value that is
     * encrypted already, and one with a {@code ${env:NAME}}, which is no secret itself, is returned as it is.
     *
     * @throws IllegalStateException if the host cannot encrypt; the message holds no part of the secret
     */
    String encrypt(String secret);
}
