/**
 * What servers say about their layers: fetched in the background after queries, kept on disk, and at hand without
 * waiting when the next query is planned.
 */
@NullMarked
package org.geocontext.capabilities;

import org.jspecify.annotations.NullMarked;
