/** Names and meters of what happens, and their Prometheus text. */
@NullMarked
package org.geocontext.metrics;

import org.jspecify.annotations.NullMarked;
