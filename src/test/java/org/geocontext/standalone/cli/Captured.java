package org.geocontext.standalone.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A run of the program in this process, with what it wrote. */
record Captured(int status, String out, String err) {

    /** As in a pipe. */
    static Captured run(String... arguments) {
        return run(false, Console.UNLIMITED, arguments);
    }

    /** On a terminal with colours. */
    static Captured onTerminal(int width, String... arguments) {
        return run(true, width, arguments);
    }

    private static Captured run(boolean terminal, int width, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal,
                width);
        int status = GeoContextCommand.run(console, arguments);
        return new Captured(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
