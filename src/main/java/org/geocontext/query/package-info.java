/** From request to result: planning, running against a deadline, and reducing candidates to one value per service. */
@NullMarked
package org.geocontext.query;

import org.jspecify.annotations.NullMarked;
