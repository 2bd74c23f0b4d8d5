/** A query result as GeoTools features and as JSON. */
@NullMarked
package org.geocontext.feature;

import org.jspecify.annotations.NullMarked;
