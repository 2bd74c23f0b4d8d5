package org.geocontext.geoserver;

import org.geocontext.catalogue.SecretDecoder;
import org.geocontext.catalogue.SecretEncoder;
import org.geoserver.security.GeoServerSecurityManager;

/**
 * Secrets of the catalogue, encrypted as GeoServer encrypts the passwords of its own stores: by the encoder that
 * <em>Security, Settings</em> names. Thread-safe.
 */
final class HostSecrets implements SecretDecoder, SecretEncoder {

    private static final String VARIABLE = "${env:";

    private final GeoServerSecurityManager security;

    HostSecrets(GeoServerSecurityManager security) {
        this.security = security;
    }

    /** What GeoServer's encoders leave as it is belongs to none of them. */
    @Override
    public boolean isEncrypted(String value) {
        try {
            return !security.getConfigPasswordEncryptionHelper().decode(value).equals(value);
        } catch (RuntimeException e) {
            return true;
        }
    }

    @Override
    public String decrypt(String value) {
        try {
            return security.getConfigPasswordEncryptionHelper().decode(value);
        } catch (RuntimeException e) {
            // The cause may quote the value.
            throw new IllegalArgumentException("GeoServer's password encoder cannot decrypt it");
        }
    }

    @Override
    public String encrypt(String secret) {
        if (secret.contains(VARIABLE) || isEncrypted(secret)) {
            return secret;
        }
        try {
            return security.getConfigPasswordEncryptionHelper().encode(secret);
        } catch (RuntimeException e) {
            throw new IllegalStateException("GeoServer's password encoder cannot encrypt it");
        }
    }
}
