package org.geocontext.standalone.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.query.ContextValue;
import org.geocontext.query.QueryResult;
import org.geocontext.query.Status;
import org.geocontext.standalone.cli.TextTable.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A result for a person: one line a row, under the titles of the groups, then what went wrong, then a line that counts.
 */
final class ResultTable {

    private static final String NOTHING = "–";

    private ResultTable() {}

    static void print(QueryResult result, Catalogue catalogue, Console console) {
        TextTable table = new TextTable(List.of("service", "value", "unit", "status", "ms"), 4);
        @Nullable String group = null;
        for (ContextValue row : result.rows()) {
            String rowGroup = row.group();
            if (rowGroup != null && !Objects.equals(group, rowGroup)) {
                table.heading(
                        catalogue.findGroup(rowGroup).map(GroupDefinition::name).orElse(rowGroup));
            }
            group = rowGroup;
            table.row(
                    Cell.plain(row.service().key()),
                    Cell.plain(Objects.requireNonNullElse(row.value(), NOTHING)),
                    Cell.plain(Objects.requireNonNullElse(row.service().unit(), "")),
                    new Cell(status(row), Style.of(row.status())),
                    Cell.plain(Integer.toString(row.elapsedMillis())));
        }
        table.print(console);
        explain(result, console);
        console.out().println();
        console.out().println(summary(result));
    }

    /** The table has no room for what went wrong, and whole groups fail for one reason. */
    private static void explain(QueryResult result, Console console) {
        Map<String, Set<String>> servicesByMessage = new LinkedHashMap<>();
        for (ContextValue row : result.rows()) {
            String message = row.message();
            if (row.reason() != null && message != null) {
                servicesByMessage
                        .computeIfAbsent(message, unused -> new LinkedHashSet<>())
                        .add(row.service().key());
            }
        }
        if (!servicesByMessage.isEmpty()) {
            console.out().println();
        }
        servicesByMessage.forEach((message, services) -> {
            String first = services.iterator().next();
            String others = services.size() == 1 ? "" : " and " + (services.size() - 1) + " more";
            console.out().println(DisplayText.oneLine(first + others + ": " + message));
        });
    }

    private static String status(ContextValue row) {
        return row.reason() == null
                ? row.status().code()
                : row.status().code() + " " + row.reason().code();
    }

    private static String summary(QueryResult result) {
        StringBuilder summary = new StringBuilder(String.format(
                Locale.ROOT,
                "%s in %.2f s:",
                Words.count(result.rows().size(), "row"),
                result.elapsed().toMillis() / 1000.0));
        String separator = " ";
        for (Status status : Status.values()) {
            long count =
                    result.rows().stream().filter(row -> row.status() == status).count();
            if (count > 0) {
                summary.append(separator).append(count).append(' ').append(status.code());
                separator = ", ";
            }
        }
        return summary.toString();
    }
}
