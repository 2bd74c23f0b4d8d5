package org.geocontext.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Replies as servers sent them; {@code fixtures/PROVENANCE.md} says which server, when, and to what request. */
final class Fixtures {

    private Fixtures() {}

    /** The bytes of a reply. */
    static byte[] read(String name) {
        try (InputStream stream = Fixtures.class.getResourceAsStream("/fixtures/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all replies that start so, sorted, as in {@code mapserver/wms-}. */
    static List<String> list(String prefix) {
        URL root = Objects.requireNonNull(Fixtures.class.getResource("/fixtures"), "fixtures");
        try {
            Path directory = Path.of(root.toURI());
            try (Stream<Path> files = Files.walk(directory)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                        .filter(name -> name.startsWith(prefix))
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
