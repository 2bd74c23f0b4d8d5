package org.geocontext.source;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which of the names a server wrote is the property that the catalogue means: the same name, else the same without
 * namespace prefixes, else the same but for case. Of several, the first that was sent.
 */
public final class PropertyMatch {

    private PropertyMatch() {}

    /**
     * @param names as the server wrote them, in its order
     * @param wanted as the catalogue writes it
     * @return the name as the server wrote it; empty if none matches
     */
    public static Optional<String> find(Collection<String> names, String wanted) {
        if (names.contains(wanted)) {
            return Optional.of(wanted);
        }
        String local = localName(wanted);
        return first(names, name -> localName(name).equals(local))
                .or(() -> first(names, name -> name.equalsIgnoreCase(wanted)))
                .or(() -> first(names, name -> localName(name).equalsIgnoreCase(local)));
    }

    private static Optional<String> first(Collection<String> names, Predicate<String> matches) {
        return names.stream().filter(matches).findFirst();
    }

    /** QGIS names raster bands {@code Band 1: height}: a colon before a blank is not a prefix. */
    private static String localName(String name) {
        int colon = name.lastIndexOf(':');
        boolean prefix = colon > 0 && colon + 1 < name.length() && !Character.isWhitespace(name.charAt(colon + 1));
        return prefix ? name.substring(colon + 1) : name;
    }
}
