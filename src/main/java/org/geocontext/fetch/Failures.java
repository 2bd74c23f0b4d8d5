package org.geocontext.fetch;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.asynchttpclient.exception.TooManyConnectionsException;
import org.asynchttpclient.exception.TooManyConnectionsPerHostException;
import org.geocontext.http.Reason;

/** What the client's exceptions mean. Their own texts name addresses and URLs, so only TLS keeps them. */
final class Failures {

    /** A reason and a sentence for it. */
    record Failure(Reason reason, String message) {}

    private static final int DEEPEST_CAUSE = 8;

    private Failures() {}

    static Failure of(Throwable thrown, String peer, Phase phase, Duration connectTimeout) {
        Optional<DeniedAddressException> denied = find(thrown, DeniedAddressException.class);
        if (denied.isPresent()) {
            return new Failure(Reason.DENIED_ADDRESS, rootMessage(denied.get()));
        }
        if (has(thrown, UnknownHostException.class)) {
            return new Failure(Reason.DNS, "the host name of " + peer + " is not known");
        }
        if (has(thrown, ConnectTimeoutException.class)) {
            return new Failure(
                    Reason.TIMEOUT,
                    "no connection to " + peer + " within the connect limit of " + text(connectTimeout));
        }
        if (has(thrown, SslHandshakeTimeoutException.class)) {
            return new Failure(
                    Reason.TIMEOUT,
                    "no TLS session with " + peer + " within the connect limit of " + text(connectTimeout));
        }
        if (has(thrown, NotSslRecordException.class)) {
            return new Failure(Reason.TLS, peer + " does not speak TLS");
        }
        Optional<SSLException> tls = find(thrown, SSLException.class);
        if (tls.isPresent()) {
            return new Failure(Reason.TLS, "TLS with " + peer + " failed: " + rootMessage(tls.get()));
        }
        return ofReading(thrown, peer, phase);
    }

    private static Failure ofReading(Throwable thrown, String peer, Phase phase) {
        if (has(thrown, TooLongFrameException.class)) {
            return new Failure(Reason.TOO_LARGE, "the reply of " + peer + " has a header that is too large");
        }
        if (has(thrown, DecompressionException.class)) {
            return new Failure(Reason.MALFORMED, "the reply of " + peer + " cannot be decompressed");
        }
        if (has(thrown, TooManyConnectionsException.class) || has(thrown, TooManyConnectionsPerHostException.class)) {
            return new Failure(Reason.CONNECT, "too many connections to " + peer + " are open");
        }
        boolean closed = has(thrown, ClosedChannelException.class);
        if (!closed && phase.compareTo(Phase.WAITING) < 0 && has(thrown, ConnectException.class)) {
            return new Failure(Reason.CONNECT, "no connection to " + peer + ": " + rootMessage(thrown));
        }
        if (has(thrown, IOException.class) || has(thrown, PrematureChannelClosureException.class)) {
            return new Failure(Reason.CONNECT, peer + " closed the connection " + phase);
        }
        return new Failure(Reason.MALFORMED, "the reply of " + peer + " is not HTTP");
    }

    /** A duration for people, as in {@code 1.5 s}. */
    static String text(Duration duration) {
        long tenths = Math.round(duration.toMillis() / 100.0);
        if (tenths == 0) {
            return duration.toMillis() + " ms";
        }
        return tenths % 10 == 0 ? tenths / 10 + " s" : String.format(Locale.ROOT, "%.1f s", tenths / 10.0);
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return find(thrown, type).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
