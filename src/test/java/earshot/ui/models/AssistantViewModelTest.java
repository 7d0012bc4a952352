package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.config.Layer;
import earshot.config.ProviderKind;
import earshot.engine.Command;
import earshot.engine.LocalServer;
import earshot.engine.ModelsState;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Subject;
import earshot.ui.PretendModels;
import earshot.ui.part.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AssistantViewModelTest {
    private static final String KEY = "sk-seeded-secret-1";
    private static final Problem REFUSED = Problem.of(Code.LLM_KEY_REFUSED, new Subject.Setting("LLM.openai.api_key"), "openai", "401", "Incorrect API key");

    private final ModelsBench bench = new ModelsBench();
    private final AssistantViewModel model = new AssistantViewModel(bench.desk);

    @BeforeEach
    void show() {
        bench.engine.models.set(PretendModels.none(bench.time.now()));
        bench.frame();
    }

    @Test
    @DisplayName("U30: a new model is tried as it is in the form, and then written and chosen in one revision")
    void triesAndThenWrites() {
        bench.answers(Command.TryDraft.class, new Result.Answered("openai", Duration.ofMillis(300), Duration.ofMillis(700), "Hello."));
        ProviderDraft draft = fill();
        assertThat(model.save()).isTrue();
        bench.frame();
        Command.PutProvider written = new Command.PutProvider(ProviderKind.LLM, "openai", Map.of("type", "openai", "base_url", "https://api.openai.com/v1", "model_name", "m-1"), Optional.of(KEY));
        assertThat(bench.engine.sent).containsExactly(new Command.TryDraft(written, "Hello, this is my voice."),
            new Command.Together(List.of(written, new Command.ChooseSpeechPart(ProviderKind.LLM, "openai"))));
        assertThat(model.draft().get()).isEmpty();
        assertThat(model.busy().get()).isFalse();
        assertThat(model.trials().get("LLM.openai").words()).startsWith("300 ms");
        assertThat(draft.offered()).isEmpty();
    }

    @Test
    @DisplayName("U30: a key that the provider refuses is said beside the key, nothing is written, and it can be saved all the same")
    void saysBesideTheKeyThatItIsRefused() {
        bench.answers(Command.TryDraft.class, new Outcome.Failed(REFUSED));
        ProviderDraft draft = fill();
        assertThat(model.doubtful().get()).isFalse();
        model.save();
        bench.frame();
        assertThat(draft.slips().get()).containsOnlyKeys("key");
        assertThat(draft.slips().get().get("key")).contains("openai").contains("401").contains("→ ");
        assertThat(model.blamed().get()).isEqualTo("api_key");
        assertThat(model.failure().get()).isEmpty();
        assertThat(bench.engine.sent).hasOnlyElementsOfType(Command.TryDraft.class);
        draft.key().set(KEY + "2");
        assertThat(draft.slips().get()).isEmpty();
        assertThat(model.doubtful().get()).isTrue();
        model.saveAnyway();
        bench.frame();
        assertThat(bench.engine.sent.getLast()).isInstanceOf(Command.Together.class);
        assertThat(model.draft().get()).isEmpty();
    }

    @Test
    @DisplayName("U29: a form with something missing asks nobody")
    void asksNobodyWhileSomethingIsMissing() {
        model.add(ProviderKind.LLM);
        ProviderDraft draft = model.draft().get().orElseThrow();
        assertThat(draft.slips().get()).as("nothing is wrong before it is asked for").isEmpty();
        draft.alias().set("two words");
        draft.address().set("somewhere");
        draft.key().set("your key here");
        assertThat(model.save()).isFalse();
        assertThat(draft.slips().get()).containsOnlyKeys("alias", "address", "key", "model");
        assertThat(bench.engine.sent).isEmpty();
    }

    @Test
    void listingTheModelsOfAProviderWritesNothingAndNeitherDoesGivingUp() {
        bench.answers(Command.ListModels.class, new Result.Names(List.of("m-1")));
        ProviderDraft draft = fill();
        draft.model().set("");
        model.list();
        bench.frame();
        assertThat(draft.offered()).containsExactly("m-1");
        assertThat(draft.model().get()).as("the only one there is").isEqualTo("m-1");
        assertThat(draft.slips().get()).as("no model is missing where models are asked for").isEmpty();
        model.cancel();
        bench.frame();
        assertThat(bench.engine.sent).hasSize(1).hasOnlyElementsOfType(Command.ListModels.class);
    }

    @Test
    void whatWasTriedAndWhatIsWrongIsSaidAgainInAnotherLanguage() {
        bench.answers(Command.TryDraft.class, new Outcome.Failed(REFUSED));
        bench.answers(Command.TryVoice.class, new Result.Spoken("FreeTTS", new short[160], 16000, Duration.ofMillis(90)));
        ProviderDraft draft = fill();
        model.save();
        model.tryOut(ProviderKind.TTS, "freetts");
        bench.frame();
        bench.language = Texts.Language.CHINESE;
        model.retell();
        assertThat(model.trials().get("TTS.freetts").words()).isEqualTo("首个声音 90 毫秒");
        assertThat(draft.slips().get().get("key")).contains("密钥").doesNotContain("refuses");
    }

    @Test
    void anAnswerThatComesAfterTheFormWasClosedCountsForNothing() {
        bench.waits(Command.TryDraft.class);
        fill();
        model.save();
        assertThat(model.busy().get()).isTrue();
        model.cancel();
        bench.open.get(Command.TryDraft.class).outcome().complete(Outcome.Done.of(""));
        bench.frame();
        assertThat(bench.engine.sent).hasOnlyElementsOfType(Command.TryDraft.class);
        assertThat(model.busy().get()).isFalse();
    }

    @Test
    void thePresentKeyIsNeitherShownNorSentAgain() {
        bench.engine.models.set(PretendModels.some(bench.time.now()));
        bench.frame();
        model.edit(model.provider(ProviderKind.LLM, "small").orElseThrow());
        ProviderDraft draft = model.draft().get().orElseThrow();
        assertThat(draft.key().get()).isEmpty();
        assertThat(draft.presentKey()).hasValue("sk-…abcd");
        assertThat(draft.command().secret()).isEmpty();
        assertThat(draft.use().get()).as("it is the chosen one").isTrue();
    }

    @Test
    void aProviderKeepsTheTypeThatItsFileSays() {
        ModelsState.Provider zhipu = new ModelsState.Provider(ProviderKind.LLM, "glm-4.5", "zhipu", Optional.empty(), Optional.empty(), Optional.of("glm"), List.of(), Map.of("type", "zhipu"), Layer.CONSOLE, false);
        model.edit(zhipu);
        ProviderDraft draft = model.draft().get().orElseThrow();
        assertThat(draft.protocol().get().title()).isEqualTo("ChatGLM");
        assertThat(draft.command().fields()).containsEntry("type", "zhipu").containsEntry("base_url", "https://open.bigmodel.cn/api/paas/v4");
        assertThat(draft.good(true)).as("a name with a dot that is there already").isTrue();
        draft.protocol().set(draft.protocols().getFirst());
        assertThat(draft.command().fields()).containsEntry("type", "openai").containsEntry("base_url", "https://api.openai.com/v1");
    }

    @Test
    void aRecogniserByHostAndPortIsEditedAsOneAddress() {
        bench.engine.models.set(PretendModels.some(bench.time.now()));
        bench.frame();
        model.edit(model.provider(ProviderKind.ASR, "funasr").orElseThrow());
        ProviderDraft draft = model.draft().get().orElseThrow();
        assertThat(draft.address().get()).isEqualTo("192.168.1.5:10095");
        draft.address().set("wss://asr.example:443");
        assertThat(draft.command().fields()).containsEntry("host", "asr.example").containsEntry("port", 443).containsEntry("is_ssl", true);
    }

    @Test
    void aVoiceOfThisComputerIsOfferedWhereItIsAndNeedsNoAddress() {
        model.add(ProviderKind.TTS);
        ProviderDraft draft = model.draft().get().orElseThrow();
        draft.protocol().set(draft.protocols().stream().filter(protocol -> protocol.title().equals("espeak-ng")).findFirst().orElseThrow());
        draft.voice().set("cmn");
        assertThat(draft.good(true)).isTrue();
        assertThat(draft.command()).isEqualTo(new Command.PutProvider(ProviderKind.TTS, "espeakng", Map.of("type", "espeak", "voice", "cmn"), Optional.empty()));
        assertThat(choice(ProviderKind.TTS).aliases()).containsExactly("freetts", "espeak");
        ModelsState without = new ModelsState(List.of(), List.of(), List.of(), Optional.empty(), Map.of(), List.of());
        assertThat(Protocol.of(ProviderKind.TTS, without)).extracting(Protocol::type).containsOnly("openai");
    }

    @Test
    @DisplayName("U30: a recogniser is tried with the sentence that is shipped, and shows what it heard and how long that took")
    void triesARecogniser() {
        bench.answers(Command.TryRecognizer.class, new Result.Heard("Sphinx4", "happy married", "had he married", Duration.ofMillis(640)));
        model.tryOut(ProviderKind.ASR, "sphinx4");
        bench.frame();
        assertThat(model.trials().get("ASR.sphinx4")).isEqualTo(new Trial(Trial.State.GOOD, "640 ms for the recorded sentence", "heard: happy married\nsaid: had he married", Optional.empty()));
    }

    @Test
    @DisplayName("U30: a voice that is tried is heard")
    void triesAVoice() {
        bench.answers(Command.TryVoice.class, new Result.Spoken("FreeTTS", new short[160], 16000, Duration.ofMillis(90)));
        model.tryOut(ProviderKind.TTS, "freetts");
        bench.frame();
        assertThat(model.trials().get("TTS.freetts").words()).isEqualTo("90 ms to the first sound");
        assertThat(bench.engine.sent.getLast()).isInstanceOf(Command.PlaySound.class);
    }

    @Test
    void aServerThatWasFoundIsAddedAndChosenInOneRevision() {
        LocalServer ollama = new LocalServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b"));
        model.use(ollama, "qwen3:4b");
        bench.frame();
        assertThat(bench.engine.sent).containsExactly(new Command.Together(List.of(
            new Command.PutProvider(ProviderKind.LLM, "ollama", Map.of("type", "ollama", "base_url", "http://127.0.0.1:11434/v1", "model_name", "qwen3:4b"), Optional.empty()),
            new Command.ChooseSpeechPart(ProviderKind.LLM, "ollama"))), new Command.TryModel("ollama"));
    }

    @Test
    void aServerThatIsAProviderAlreadyIsChangedAndNotAddedAgain() {
        bench.engine.models.set(PretendModels.some(bench.time.now()));
        bench.frame();
        model.use(new LocalServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b")), "qwen3:4b");
        assertThat(bench.engine.sent).singleElement().isInstanceOfSatisfying(Command.Together.class, together -> assertThat(together.edits()).last().isEqualTo(new Command.ChooseSpeechPart(ProviderKind.LLM, "big")));
    }

    @Test
    void aFreshHomeIsOfferedTheModelsOfThisComputerAndTakesThemByOneStep() {
        bench.answers(Command.FindLocalServers.class, new Result.Servers(List.of(new LocalServer("LM Studio", "lmstudio", "http://127.0.0.1:1234/v1", List.of()),
            new LocalServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b", "llama3.2:3b")))));
        bench.answers(Command.TryModel.class, new Result.Answered("ollama", Duration.ofMillis(210), Duration.ofMillis(500), "Hi."));
        LocalServers servers = new LocalServers(bench.desk, true);
        bench.frame();
        assertThat(servers.offer().get()).map(LocalServer::name).as("the first that has a model").hasValue("Ollama");
        servers.take();
        bench.frame();
        assertThat(servers.offer().get()).isEmpty();
        assertThat(bench.engine.sent).hasExactlyElementsOfTypes(Command.FindLocalServers.class, Command.Together.class, Command.TryModel.class);
        assertThat(bench.told).containsExactly("qwen3:4b at Ollama answers now: 210 ms to the first word.");
    }

    @Test
    void nothingIsOfferedToWhoHasAModelOrDeclined() {
        bench.answers(Command.FindLocalServers.class, new Result.Servers(List.of(new LocalServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b")))));
        LocalServers servers = new LocalServers(bench.desk, true);
        bench.frame();
        servers.decline();
        assertThat(servers.offer().get()).isEmpty();
        bench.engine.sent.clear();
        bench.engine.models.set(PretendModels.some(bench.time.now()));
        LocalServers others = new LocalServers(bench.desk, true);
        bench.frame();
        assertThat(bench.engine.sent).as("nobody looks").isEmpty();
        assertThat(others.offer().get()).isEmpty();
    }

    @Test
    @DisplayName("U31: a recogniser, a voice and who answers are chosen at once")
    void choosesParts() {
        model.choose(ProviderKind.TTS, "espeak");
        model.choose(ProviderKind.LLM, "scripted");
        assertThat(bench.engine.sent).containsExactly(new Command.ChooseSpeechPart(ProviderKind.TTS, "espeak"), new Command.ChooseSpeechPart(ProviderKind.LLM, "scripted"));
    }

    @Test
    void aPersonaIsWrittenForAllOrForOneDevice() {
        bench.engine.models.set(PretendModels.some(bench.time.now()));
        bench.engine.device("94:a9:90:00:00:01").named("Kitchen", "");
        bench.frame();
        PersonaEdit persona = model.persona();
        assertThat(persona.text().get()).startsWith("You are a friendly helper");
        persona.whose().set(persona.owners().stream().filter(owner -> owner.name().equals("Kitchen")).findFirst().orElseThrow());
        assertThat(persona.text().get()).isEmpty();
        assertThat(persona.otherwise()).startsWith("You are a friendly helper");
        persona.text().set("You are a cook.");
        persona.save();
        assertThat(bench.engine.sent).containsExactly(new Command.SetPersona("You are a cook.", Optional.of("94:a9:90:00:00:01")));
    }

    private ProviderDraft fill() {
        model.add(ProviderKind.LLM);
        ProviderDraft draft = model.draft().get().orElseThrow();
        draft.key().set(" " + KEY + " ");
        draft.model().set("m-1");
        return draft;
    }

    private AssistantViewModel.Choice choice(ProviderKind kind) {
        return model.choices().stream().filter(choice -> choice.kind() == kind).findFirst().orElseThrow();
    }
}
