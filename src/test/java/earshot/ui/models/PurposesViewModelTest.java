package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.config.SettingsHistory;
import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.id.DeviceId;
import earshot.llm.ModelSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.ui.ModelsStateSamples;
import earshot.ui.kit.NavigationTarget;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PurposesViewModelTest {
    private final ModelsFixture bench = new ModelsFixture();
    private final PurposesViewModel model = new PurposesViewModel(bench.viewContext);

    @BeforeEach
    void show() {
        bench.engine.models.set(ModelsStateSamples.some(bench.time.now()));
        bench.engine.history.set(ModelsStateSamples.history(bench.time.now()));
        bench.frame();
    }

    @Test
    @DisplayName("U28: what is in force stands beside what is written, with the reason and the revision since which it is so")
    void saysWhatIsInForceAndWhy() {
        assertThat(row("meeting").alias().get()).isEqualTo("big");
        assertThat(row("meeting").inForce()).isEqualTo("big (big-2)");
        assertThat(row("meeting").reason()).startsWith("own entry · rev 12, since ");
        assertThat(row("chat").alias().get()).isEmpty();
        assertThat(row("chat").reason()).startsWith("← default · rev 11");
        assertThat(row("coding").inForce()).isEqualTo("small (gpt-4o-mini)");
        assertThat(row("coding").reason()).startsWith("← fallback: no model \"bigg\"");
        assertThat(row("coding").usesFallback()).isTrue();
        assertThat(row("default").inForce()).isEqualTo("used for purposes without an entry");
    }

    @Test
    @DisplayName("U28: without any model the built-in assistant is in force, and the view says what to do")
    void saysThatThereIsNoModel() {
        bench.engine.models.set(ModelsStateSamples.none(bench.time.now()));
        bench.frame();
        assertThat(model.empty().get()).isTrue();
        assertThat(row("chat").inForce()).isEqualTo("the built-in assistant");
        assertThat(row("chat").reason()).isEqualTo("← no model is chosen");
    }

    @Test
    @DisplayName("U29: a wrong case and a slip are found while typing, with what was probably meant, and mended by one step")
    void findsSlipsWhileTyping() {
        assertThat(row("working").errors().get()).isEmpty();
        row("working").alias().set("Big");
        assertThat(row("working").errors().get()).containsExactly(new InputError("No model \"Big\" – did you mean \"big\"?", Optional.of("big")));
        row("working").useAlias("big");
        assertThat(row("working").errors().get()).isEmpty();
        row("working").alias().set("nothing like it");
        assertThat(row("working").errors().get()).singleElement().satisfies(inputError -> assertThat(inputError.suggestion()).isEmpty());
    }

    @Test
    @DisplayName("U29: what is wrong in the file is said without an edit, and can be mended in place")
    void saysWhatIsWrongInTheFile() {
        assertThat(row("coding").errors().get()).singleElement().satisfies(inputError -> assertThat(inputError.suggestion()).hasValue("big"));
        assertThat(row("coding").note()).contains("small").contains("--config");
    }

    @Test
    @DisplayName("U29: a number that is none or out of its range is refused, and an override needs a model to lie over")
    void judgesNumbers() {
        row("meeting").override("temperature").set("warm");
        assertThat(words("meeting")).containsExactly("temperature: A number from 0.0 to 2.0.");
        row("meeting").override("temperature").set("1.5");
        assertThat(words("meeting")).isEmpty();
        row("memory").override("max_tokens").set("100");
        assertThat(words("memory")).containsExactly("max_tokens: first name the model that it changes.");
    }

    @Test
    @DisplayName("U29: a key that has no field here is named, and kept when the row is applied")
    void keepsKeysThatHaveNoField() {
        assertThat(row("meeting").keptOverrides()).isEqualTo("top_p 0.9");
        row("meeting").override("temperature").set("0.4");
        model.apply();
        assertThat(bench.engine.sentCommands).containsExactly(
            new Command.EditAll(List.of(new Command.SetPurpose("meeting", "big", Map.of("model_name", "big-2", "temperature", 0.4, "top_p", 0.9)))));
    }

    @Test
    @DisplayName("U30: a try shows the time to the first word and the answer")
    void triesAModel() {
        bench.answers(Command.TryModel.class, new Result.Answered("big (big-2)", Duration.ofMillis(412), Duration.ofMillis(905), "Good afternoon!", ""));
        model.tryModel(row("meeting"));
        assertThat(row("meeting").trial().get().status()).isEqualTo(TrialResult.Status.UNDER_WAY);
        bench.frame();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.TryModel("meeting"));
        assertThat(row("meeting").trial().get())
            .isEqualTo(new TrialResult(TrialResult.Status.GOOD, "412 ms to the first word, 905 ms in all", "Good afternoon!", Optional.empty()));
    }

    @Test
    @DisplayName("U30: a try shows which part of the request was left out or replaced")
    void showsWhatATryHadToChange() {
        bench.answers(Command.TryModel.class, new Result.Answered("big (big-2)", Duration.ofMillis(412), Duration.ofMillis(905), "Good afternoon!",
            "max_tokens → max_completion_tokens, temperature → –"));
        model.tryModel(row("meeting"));
        bench.frame();
        assertThat(row("meeting").trial().get().detail()).startsWith("Good afternoon!\n").contains("max_tokens → max_completion_tokens, temperature → –");
    }

    @Test
    @DisplayName("U30: a try that fails says what, why and what to do, and leads to the setting")
    void saysWhyATryFailed() {
        bench.answers(Command.TryModel.class, new Outcome.Failed(
            Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("LLM.small.api_key"), "small", "401", "Incorrect API key")));
        model.tryModel(row("chat"));
        bench.frame();
        TrialResult trial = row("chat").trial().get();
        assertThat(trial.status()).isEqualTo(TrialResult.Status.BAD);
        assertThat(trial.summary()).contains("small").contains("key");
        assertThat(trial.detail()).contains("→ ");
        assertThat(trial.target()).contains(NavigationTarget.of("models", "LLM.small.api_key"));
        bench.engine.settings.set(bench.engine.settings.get().with(ModelSettings.SECTION,
            new ModelSettings(Map.of("small", JsonNodeFactory.instance.objectNode().put("api_key", "another")), Optional.empty(), Map.of())));
        bench.frame();
        assertThat(row("chat").trial().get()).as("with other settings it may work").isEqualTo(TrialResult.NONE);
    }

    @Test
    @DisplayName("U31, U32: all changed rows are one revision, which one undo takes back")
    void appliesAllRowsAsOne() {
        row("working").alias().set("big");
        row("memory").alias().set("small");
        assertThat(model.changes().get()).isEqualTo(2);
        assertThat(model.apply()).isEmpty();
        assertThat(bench.engine.sentCommands).containsExactly(
            new Command.EditAll(List.of(new Command.SetPurpose("working", "big", Map.of()), new Command.SetPurpose("memory", "small", Map.of()))));
    }

    @Test
    void anEmptyAliasTakesTheEntryOut() {
        row("meeting").alias().set("");
        PurposeRowViewModel.OVERRIDES.forEach(key -> row("meeting").override(key).set(""));
        model.apply();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.EditAll(List.of(new Command.ClearPurpose("meeting"))));
    }

    @Test
    @DisplayName("U29: applying with a slip sends nothing and names the row")
    void sendsNothingWhileARowIsWrong() {
        row("memory").alias().set("small");
        row("working").alias().set("Big");
        assertThat(model.apply()).contains(row("working"));
        assertThat(bench.engine.sentCommands).isEmpty();
        model.discard();
        assertThat(model.changes().get()).isZero();
        assertThat(row("memory").alias().get()).isEmpty();
    }

    @Test
    void anEditedRowKeepsItsEditsWhenTheSettingsChangeAndTheOthersFollow() {
        row("working").alias().set("big");
        ModelsState now = bench.engine.models.get();
        List<ModelsState.PurposeRow> rows = new ArrayList<>(now.purposes());
        rows.replaceAll(row -> row.purpose().equals("meeting") || row.purpose().equals("working")
            ? new ModelsState.PurposeRow(row.purpose(),
                Optional.of(new ModelsState.WrittenEntry("small", Map.of(), earshot.config.SettingsLayer.CONSOLE, Optional.empty())), row.inForce(), List.of())
            : row);
        bench.engine.models.set(new ModelsState(rows, now.providers(), now.selectedProviders(), now.persona(), now.personas(), now.installedVoices()));
        bench.frame();
        assertThat(row("working").alias().get()).isEqualTo("big");
        assertThat(row("meeting").alias().get()).isEqualTo("small");
        assertThat(row("meeting").override("model_name").get()).isEmpty();
    }

    @Test
    @DisplayName("U32: undo and redo are named after what they take back")
    void namesWhatItUndoes() {
        assertThat(model.undoable().get()).hasValue("Model for coding → bigg (rev 13)");
        model.undo();
        model.redo();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.UndoSettings());
        SettingsHistory now = bench.engine.history.get();
        bench.engine.history.set(new SettingsHistory(now.revisions(), Optional.empty(), now.undo(), Optional.empty()));
        bench.frame();
        assertThat(model.redoable().get()).hasValue("Model for coding → bigg (rev 13)");
        model.undo();
        model.redo();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.UndoSettings(), new Command.RedoSettings());
    }

    @Test
    @DisplayName("U31: says how many connections follow at once")
    void countsLiveConnections() {
        assertThat(model.liveConnections().get()).isEmpty();
        bench.engine.device(new DeviceId("94:a9:90:00:00:01")).named("Kitchen", "").connected(earshot.wire.Dialect.BADGE, earshot.device.ListenState.IDLE,
            false, earshot.device.ConnectionMode.DIALOG_ACTIVE, "hello");
        bench.time.advance(Duration.ofSeconds(2));
        bench.frame();
        assertThat(model.liveConnections().get()).isEqualTo("Changes reach 1 connection at once");
    }

    private PurposeRowViewModel row(String purpose) {
        return model.row(purpose).orElseThrow();
    }

    private List<String> words(String purpose) {
        return row(purpose).errors().get().stream().map(InputError::message).toList();
    }
}
