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
    @CsvSource({ "llm_by_mode.coding, coding", "llm_by_mode.coding.overrides.temperature, coding overrides.temperature", "llm_by_mode.unheard, unheard",
        "selected_module.TTS, voice", "selected_module.Memory, Memory",
        "LLM.big.model_name, big model_name", "ASR.funasr, funasr", "prompt, Persona", "prompt_by_device.a0:b1, Persona a0:b1", "server.port, server.port",
        "language, language" })
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
            .isEqualTo("meeting → –");
        assertThat(RevisionFormatter.summary(revision(), ENGLISH)).isEqualTo("The settings as they were found.");
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
