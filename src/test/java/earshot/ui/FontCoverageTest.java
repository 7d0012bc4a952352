package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import java.awt.Font;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FontCoverageTest {
    private static final Path FILE = Path.of("assets/fonts/earshot.otf");
    private static final long MOST = 5_000_000;

    private static Font font;

    @BeforeAll
    static void load() throws Exception {
        System.setProperty("java.awt.headless", "true");
        try (InputStream file = Files.newInputStream(FILE)) {
            font = Font.createFont(Font.TRUETYPE_FONT, file);
        }
    }

    @Test
    void theFontIsTheOneThatTheStyleSheetNamesAndStaysSmall() throws IOException {
        assertThat(font.getFamily()).isEqualTo("Noto Sans CJK SC");
        assertThat(Path.of("assets/css/console.css")).content().contains("\"Noto Sans CJK SC\"");
        assertThat(Files.size(FILE)).isLessThan(MOST);
    }

    @Test
    void everyCharacterOfGb2312IsInTheFont() {
        Charset gb2312 = Charset.forName("GB2312");
        List<String> characters = IntStream.rangeClosed(0xa1, 0xf7)
            .boxed()
            .flatMap(high -> IntStream.rangeClosed(0xa1, 0xfe).mapToObj(low -> new String(new byte[] {high.byteValue(), (byte) low}, gb2312)))
            .filter(text -> text.length() == 1 && text.charAt(0) != '\ufffd')
            .toList();
        assertThat(characters).hasSizeGreaterThan(7000);
        assertThat(missing(String.join("", characters))).isEmpty();
    }

    @Test
    void latin1IsInTheFont() {
        String text = IntStream.rangeClosed(0x20, 0xff).filter(c -> c < 0x7f || c > 0xa0).mapToObj(Character::toString).reduce("", String::concat);
        assertThat(missing(text)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTextOfTheConsoleIsInTheFont(Path file) throws IOException {
        assertThat(missing(Files.readString(file))).isEmpty();
    }

    static Stream<Path> texts() throws IOException {
        return Stream.of("assets/i18n", "fxml", "src/main/java/earshot/ui").flatMap(directory -> {
            try (Stream<Path> files = Files.walk(Path.of(directory))) {
                // what devices speak in eleven languages is no text of the console
                return files.filter(Files::isRegularFile).filter(file -> !file.endsWith("spoken.properties")).toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static TreeSet<String> missing(String text) {
        TreeSet<String> missing = new TreeSet<>();
        text.codePoints().filter(c -> !Character.isISOControl(c) && !font.canDisplay(c)).forEach(c -> missing.add(Character.toString(c)));
        return missing;
    }
}
