package org.geocontext.catalogue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.geocontext.catalogue.CatalogueDraft.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of a host and the document it stands in, which may change at any time, by whomsoever. A document that
 * cannot be read never replaces a catalogue that could. Thread-safe.
 */
public final class CatalogueStore implements Supplier<Catalogue>, AutoCloseable {

    private static final CatalogueLoad NOTHING = new CatalogueLoad(Catalogue.EMPTY, List.of(), Map.of());

    /**
     * Changes a draft.
     *
     * @param <X> how it refuses, and then nothing is written
     */
    @FunctionalInterface
    public interface Edit<X extends Exception> {
        void apply(CatalogueDraft draft) throws X;
    }

    private final KeptDocument<CatalogueLoad> document;
    private final CatalogueReader reader;
    private final EntrySecrets secrets;

    private CatalogueStore(DocumentStore store, CatalogueReader reader, EntrySecrets secrets) {
        this.reader = reader;
        this.secrets = secrets;
        this.document = new KeptDocument<>(store, this::parse, NOTHING, null);
    }

    /**
     * Reads the catalogue and looks after it from now on. It is empty as long as the document cannot be read;
     * {@link #problem} says why.
     *
     * @param encoder for secrets that are written
     */
    public static CatalogueStore open(DocumentStore store, CatalogueReader reader, SecretEncoder encoder) {
        return new CatalogueStore(store, reader, new EntrySecrets(encoder, reader.decoder()));
    }

    private CatalogueLoad parse(byte[] content, String name) throws CatalogueException {
        return reader.read(new ByteArrayInputStream(content), name);
    }

    /** The last that could be read. */
    @Override
    public Catalogue get() {
        return load().catalogue();
    }

    /** As {@link #get}, with the document it was read from. */
    public CatalogueLoad load() {
        return document.value();
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

    /** Tells of every later catalogue, on a thread that must not be held up. */
    public void whenChanged(Consumer<CatalogueLoad> listener) {
        document.whenChanged(listener);
    }

    /** Reads the document if it is not what it was. */
    public void refresh() {
        document.refresh();
    }

    /**
     * What a document would be as a catalogue; nothing is written.
     *
     * @throws CatalogueException if it is none
     */
    public CatalogueLoad read(Map<String, @Nullable Object> other) throws CatalogueException {
        return reader.read(other);
    }

    /**
     * Edits the document as it is now.
     *
     * @return the catalogue after it
     * @throws DocumentConflictException if the document cannot be read now
     * @throws CatalogueRejectedException if an entry that the edit touches, or one that can be loaded now, could not be
     *     loaded after it
     * @throws CatalogueException if it cannot be written
     * @throws X as the edit does
     */
    public <X extends Exception> CatalogueLoad edit(Edit<X> edit) throws CatalogueException, X {
        return document.edit((CatalogueLoad now) -> content(now, edit));
    }

    /** As {@link #edit}; where the document cannot be read now, the last one that could be is edited in its place. */
    public <X extends Exception> CatalogueLoad repair(Edit<X> edit) throws CatalogueException, X {
        return document.repair((CatalogueLoad now) -> content(now, edit));
    }

    /** What {@link #repair} would return; nothing is written. */
    public <X extends Exception> CatalogueLoad preview(Edit<X> edit) throws CatalogueException, X {
        document.refresh();
        return checked(load(), edit);
    }

    private <X extends Exception> byte @Nullable [] content(CatalogueLoad now, Edit<X> edit)
            throws CatalogueException, X {
        Map<String, @Nullable Object> next = checked(now, edit).document();
        boolean unchanged = problem().isEmpty() && next.equals(now.document());
        return unchanged ? null : CatalogueWriter.bytes(next);
    }

    private <X extends Exception> CatalogueLoad checked(CatalogueLoad now, Edit<X> edit) throws CatalogueException, X {
        CatalogueDraft draft = new CatalogueDraft(now.document());
        edit.apply(draft);
        Set<Entry> touched = Set.copyOf(draft.touched());
        for (Entry entry : touched) {
            draft.find(entry.kind(), entry.key())
                    .ifPresent(written -> draft.put(entry.kind(), entry.key(), secrets.encoded(written)));
        }
        CatalogueLoad next = reader.read(draft.document());
        List<CatalogueProblem> costly = costly(now, next, touched);
        if (!costly.isEmpty()) {
            throw new CatalogueRejectedException(costly);
        }
        return next;
    }

    /** The errors that were not there before, and all errors of what is touched. */
    private static List<CatalogueProblem> costly(CatalogueLoad before, CatalogueLoad after, Set<Entry> touched) {
        Set<CatalogueProblem> known = new HashSet<>(before.errors());
        List<CatalogueProblem> costly = new ArrayList<>();
        for (CatalogueProblem error : after.errors()) {
            boolean ofTouched = touched.stream()
                    .anyMatch(entry -> entry.kind().word().equals(error.kind())
                            && entry.key().equals(error.key()));
            if (ofTouched || !known.contains(error)) {
                costly.add(error);
            }
        }
        return costly;
    }

    /** What the document was before, the last one first. */
    public List<DocumentStore.Version> versions() throws CatalogueException {
        return document.store().versions();
    }

    /**
     * What a version held; empty if there is none of that id.
     *
     * @throws CatalogueException if it cannot be read
     */
    public Optional<CatalogueLoad> version(String id) throws CatalogueException {
        Optional<byte[]> content = document.store().version(id);
        return content.isEmpty() ? Optional.empty() : Optional.of(parse(content.get(), name() + ", version " + id));
    }

    /**
     * Makes a version the document again, which becomes a version in its turn, be it readable or not.
     *
     * @return the catalogue after it; empty if there is no version of that id
     * @throws CatalogueException if the version cannot be read, or the document not be written
     */
    public Optional<CatalogueLoad> restore(String id) throws CatalogueException {
        Optional<byte[]> content = document.store().version(id);
        return content.isEmpty() ? Optional.empty() : Optional.of(document.replace(content.get()));
    }

    /** Looks after the document no longer. */
    @Override
    public void close() {
        document.close();
    }
}
