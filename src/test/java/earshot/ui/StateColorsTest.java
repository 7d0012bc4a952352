package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.device.ListenState;
import earshot.engine.ColorSettings;
import earshot.engine.ColorSettings.Palette;
import earshot.engine.ColorSettings.StateColor;
import earshot.ui.kit.Texts;
import earshot.ui.kit.Texts.Language;
import javafx.scene.control.Labeled;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The colors of states: a person's own, and those that differ in gray.
class StateColorsTest extends ConsoleFixture {
    private static final Pattern SHAPE = Pattern.compile("(?m)^((?:\\.shape-[a-z_-]+(?:, )?)+) \\{ -fx-shape: \"([^\"]+)\"");
    private static final List<String> ROLES = List.of("ok", "warn", "bad", "in", "out", "quiet");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("U41: in grey the states of the distinct palette differ in lightness, and can be read")
    void distinctInGrey(boolean dark) throws IOException {
        Map<String, String> tokens = tokens(new ColorSettings(Palette.DISTINCT, Map.of()), dark);
        List<Double> grey = ROLES.stream().map(role -> lightness(tokens.get(role))).sorted().toList();
        for (int i = 1; i < grey.size(); i++) {
            assertThat(grey.get(i) - grey.get(i - 1)).as("lightness in grey: %s", grey).isGreaterThan(6);
        }
        assertThat(tokens.get("bad-mark")).isEqualTo(tokens.get("bad"));
        assertReadable(tokens);
    }

    @ParameterizedTest
    @CsvSource({ "#ffff00, false", "#ffff00, true", "#000000, false", "#000000, true", "#ffffff, false", "#ffffff, true", "#00008b, true", "#00ffcc, false",
        "#b3005e, false", "#b3005e, true" })
    @DisplayName("U41: whatever colour a person chooses, texts and shapes in it keep their contrast")
    void ownColours(String color, boolean dark) throws IOException {
        for (Palette palette : Palette.values()) {
            Map<StateColor, String> own = Arrays.stream(StateColor.values()).collect(Collectors.toMap(state -> state, _ -> color));
            Map<String, String> tokens = tokens(new ColorSettings(palette, own), dark);
            assertReadable(tokens);
            assertThat(contrast(tokens.get("accent-emphasis"), "#ffffff")).as("white on what is pressed").isGreaterThanOrEqualTo(4.5);
            assertThat(contrast(tokens.get("accent-emphasis"), tokens.get("surface"))).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    @DisplayName("U41: a chosen colour keeps its hue, and nothing else changes")
    void hueStays() throws IOException {
        Map<String, String> standard = tokens(new ColorSettings(Palette.STANDARD, Map.of()), false);
        Map<String, String> own = tokens(new ColorSettings(Palette.STANDARD, Map.of(StateColor.INCOMING, "#b3005e")), false);
        assertThat(StateColors.style(new ColorSettings(Palette.STANDARD, Map.of()), false)).isEmpty();
        assertThat(own.get("in")).isEqualTo("#b3005e");
        assertThat(Color.web(own.get("in-soft")).getHue()).isBetween(320.0, 335.0);
        assertThat(own.entrySet().stream().filter(entry -> !entry.getValue().equals(standard.get(entry.getKey()))).map(Map.Entry::getKey))
            .allMatch(name -> name.matches("(in|accent)(-.*)?")).isNotEmpty();
    }

    @Test
    @DisplayName("U41: states of a device differ in shape, whatever their colour")
    void shapes() throws IOException {
        Map<String, String> shapes = new HashMap<>();
        Matcher matcher = SHAPE.matcher(css());
        while (matcher.find()) {
            Arrays.stream(matcher.group(1).split(", ")).forEach(name -> shapes.put(name.substring(".shape-".length()), matcher.group(2)));
        }
        List<String> states = Stream.concat(Arrays.stream(ListenState.values()).map(Texts::keyOf), Stream.of("asleep", "never_arrived", "refused", "attention"))
            .toList();
        assertThat(shapes).containsKeys(states.toArray(String[]::new));
        assertThat(states.stream().map(shapes::get)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("U41, U43: own colours are shown at once and follow the theme")
    void atOnce() {
        open(Language.ENGLISH);
        assertThat(chosen()).isEqualTo(Color.web("#0757b8"));
        engine.settings.set(engine.settings.get().with(ColorSettings.SECTION, new ColorSettings(Palette.STANDARD, Map.of(StateColor.INCOMING, "#b3005e"))));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(chosen()).isEqualTo(Color.web("#b3005e")));
        fire("#theme");
        assertThat(StateColors.luminance(chosen())).as("lighter in the dark").isGreaterThan(0.3);
        fire("#language");
        assertThat(StateColors.luminance(chosen())).isGreaterThan(0.3);
        engine.settings.set(engine.settings.get().with(ColorSettings.SECTION, ColorSettings.SECTION.defaults()));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(chosen()).isEqualTo(Color.web("#6cb6ff")));
    }

    private Color chosen() {
        return RenderedFrames.onFx(() -> (Color) ((Labeled) lookup("#rail-devices")).getTextFill());
    }

    private static void assertReadable(Map<String, String> tokens) {
        for (String role : ROLES) {
            for (String ground : List.of(role + "-soft", "surface", "well", "ground", "in-soft")) {
                assertThat(contrast(tokens.get(role), tokens.get(ground))).as("%s %s on %s %s", role, tokens.get(role), ground, tokens.get(ground))
                    .isGreaterThanOrEqualTo(4.5);
            }
            for (String ground : List.of("ok-soft", "warn-soft", "bad-soft", "surface", "well")) {
                String mark = tokens.getOrDefault(role + "-mark", tokens.get(role));
                assertThat(contrast(mark, tokens.get(ground))).as("mark %s %s on %s", role, mark, ground).isGreaterThanOrEqualTo(3);
            }
        }
    }

    /// The roles of the style sheet, with those that the settings replace.
    private static Map<String, String> tokens(ColorSettings settings, boolean dark) throws IOException {
        String css = css();
        int from = css.indexOf(dark ? ".shell.dark, .roles.dark {" : ".shell, .roles {");
        Map<String, String> found = new HashMap<>();
        for (String declared : List.of(css.substring(from, css.indexOf('}', from)), StateColors.style(settings, dark))) {
            Matcher matcher = TokensTest.TOKEN.matcher(declared);
            while (matcher.find()) {
                found.put(matcher.group(1).substring("-color-".length()), matcher.group(2));
            }
        }
        return found;
    }

    private static String css() throws IOException {
        return Files.readString(Path.of("assets/css/console.css"));
    }

    private static double contrast(String front, String back) {
        double a = StateColors.luminance(Color.web(front));
        double b = StateColors.luminance(Color.web(back));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /// L* of the gray that it becomes, 0 to 100.
    private static double lightness(String color) {
        double luminance = StateColors.luminance(Color.web(color));
        return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
    }
}
