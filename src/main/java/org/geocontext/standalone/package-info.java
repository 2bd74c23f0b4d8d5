/** The standalone host: command line, WPS, GeoContext 2 API, demo. */
@NullMarked
package org.geocontext.standalone;

import org.jspecify.annotations.NullMarked;
