package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlCharactersTest {
    @Test
    void everyControlCharacterBecomesAnEscapeAndAllElseStays() {
        String plain = "Küche 会议 🎙 e\u0301 \u200D \u00A0";
        assertThat(ControlCharacters.escape(plain)).isSameAs(plain);
        assertThat(ControlCharacters.escape("a\u001B[2Jb\r\nc\td\0\u007F\u009B\u202E\u2066\u2028"))
            .isEqualTo("a\\u001B[2Jb\\r\\nc\\td\\u0000\\u007F\\u009B\\u202E\\u2066\\u2028");
        assertThat(ControlCharacters.escape("a\nb\u001B\n", "\n")).isEqualTo("a\nb\\u001B\n");
        assertThat(ControlCharacters.toSpaces(" a\uD83D b\n\u202E🎙\uDE00c ")).as("no halves of characters").isEqualTo("a b 🎙 c");
        assertThat(ControlCharacters.toSpaces("\u00A0a\u3000\u2028 b\u00A0")).as("any white space").isEqualTo("a b");
        assertThat(ControlCharacters.toSpaces(" \n")).isEmpty();
        for (char c = 0; c < 0xFFFF; c++) {
            boolean control = Character.getType(c) == Character.CONTROL;
            if (control) {
                assertThat(ControlCharacters.escape(String.valueOf(c))).startsWith("\\");
            }
        }
    }
}
