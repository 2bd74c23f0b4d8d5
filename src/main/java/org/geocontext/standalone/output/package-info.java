/** A query's result as GeoJSON, CSV and GML 3.1.1. */
@NullMarked
package org.geocontext.standalone.output;

import org.jspecify.annotations.NullMarked;
