package org.geocontext.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.codec.Json;
import org.jspecify.annotations.Nullable;

/** Writes catalogues in the form that {@link CatalogueReader} reads. Thread-safe. */
public final class CatalogueWriter {

    private CatalogueWriter() {}

    /**
     * The document of a catalogue: every entry as it was read, unknown fields and secrets as they stood in the file; an
     * entry that was made in memory as its fields. Entries that were left out when the file was read are not in it: to
     * change a file, start from {@link CatalogueLoad#document()}.
     *
     * @throws IllegalArgumentException if a service made in memory has credentials, whose secrets must not be written
     */
    public static Map<String, @Nullable Object> document(Catalogue catalogue) {
        List<Map<String, @Nullable Object>> services = new ArrayList<>();
        catalogue.services().forEach(service -> services.add(service.raw().isEmpty() ? tree(service) : service.raw()));
        List<Map<String, @Nullable Object>> groups = new ArrayList<>();
        catalogue.groups().forEach(group -> groups.add(group.raw().isEmpty() ? DefinitionTree.of(group) : group.raw()));
        List<Map<String, @Nullable Object>> collections = new ArrayList<>();
        catalogue
                .collections()
                .forEach(collection ->
                        collections.add(collection.raw().isEmpty() ? DefinitionTree.of(collection) : collection.raw()));
        return document(services, groups, collections);
    }

    static Map<String, @Nullable Object> document(List<?> services, List<?> groups, List<?> collections) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("service", services);
        document.put("group", groups);
        document.put("collection", collections);
        return document;
    }

    private static Map<String, @Nullable Object> tree(ServiceDefinition service) {
        if (service.credentials().scheme() != Credentials.Scheme.NONE) {
            throw new IllegalArgumentException("credentials of " + service.key()
                    + ": cannot be written (expected: a service that was read from a file, or none)");
        }
        return DefinitionTree.of(service);
    }

    /** As {@link #write} writes it. */
    public static byte[] bytes(Map<String, @Nullable Object> document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(document, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Indented, in the document's own order, with a newline at the end; flushes the stream and does not close it. */
    public static void write(Map<String, @Nullable Object> document, OutputStream stream) throws IOException {
        Json.write(document, true, stream);
        stream.write("\n".getBytes(StandardCharsets.US_ASCII));
        stream.flush();
    }
}
