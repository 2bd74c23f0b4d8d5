package org.geocontext.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "-1",
                "28.05",
                "-26.2",
                "0.1",
                ".5",
                "5.",
                "1e3",
                "1E-7",
                "+7",
                "9007199254740993",
                "0.000000000000000000001",
                "123456789012345678901234567890",
                "179769313486231570000e289",
                "1e999",
                "4.9e-324",
                "559893.9347",
                "7090953.414794"
            })
    void numbersAreReadAsJavaReadsThem(String text) {
        assertThat(Decimals.parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @Test
    void randomCoordinatesAreReadAsJavaReadsThem() {
        Random random = new Random(42);
        for (int i = 0; i < 200_000; i++) {
            String text = String.format(
                    Locale.ROOT,
                    "%." + random.nextInt(18) + "f",
                    (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(9)));
            assertThat(Decimals.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "e5",
                "1e",
                "1.2.3",
                "--1",
                "1-2",
                "12x",
                "NaN",
                "Infinity",
                "0x10",
                "1d",
                "1,5",
                " 1",
                "١"
            })
    void anythingElseIsNotANumber(String text) {
        assertThat(Decimals.parse(text)).isNaN();
    }

    @Test
    void aNumberOfThousandsOfDigitsIsNone() {
        assertThat(Decimals.parse("1".repeat(5000))).isNaN();
    }
}
