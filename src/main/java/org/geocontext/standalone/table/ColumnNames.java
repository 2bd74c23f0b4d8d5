package org.geocontext.standalone.table;

import java.util.Collection;
import java.util.Locale;

/** Names that every format and every GIS takes. */
public final class ColumnNames {

    private ColumnNames() {}

    /** A key as a name of ASCII letters, digits and underscores that does not begin with a digit. */
    public static String safe(String key) {
        String name = key.replaceAll("[^A-Za-z0-9_]", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /** The name, or if there is such a one already, in upper or lower case, with the first number that is free. */
    public static String free(String name, Collection<String> taken) {
        String free = name;
        for (int number = 2; isTaken(free, taken); number++) {
            free = name + "_" + number;
        }
        return free;
    }

    private static boolean isTaken(String name, Collection<String> taken) {
        String lower = name.toLowerCase(Locale.ROOT);
        return taken.stream().anyMatch(other -> other.toLowerCase(Locale.ROOT).equals(lower));
    }
}
