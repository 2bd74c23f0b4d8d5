package org.geoserver.platform;

import java.io.Serializable;
import java.util.Optional;

public class ModuleStatusImpl implements ModuleStatus, Serializable {

    private static final long serialVersionUID = 1L;

    private final String module;
    private final String name;

    public ModuleStatusImpl(String module, String name) {
        this.module = module;
        this.name = name;
    }

    @Override
    public String getModule() {
        return module;
    }

    @Override
    public Optional<String> getComponent() {
        return Optional.empty();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Optional<String> getVersion() {
        return Optional.empty();
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public Optional<String> getMessage() {
        return Optional.empty();
    }

    @Override
    public Optional<String> getDocumentation() {
        return Optional.empty();
    }
}
