package org.geocontext.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.geocontext.http.CallTiming;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;

/** Bodies as replies; {@code fixtures/PROVENANCE.md} says where each file came from. */
final class Bodies {

    private static final CallTiming NO_TIME = new CallTiming(Instant.EPOCH, Duration.ZERO, Duration.ZERO);
    private static final URI SOMEWHERE = URI.create("https://maps.example.org/ows");

    private Bodies() {}

    static HttpReply reply(int status, String contentType, byte[] body) {
        return new HttpReply(SOMEWHERE, status, Map.of("content-type", contentType), body, NO_TIME);
    }

    static HttpReply reply(byte[] body) {
        return new HttpReply(SOMEWHERE, 200, Map.of(), body, NO_TIME);
    }

    static ParsedReply read(byte[] body) throws CodecException {
        return ReplyReader.read(reply(body), ReadOptions.DEFAULT);
    }

    static ParsedReply read(String body) throws CodecException {
        return read(body.getBytes(UTF_8));
    }

    /** The only feature of a reply. */
    static ParsedFeature readOne(String body) throws CodecException {
        List<ParsedFeature> features = read(body).features();
        if (features.size() != 1) {
            throw new AssertionError(features.size() + " features: " + features);
        }
        return features.get(0);
    }

    static ParsedReply readFixture(String name) throws CodecException {
        return ReplyReader.read(reply(fixture(name)), ReadOptions.DEFAULT.withHtmlTables(true));
    }

    static CodecException failureOf(HttpReply reply) {
        try {
            ParsedReply read = ReplyReader.read(reply, ReadOptions.DEFAULT);
            throw new AssertionError("was read as " + read);
        } catch (CodecException e) {
            return e;
        }
    }

    static CodecException failureOf(String body) {
        return failureOf(reply(body.getBytes(UTF_8)));
    }

    static Reason reasonOf(String body) {
        return failureOf(body).reason();
    }

    static byte[] fixture(String name) {
        try (InputStream stream = Bodies.class.getResourceAsStream("/fixtures/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> fixtures() {
        try {
            Path directory = Path.of(Objects.requireNonNull(Bodies.class.getResource("/fixtures"))
                    .toURI());
            try (Stream<Path> files = Files.walk(directory)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                        .filter(name -> name.contains("/"))
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
