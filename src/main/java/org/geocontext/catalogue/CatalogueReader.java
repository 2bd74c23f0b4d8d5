package org.geocontext.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.codec.JsonLimits;
import org.jspecify.annotations.Nullable;

/**
 * Reads a catalogue file: a GeoContext 2 export, with our own optional fields. Whatever is wrong with an entry becomes
 * a {@link CatalogueProblem} and costs at most that entry. Thread-safe.
 */
public final class CatalogueReader {

    /** Largest file read unless told otherwise, 64 MiB. */
    public static final int DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

    private static final int MAX_DEPTH = 32;

    private final SecretDecoder decoder;
    private final SecretResolver secrets;
    private final JsonLimits limits;

    /** With the process's environment, nothing encrypted, and the default size. */
    public CatalogueReader() {
        this(System::getenv, SecretDecoder.NONE, DEFAULT_MAX_BYTES);
    }

    /**
     * @param environment looks up {@code ${env:NAME}}; null where there is no such variable
     * @param decoder for secrets that the host encrypted
     * @param maxBytes a larger file is refused
     */
    public CatalogueReader(Function<String, @Nullable String> environment, SecretDecoder decoder, int maxBytes) {
        this.decoder = decoder;
        this.secrets = new SecretResolver(environment, decoder);
        this.limits = new JsonLimits(maxBytes, MAX_DEPTH);
    }

    /** What takes secrets out of the file. */
    SecretDecoder decoder() {
        return decoder;
    }

    /** @throws CatalogueException if the file as a whole is not a catalogue; the message names it and the place */
    public CatalogueLoad read(Path file) throws CatalogueException {
        return read(readDocument(file));
    }

    /**
     * As {@link #read(Path)}. Does not close the stream.
     *
     * @param name of the source, for messages
     */
    public CatalogueLoad read(InputStream stream, String name) throws CatalogueException {
        return read(requireObject(parse(stream, name), name));
    }

    /**
     * Reads a tree as {@link Json#parse} makes it.
     *
     * @throws CatalogueException if {@code service}, {@code group} or {@code collection} is no list, or none is there
     */
    public CatalogueLoad read(Map<String, @Nullable Object> document) throws CatalogueException {
        return new DocumentReader(document, secrets).read();
    }

    /** The file's top-level object, as yet unchecked. */
    Map<String, @Nullable Object> readDocument(Path file) throws CatalogueException {
        return requireObject(parse(file), file.toString());
    }

    /** The file's tree, whatever it is. */
    @Nullable
    Object parse(Path file) throws CatalogueException {
        if (Files.isDirectory(file)) {
            throw new CatalogueException(file + ": is a directory (expected: a catalogue file)");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return parse(stream, file.toString());
        } catch (NoSuchFileException e) {
            throw new CatalogueException(file + ": no such file (expected: a catalogue file)", e);
        } catch (AccessDeniedException e) {
            throw new CatalogueException(file + ": may not be read (expected: a readable file)", e);
        } catch (IOException e) {
            throw new CatalogueException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private @Nullable Object parse(InputStream stream, String name) throws CatalogueException {
        try {
            return Json.parse(stream, limits);
        } catch (JsonException e) {
            throw new CatalogueException(name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CatalogueException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, @Nullable Object> requireObject(@Nullable Object tree, String name)
            throws CatalogueException {
        if (!(tree instanceof Map<?, ?> members)) {
            throw new CatalogueException(
                    name + ": not a JSON object (expected: an object with service, group and" + " collection)");
        }
        return object(members);
    }

    /** Trees of {@link Json#parse} have text keys only. */
    static Map<String, @Nullable Object> object(Map<?, ?> members) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        members.forEach((name, value) -> object.put((String) name, value));
        return object;
    }

    /** The list of that name; empty if absent. */
    static List<?> list(Map<String, @Nullable Object> document, String name) throws CatalogueException {
        Object value = document.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new CatalogueException(name + ": not a list (expected: a list of objects)");
    }
}
