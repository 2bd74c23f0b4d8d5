package org.geocontext.geoserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.DocumentStore;
import org.geoserver.config.GeoServerDataDirectory;
import org.geoserver.platform.resource.Resource;
import org.geoserver.platform.resource.ResourceListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document of GeoServer's data directory, which may be files or a database. Its versions are resources, too:
 * {@code geocontext/catalogue.versions/12.json}. Its lock has a name of its own, as a resource store may lock what is
 * written itself. Thread-safe.
 */
final class ResourceDocument implements DocumentStore {

    private static final Logger LOG = LoggerFactory.getLogger(ResourceDocument.class);
    private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.json");

    private final Resource document;
    private final Resource lock;
    private final Resource versions;
    private final int maxBytes;
    private final Executor executor;

    /**
     * @param name of the document without its suffix, as in {@code catalogue}
     * @param maxBytes a larger document is not read
     * @param executor runs listeners
     */
    ResourceDocument(GeoServerDataDirectory data, String directory, String name, int maxBytes, Executor executor) {
        this.document = data.get(directory, name + ".json");
        this.lock = data.get(directory, name + ".lock");
        this.versions = data.get(directory, name + ".versions");
        this.maxBytes = maxBytes;
        this.executor = executor;
    }

    boolean exists() {
        return document.getType() == Resource.Type.RESOURCE;
    }

    @Override
    public String name() {
        return document.path();
    }

    @Override
    public Optional<byte[]> read() throws CatalogueException {
        return read(document);
    }

    private Optional<byte[]> read(Resource resource) throws CatalogueException {
        if (resource.getType() != Resource.Type.RESOURCE) {
            return Optional.empty();
        }
        try (InputStream in = resource.in()) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new CatalogueException(
                        resource.path() + ": more than " + maxBytes + " bytes (expected: at most that)");
            }
            return Optional.of(content);
        } catch (IOException | IllegalStateException e) {
            throw new CatalogueException(resource.path() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Held lock() {
        Resource.Lock held = lock.lock();
        return held::release;
    }

    @Override
    public void write(byte[] content) throws CatalogueException {
        try {
            keepVersion();
            write(document, content);
        } catch (IOException | IllegalStateException e) {
            throw new CatalogueException(document.path() + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static void write(Resource resource, byte[] content) throws IOException {
        try (OutputStream out = resource.out()) {
            out.write(content);
        }
    }

    private void keepVersion() throws IOException {
        if (!exists()) {
            return;
        }
        byte[] former;
        try (InputStream in = document.in()) {
            former = in.readAllBytes();
        }
        List<Resource> kept = kept();
        int last = kept.isEmpty() ? 0 : number(kept.get(0));
        write(versions.get(last + 1 + ".json"), former);
        for (Resource old : kept.stream().skip(VERSIONS - 1).toList()) {
            if (!old.delete()) {
                LOG.warn("{}: an old version that cannot be deleted", old.path());
            }
        }
    }

    /** The last one first. */
    private List<Resource> kept() {
        if (versions.getType() != Resource.Type.DIRECTORY) {
            return List.of();
        }
        return versions.list().stream()
                .filter(resource -> number(resource) > 0)
                .sorted(Comparator.comparingInt(ResourceDocument::number).reversed())
                .toList();
    }

    /** 0 if it is no version. */
    private static int number(Resource resource) {
        Matcher matcher = VERSION.matcher(resource.name());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    @Override
    public List<Version> versions() throws CatalogueException {
        List<Version> listed = new ArrayList<>();
        for (Resource resource : kept()) {
            byte[] content = read(resource).orElse(new byte[0]);
            listed.add(new Version(
                    Integer.toString(number(resource)), Instant.ofEpochMilli(resource.lastmodified()), content.length));
        }
        return listed;
    }

    @Override
    public Optional<byte[]> version(String id) throws CatalogueException {
        for (Resource resource : kept()) {
            if (Integer.toString(number(resource)).equals(id)) {
                return read(resource);
            }
        }
        return Optional.empty();
    }

    @Override
    public Held listen(Runnable listener) {
        ResourceListener onChange = change -> executor.execute(listener);
        document.addListener(onChange);
        return () -> document.removeListener(onChange);
    }
}
