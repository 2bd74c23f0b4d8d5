package org.geoserver.platform;

import java.util.Optional;

public interface ModuleStatus {

    String getModule();

    Optional<String> getComponent();

    String getName();

    Optional<String> getVersion();

    boolean isAvailable();

    boolean isEnabled();

    Optional<String> getMessage();

    Optional<String> getDocumentation();
}
