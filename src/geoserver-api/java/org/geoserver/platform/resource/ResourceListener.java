package org.geoserver.platform.resource;

public interface ResourceListener {

    void changed(ResourceNotification notify);
}
