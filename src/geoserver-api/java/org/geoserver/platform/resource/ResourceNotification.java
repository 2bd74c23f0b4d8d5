package org.geoserver.platform.resource;

import java.io.Serializable;

public class ResourceNotification implements Serializable {

    private static final long serialVersionUID = 1L;
}
