package org.geocontext.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The protocol versions that are spoken, and the one that is meant by another. */
final class Versions {

    static final List<String> WMS = List.of("1.0.0", "1.1.0", "1.1.1", "1.3.0");
    static final List<String> WFS = List.of("1.0.0", "1.1.0", "2.0.0");

    private static final Pattern NUMBERS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){0,2}");

    private Versions() {}

    /** Oldest first; empty for protocols without versions. */
    static List<String> of(QueryType type) {
        return switch (type) {
            case WMS -> WMS;
            case WFS -> WFS;
            case ARC_REST, PLACE_NAME -> List.of();
        };
    }

    /** The newest that is not newer than what is written; the newest of all if it cannot be read as a version. */
    static String nearest(String written, List<String> spoken) {
        String newest = spoken.get(spoken.size() - 1);
        if (!NUMBERS.matcher(written).matches()) {
            return newest;
        }
        return spoken.stream()
                .filter(version -> Arrays.compare(numbers(version), numbers(written)) <= 0)
                .reduce((older, newer) -> newer)
                .orElse(spoken.get(0));
    }

    private static int[] numbers(String version) {
        int[] numbers = new int[3];
        String[] parts = version.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return numbers;
    }
}
