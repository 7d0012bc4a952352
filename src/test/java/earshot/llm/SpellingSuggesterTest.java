package earshot.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingSuggesterTest {
    private static final List<String> KNOWN = List.of("base_url", "model_name", "temperature", "max_tokens", "api_key", "Big");

    @ParameterizedTest
    @CsvSource({ "base_ulr, base_url", "BASE_URL, base_url", "base-url, base_url", "modelname, model_name", "temprature, temperature",
        "temperatur, temperature", "max_token, max_tokens", "apikey, api_key", "big, Big", "bigg, Big", "' api_key ', api_key" })
    void aSlipIsMended(String written, String meant) {
        assertThat(SpellingSuggester.suggest(written, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "url", "host", "bag_of", "temper", "tokens_max", "xyz", "bi g x"})
    void whatIsTooFarFromEverythingIsNotGuessed(String written) {
        assertThat(SpellingSuggester.suggest(written, KNOWN)).isEmpty();
    }

    @Test
    void theNearestIsSuggested() {
        assertThat(SpellingSuggester.suggest("gemma2", List.of("gemma27", "gemma3", "gemma2b2"))).contains("gemma27");
        assertThat(SpellingSuggester.suggest("anything", List.of())).isEmpty();
    }

    @Test
    void swappedNeighboursAreOneSlip() {
        assertThat(SpellingSuggester.suggest("iBg", List.of("Big"))).contains("Big");
        assertThat(SpellingSuggester.suggest("gBi", List.of("Big"))).isEmpty();
    }

    @Test
    @Timeout(20)
    void aMegabyteThatWasPastedIsNearNothing() {
        List<String> known = IntStream.range(0, 500).mapToObj(number -> "a_name_of_a_model_with_the_number_" + number).toList();
        assertThat(SpellingSuggester.suggest("x".repeat(1_000_000), known)).isEmpty();
    }
}
