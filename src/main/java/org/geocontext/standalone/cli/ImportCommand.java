package org.geocontext.standalone.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.geocontext.catalogue.CatalogueImport;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a catalogue of an export of GeoContext 1 or 2. */
@Command(
        name = "import",
        description = "Makes a catalogue of an export of GeoContext 1 or 2.",
        footer = {
            "",
            "Entries with errors are left out and told; what had to be assumed is written out. A file that is there"
                    + " already is kept as a previous version. The exit status is 0 if every entry was taken, 1 if some"
                    + " were left out, 2 if nothing was written."
        })
final class ImportCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}, in lower or upper case.")
    private CatalogueImport.@Nullable Format from;

    @Parameters(index = "0", paramLabel = "IN", description = "The export.")
    private @Nullable Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The catalogue to write.")
    private @Nullable Path out;

    private final Console console;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Path target = Objects.requireNonNull(out);
        CatalogueLoad load = CatalogueImport.run(
                Objects.requireNonNull(from), Objects.requireNonNull(in), target, new CatalogueReader());
        console.out().println(target + ": " + CatalogueReport.summary(load));
        CatalogueReport.printProblems(load, console);
        return load.errors().isEmpty() ? ExitStatus.OK : ExitStatus.NEGATIVE;
    }
}
