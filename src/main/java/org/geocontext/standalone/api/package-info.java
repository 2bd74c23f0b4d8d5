/** The JSON API below {@code /api/v2}, as in GeoContext 2. */
@NullMarked
package org.geocontext.standalone.api;

import org.jspecify.annotations.NullMarked;
