package org.geocontext.catalogue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a catalogue file of an export of GeoContext 1 or 2. */
public final class CatalogueImport {

    /** Where an export comes from. */
    public enum Format {
        /** {@code context_service_registry}, {@code context_group}, {@code context_collection}, and older shapes. */
        GEOCONTEXT1,
        /** {@code service}, {@code group}, {@code collection}. */
        GEOCONTEXT2;

        /** As on the command line, in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Case-insensitive. */
        public static Optional<Format> find(String word) {
            return Arrays.stream(values())
                    .filter(format -> format.word().equalsIgnoreCase(word.strip()))
                    .findFirst();
        }

        /** For error messages. */
        public static List<String> words() {
            return Arrays.stream(values()).map(Format::word).toList();
        }
    }

    private static final String WORKSPACE = "layer_workspace";

    private CatalogueImport() {}

    /**
     * Reads an export and writes it as a catalogue in which everything that had to be assumed is spelled out. Entries
     * with errors are not in it. A file that is already there becomes its previous version.
     *
     * @param in may be the same file
     * @return what was read, with its problems
     * @throws CatalogueException if the export cannot be read as a whole, or the catalogue cannot be written
     */
    public static CatalogueLoad run(Format format, Path in, Path out, CatalogueReader reader)
            throws CatalogueException {
        CatalogueLoad load = reader.read(document(format, in, reader));
        CatalogueFiles.write(out, CatalogueNormaliser.normalise(load));
        return load;
    }

    /**
     * The tree of an export of either kind, in the shape of GeoContext 2's.
     *
     * @param tree as {@link org.geocontext.codec.Json#parse} makes it
     * @throws CatalogueException if it is neither
     */
    public static Map<String, @Nullable Object> document(@Nullable Object tree) throws CatalogueException {
        if (GeoContext1Importer.isGeoContext1(tree)) {
            return GeoContext1Importer.convert(tree);
        }
        if (!(tree instanceof Map<?, ?> members)) {
            throw new CatalogueException("not a JSON object (expected: an export of GeoContext 2 or 1)");
        }
        return withWorkspaces(CatalogueReader.object(members));
    }

    private static Map<String, @Nullable Object> document(Format format, Path in, CatalogueReader reader)
            throws CatalogueException {
        return switch (format) {
            case GEOCONTEXT1 -> GeoContext1Importer.convert(reader.parse(in));
            case GEOCONTEXT2 -> withWorkspaces(reader.readDocument(in));
        };
    }

    /** The first exports of GeoContext 2 have the workspace of {@code layer_typename} in a field of its own. */
    private static Map<String, @Nullable Object> withWorkspaces(Map<String, @Nullable Object> document) {
        Map<String, @Nullable Object> joined = new LinkedHashMap<>(document);
        if (document.get("service") instanceof List<?> services) {
            joined.put(
                    "service",
                    services.stream().map(CatalogueImport::withWorkspace).toList());
        }
        return joined;
    }

    private static @Nullable Object withWorkspace(@Nullable Object service) {
        if (!(service instanceof Map<?, ?> members)
                || !(members.get(WORKSPACE) instanceof String workspace)
                || !(members.get(Fields.LAYER_TYPENAME.name()) instanceof String layer)
                || workspace.isBlank()) {
            return service;
        }
        Map<String, @Nullable Object> joined = CatalogueReader.object(members);
        joined.remove(WORKSPACE);
        if (layer.indexOf(':') < 0) {
            joined.put(Fields.LAYER_TYPENAME.name(), workspace.strip() + ":" + layer);
        }
        return joined;
    }
}
