/**
 * Many points: windows of them are read, answered as a whole, and written. What is known is not asked; what lies in an
 * area is asked at once where a service can tell; the rest is asked point by point.
 */
@NullMarked
package org.geocontext.batch;

import org.jspecify.annotations.NullMarked;
