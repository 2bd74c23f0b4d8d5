package org.geocontext.standalone.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the libraries and we log: warnings, one line each, on standard error; everything, with stack traces, on demand.
 */
final class Logging {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private Logging() {}

    static void start(boolean verbose, PrintStream err) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(verbose ? Level.INFO : Level.WARNING);
        root.addHandler(new LineHandler(err, verbose));
    }

    private static final class LineHandler extends Handler {
        private final PrintStream err;

        LineHandler(PrintStream err, boolean verbose) {
            this.err = err;
            setFormatter(new Line(verbose));
        }

        @Override
        public void publish(LogRecord entry) {
            if (isLoggable(entry)) {
                err.print(getFormatter().format(entry));
                err.flush();
            }
        }

        @Override
        public void flush() {
            err.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }

    private static final class Line extends Formatter {
        private final boolean verbose;

        Line(boolean verbose) {
            this.verbose = verbose;
        }

        @Override
        public String format(LogRecord entry) {
            StringBuilder line = new StringBuilder(TIME.format(Instant.ofEpochMilli(entry.getMillis())));
            line.append(' ').append(entry.getLevel().getName().toLowerCase(Locale.ROOT));
            if (verbose) {
                line.append(' ').append(entry.getLoggerName());
            }
            line.append(": ").append(DisplayText.oneLine(formatMessage(entry)));
            Throwable thrown = entry.getThrown();
            if (thrown != null && !verbose) {
                line.append(" (").append(DisplayText.oneLine(thrown.toString())).append(')');
            }
            line.append(System.lineSeparator());
            if (thrown != null && verbose) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                line.append(trace);
            }
            return line.toString();
        }
    }
}
