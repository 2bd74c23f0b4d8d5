package org.geoserver.security;

import org.geoserver.security.password.ConfigurationPasswordEncryptionHelper;

public class GeoServerSecurityManager {

    public ConfigurationPasswordEncryptionHelper getConfigPasswordEncryptionHelper() {
        throw new UnsupportedOperationException();
    }
}
