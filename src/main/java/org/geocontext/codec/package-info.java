/**
 * Readers of what map servers answer. They believe the body, not its content type, and never resolve anything outside
 * it.
 */
@NullMarked
package org.geocontext.codec;

import org.jspecify.annotations.NullMarked;
