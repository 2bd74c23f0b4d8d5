/** WPS 1.0.0 (OGC 05-007r7) with the one process {@code geocontext:Query}. */
@NullMarked
package org.geocontext.standalone.wps;

import org.jspecify.annotations.NullMarked;
