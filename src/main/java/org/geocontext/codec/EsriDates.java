package org.geocontext.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Fields of type esriFieldTypeDate: epoch milliseconds become ISO 8601 in UTC. */
final class EsriDates {

    private static final int LONGEST_MILLISECONDS = 17;

    private final Set<String> names = new HashSet<>();

    void addField(String name) {
        names.add(name);
    }

    void convert(List<FeatureDraft> features) {
        if (names.isEmpty()) {
            return;
        }
        for (FeatureDraft feature : features) {
            for (String name : names) {
                feature.properties.computeIfPresent(name, (key, value) -> iso(value));
            }
        }
    }

    /** Anything that is not a whole number of milliseconds stays as it is. */
    private static String iso(String value) {
        boolean digits = !value.isEmpty() && value.length() <= LONGEST_MILLISECONDS;
        for (int i = 0; i < value.length() && digits; i++) {
            char c = value.charAt(i);
            digits = (c >= '0' && c <= '9') || (c == '-' && i == 0 && value.length() > 1);
        }
        if (!digits) {
            return value;
        }
        try {
            return Instant.ofEpochMilli(Long.parseLong(value)).toString();
        } catch (DateTimeException e) {
            return value;
        }
    }
}
