package org.geocontext.codec;

/** The formats that are told apart by looking at the body. */
public enum ReplyFormat {
    GEOJSON,
    ESRI_JSON,
    /** ArcGIS identify results. */
    ESRI_IDENTIFY,
    /** ArcGIS ImageServer getSamples. */
    ESRI_SAMPLES,
    GEONAMES_JSON,
    /** GML 2, 3.1.1 and 3.2.1 feature collections, msGMLOutput included. */
    GML,
    /** ArcGIS {@code FeatureInfoResponse} with FIELDS elements or FeatureInfoCollections, and ncWMS' form of it. */
    ARCGIS_FIELDS,
    /** QGIS {@code GetFeatureInfoResponse}. */
    QGIS_XML,
    /** Plain text of GeoServer, MapServer, QGIS or ArcGIS. */
    TEXT,
    HTML,
    /** An empty line, MapServer's way to say "no hit"; or an empty page where HTML was allowed. */
    EMPTY_LINE
}
