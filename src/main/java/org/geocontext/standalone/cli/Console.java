package org.geocontext.standalone.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes. A reader that goes away early, as {@code head} does, is no failure: what is written then is
 * dropped.
 *
 * @param out for answers, in the terminal's encoding
 * @param err for complaints
 * @param terminal whether a person reads {@code out}
 * @param colours whether to colour it
 * @param width columns to keep to; {@link #UNLIMITED} where nobody reads it
 */
public record Console(PrintStream out, PrintStream err, boolean terminal, boolean colours, int width) {

    static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int DEFAULT_WIDTH = 80;
    private static final int NARROWEST = 40;

    /** The console of this process. */
    public static Console system() {
        Map<String, String> environment = System.getenv();
        boolean terminal = System.console() != null;
        boolean colours = terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        int width = terminal ? Math.max(NARROWEST, columns(environment)) : UNLIMITED;
        return new Console(
                stream(FileDescriptor.out, charset()), stream(FileDescriptor.err, charset()), terminal, colours, width);
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new FileOutputStream(descriptor), false, charset);
    }

    /** A process without a locale is told ASCII, but the terminals of today take UTF-8. */
    private static Charset charset() {
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    private static int columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,3}")
                ? Integer.parseInt(columns)
                : TerminalSize.columns().orElse(DEFAULT_WIDTH);
    }

    /** For documents, which are UTF-8 whatever the terminal takes. */
    OutputStream document() {
        return out;
    }
}
