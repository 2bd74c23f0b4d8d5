/**
 * Coordinates and metres: CRS and axis order, boxes on the ground, geodesic distance. Everything handed on is x east, y
 * north.
 */
@NullMarked
package org.geocontext.geo;

import org.jspecify.annotations.NullMarked;
