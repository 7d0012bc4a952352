package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U41, U43: the tokens can be read, light and dark")
class TokensTest {
    static final Pattern TOKEN = Pattern.compile("(-color-[a-z-]+):\\s*(#[0-9a-f]{6})");
    private static final List<String> ROLES = List.of("ok", "warn", "bad", "in", "out", "quiet");

    @ParameterizedTest
    @ValueSource(strings = {".shell, .roles {", ".shell.dark, .roles.dark {"})
    void textInAStateColourHasEnoughContrast(String block) throws IOException {
        Map<String, String> tokens = tokens(block);
        for (String role : ROLES) {
            for (String ground : List.of(role + "-soft", "surface", "well", "ground", "in-soft")) {
                assertThat(contrast(tokens, role, ground)).as("%s on %s", role, ground).isGreaterThanOrEqualTo(4.5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".shell, .roles {", ".shell.dark, .roles.dark {"})
    void shapesAndBarsStandOutFromTheirGround(String block) throws IOException {
        Map<String, String> tokens = tokens(block);
        for (String role : List.of("ok-mark", "warn-mark", "bad-mark", "in-mark", "out-mark", "quiet")) {
            for (String ground : List.of("ok-soft", "warn-soft", "bad-soft", "surface", "well")) {
                assertThat(contrast(tokens, role, ground)).as("%s on %s", role, ground).isGreaterThanOrEqualTo(3.0);
            }
        }
    }

    private static Map<String, String> tokens(String block) throws IOException {
        String css = Files.readString(Path.of("assets/css/console.css"));
        int from = css.indexOf(block);
        Map<String, String> found = new HashMap<>();
        Matcher matcher = TOKEN.matcher(css.substring(from, css.indexOf('}', from)));
        while (matcher.find()) {
            found.put(matcher.group(1).substring("-color-".length()), matcher.group(2));
        }
        return found;
    }

    private static double contrast(Map<String, String> tokens, String front, String back) {
        double a = luminance(tokens.get(front));
        double b = luminance(tokens.get(back));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /// WCAG 2 relative luminance.
    private static double luminance(String hex) {
        return 0.2126 * linear(hex, 1) + 0.7152 * linear(hex, 3) + 0.0722 * linear(hex, 5);
    }

    private static double linear(String hex, int at) {
        double value = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
