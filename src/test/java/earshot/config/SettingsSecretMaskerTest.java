package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import module java.base;

import org.junit.jupiter.api.Test;

class SettingsSecretMaskerTest {
    /// Far below what a walk through the rest of the text for each line would take.
    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    void aCommentFarBelowIsLookedForOnce() {
        String text = "prompt: |\n" + "  \n".repeat(1_000_000) + "# token: hush\n";
        assertThat(assertTimeoutPreemptively(BOUND, () -> redacted(text))).endsWith("# token: ⟦s1⟧\n");
    }

    @Test
    void aPlaceholderInACommentIsPassedOnce() {
        String text = "a: b\n#" + " token: ⟦s1⟧".repeat(100_000) + "\n";
        assertThat(assertTimeoutPreemptively(BOUND, () -> redacted(text))).isEqualTo(text);
    }

    @Test
    void aliasesOfAliasesAreLookedAtOnce() {
        StringBuilder text = new StringBuilder("a0: &a0 {token: hush}\n");
        for (int i = 1; i <= 24; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(assertTimeoutPreemptively(BOUND, () -> redacted(text.toString()))).startsWith("a0: &a0 {token: ⟦s1⟧}\n");
    }

    @Test
    void aValueThatIsSecretOnlyWhereItIsReferredToIsHidden() {
        assertThat(redacted("name: &n plain\nlist: [*n]\ntoken: *n\n")).isEqualTo("name: ⟦s1⟧\nlist: [*n]\ntoken: *n\n");
        assertThat(redacted("loop: &l {again: *l, token: hush}\n")).isEqualTo("loop: &l {again: *l, token: ⟦s1⟧}\n");
    }

    @Test
    void emptyDocumentsBesideTheOneThatCountsChangeNothing() {
        assertThat(redacted("---\ntoken: hush\n---\n")).isEqualTo("---\ntoken: ⟦s1⟧\n---\n");
    }

    private static String redacted(String text) {
        Map<String, String> names = new HashMap<>();
        return SettingsSecretMasker.redact(text, secret -> names.computeIfAbsent(secret, _ -> "s" + (names.size() + 1)));
    }
}
