package org.geoserver.web;

import java.io.Serializable;

public class Category implements Serializable {

    private static final long serialVersionUID = 1L;
}
