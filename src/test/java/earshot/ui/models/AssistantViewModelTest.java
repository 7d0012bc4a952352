package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.SettingsLayer;
import earshot.engine.Command;
import earshot.engine.LocalModelServer;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.engine.ModelsState.SelectedProvider;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.engine.ProblemEntry;
import earshot.id.DeviceId;
import earshot.llm.ModelSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.ui.ModelsStateSamples;
import earshot.ui.kit.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssistantViewModelTest {
    private static final String KEY = "sk-seeded-secret-1";
    private static final Problem REFUSED = Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("LLM.openai.api_key"), "openai", "401",
        "Incorrect API key");

    private final ModelsFixture bench = new ModelsFixture();
    private final AssistantViewModel model = new AssistantViewModel(bench.viewContext);

    @BeforeEach
    void show() {
        bench.engine.models.set(ModelsStateSamples.none(bench.time.now()));
        bench.frame();
    }

    @Test
    @DisplayName("U30: a new model is tried as it is in the form, and then written and chosen in one revision")
    void triesAndThenWrites() {
        bench.answers(Command.TryProviderDraft.class, new Result.Answered("openai", Duration.ofMillis(300), Duration.ofMillis(700), "Hello.", ""));
        ProviderFormViewModel draft = fill();
        assertThat(model.save()).isTrue();
        bench.frame();
        Command.PutProvider written = new Command.PutProvider(ProviderKind.LLM, "openai",
            Map.of("type", "openai", "base_url", "https://api.openai.com/v1", "model_name", "m-1"), Optional.of(KEY));
        assertThat(bench.engine.sentCommands).containsExactly(new Command.TryProviderDraft(written, "Hello, this is my voice."),
            new Command.EditAll(List.of(written, new Command.SelectProvider(ProviderKind.LLM, "openai"))));
        assertThat(model.providerForm().get()).isEmpty();
        assertThat(model.busy().get()).isFalse();
        assertThat(model.trials().get("LLM.openai").summary()).startsWith("300 ms");
        assertThat(draft.offeredModels()).isEmpty();
    }

    @Test
    @DisplayName("U28: a chosen model that cannot be used is not told as the one who answers")
    void tellsThatTheChosenModelDoesNotAnswer() {
        ModelsState none = ModelsStateSamples.none(bench.time.now());
        Provider glm = new Provider(ProviderKind.LLM, "glm", List.of("selected"), Map.of("url", "https://glm.example/v1", "model_name", "glm-4"),
            SettingsLayer.GIVEN, false);
        bench.engine.models.set(new ModelsState(none.purposes(), List.of(glm),
            List.of(new SelectedProvider(ProviderKind.LLM, Optional.of("glm"), "echo", SettingsLayer.GIVEN)), Optional.empty(), Map.of(), List.of()));
        bench.frame();
        assertThat(model.assistantOptions().getFirst()).isEqualTo(
            new AssistantOption("glm", "glm (glm-4)", "Chosen, but it cannot be used as it is set, so Echo answers. Problems says why.", true));
        bench.engine.models.set(ModelsStateSamples.some(bench.time.now()));
        bench.frame();
        assertThat(model.assistantOptions()).noneMatch(option -> option.description().startsWith("Chosen"));
    }

    @Test
    @DisplayName("U30: a key that the provider refuses is said and marked, nothing is written, and it can be saved all the same")
    void saysThatTheKeyIsRefused() {
        bench.answers(Command.TryProviderDraft.class, new Outcome.Failed(REFUSED));
        ProviderFormViewModel draft = fill();
        assertThat(model.savableUntested().get()).isFalse();
        model.save();
        bench.frame();
        assertThat(draft.refusedField().get()).contains("key");
        assertThat(model.failure().get()).contains("openai").contains("401").contains("→ ");
        assertThat(model.failedField().get()).isEqualTo("api_key");
        assertThat(bench.engine.sentCommands).hasOnlyElementsOfType(Command.TryProviderDraft.class);
        draft.key().set(KEY + "2");
        assertThat(draft.refusedField().get()).isEmpty();
        assertThat(model.failure().get()).as("of the key before").isEmpty();
        assertThat(model.savableUntested().get()).isTrue();
        model.saveAnyway();
        bench.frame();
        assertThat(bench.engine.sentCommands.getLast()).isInstanceOf(Command.EditAll.class);
        assertThat(model.providerForm().get()).isEmpty();
    }

    @Test
    @DisplayName("a certificate that nobody vouches for is trusted from the form, and the provider tried again")
    void aCertificateIsTrustedFromTheForm() {
        bench.answers(Command.TryProviderDraft.class, new Outcome.Failed(Problem.of(ProblemCode.PROVIDER_CERTIFICATE, new ProblemSubject.Setting("LLM.openai.certificate_sha256"),
            "openai", "https://192.0.2.7", "5A:E5", "unknown")));
        ProviderFormViewModel form = fill();
        model.save();
        bench.frame();
        assertThat(model.failure().get()).contains("5A:E5");
        assertThat(model.untrusted().get()).contains("5A:E5");
        assertThat(form.command().fields()).doesNotContainKey("certificate_sha256");
        model.trustCertificate();
        model.save();
        bench.frame();
        assertThat(((Command.TryProviderDraft) bench.engine.sentCommands.getLast()).draft().fields()).containsEntry("certificate_sha256", "5A:E5");
        form.address().set("https://another.example/v1");
        assertThat(form.command().fields()).as("of another server").doesNotContainKey("certificate_sha256");
        model.cancel();
        assertThat(model.untrusted().get()).isEmpty();
    }

    @Test
    @DisplayName("U29: a form with something missing asks nobody")
    void asksNobodyWhileSomethingIsMissing() {
        model.add(ProviderKind.LLM);
        ProviderFormViewModel draft = model.providerForm().get().orElseThrow();
        assertThat(draft.errors().get()).as("nothing is wrong before it is asked for").isEmpty();
        draft.alias().set("two words");
        draft.address().set("somewhere");
        draft.key().set("your key here");
        assertThat(model.save()).isFalse();
        assertThat(draft.errors().get()).containsOnlyKeys("alias", "address", "key", "model");
        assertThat(bench.engine.sentCommands).isEmpty();
    }

    @Test
    void listingTheModelsOfAProviderWritesNothingAndNeitherDoesGivingUp() {
        bench.answers(Command.ListModels.class, new Result.ModelNames(List.of("m-1")));
        ProviderFormViewModel draft = fill();
        draft.model().set("");
        model.listModels();
        bench.frame();
        assertThat(draft.offeredModels()).containsExactly("m-1");
        assertThat(draft.model().get()).as("the only one there is").isEqualTo("m-1");
        assertThat(draft.errors().get()).as("no model is missing where models are asked for").isEmpty();
        model.cancel();
        bench.frame();
        assertThat(bench.engine.sentCommands).hasSize(1).hasOnlyElementsOfType(Command.ListModels.class);
    }

    @Test
    void whatWasTriedAndWhatIsWrongIsSaidAgainInAnotherLanguage() {
        bench.answers(Command.TryProviderDraft.class, new Outcome.Failed(REFUSED));
        bench.answers(Command.TryVoice.class, new Result.Synthesized("FreeTTS", new short[160], 16000, Duration.ofMillis(90)));
        ProviderFormViewModel draft = fill();
        model.save();
        model.tryOut(ProviderKind.TTS, "freetts");
        bench.frame();
        bench.language = Texts.Language.CHINESE;
        model.refreshTexts();
        assertThat(model.trials().get("TTS.freetts").summary()).isEqualTo("90 毫秒后出声");
        assertThat(draft.refusedField().get()).contains("key");
        assertThat(model.failure().get()).contains("密钥").doesNotContain("refuses");
    }

    @Test
    void anAnswerThatComesAfterTheFormWasClosedCountsForNothing() {
        bench.leaveOpen(Command.TryProviderDraft.class);
        fill();
        model.save();
        assertThat(model.busy().get()).isTrue();
        model.cancel();
        bench.open.get(Command.TryProviderDraft.class).outcome().complete(Outcome.Done.of(""));
        bench.frame();
        assertThat(bench.engine.sentCommands).hasOnlyElementsOfType(Command.TryProviderDraft.class);
        assertThat(model.busy().get()).isFalse();
    }

    @Test
    void thePresentKeyIsNeitherShownNorSentAgain() {
        bench.engine.models.set(ModelsStateSamples.some(bench.time.now()));
        bench.frame();
        model.edit(model.provider(ProviderKind.LLM, "small").orElseThrow());
        ProviderFormViewModel draft = model.providerForm().get().orElseThrow();
        assertThat(draft.key().get()).isEmpty();
        assertThat(draft.maskedKey()).hasValue("sk-…abcd");
        assertThat(draft.command().secret()).isEmpty();
        assertThat(draft.selectAfterSave().get()).as("it is the chosen one").isTrue();
    }

    @Test
    void aProviderKeepsTheTypeThatItsFileSays() {
        ModelsState.Provider zhipu = new ModelsState.Provider(ProviderKind.LLM, "glm-4.5", List.of(), Map.of("type", "zhipu", "model_name", "glm"),
            SettingsLayer.CONSOLE, false);
        model.edit(zhipu);
        ProviderFormViewModel draft = model.providerForm().get().orElseThrow();
        assertThat(draft.protocol().get().title()).isEqualTo("ChatGLM");
        assertThat(draft.command().fields()).containsEntry("type", "zhipu").containsEntry("base_url", "https://open.bigmodel.cn/api/paas/v4");
        assertThat(draft.validate(true)).as("a name with a dot that is there already").isTrue();
        draft.protocol().set(draft.protocols().getFirst());
        assertThat(draft.command().fields()).containsEntry("type", "openai").containsEntry("base_url", "https://api.openai.com/v1");
    }

    @Test
    void aRecogniserByHostAndPortIsEditedAsOneAddress() {
        bench.engine.models.set(ModelsStateSamples.some(bench.time.now()));
        bench.frame();
        model.edit(model.provider(ProviderKind.ASR, "funasr").orElseThrow());
        ProviderFormViewModel draft = model.providerForm().get().orElseThrow();
        assertThat(draft.address().get()).isEqualTo("192.168.1.5:10095");
        draft.address().set("wss://asr.example:443");
        assertThat(draft.command().fields()).containsEntry("host", "asr.example").containsEntry("port", 443).containsEntry("is_ssl", true);
    }

    @Test
    void aVoiceOfThisComputerIsOfferedWhereItIsAndNeedsNoAddress() {
        model.add(ProviderKind.TTS);
        ProviderFormViewModel draft = model.providerForm().get().orElseThrow();
        draft.protocol().set(draft.protocols().stream().filter(protocol -> protocol.title().equals("espeak-ng")).findFirst().orElseThrow());
        draft.voice().set("cmn");
        assertThat(draft.validate(true)).isTrue();
        assertThat(draft.command())
            .isEqualTo(new Command.PutProvider(ProviderKind.TTS, "espeakng", Map.of("type", "espeak", "voice", "cmn"), Optional.empty()));
        assertThat(choice(ProviderKind.TTS).aliases()).containsExactly("freetts", "espeak");
        ModelsState without = new ModelsState(List.of(), List.of(), List.of(), Optional.empty(), Map.of(), List.of());
        assertThat(ProviderProtocol.of(ProviderKind.TTS, without)).extracting(ProviderProtocol::type).doesNotContain("espeak").contains("openai", "custom",
            "edge", "wyoming");
    }

    @ParameterizedTest
    @EnumSource(names = {"LLM", "ASR", "TTS"})
    void theUsualAddressOfEachServiceIsAccepted(ProviderKind kind) {
        model.add(kind);
        ProviderFormViewModel draft = model.providerForm().get().orElseThrow();
        for (ProviderProtocol protocol : draft.protocols()) {
            if (!protocol.address().isEmpty()) {
                draft.protocol().set(protocol);
                draft.address().set(protocol.address());
                draft.validate(false);
                assertThat(draft.errors().get()).as(protocol.title()).doesNotContainKey("address");
            }
        }
    }

    @Test
    void aVoiceBehindWyomingIsAHostAndAPort() {
        model.add(ProviderKind.TTS);
        ProviderFormViewModel draft = model.providerForm().get().orElseThrow();
        draft.protocol().set(draft.protocols().stream().filter(protocol -> protocol.type().equals("wyoming")).findFirst().orElseThrow());
        draft.alias().set("piper");
        draft.address().set("tcp://192.168.1.20:10200");
        assertThat(draft.validate(true)).isTrue();
        assertThat(draft.command().fields()).containsEntry("host", "192.168.1.20").containsEntry("port", 10200).doesNotContainKeys("is_ssl", "base_url");
    }

    @Test
    @DisplayName("U30: a recogniser is tried with the sentence that is shipped, and shows what it heard and how long that took")
    void triesARecogniser() {
        bench.answers(Command.TryRecognizer.class, new Result.Recognized("Sphinx4", "happy married", "had he married", Duration.ofMillis(640)));
        model.tryOut(ProviderKind.ASR, "sphinx4");
        bench.frame();
        assertThat(model.trials().get("ASR.sphinx4")).isEqualTo(
            new TrialResult(TrialResult.Status.GOOD, "640 ms for the recorded sentence", "heard: happy married\nsaid: had he married", Optional.empty()));
    }

    @Test
    @DisplayName("U30: a voice that is tried is heard")
    void triesAVoice() {
        bench.answers(Command.TryVoice.class, new Result.Synthesized("FreeTTS", new short[160], 16000, Duration.ofMillis(90)));
        model.tryOut(ProviderKind.TTS, "freetts");
        bench.frame();
        assertThat(model.trials().get("TTS.freetts").summary()).isEqualTo("90 ms to the first sound");
        assertThat(bench.engine.sentCommands.getLast()).isInstanceOf(Command.PlayAudio.class);
        bench.engine.settings.set(bench.engine.settings.get().with(ModelSettings.SECTION, new ModelSettings(Map.of(), Optional.of("small"), Map.of())));
        bench.frame();
        assertThat(model.trials()).as("with other settings it may sound another way").isEmpty();
    }

    @Test
    void aServerThatWasFoundIsAddedAndChosenInOneRevision() {
        LocalModelServer ollama = new LocalModelServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b"));
        model.useLocalServer(ollama, "qwen3:4b");
        bench.frame();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.EditAll(List.of(
            new Command.PutProvider(ProviderKind.LLM, "ollama", Map.of("type", "ollama", "base_url", "http://127.0.0.1:11434/v1", "model_name", "qwen3:4b"),
                Optional.empty()),
            new Command.SelectProvider(ProviderKind.LLM, "ollama"))), new Command.TryModel("ollama"));
    }

    @Test
    void aServerThatIsAProviderAlreadyIsChangedAndNotAddedAgain() {
        bench.engine.models.set(ModelsStateSamples.some(bench.time.now()));
        bench.frame();
        model.useLocalServer(new LocalModelServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b")), "qwen3:4b");
        assertThat(bench.engine.sentCommands).singleElement().isInstanceOfSatisfying(Command.EditAll.class,
            editAll -> assertThat(editAll.edits()).last().isEqualTo(new Command.SelectProvider(ProviderKind.LLM, "big")));
    }

    @Test
    void aFreshHomeIsOfferedTheModelsOfThisComputerAndTakesThemByOneStep() {
        bench.answers(Command.FindLocalServers.class,
            new Result.LocalServers(List.of(new LocalModelServer("LM Studio", "lmstudio", "http://127.0.0.1:1234/v1", List.of()),
            new LocalModelServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b", "llama3.2:3b")))));
        bench.answers(Command.TryModel.class, new Result.Answered("ollama", Duration.ofMillis(210), Duration.ofMillis(500), "Hi.", ""));
        LocalServersViewModel servers = new LocalServersViewModel(bench.viewContext, true);
        bench.frame();
        assertThat(servers.offer().get()).map(LocalModelServer::name).as("the first that has a model").hasValue("Ollama");
        servers.acceptOffer();
        bench.frame();
        assertThat(servers.offer().get()).isEmpty();
        assertThat(bench.engine.sentCommands).hasExactlyElementsOfTypes(Command.FindLocalServers.class, Command.EditAll.class, Command.TryModel.class);
        assertThat(bench.notices).containsExactly("qwen3:4b at Ollama answers now: 210 ms to the first word.");
    }

    @Test
    void nothingIsOfferedToWhoHasAModelOrDeclined() {
        bench.answers(Command.FindLocalServers.class,
            new Result.LocalServers(List.of(new LocalModelServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b")))));
        LocalServersViewModel servers = new LocalServersViewModel(bench.viewContext, true);
        bench.frame();
        servers.declineOffer();
        assertThat(servers.offer().get()).isEmpty();
        bench.engine.sentCommands.clear();
        bench.engine.models.set(ModelsStateSamples.some(bench.time.now()));
        LocalServersViewModel others = new LocalServersViewModel(bench.viewContext, true);
        bench.frame();
        assertThat(bench.engine.sentCommands).as("nobody looks").isEmpty();
        assertThat(others.offer().get()).isEmpty();
    }

    @Test
    @DisplayName("U31: a recogniser, a voice and who answers are chosen at once")
    void choosesParts() {
        model.choose(ProviderKind.TTS, "espeak");
        model.choose(ProviderKind.LLM, "scripted");
        assertThat(bench.engine.sentCommands).containsExactly(new Command.SelectProvider(ProviderKind.TTS, "espeak"),
            new Command.SelectProvider(ProviderKind.LLM, "scripted"));
    }

    @Test
    void aPersonaIsWrittenForAllOrForOneDevice() {
        bench.engine.models.set(ModelsStateSamples.some(bench.time.now()));
        bench.engine.device(new DeviceId("94:a9:90:00:00:01")).named("Kitchen", "");
        bench.frame();
        PersonaViewModel persona = model.persona();
        assertThat(persona.text().get()).startsWith("You are a friendly helper");
        persona.whose().set(persona.owners().stream().filter(owner -> owner.name().equals("Kitchen")).findFirst().orElseThrow());
        assertThat(persona.text().get()).isEmpty();
        assertThat(persona.inheritedText()).startsWith("You are a friendly helper");
        persona.text().set("You are a cook.");
        persona.save();
        assertThat(bench.engine.sentCommands).containsExactly(new Command.SetPersona("You are a cook.", Optional.of(new DeviceId("94:a9:90:00:00:01"))));
    }

    private ProviderFormViewModel fill() {
        model.add(ProviderKind.LLM);
        ProviderFormViewModel draft = model.providerForm().get().orElseThrow();
        draft.key().set(" " + KEY + " ");
        draft.model().set("m-1");
        return draft;
    }

    @Test
    @DisplayName("U28: where a part stands in for the chosen one, that is told beside what is in effect, until it is over")
    void standIns() {
        ProblemEntry standIn = new ProblemEntry(1,
            Problem.of(ProblemCode.PROVIDER_FALLBACK, new ProblemSubject.Setting("ASR.sphinx4.stand_in"), "sphinx4", "Other"), bench.time.now(),
            bench.time.now(), 1, Optional.empty());
        bench.engine.problems.set(List.of(standIn));
        bench.frame();
        assertThat(choice(ProviderKind.ASR).standIn()).hasValue(standIn.problem());
        assertThat(choice(ProviderKind.TTS).standIn()).isEmpty();
        bench.engine.problems.set(List.of(new ProblemEntry(1, standIn.problem(), standIn.at(), standIn.last(), 1, Optional.of(bench.time.now()))));
        bench.frame();
        assertThat(choice(ProviderKind.ASR).standIn()).isEmpty();
    }

    private AssistantViewModel.PartChoice choice(ProviderKind kind) {
        return model.partChoices().stream().filter(choice -> choice.kind() == kind).findFirst().orElseThrow();
    }
}
