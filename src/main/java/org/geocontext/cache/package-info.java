/**
 * Answers that are still good, found again by the geometry they are valid for: in memory within a number of bytes, and
 * on disk where there is a directory for it. Knows nothing of services and of what an answer is.
 */
@NullMarked
package org.geocontext.cache;

import org.jspecify.annotations.NullMarked;
