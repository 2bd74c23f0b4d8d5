package org.geocontext.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.geocontext.standalone.cli.TextTable.Cell;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private final TextTable table = new TextTable(List.of("service", "value", "ms"), 2);

    private List<String> printed(int width, boolean colours) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        table.print(new Console(out, out, colours, colours, width));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        table.row(Cell.plain("soil"), Cell.plain("clay"), Cell.plain("7"));
        table.row(Cell.plain("elevation"), Cell.plain("1006"), Cell.plain("120"));

        assertThat(printed(Console.UNLIMITED, false))
                .containsExactly("service    value   ms", "soil       clay     7", "elevation  1006   120");
    }

    @Test
    void wideCharactersStayAligned() {
        table.row(Cell.plain("a"), Cell.plain("水"), Cell.plain("1"));
        table.row(Cell.plain("b"), Cell.plain("e\u0301tang"), Cell.plain("2"));

        assertThat(printed(Console.UNLIMITED, false))
                .containsExactly("service  value  ms", "a        水      1", "b        e\u0301tang   2");
    }

    @Test
    void theWidestColumnGivesWay() {
        table.row(Cell.plain("soil"), Cell.plain("x".repeat(100)), Cell.plain("7"));

        assertThat(printed(30, false))
                .allMatch(line -> line.length() <= 30)
                .last()
                .isEqualTo("soil     " + "x".repeat(16) + "…   7");
    }

    @Test
    void rowsBelowAHeadingAreIndented() {
        table.heading("Land");
        table.row(Cell.plain("soil"), Cell.plain("clay"), Cell.plain("7"));

        assertThat(printed(Console.UNLIMITED, false))
                .containsExactly("service  value  ms", "Land", "  soil   clay    7");
    }

    @Test
    void aCellCannotColourTheTerminal() {
        table.row(Cell.plain("soil"), Cell.plain("\u001B[31mclay"), Cell.plain("7"));

        assertThat(printed(80, false)).noneMatch(line -> line.contains("\u001B"));
    }

    @Test
    void coloursDoNotCountAsColumns() {
        table.row(Cell.plain("soil"), new Cell("clay", Style.GOOD), Cell.plain("7"));

        assertThat(printed(80, true)).last().isEqualTo("soil     \u001B[32mclay\u001B[0m    7");
    }
}
