/** The engine as one object with settings, used by every host. */
@NullMarked
package org.geocontext.app;

import org.jspecify.annotations.NullMarked;
