package org.geocontext.standalone.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a point's row of the input holds besides the point.
 *
 * @param id of the feature; null if it has none
 * @param values of the reader's columns, one for each: texts, numbers, Booleans, trees of JSON and nulls; not to be
 *     changed
 */
public record InputRow(@Nullable Object id, List<@Nullable Object> values) {}
