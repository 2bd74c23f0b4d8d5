/** The only home of the HTTP client: sending, limiting, retrying, and the guard on addresses. */
@NullMarked
package org.geocontext.fetch;

import org.jspecify.annotations.NullMarked;
