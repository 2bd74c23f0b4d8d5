package org.geocontext.standalone.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads a catalogue and lists what is wrong with it. */
@Command(
        name = "validate",
        description = "Reads a catalogue and lists what is wrong with it, errors first.",
        footer = {
            "",
            "An error costs the entry, a warning does not. The exit status is 0 without errors, 1 with errors, 2 if the"
                    + " file is no catalogue at all."
        })
final class ValidateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The catalogue.")
    private @Nullable Path file;

    private final Console console;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        CatalogueLoad load = new CatalogueReader().read(Objects.requireNonNull(file));
        console.out().println(CatalogueReport.summary(load));
        CatalogueReport.printProblems(load, console);
        CatalogueReport.printRemarks(load, console);
        return load.errors().isEmpty() ? ExitStatus.OK : ExitStatus.NEGATIVE;
    }
}
