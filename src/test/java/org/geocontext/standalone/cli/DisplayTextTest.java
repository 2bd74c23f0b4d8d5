package org.geocontext.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisplayTextTest {

    @Test
    void lineEndsAndTabsBecomeOneBlank() {
        assertThat(DisplayText.oneLine(" a\r\n\t b \n")).isEqualTo("a b");
    }

    @Test
    void anEscapeSequenceLosesItsEscape() {
        assertThat(DisplayText.oneLine("\u001B[31mred\u001B[0m")).isEqualTo("[31mred [0m");
    }

    @Test
    void aOneByteControlSequenceIntroducerIsDropped() {
        assertThat(DisplayText.oneLine("a\u009B31mb")).isEqualTo("a 31mb");
    }

    @Test
    void marksThatReverseTheDirectionAreDropped() {
        assertThat(DisplayText.oneLine("abc\u202Egpj.exe")).isEqualTo("abcgpj.exe");
    }

    @Test
    void halfASurrogatePairIsDropped() {
        assertThat(DisplayText.oneLine("a\uD83Db")).isEqualTo("ab");
    }

    @Test
    void combiningCharactersTakeNoColumn() {
        assertThat(DisplayText.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void chineseCharactersAndEmojiTakeTwoColumns() {
        assertThat(DisplayText.width("水🌊")).isEqualTo(4);
    }

    @Test
    void aTextThatFitsIsNotShortened() {
        assertThat(DisplayText.shortened("水水", 4)).isEqualTo("水水");
    }

    @Test
    void aWideCharacterIsNotCutInHalf() {
        assertThat(DisplayText.shortened("水水水", 4)).isEqualTo("水…");
    }

    @Test
    void anAccentStaysWithItsLetter() {
        assertThat(DisplayText.shortened("abe\u0301def", 4)).isEqualTo("abe\u0301…");
    }
}
