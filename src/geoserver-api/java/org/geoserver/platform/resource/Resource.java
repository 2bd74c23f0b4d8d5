package org.geoserver.platform.resource;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

public interface Resource {

    enum Type {
        DIRECTORY,
        RESOURCE,
        UNDEFINED
    }

    interface Lock {

        void release();
    }

    String path();

    String name();

    Lock lock();

    void addListener(ResourceListener listener);

    void removeListener(ResourceListener listener);

    InputStream in();

    OutputStream out();

    File file();

    File dir();

    long lastmodified();

    Resource parent();

    Resource get(String resourcePath);

    List<Resource> list();

    Type getType();

    boolean delete();

    boolean renameTo(Resource dest);
}
