package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.Revision;
import earshot.config.SettingsHistory;
import earshot.engine.Command;
import earshot.ui.ModelsStateSamples;
import earshot.ui.kit.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsHistoryViewModelTest {
    private final ModelsFixture bench = new ModelsFixture();
    private final SettingsHistoryViewModel model = new SettingsHistoryViewModel(bench.viewContext);

    @BeforeEach
    void show() {
        bench.engine.history.set(ModelsStateSamples.history(bench.time.now()));
        bench.frame();
    }

    @Test
    @DisplayName("U32: the newest revision is shown first, and is not to be restored: it is in force")
    void beginsWithTheNewest() {
        assertThat(model.chosen().get()).map(Revision::number).hasValue(13L);
        assertThat(model.restorable()).isFalse();
    }

    @Test
    @DisplayName("U32: an older revision is restored by its number")
    void restores() {
        model.choose(model.revisions().items().get(1));
        assertThat(model.restorable()).isTrue();
        model.restore();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.RestoreSettings(12));
    }

    @Test
    void theNewestIsLookedAtUntilAnotherIsChosen() {
        arrives(14);
        assertThat(model.chosen().get()).map(Revision::number).hasValue(14L);
    }

    @Test
    void whatIsLookedAtStaysWhenAnotherRevisionArrives() {
        model.choose(model.revisions().items().get(1));
        Revision newest = arrives(14);
        assertThat(model.chosen().get()).map(Revision::number).hasValue(12L);
        assertThat(model.origin(newest)).isEqualTo("restored to 12");
    }

    private Revision arrives(long number) {
        SettingsHistory now = bench.engine.history.get();
        Revision newest = new Revision(number, bench.time.now(), Revision.Origin.RESTORE, List.of(), Optional.of(12L));
        bench.engine.history.set(
            new SettingsHistory(Stream.concat(Stream.of(newest), now.revisions().stream()).toList(), Optional.of(newest), Optional.empty(), Optional.empty()));
        bench.frame();
        return newest;
    }

    @Test
    @DisplayName("U32: a revision of several changes is named after what was chosen")
    void namesAChoiceFirst() {
        Revision revision = new Revision(9, bench.time.now(), Revision.Origin.EDIT,
            List.of(new Revision.Change("LLM.big.type", Optional.empty(), Optional.of("openai")),
            new Revision.Change("selected_module.LLM", Optional.empty(), Optional.of("big"))), Optional.empty());
        assertThat(RevisionFormatter.summary(revision, new Texts(Texts.Language.ENGLISH))).isEqualTo("answers → big and 1 more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        llm_by_mode.coding             | big   | Model for coding → big
        llm_by_mode.coding             |       | Model for coding → –
        selected_module.LLM            | small | answers → small
        selected_module.TTS            | alloy | voice → alloy
        LLM.small.api_key              | sk-…4 | small · api_key → sk-…4
        LLM.gpt-4\\.1.model_name       | m     | gpt-4.1 · Model name → m
        prompt                         | Be …  | Persona → Be …
        grace_seconds                  | 20    | Warning before closing → 20
        """)
    @DisplayName("U32: a revision is named in the words of the view")
    void namesRevisions(String key, String after, String name) {
        Revision revision = new Revision(9, bench.time.now(), Revision.Origin.EDIT,
            List.of(new Revision.Change(key, Optional.of("before"), Optional.ofNullable(after))), Optional.empty());
        assertThat(RevisionFormatter.name(revision, new Texts(Texts.Language.ENGLISH))).isEqualTo(name + " (rev 9)");
    }
}
