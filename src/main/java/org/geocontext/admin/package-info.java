/**
 * The REST API below {@code /rest/geocontext}, the same in every host: what hosts adapt their requests to, and one
 * class for each topic.
 */
@NullMarked
package org.geocontext.admin;

import org.jspecify.annotations.NullMarked;
