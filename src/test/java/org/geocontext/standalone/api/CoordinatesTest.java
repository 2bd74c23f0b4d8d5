package org.geocontext.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.geocontext.standalone.api.Coordinates.Axis;
import org.geocontext.standalone.web.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "31.3963|31.3963",
                "+31.3963|31.3963",
                " 31,3963 |31.3963",
                ".5|0.5",
                "3.13963e1|31.3963",
                "1e-7|1e-7",
                "31.3963°|31.3963",
                "31.3963E|31.3963",
                "31.3963 e|31.3963",
                "E 31.3963|31.3963",
                "31.3963d|31.3963",
                "31°23.778E|31.3963",
                "31°23,778E|31.3963",
                "31°23.778'E|31.3963",
                "31 23.778|31.3963",
                "31°23′46.7″E|31.396305555555553",
                "31º 23’ 46,7” E|31.396305555555553",
                "31°23'46.7\"E|31.396305555555553",
                "31°23'46.7''E|31.396305555555553",
                "31°23'46.7|31.396305555555553",
                "31:23:46.7|31.396305555555553",
                "31 23 46.7 E|31.396305555555553",
                "-31°23'46.7\"|-31.396305555555553",
                "\u221231.3963|-31.3963",
                "31.3963W|-31.3963",
                "-31.3963W|-31.3963",
                "0°30'|0.5",
                "-0°30'|-0.5",
                "0°30'W|-0.5",
                "0|0",
            })
    void aCoordinateIsReadInEveryNotation(String text, double degrees) throws RefusedException {
        assertThat(Coordinates.parse(Axis.X, text, true)).isCloseTo(degrees, within(1e-12));
    }

    @Test
    void northAndSouthBelongToY() throws RefusedException {
        assertThat(Coordinates.parse(Axis.Y, "24°27'22.0\"S", true)).isCloseTo(-24.45611111111111, within(1e-12));
        assertThat(Coordinates.parse(Axis.Y, "n24.5", true)).isEqualTo(24.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "E",
                "-",
                "°",
                "abc",
                "31..5",
                "31.5.5",
                "1,2,3",
                "31°60'",
                "31°23'60\"",
                "31.5°23'",
                "31°23.5'10\"",
                "31°23'46\"731\"E",
                "--31",
                "31E E",
                "E31E",
                "31 23 46 10",
                "one",
                "Infinity",
                "0x1F",
                "1e9999",
                "31;drop table",
                "3 1.5 7 9 2",
            })
    void rubbishIsRefusedWithOneSentence(String text) {
        assertThatThrownBy(() -> Coordinates.parse(Axis.X, text, true))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.input()).isEqualTo("x");
                })
                .hasMessageEndingWith("(expected: 31.3963, 31°23.778'E or 31°23'46.7\"E)");
    }

    @Test
    void aHemisphereOfTheOtherAxisIsRefused() {
        assertThatThrownBy(() -> Coordinates.parse(Axis.X, "24°27'S", true))
                .hasMessage("x: 24°27'S (expected: hemisphere E or W)");
    }

    @Test
    void aLongTextIsRefusedQuickly() {
        assertThatThrownBy(() -> Coordinates.parse(Axis.X, "1 ".repeat(100_000), true))
                .hasMessageStartingWith("x: 1 1 1")
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void metresAreANumberOnly() throws RefusedException {
        assertThat(Coordinates.parse(Axis.X, "3495020,13", false)).isEqualTo(3495020.13);
        assertThatThrownBy(() -> Coordinates.parse(Axis.Y, "24°27'S", false))
                .hasMessage("y: 24°27'S (expected: a number, the CRS is not in degrees)");
    }
}
