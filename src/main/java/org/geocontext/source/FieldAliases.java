package org.geocontext.source;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.geocontext.codec.ParsedFeature;
import org.jspecify.annotations.Nullable;

/**
 * Finds the alias of a field by comparing two replies of QGIS Server about the same features: its JSON writes aliases,
 * its GML writes names.
 *
 * @param byAlias features as JSON
 * @param byName the same features as GML, in any order
 */
record FieldAliases(List<ParsedFeature> byAlias, List<ParsedFeature> byName) {

    /**
     * The JSON names that may be the alias: they are not names in the GML, and wherever both replies have a feature
     * they hold the field's value.
     *
     * @param name of the field as the GML writes it
     */
    Set<String> of(String name) {
        Set<String> aliases = new LinkedHashSet<>();
        byAlias.forEach(feature -> aliases.addAll(feature.properties().keySet()));
        byName.forEach(feature -> aliases.removeAll(feature.properties().keySet()));
        for (int i = 0; i < byAlias.size(); i++) {
            ParsedFeature aliased = byAlias.get(i);
            ParsedFeature named = counterpart(aliased, i);
            if (named != null) {
                aliases.removeIf(alias -> !same(
                        aliased.properties().get(alias), named.properties().get(name)));
            }
        }
        return aliases;
    }

    private @Nullable ParsedFeature counterpart(ParsedFeature feature, int position) {
        return byName.stream()
                .filter(other -> other.id() != null && Objects.equals(other.id(), feature.id()))
                .findFirst()
                .orElseGet(() -> position < byName.size() ? byName.get(position) : null);
    }

    /** QGIS writes a NULL number as 0 and a NULL text as NULL into GML. */
    private static boolean same(@Nullable String json, @Nullable String gml) {
        if (json == null || json.equals("null")) {
            return gml == null || gml.isEmpty() || gml.equals("0") || gml.equals("NULL");
        }
        return gml != null && (json.equals(gml) || sameNumber(json, gml));
    }

    private static boolean sameNumber(String one, String other) {
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
