package org.geocontext.geoserver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.geoserver.platform.resource.Resource;
import org.geoserver.platform.resource.ResourceListener;
import org.geoserver.platform.resource.ResourceNotification;
import org.jspecify.annotations.Nullable;

/** A file of a data directory that need not be a directory: only streams and listeners, as in a database. */
final class MemoryFile implements Resource {

    private final String path;
    private final Function<String, MemoryFile> siblings;
    private final Supplier<List<MemoryFile>> all;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<ResourceListener> listeners = new CopyOnWriteArrayList<>();
    private volatile byte @Nullable [] content;
    private volatile long modified;

    /** A file in no directory. */
    MemoryFile(String path) {
        this(path, MemoryFile::new, List::of);
    }

    /**
     * @param siblings a file of the directory by its path
     * @param all every file of the directory
     */
    MemoryFile(String path, Function<String, MemoryFile> siblings, Supplier<List<MemoryFile>> all) {
        this.path = path;
        this.siblings = siblings;
        this.all = all;
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
                modified = System.currentTimeMillis();
                listeners.forEach(listener -> listener.changed(new ResourceNotification()));
            }
        };
    }

    @Override
    public Type getType() {
        if (content != null) {
            return Type.RESOURCE;
        }
        return list().isEmpty() ? Type.UNDEFINED : Type.DIRECTORY;
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
        lock.lock();
        return lock::unlock;
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
        return modified;
    }

    @Override
    public Resource parent() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Resource get(String resourcePath) {
        return siblings.apply(path + "/" + resourcePath);
    }

    @Override
    public List<Resource> list() {
        return all.get().stream()
                .filter(file -> file.content != null && file.path.startsWith(path + "/"))
                .map(Resource.class::cast)
                .toList();
    }

    @Override
    public boolean delete() {
        content = null;
        return true;
    }

    @Override
    public boolean renameTo(Resource dest) {
        throw new UnsupportedOperationException();
    }
}
