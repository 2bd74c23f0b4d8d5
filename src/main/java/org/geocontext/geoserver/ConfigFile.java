package org.geocontext.geoserver;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.geocontext.catalogue.CatalogueException;
import org.geoserver.platform.resource.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of the data directory and the last good content it had: what cannot be read, or is gone, never replaces what
 * could. Thread-safe.
 */
final class ConfigFile<T> {

    /** Makes a value of the file's content. */
    @FunctionalInterface
    interface Reader<T> {

        /** @param name the file's, for messages */
        T read(InputStream content, String name) throws CatalogueException, IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConfigFile.class);

    private final Resource resource;
    private final Reader<T> reader;
    private volatile T value;
    private volatile @Nullable String problem;

    /** @param initial the value until a file was read */
    ConfigFile(Resource resource, Reader<T> reader, T initial) {
        this.resource = resource;
        this.reader = reader;
        this.value = initial;
    }

    Resource resource() {
        return resource;
    }

    T value() {
        return value;
    }

    /** Why the file as it is now is not what {@link #value} was read from; empty if it is. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    boolean exists() {
        return resource.getType() == Resource.Type.RESOURCE;
    }

    /**
     * Reads the file again. A problem is logged once, however often it is met.
     *
     * @return whether there is a new value
     */
    synchronized boolean read() {
        try (InputStream content = resource.in()) {
            value = reader.read(content, resource.path());
            problem = null;
            return true;
        } catch (CatalogueException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (IOException | IllegalStateException e) {
            failed(resource.path() + ": cannot be read: " + e.getMessage());
        }
        return false;
    }

    private void failed(String message) {
        if (!message.equals(problem)) {
            problem = message;
            LOG.warn("{}; what is in use stays in use", message);
        }
    }
}
