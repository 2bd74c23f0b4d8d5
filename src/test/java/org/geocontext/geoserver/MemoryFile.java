package org.geocontext.geoserver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.geoserver.platform.resource.Resource;
import org.geoserver.platform.resource.ResourceListener;
import org.geoserver.platform.resource.ResourceNotification;
import org.jspecify.annotations.Nullable;

/** A file of a data directory that need not be a directory: only streams and listeners, as in a database. */
final class MemoryFile implements Resource {

    private final String path;
    private final List<ResourceListener> listeners = new CopyOnWriteArrayList<>();
    private volatile byte @Nullable [] content;

    MemoryFile(String path) {
        this.path = path;
    }

    /** As an administrator's editor does. */
    void edit(String text) {
        content = text.getBytes(StandardCharsets.UTF_8);
        listeners.forEach(listener -> listener.changed(new ResourceNotification()));
    }

    /** As a restore does, or another node before the file is looked at. */
    void replaceUnnoticed(String text) {
        content = text.getBytes(StandardCharsets.UTF_8);
    }

    void remove() {
        content = null;
        listeners.forEach(listener -> listener.changed(new ResourceNotification()));
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    int listenerCount() {
        return listeners.size();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public InputStream in() {
        byte[] bytes = content;
        if (bytes == null) {
            throw new IllegalStateException("File not found " + path);
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public OutputStream out() {
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                content = toByteArray();
            }
        };
    }

    @Override
    public Type getType() {
        return content == null ? Type.UNDEFINED : Type.RESOURCE;
    }

    @Override
    public void addListener(ResourceListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(ResourceListener listener) {
        listeners.remove(listener);
    }

    @Override
    public Lock lock() {
        throw new UnsupportedOperationException();
    }

    @Override
    public File file() {
        throw new UnsupportedOperationException("there is no file");
    }

    @Override
    public File dir() {
        throw new UnsupportedOperationException("there is no directory");
    }

    @Override
    public long lastmodified() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Resource parent() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Resource get(String resourcePath) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Resource> list() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean renameTo(Resource dest) {
        throw new UnsupportedOperationException();
    }
}
