package org.geocontext.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Aligned columns that keep to a width: the widest give way, by being shortened. Texts are made fit for a terminal
 * here, so that callers may pass what remote servers said. Not thread-safe.
 */
final class TextTable {

    private static final String GAP = "  ";
    private static final String INDENT = "  ";
    private static final int NARROWEST = 6;

    /** What stands in a column, and how. */
    record Cell(String text, Style style) {
        Cell {
            text = DisplayText.oneLine(text);
        }

        static Cell plain(String text) {
            return new Cell(text, Style.PLAIN);
        }
    }

    private sealed interface Line {}

    private record Heading(String text) implements Line {}

    private record Row(String indent, List<Cell> cells) implements Line {

        int width(int column) {
            return (column == 0 ? indent.length() : 0)
                    + DisplayText.width(cells.get(column).text());
        }
    }

    private final List<String> titles;
    private final int rightAligned;
    private final List<Line> lines = new ArrayList<>();
    private String indent = "";

    /** @param rightAligned index of the column of numbers; -1 for none */
    TextTable(List<String> titles, int rightAligned) {
        this.titles = List.copyOf(titles);
        this.rightAligned = rightAligned;
    }

    /** A line across all columns; the rows that follow are indented. */
    void heading(String text) {
        lines.add(new Heading(DisplayText.oneLine(text)));
        indent = INDENT;
    }

    /** @param cells as many as titles */
    void row(Cell... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException("cells: " + cells.length + " (expected: " + titles.size() + ")");
        }
        lines.add(new Row(indent, List.of(cells)));
    }

    void print(Console console) {
        int[] widths = fitted(widths(), console.width());
        List<Cell> header =
                titles.stream().map(title -> new Cell(title, Style.BOLD)).toList();
        console.out().println(line(new Row("", header), widths, console.colours()));
        for (Line line : lines) {
            if (line instanceof Row row) {
                console.out().println(line(row, widths, console.colours()));
            } else if (line instanceof Heading heading) {
                String text = DisplayText.shortened(heading.text(), console.width());
                console.out().println(Style.BOLD.apply(text, console.colours()));
            }
        }
    }

    private int[] widths() {
        int[] widths = titles.stream().mapToInt(DisplayText::width).toArray();
        for (Line line : lines) {
            if (line instanceof Row row) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], row.width(i));
                }
            }
        }
        return widths;
    }

    private static int[] fitted(int[] widths, int available) {
        int excess = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - available;
        for (; excess > 0; excess--) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private String line(Row row, int[] widths, boolean colours) {
        StringBuilder line = new StringBuilder(row.indent());
        for (int i = 0; i < widths.length; i++) {
            Cell cell = row.cells().get(i);
            int room = widths[i] - (i == 0 ? row.indent().length() : 0);
            String text = DisplayText.shortened(cell.text(), room);
            String blanks = " ".repeat(Math.max(0, room - DisplayText.width(text)));
            String styled = cell.style().apply(text, colours);
            line.append(i == 0 ? "" : GAP).append(i == rightAligned ? blanks + styled : styled + blanks);
        }
        return line.toString().stripTrailing();
    }
}
