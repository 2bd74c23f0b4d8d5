package org.geoserver.web;

public class GeoServerSecuredPage extends GeoServerBasePage {

    private static final long serialVersionUID = 1L;

    public GeoServerSecuredPage() {}
}
