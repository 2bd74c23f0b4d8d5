package org.geocontext.standalone.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueProblem;
import org.geocontext.catalogue.CatalogueReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads a catalogue and lists what is wrong with it. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
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
        console.out().println(counts(load.catalogue()) + ", " + problems(load));
        print(load.errors());
        print(load.warnings());
        remark(load.servicesInNoGroup(), "service", "in no group");
        remark(load.groupsInNoCollection(), "group", "in no collection");
        return load.errors().isEmpty() ? ExitStatus.OK : ExitStatus.NEGATIVE;
    }

    static String counts(Catalogue catalogue) {
        return Words.count(catalogue.services().size(), "service") + ", "
                + Words.count(catalogue.groups().size(), "group") + ", "
                + Words.count(catalogue.collections().size(), "collection");
    }

    static String problems(CatalogueLoad load) {
        return Words.count(load.errors().size(), "error") + ", "
                + Words.count(load.warnings().size(), "warning");
    }

    private void print(List<CatalogueProblem> problems) {
        for (CatalogueProblem problem : problems) {
            Style style = problem.severity() == CatalogueProblem.Severity.ERROR ? Style.BAD : Style.DOUBTFUL;
            console.out()
                    .println(style.apply(word(problem), console.colours()) + " "
                            + DisplayText.oneLine(entry(problem) + ": " + problem.message()));
        }
    }

    private static String word(CatalogueProblem problem) {
        return problem.severity().name().toLowerCase(Locale.ROOT);
    }

    /** Its message begins with the field and the value. */
    private static String entry(CatalogueProblem problem) {
        StringBuilder entry = new StringBuilder(problem.kind());
        if (problem.key() != null) {
            entry.append(' ').append(problem.key());
        }
        return entry.toString();
    }

    private void remark(List<String> keys, String noun, String where) {
        if (!keys.isEmpty()) {
            console.out()
                    .println(DisplayText.oneLine(
                            "note " + Words.count(keys.size(), noun) + " " + where + ": " + String.join(", ", keys)));
        }
    }
}
