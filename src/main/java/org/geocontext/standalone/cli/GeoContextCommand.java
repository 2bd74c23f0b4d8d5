package org.geocontext.standalone.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.geocontext.app.Version;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.standalone.web.ServerStartException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program's command line as a whole. */
@Command(
        name = "geocontext",
        versionProvider = GeoContextCommand.VersionLine.class,
        description = "One point in, everything the configured map services know about that point out.",
        footer = {"", "To begin with: geocontext demo"},
        synopsisSubcommandLabel = "COMMAND")
public final class GeoContextCommand {

    @Option(
            names = {"-v", "--verbose"},
            scope = CommandLine.ScopeType.INHERIT,
            description = "Log more than warnings, and with stack traces.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private GeoContextCommand() {}

    /**
     * Runs one command to its end.
     *
     * @return the exit status
     */
    public static int run(Console console, String... arguments) {
        GeoContextCommand root = new GeoContextCommand();
        CommandLine line = new CommandLine(root)
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new ServeCommand(console))
                .addSubcommand(new QueryCommand(console))
                .addSubcommand(new EnrichCommand(console))
                .addSubcommand(new CommandLine(new CatalogueCommand())
                        .addSubcommand(new ValidateCommand(console))
                        .addSubcommand(new CheckCommand(console))
                        .addSubcommand(new ImportCommand(console)))
                .setOut(new PrintWriter(console.out(), true))
                .setErr(new PrintWriter(console.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        console.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(Math.min(Math.max(console.width(), 80), 110))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((mistake, given) -> usage(mistake, console))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, root.verbose, console));
        line.setExecutionStrategy(parsed -> {
            Logging.start(root.verbose, console.err());
            EpsgDirectory.choose(System.getenv());
            return new CommandLine.RunLast().execute(parsed);
        });
        try {
            return line.execute(arguments);
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    private static int usage(ParameterException mistake, Console console) {
        CommandLine command = mistake.getCommandLine();
        console.err()
                .println(DisplayText.oneLine(sentence(mistake)) + " (" + accepted(mistake) + "see: "
                        + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitStatus.MISTAKE;
    }

    private static String sentence(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            boolean command = !mistake.getCommandLine().getSubcommands().isEmpty();
            return unmatched.getUnmatched().get(0) + ": " + (command ? "no such command" : "one argument too many");
        }
        return String.valueOf(mistake.getMessage());
    }

    private static String accepted(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            List<String> closest = unmatched.getSuggestions();
            return closest.isEmpty() ? "" : "closest: " + String.join(", ", closest) + "; ";
        }
        Set<String> commands = mistake.getCommandLine().getSubcommands().keySet();
        return commands.isEmpty() ? "" : "expected: " + String.join(", ", commands) + "; ";
    }

    private static int failed(Exception failure, boolean verbose, Console console) {
        if (failure instanceof MistakeException
                || failure instanceof InvalidRequestException
                || failure instanceof CatalogueException
                || failure instanceof ServerStartException) {
            console.err().println(DisplayText.oneLine(String.valueOf(failure.getMessage())));
            return ExitStatus.MISTAKE;
        }
        console.err()
                .println("This is a bug, please report it: " + DisplayText.oneLine(failure.toString())
                        + (verbose ? "" : " (-v shows where)"));
        if (verbose) {
            failure.printStackTrace(console.err());
        }
        return ExitStatus.BROKEN;
    }

    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"GeoContext " + Version.CURRENT};
        }
    }
}
