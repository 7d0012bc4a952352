package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.ProblemSubject;
import org.junit.jupiter.api.Test;

class ProviderSettingsTest {
    private final ObjectNode section = JsonNodeFactory.instance.objectNode().put("api_key", "你的密钥").put("appid", " 42 ").put("rate", "1.5").put("bad", "fast")
        .put("blank", " ").put("on", "true");

    @Test
    void theTypeIsThatOfTheSectionElseTheAlias() {
        assertThat(settings("Cloud").type()).isEqualTo("cloud");
        section.put("type", " OpenAI ");
        assertThat(settings("Cloud").type()).isEqualTo("openai");
        assertThat(settings("Cloud").embedded()).isFalse();
        assertThat(ProviderSettings.of(ProviderKind.ASR, "Sphinx4", JsonNodeFactory.instance.objectNode()).embedded()).isTrue();
    }

    @Test
    void whatIsEmbeddedIsSoForItsOwnKindOnly() {
        for (ProviderKind kind : List.of(ProviderKind.ASR, ProviderKind.TTS)) {
            kind.types().forEach(type -> assertThat(ProviderSettings.of(kind, type.typeName(), JsonNodeFactory.instance.objectNode()).embedded())
                .as(type.title()).isEqualTo(kind.embedded().equals(Optional.of(type))));
        }
        assertThat(ProviderSettings.of(ProviderKind.ASR, "freetts", JsonNodeFactory.instance.objectNode()).embedded()).isFalse();
        assertThat(ProviderSettings.of(ProviderKind.TTS, "FreeTTS", JsonNodeFactory.instance.objectNode()).embedded()).isTrue();
    }

    @Test
    void aPlaceholderOfATemplateAndABlankTextCountAsAbsent() {
        assertThat(settings("a").text("api_key")).isEmpty();
        assertThat(settings("a").text("blank")).isEmpty();
        assertThat(settings("a").text("api_key", "blank", "appid")).contains("42");
        section.putObject("map");
        assertThat(settings("a").text("map")).isEmpty();
    }

    /// As people copy it from an example of a request.
    @Test
    void theWordOfAHeaderIsNoPartOfAKey() {
        section.put("api_key", "Bearer sk-51c47f9a0bd1e2");
        assertThat(settings("a").key()).contains("sk-51c47f9a0bd1e2");
        assertThat(settings("a").hasUsableKey()).isTrue();
        section.put("api_key", "sk-密钥");
        assertThat(settings("a").hasUsableKey()).isFalse();
        section.remove("api_key");
        assertThat(settings("a").hasUsableKey()).isTrue();
    }

    @Test
    void numbersAndFlagsAreReadFromTextsAndOtherwiseTheDefaultCounts() {
        assertThat(settings("a").number("rate", 1)).isEqualTo(1.5);
        assertThat(settings("a").number("bad", 1)).isEqualTo(1);
        assertThat(settings("a").number("absent", 1)).isEqualTo(1);
        assertThat(settings("a").flag("on", false)).isTrue();
        assertThat(settings("a").fallbackAllowed()).isTrue();
        section.put("stand_in", false);
        assertThat(settings("a").fallbackAllowed()).isFalse();
    }

    @Test
    void aKeyIsNamedWithItsAliasAndTheSectionIsNeverShown() {
        section.put("api_key", "sk-seeded-secret");
        assertThat(settings("gpt-4.1").subject("api_key")).isEqualTo(new ProblemSubject.Setting("ASR.gpt-4\\.1.api_key"));
        assertThat(settings("a").toString()).doesNotContain("seeded");
    }

    private ProviderSettings settings(String alias) {
        return ProviderSettings.of(ProviderKind.ASR, alias, section);
    }
}
