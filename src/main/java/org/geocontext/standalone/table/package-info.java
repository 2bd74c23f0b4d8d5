/** Files of points: read row by row, and written with more columns. */
@NullMarked
package org.geocontext.standalone.table;

import org.jspecify.annotations.NullMarked;
