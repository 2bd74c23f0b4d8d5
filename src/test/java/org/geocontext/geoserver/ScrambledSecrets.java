package org.geocontext.geoserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.geoserver.security.GeoServerSecurityManager;
import org.geoserver.security.password.ConfigurationPasswordEncryptionHelper;

/** As GeoServer's password encoders do: what is encrypted has a prefix, what has none is returned as it is. */
final class ScrambledSecrets extends GeoServerSecurityManager {

    private static final String PREFIX = "crypt1:";

    @Override
    public ConfigurationPasswordEncryptionHelper getConfigPasswordEncryptionHelper() {
        return new ConfigurationPasswordEncryptionHelper(this) {
            @Override
            public String encode(String value) {
                return PREFIX + Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
            }

            @Override
            public String decode(String value) {
                return value.startsWith(PREFIX)
                        ? new String(Base64.getDecoder().decode(value.substring(PREFIX.length())), UTF_8)
                        : value;
            }
        };
    }
}
