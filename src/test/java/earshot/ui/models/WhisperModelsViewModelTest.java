package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.asr.WhisperModel;
import earshot.config.SettingRemoval;
import earshot.config.SettingsLayer;
import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.engine.ModelsState.SelectedProvider;
import earshot.engine.Operation.Outcome;
import earshot.engine.WhisperModelStatus;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderKind;
import earshot.ui.kit.Texts;
import org.junit.jupiter.api.Test;

class WhisperModelsViewModelTest {
    private final ModelsFixture bench = new ModelsFixture();
    private final List<String> chosen = new ArrayList<>();
    private WhisperModelsViewModel whisper = new WhisperModelsViewModel(bench.viewContext, chosen::add);

    @Test
    void aFetchedModelIsChosenInOneRevisionWithTheLanguageThatIsSet() {
        whisper.language().set(Optional.of("de"));
        whisper.fetch(WhisperModel.BASE);
        bench.frame();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.FetchWhisperModel(WhisperModel.BASE), chooses("whisper", "base", "de"));
        assertThat(chosen).containsExactly("whisper");
    }

    @Test
    void aDownloadThatFailsChoosesNothingAndSaysWhyUntilTheNextOne() {
        Problem failed = Problem.of(ProblemCode.RECOGNIZER_MODEL_UNUSABLE, "ggml-base.bin", "its checksum differs");
        bench.answers(Command.FetchWhisperModel.class, new Outcome.Failed(failed));
        whisper.fetch(WhisperModel.BASE);
        bench.frame();
        assertThat(whisper.failure().get()).contains(failed);
        assertThat(chosen).isEmpty();
        bench.answers(Command.FetchWhisperModel.class, new Outcome.Cancelled());
        whisper.fetch(WhisperModel.BASE);
        assertThat(whisper.failure().get()).as("at once").isEmpty();
        bench.frame();
        assertThat(bench.engine.sentCommands).hasOnlyElementsOfType(Command.FetchWhisperModel.class);
    }

    @Test
    void aFileOfOnesOwnIsCheckedBeforeItIsChosen() {
        Path file = Path.of("/models/own.bin");
        whisper.useFile(file);
        bench.frame();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.CheckWhisperModelFile(file), chooses("whisper", file.toString(), ""));
    }

    @Test
    void theModelOfTheRecognizerThatIsInForceIsMarkedHoweverItIsSpelt() {
        recognizers("mine", new Provider(ProviderKind.ASR, "mine", List.of(), Map.of("type", " Whisper ", "model", "Small"), SettingsLayer.CONSOLE, false));
        assertThat(whisper.rows()).extracting(row -> row.status().model() + " " + row.inUse()).containsExactly("TINY false", "BASE false", "SMALL true");
        recognizers("other", new Provider(ProviderKind.ASR, "mine", List.of(), Map.of("type", "whisper", "model", "small"), SettingsLayer.CONSOLE, false));
        assertThat(whisper.rows()).as("one that is not selected").noneMatch(WhisperModelsViewModel.Row::inUse);
    }

    @Test
    void theSelectedRecognizerIsChangedRatherThanTheFirst() {
        recognizers("second", provider("first", "tiny", ""), provider("second", "base", "fr"));
        assertThat(whisper.language().get()).as("read from what is selected").contains("fr");
        whisper.use("small");
        bench.frame();
        assertThat(bench.engine.sentCommands).containsExactly(chooses("second", "small", "fr"));
    }

    @Test
    void anAliasThatIsTakenByAnotherServiceGetsANumber() {
        recognizers("whisper", new Provider(ProviderKind.ASR, "whisper", List.of(), Map.of("type", "openai"), SettingsLayer.CONSOLE, false),
            new Provider(ProviderKind.ASR, "whisper2", List.of(), Map.of("type", "fun_server"), SettingsLayer.CONSOLE, false));
        whisper.use("tiny");
        bench.frame();
        assertThat(chosen).containsExactly("whisper3");
    }

    @Test
    void anotherLanguageIsSavedOnlyForWhatIsInUse() {
        whisper.chooseLanguage(Optional.of("en"));
        bench.frame();
        assertThat(bench.engine.sentCommands).as("no Whisper yet").isEmpty();
        recognizers("whisper", provider("whisper", "base", ""));
        whisper.chooseLanguage(Optional.of("zh"));
        whisper.chooseLanguage(Optional.of("zh"));
        bench.frame();
        assertThat(bench.engine.sentCommands).containsExactly(chooses("whisper", "base", "zh"));
    }

    @Test
    void whoReadsChineseIsHeardInChineseAndOthersInWhatTheySpeak() {
        assertThat(whisper.language().get()).isEmpty();
        bench.language = Texts.Language.CHINESE;
        whisper = new WhisperModelsViewModel(bench.viewContext, chosen::add);
        assertThat(whisper.language().get()).contains("zh");
        recognizers("whisper", provider("whisper", "base", ""));
        assertThat(whisper.language().get()).as("the settings say so").isEmpty();
    }

    @Test
    void theProgressOfADownloadIsFollowed() {
        bench.frame();
        bench.engine.whisperModels.set(List.of(new WhisperModelStatus(WhisperModel.TINY, WhisperModelStatus.DownloadState.FETCHING, 5, 10)));
        bench.frame();
        assertThat(whisper.rows())
            .containsExactly(
                new WhisperModelsViewModel.Row(new WhisperModelStatus(WhisperModel.TINY, WhisperModelStatus.DownloadState.FETCHING, 5, 10), false));
        whisper.stop(WhisperModel.TINY);
        whisper.remove(WhisperModel.TINY);
        assertThat(bench.engine.sentCommands).containsExactly(new Command.StopFetchingWhisperModel(WhisperModel.TINY),
            new Command.RemoveWhisperModel(WhisperModel.TINY));
        whisper.close();
        bench.engine.whisperModels.set(List.of());
        bench.frame();
        assertThat(whisper.rows()).hasSize(1);
    }

    @Test
    void whoDeletesTheModelInUseIsHeardByTheRecognizerInside() {
        recognizers("whisper", provider("whisper", "tiny", ""));
        bench.engine.whisperModels.set(List.of(new WhisperModelStatus(WhisperModel.TINY, WhisperModelStatus.DownloadState.PRESENT, 10, 10)));
        bench.frame();
        whisper.remove(WhisperModel.TINY);
        bench.frame();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.SelectProvider(ProviderKind.ASR, "sphinx4"),
            new Command.RemoveWhisperModel(WhisperModel.TINY));
    }

    private static Provider provider(String alias, String model, String language) {
        return new Provider(ProviderKind.ASR, alias, List.of(), Map.of("type", "whisper", "model", model, "language", language), SettingsLayer.CONSOLE, false);
    }

    private void recognizers(String selected, Provider... providers) {
        bench.engine.models.set(new ModelsState(List.of(), List.of(providers),
            List.of(new SelectedProvider(ProviderKind.ASR, Optional.of(selected), selected, SettingsLayer.CONSOLE)), Optional.empty(), Map.of(), List.of()));
        bench.frame();
    }

    private static Command chooses(String alias, String model, String language) {
        Map<String, Object> fields = Map.of("type", "whisper", "model", model, "language", language.isEmpty() ? new SettingRemoval() : language);
        return new Command.EditAll(
            List.of(new Command.PutProvider(ProviderKind.ASR, alias, fields, Optional.empty()), new Command.SelectProvider(ProviderKind.ASR, alias)));
    }
}
