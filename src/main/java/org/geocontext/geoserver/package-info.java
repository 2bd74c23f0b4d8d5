/** The GeoServer plugin: the process, its manager, its status and its files in the data directory. */
@NullMarked
package org.geocontext.geoserver;

import org.jspecify.annotations.NullMarked;
