/**
 * An invented landscape, a small map server that answers for it by WMS, WFS and ArcGIS REST, and the catalogue that
 * asks that server: GeoContext without a network.
 */
@NullMarked
package org.geocontext.standalone.demo;

import org.jspecify.annotations.NullMarked;
