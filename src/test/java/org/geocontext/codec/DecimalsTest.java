package org.geocontext.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
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

    @Test
    void numbersNextToTheMiddleOfTwoDoublesAreReadAsJavaReadsThem() {
        Random random = new Random(53);
        for (int i = 0; i < 100_000; i++) {
            double number = Math.scalb(1 + random.nextDouble(), random.nextInt(40) - 10);
            BigDecimal middle = new BigDecimal(number)
                    .add(new BigDecimal(Math.nextUp(number)))
                    .divide(BigDecimal.valueOf(2));
            int digits = 15 + random.nextInt(4);
            BigDecimal below = middle.round(new MathContext(digits, RoundingMode.DOWN));
            for (BigDecimal near : List.of(below, below.add(below.ulp()))) {
                String text = near.toPlainString();
                assertThat(Decimals.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
            }
        }
    }

    @Test
    void everyNumberOfDigitsIsReadAsJavaReadsIt() {
        for (int whole = 0; whole <= 22; whole++) {
            for (int decimals = whole == 0 ? 1 : 0; decimals <= 22; decimals++) {
                String digits = "9182736455463728190123456789012345678901234567".substring(0, whole + decimals);
                String text = digits.substring(0, whole) + "." + digits.substring(whole);
                assertThat(Decimals.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
                assertThat(Decimals.parse("-" + text)).as(text).isEqualTo(-Double.parseDouble(text));
            }
        }
    }

    @Test
    void whatComesAfterANumberIsNoPartOfIt() {
        byte[] text = Decimals.bytes("12.5,-3;4e2 x");
        Decimals decimals = new Decimals();
        assertThat(decimals.next(text, 0, '.')).isEqualTo(12.5);
        assertThat(decimals.end()).isEqualTo(4);
        assertThat(decimals.next(text, 5, '.')).isEqualTo(-3);
        assertThat(decimals.end()).isEqualTo(7);
        assertThat(decimals.next(text, 8, '.')).isEqualTo(400);
        assertThat(decimals.end()).isEqualTo(11);
        assertThat(decimals.next(text, 12, '.')).isNaN();
        assertThat(decimals.end()).isEqualTo(12);
    }

    @Test
    void theDecimalSeparatorIsTheCallers() {
        assertThat(new Decimals().next(Decimals.bytes("28,05 1"), 0, ',')).isEqualTo(28.05);
        assertThat(new Decimals().next(Decimals.bytes("28,05e1 1"), 0, ',')).isEqualTo(280.5);
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
