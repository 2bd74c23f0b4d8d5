/** Services, groups and collections: the immutable catalogue, its file, its problems, and who may see what. */
@NullMarked
package org.geocontext.catalogue;

import org.jspecify.annotations.NullMarked;
