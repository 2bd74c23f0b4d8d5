package org.geocontext.admin;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes keys for services from their titles, each once. Not thread-safe. */
final class FreeKeys {

    private static final int LONGEST = 60;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^0-9a-z]+");
    private static final Pattern ENDS = Pattern.compile("^_+|_+$");

    private final Set<String> taken;
    private final Map<String, Integer> numbers = new HashMap<>();

    /** @param taken by other services */
    FreeKeys(Set<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** A key that nobody has, and from now on nobody else gets. */
    String take(String title) {
        String plain = MARKS.matcher(Normalizer.normalize(title, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        String slug = ENDS.matcher(OTHERS.matcher(plain).replaceAll("_")).replaceAll("");
        String stem = slug.isEmpty() ? "service" : slug.substring(0, Math.min(LONGEST, slug.length()));
        String key = stem;
        while (!taken.add(key)) {
            key = stem + "_" + numbers.merge(stem, 2, (number, two) -> number + 1);
        }
        return key;
    }
}
