/** One pure file per protocol: a lookup becomes calls, replies become candidates. No I/O, no clock, no threads. */
@NullMarked
package org.geocontext.source;

import org.jspecify.annotations.NullMarked;
