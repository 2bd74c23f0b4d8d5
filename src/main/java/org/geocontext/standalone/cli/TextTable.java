package org.geocontext.standalone.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns that keep to a width: one of them gives way, by being shortened. Texts are made fit for a terminal
 * here, so that callers may pass what remote servers said. Not thread-safe.
 */
final class TextTable {

    private static final String GAP = "  ";
    private static final int NARROWEST = 8;

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

    private record Row(List<Cell> cells) implements Line {}

    private final List<String> titles;
    private final int givingWay;
    private final int rightAligned;
    private final List<Line> lines = new ArrayList<>();

    /**
     * @param givingWay index of the column that is shortened
     * @param rightAligned index of the column of numbers; -1 for none
     */
    TextTable(List<String> titles, int givingWay, int rightAligned) {
        this.titles = List.copyOf(titles);
        this.givingWay = givingWay;
        this.rightAligned = rightAligned;
    }

    /** A line across all columns. */
    void heading(String text) {
        lines.add(new Heading(DisplayText.oneLine(text)));
    }

    /** @param cells as many as titles */
    void row(Cell... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException("cells: " + cells.length + " (expected: " + titles.size() + ")");
        }
        lines.add(new Row(List.of(cells)));
    }

    void print(Console console) {
        int[] widths = widths(console.width());
        List<Cell> header =
                titles.stream().map(title -> new Cell(title, Style.BOLD)).toList();
        console.out().println(line(header, widths, console.colours()));
        for (Line line : lines) {
            if (line instanceof Row row) {
                console.out().println(line(row.cells(), widths, console.colours()));
            } else if (line instanceof Heading heading) {
                String text = DisplayText.shortened(heading.text(), console.width());
                console.out().println(Style.BOLD.apply(text, console.colours()));
            }
        }
    }

    private int[] widths(int available) {
        int[] widths = titles.stream().mapToInt(DisplayText::width).toArray();
        for (Line line : lines) {
            if (line instanceof Row row) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(
                            widths[i], DisplayText.width(row.cells().get(i).text()));
                }
            }
        }
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        if (total > available) {
            widths[givingWay] = Math.max(NARROWEST, widths[givingWay] - (total - available));
        }
        return widths;
    }

    private String line(List<Cell> cells, int[] widths, boolean colours) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            String text = DisplayText.shortened(cell.text(), widths[i]);
            String blanks = " ".repeat(widths[i] - DisplayText.width(text));
            String styled = cell.style().apply(text, colours);
            line.append(i == 0 ? "" : GAP).append(i == rightAligned ? blanks + styled : styled + blanks);
        }
        return line.toString().stripTrailing();
    }
}
