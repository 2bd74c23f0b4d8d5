package org.geocontext.app;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.DocumentStore;
import org.geocontext.catalogue.KeptDocument;
import org.geocontext.codec.Json;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a host and the document they stand in, which may change at any time, by whomsoever; without a
 * document they are the defaults. Settings that cannot be read never replace settings that could. Thread-safe.
 */
public final class SettingsStore implements Supplier<Settings>, AutoCloseable {

    /** Largest document read. */
    public static final int MAX_BYTES = 1 << 20;

    /** @param members as they stand in the document */
    private record Loaded(Settings settings, Map<String, @Nullable Object> members) {}

    /**
     * Changes the members of the document.
     *
     * @param <X> how it refuses, and then nothing is written
     */
    @FunctionalInterface
    public interface Edit<X extends Exception> {

        /** @param members as they stand in the document; a copy */
        Map<String, @Nullable Object> apply(Map<String, @Nullable Object> members) throws X;
    }

    private static final byte[] NONE = "{}".getBytes(StandardCharsets.US_ASCII);

    private final KeptDocument<Loaded> document;

    private SettingsStore(DocumentStore store) {
        document = new KeptDocument<>(
                store,
                (content, name) ->
                        new Loaded(SettingsReader.read(name, content), SettingsReader.members(name, content)),
                new Loaded(Settings.DEFAULT, Map.of()),
                NONE);
    }

    /** Reads the settings and looks after them from now on. */
    public static SettingsStore open(DocumentStore store) {
        return new SettingsStore(store);
    }

    /** The last that could be read. */
    @Override
    public Settings get() {
        return document.value().settings();
    }

    /** What the document says; what it does not is at its default. */
    public Map<String, @Nullable Object> members() {
        return Collections.unmodifiableMap(document.value().members());
    }

    /** Why the document as it is now is not in use; empty if it is. */
    public Optional<String> problem() {
        return document.problem();
    }

    /** Changes with the document in use; a few letters and digits. */
    public String tag() {
        return document.tag();
    }

    /** The document's name, for messages. */
    public String name() {
        return document.store().name();
    }

    /** Tells of later settings, on a thread that must not be held up. */
    public void whenChanged(Consumer<Settings> listener) {
        document.whenChanged(loaded -> listener.accept(loaded.settings()));
    }

    /** Reads the document if it is not what it was. */
    public void refresh() {
        document.refresh();
    }

    /**
     * Edits the document as it is now.
     *
     * @return the settings after it
     * @throws org.geocontext.catalogue.DocumentConflictException if the document cannot be read now
     * @throws CatalogueException naming the first member that is unknown or out of range, or if it cannot be written
     * @throws X as the edit does
     */
    public <X extends Exception> Settings edit(Edit<X> edit) throws CatalogueException, X {
        Loaded loaded = document.edit((Loaded now) -> {
            String text = Json.write(edit.apply(new LinkedHashMap<>(now.members())), true) + "\n";
            return text.getBytes(StandardCharsets.UTF_8);
        });
        return loaded.settings();
    }

    /** Looks after the document no longer. */
    @Override
    public void close() {
        document.close();
    }
}
