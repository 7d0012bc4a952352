package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.Revision;
import earshot.config.Revision.Change;
import earshot.ui.kit.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionFormatterTest {
    private static final Texts ENGLISH = new Texts(Texts.Language.ENGLISH);
    private static final Texts CHINESE = new Texts(Texts.Language.CHINESE);

    @ParameterizedTest
    @CsvSource({ "llm_by_mode.coding, Model for coding", "llm_by_mode.coding.overrides.temperature, Model for coding · Temperature",
        "llm_by_mode.unheard, Model for unheard", "selected_module.TTS, voice", "selected_module.Memory, Memory",
        "LLM.big.model_name, big · Model name", "ASR.funasr, funasr", "prompt, Persona", "prompt_by_device.a0:b1, Persona a0:b1",
        "server.reach, Who can reach the server", "vad.min_silence_ms, Silence that ends a turn", "language, language" })
    void aKeyIsNamedAsTheViewNamesIt(String key, String name) {
        assertThat(RevisionFormatter.key(key, ENGLISH)).isEqualTo(name);
    }

    @Test
    void aChosenPartSaysMoreThanTheProviderThatWasAddedForIt() {
        Revision revision = revision(change("LLM.big.base_url", "http://127.0.0.1"), change("selected_module.LLM", "big"), change("LLM.big.model_name", "m"));
        assertThat(RevisionFormatter.name(revision, ENGLISH)).isEqualTo("answers → big and 2 more (rev 7)");
        assertThat(RevisionFormatter.summary(revision, CHINESE)).isNotEqualTo(RevisionFormatter.summary(revision, ENGLISH)).endsWith("→ big，另有 2 项");
    }

    @Test
    void whatWasRemovedIsADashAndWithoutAChangeItIsTheFileAsItWasFound() {
        assertThat(RevisionFormatter.summary(revision(new Change("llm_by_mode.meeting", Optional.of("big"), Optional.empty())), ENGLISH))
            .isEqualTo("Model for meetings → –");
        assertThat(RevisionFormatter.summary(revision(), ENGLISH)).isEqualTo("The settings as they were found.");
    }

    @Test
    void aModelWithFieldsOfItsOwnIsNamedAsAPersonSaysIt() {
        Revision revision = revision(change("llm_by_mode.meeting", "{alias: openai, overrides: {model_name: chat-small}}"));
        assertThat(RevisionFormatter.name(revision, ENGLISH)).isEqualTo("Model for meetings → openai (chat-small) (rev 7)");
        assertThat(RevisionFormatter.summary(revision, CHINESE)).isEqualTo("会议模型 → openai（chat-small）");
        assertThat(RevisionFormatter.summary(revision(change("llm_by_mode.chat", "{alias: big, overrides: {temperature: 0.5}}")), ENGLISH))
            .isEqualTo("Model for conversations → big (Temperature 0.5)");
        assertThat(RevisionFormatter.summary(revision(change("llm_by_mode.chat", "{alias: big, overrides: {model_name: b, temperature: 0.5}}")), CHINESE))
            .isEqualTo("对话模型 → big（b、温度 0.5）");
        assertThat(RevisionFormatter.summary(revision(change("llm_by_mode.chat", "{alias: small}")), ENGLISH)).isEqualTo("Model for conversations → small");
    }

    @Test
    void aLongValueIsCutIntoOneLineAndNoCharacterIsCutInTwo() {
        assertThat(RevisionFormatter.summary(revision(change("prompt", "You are\nkind " + "x".repeat(100))), ENGLISH))
            .isEqualTo("Persona → You are kind " + "x".repeat(19) + "…");
        String smile = "\uD83D\uDE00";
        assertThat(RevisionFormatter.summary(revision(change("prompt", "x".repeat(31) + smile + "tail")), ENGLISH))
            .isEqualTo("Persona → " + "x".repeat(31) + "…");
    }

    private static Change change(String key, String after) {
        return new Change(key, Optional.empty(), Optional.of(after));
    }

    private static Revision revision(Change... changes) {
        return new Revision(7, Instant.EPOCH, Revision.Origin.EDIT, List.of(changes), Optional.empty());
    }
}
