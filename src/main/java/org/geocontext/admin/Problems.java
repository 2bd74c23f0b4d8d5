package org.geocontext.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.geocontext.catalogue.CatalogueProblem;
import org.jspecify.annotations.Nullable;

/** Problems of the catalogue as JSON has them. */
final class Problems {

    /** The member of entries that names theirs; ignored where it is written. */
    static final String FIELD = "problems";

    private Problems() {}

    static List<Map<String, @Nullable Object>> trees(List<CatalogueProblem> problems) {
        List<Map<String, @Nullable Object>> trees = new ArrayList<>();
        for (CatalogueProblem problem : problems) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
            tree.put("section", problem.kind());
            tree.put("key", problem.key());
            tree.put("field", problem.field());
            tree.put("value", problem.value());
            tree.put("message", problem.message());
            trees.add(tree);
        }
        return trees;
    }
}
