package org.geocontext.standalone.cli;

import java.util.List;
import java.util.Locale;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueProblem;
import org.geocontext.catalogue.CatalogueProblem.Severity;

/** What a catalogue holds and what is wrong with it, for a person. */
final class CatalogueReport {

    private CatalogueReport() {}

    /** As in {@code 356 services, 49 groups, 10 collections}. */
    static String counts(Catalogue catalogue) {
        return Words.count(catalogue.services().size(), "service") + ", "
                + Words.count(catalogue.groups().size(), "group") + ", "
                + Words.count(catalogue.collections().size(), "collection");
    }

    /** As {@link #counts}, with the numbers of errors and warnings. */
    static String summary(CatalogueLoad load) {
        return counts(load.catalogue()) + ", "
                + Words.count(load.errors().size(), "error") + ", "
                + Words.count(load.warnings().size(), "warning");
    }

    /** One line for every problem, errors first. */
    static void printProblems(CatalogueLoad load, Console console) {
        load.errors().forEach(problem -> print(problem, console));
        load.warnings().forEach(problem -> print(problem, console));
    }

    private static void print(CatalogueProblem problem, Console console) {
        Style style = problem.severity() == Severity.ERROR ? Style.BAD : Style.DOUBTFUL;
        String severity = problem.severity().name().toLowerCase(Locale.ROOT);
        String entry = problem.key() == null ? problem.kind() : problem.kind() + " " + problem.key();
        // The message begins with the field and its value.
        console.out()
                .println(style.apply(severity, console.colours()) + " "
                        + DisplayText.oneLine(entry + ": " + problem.message()));
    }

    /** What is no problem but may be a mistake. */
    static void printRemarks(CatalogueLoad load, Console console) {
        remark(load.servicesInNoGroup(), "service", "in no group", console);
        remark(load.groupsInNoCollection(), "group", "in no collection", console);
    }

    private static void remark(List<String> keys, String noun, String where, Console console) {
        if (!keys.isEmpty()) {
            console.out()
                    .println(DisplayText.oneLine(
                            "note " + Words.count(keys.size(), noun) + " " + where + ": " + String.join(", ", keys)));
        }
    }
}
