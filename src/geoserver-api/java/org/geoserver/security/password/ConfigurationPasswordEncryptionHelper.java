package org.geoserver.security.password;

import org.geoserver.security.GeoServerSecurityManager;

public class ConfigurationPasswordEncryptionHelper {

    public ConfigurationPasswordEncryptionHelper(GeoServerSecurityManager securityManager) {}

    public String encode(String value) {
        throw new UnsupportedOperationException();
    }

    public String decode(String value) {
        throw new UnsupportedOperationException();
    }
}
