package org.geoserver.wps.resource;

public class WPSResourceManager {}
