package org.geocontext.query;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether a text means that there is no data. */
final class NoData {

    private static final Set<String> WORDS = Set.of("null", "nan", "nodata");
    private static final double[] RASTER_NUMBERS = {-9999, -32768};
    private static final double FLOAT_LIMIT = 3.4028234e38;

    private NoData() {}

    /**
     * @param value as sent; null for a NULL
     * @param raster whether it is a pixel: then the usual fill numbers count too
     * @param own the service's list in place of the built-in words and numbers; null for those. An absent or blank
     *     value is no data in any case.
     */
    static boolean isNoData(@Nullable String value, boolean raster, @Nullable List<String> own) {
        if (value == null || value.isBlank()) {
            return true;
        }
        String text = value.trim();
        if (own != null) {
            return own.stream().anyMatch(sentinel -> Numbers.sameText(text, sentinel.trim()));
        }
        if (WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return true;
        }
        Double number = raster ? Numbers.parse(text) : null;
        if (number == null) {
            return false;
        }
        for (double fill : RASTER_NUMBERS) {
            if (number == fill) {
                return true;
            }
        }
        return Math.abs(number) >= FLOAT_LIMIT;
    }
}
