package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.sun.net.httpserver.HttpServer;
import earshot.config.Configuration;
import earshot.config.SettingRemoval;
import earshot.config.SettingsLayer;
import earshot.conversation.ConversationSettings;
import earshot.engine.ModelsState.Provider;
import earshot.engine.ModelsState.PurposeRow;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.id.DeviceId;
import earshot.llm.ResolutionReason;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Models and providers through the engine's public interface, against a fake provider over HTTP.
class ModelsStateTrackerTest {
    private static final String KEY = "sk-seeded-secret-7777";

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] answer = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello there.\"}}]}\n\ndata: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.createContext("/v1/models", exchange -> {
            byte[] answer = "{\"object\":\"list\",\"data\":[{\"id\":\"m-1\"},{\"id\":\"m-2\"}]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        engine.start(Map.of());
    }

    @AfterEach
    void stop() {
        engine.stop();
        server.stop(0);
    }

    @Test
    @DisplayName("U28: what is written of a purpose stands beside what is in force and why; U30: a model is tried; U32: and all of it undone")
    void fromAFreshHomeToAModelThatAnswers() {
        assertThat(engine.model().models().get().purposes()).extracting(PurposeRow::purpose).containsExactly("default", "chat", "meeting", "coding", "working",
            "intent", "memory");
        assertThat(row("coding").inForce().orElseThrow().reason()).isEqualTo(ResolutionReason.NONE);
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        done(new Command.PutProvider(ProviderKind.LLM, "gpt-4.1", Map.of("type", "openai", "base_url", address, "model_name", "m-1"), Optional.of(KEY)));
        done(new Command.SelectProvider(ProviderKind.LLM, "gpt-4.1"));
        done(new Command.SetPurpose("coding", "gpt-4.1", Map.of("model_name", "m-2", "temperature", 0.2)));
        PurposeRow coding = row("coding");
        assertThat(coding.written().orElseThrow().alias()).isEqualTo("gpt-4.1");
        assertThat(coding.written().orElseThrow().source()).isEqualTo(SettingsLayer.CONSOLE);
        assertThat(coding.inForce().orElseThrow().name()).isEqualTo("gpt-4.1 (m-2)");
        assertThat(coding.inForce().orElseThrow().reason()).isEqualTo(ResolutionReason.OWN_ENTRY);
        assertThat(coding.inForce().orElseThrow().revision()).contains(engine.model().history().get().revisions().getFirst().number());
        assertThat(row("chat").inForce().orElseThrow().reason()).isEqualTo(ResolutionReason.SELECTED);
        Provider provider = engine.model().models().get().providers().getFirst();
        assertThat(provider.alias()).isEqualTo("gpt-4.1");
        assertThat(provider.key()).contains("sk-…7777");
        assertThat(provider.usedBy()).contains("selected", "coding", "chat");
        Outcome.Done tried = (Outcome.Done) done(new Command.TryModel("coding"));
        assertThat((Result.Answered) tried.result().orElseThrow()).satisfies(answered -> {
            assertThat(answered.answer()).isEqualTo("Hello there.");
            assertThat(answered.total()).isGreaterThanOrEqualTo(answered.firstToken());
        });
        assertThat(keys).containsExactly("Bearer " + KEY);
        assertThat(((Outcome.Done) done(new Command.ListModels(new Command.PutProvider(ProviderKind.LLM, "gpt-4.1", Map.of(), Optional.empty())))).result())
            .contains(new Result.ModelNames(List.of("m-1", "m-2")));
        done(new Command.UndoSettings());
        assertThat(row("coding").written()).isEmpty();
        assertThat(row("coding").inForce().orElseThrow().name()).isEqualTo("gpt-4.1 (m-1)");
        done(new Command.RedoSettings());
        assertThat(row("coding").inForce().orElseThrow().name()).isEqualTo("gpt-4.1 (m-2)");
        done(new Command.ClearPurpose("coding"));
        assertThat(row("coding").written()).isEmpty();
    }

    @Test
    @DisplayName("one header is changed and one taken out without the others, which nobody sees; a removal and what is chosen then are undone as one")
    void headersAreChangedOneByOne() {
        done(new Command.EditAll(List.of(new Command.PutProvider(ProviderKind.ASR, "own", Map.of("type", "custom", "url", address(), "timeout", 12.5,
            "headers", Map.of("X-Key", "abcdefghijklmnop", "X.Old", "kitchen")), Optional.empty()), new Command.SelectProvider(ProviderKind.ASR, "own"))));
        done(new Command.PutProvider(ProviderKind.ASR, "own", Map.of("headers", Map.of("X-New", "qrstuvwxyz012345", "X.Old", new SettingRemoval())),
            Optional.empty()));
        assertThat(recognizer().orElseThrow().fields()).containsEntry("timeout", 12.5)
            .containsEntry("headers", Map.of("X-Key", "abc…mnop", "X-New", "qrs…2345"));
        done(new Command.EditAll(List.of(new Command.RemoveProvider(ProviderKind.ASR, "own"), new Command.SelectProvider(ProviderKind.ASR, "sphinx4"))));
        assertThat(recognizer()).isEmpty();
        assertThat(chosenRecognizer()).contains("sphinx4");
        done(new Command.UndoSettings());
        assertThat(recognizer().orElseThrow().fields()).containsEntry("headers", Map.of("X-Key", "abc…mnop", "X-New", "qrs…2345"));
        assertThat(chosenRecognizer()).contains("own");
    }

    private Optional<Provider> recognizer() {
        return engine.model().models().get().providers().stream().filter(provider -> provider.alias().equals("own")).findFirst();
    }

    private Optional<String> chosenRecognizer() {
        return engine.model().models().get().selectedProviders().stream().filter(selected -> selected.kind() == ProviderKind.ASR).findFirst()
            .flatMap(ModelsState.SelectedProvider::written);
    }

    @Test
    @DisplayName("what a template left to fill in is not shown as a key")
    void aPlaceholderIsNoKey() {
        done(new Command.PutProvider(ProviderKind.LLM, "glm", Map.of("type", "openai", "base_url", address(), "model_name", "m-1"), Optional.of("your-api-key")));
        assertThat(engine.model().models().get().providers().getFirst().key()).isEmpty();
    }

    @Test
    @DisplayName("U29: a mapping to a model that is not there changes nothing and says what was meant")
    void refusesAModelThatIsNotThere() {
        done(new Command.PutProvider(ProviderKind.LLM, "big", Map.of("type", "ollama", "model_name", "m"), Optional.empty()));
        assertThat(send(new Command.SetPurpose("coding", "Big", Map.of()))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.problem().code()).isEqualTo(ProblemCode.SETTING_INVALID);
            assertThat(failed.problem().why(Locale.ENGLISH)).contains("big");
        });
        assertThat(row("coding").written()).isEmpty();
        assertThat(send(new Command.TryModel("nobody"))).isInstanceOfSatisfying(Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.MODEL_ABSENT));
    }

    @Test
    @DisplayName("U31, U32: several changes are one revision that one undo takes back, and none of them holds when one is no good")
    void severalChangesAreOne() {
        Command.PutProvider big = new Command.PutProvider(ProviderKind.LLM, "big", Map.of("type", "openai", "base_url", address(), "model_name", "m-1"),
            Optional.empty());
        done(new Command.EditAll(List.of(big, new Command.SelectProvider(ProviderKind.LLM, "big"))));
        long after = newest();
        assertThat(row("chat").inForce().orElseThrow().name()).isEqualTo("big (m-1)");
        done(new Command.EditAll(
            List.of(new Command.SetPurpose("coding", "big", Map.of("model_name", "m-2")), new Command.SetPurpose("memory", "big", Map.of()))));
        assertThat(newest()).isEqualTo(after + 1);
        done(new Command.UndoSettings());
        assertThat(row("coding").written()).isEmpty();
        assertThat(row("memory").written()).isEmpty();
        done(new Command.UndoSettings());
        assertThat(row("chat").inForce().orElseThrow().reason()).isEqualTo(ResolutionReason.NONE);
        done(new Command.RedoSettings());
        long before = newest();
        assertThat(send(new Command.EditAll(List.of(new Command.SetPurpose("coding", "big", Map.of()), new Command.SetPurpose("memory", "Big", Map.of())))))
            .isInstanceOf(Outcome.Failed.class);
        assertThat(row("coding").written()).isEmpty();
        assertThat(newest()).isEqualTo(before);
    }

    @Test
    @DisplayName("U30: a provider is tried and listed as it would be written, and nothing is: with the key that it keeps, or the one that is new")
    void triesWithoutWriting() {
        Command.PutProvider draft = new Command.PutProvider(ProviderKind.LLM, "new", Map.of("type", "openai", "base_url", address(), "model_name", "m-9"),
            Optional.of(KEY));
        assertThat(((Outcome.Done) done(new Command.TryProviderDraft(draft, ""))).result()).containsInstanceOf(Result.Answered.class);
        assertThat(((Outcome.Done) done(new Command.ListModels(draft))).result()).contains(new Result.ModelNames(List.of("m-1", "m-2")));
        assertThat(engine.model().models().get().providers()).extracting(Provider::alias).doesNotContain("new");
        assertThat(engine.directory().resolve(Configuration.SECRETS_FILE)).content().doesNotContain(KEY);
        assertThat(new Command.TryProviderDraft(draft, "").toString()).doesNotContain("seeded");
        done(draft);
        done(new Command.TryProviderDraft(new Command.PutProvider(ProviderKind.LLM, "new", Map.of("model_name", "m-3"), Optional.empty()), ""));
        assertThat(keys).containsExactly("Bearer " + KEY, "Bearer " + KEY);
        assertThat(
            send(new Command.TryProviderDraft(new Command.PutProvider(ProviderKind.LLM, "new", Map.of("model_name", new SettingRemoval()),
                Optional.empty()), "")))
            .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE));
        assertThat(engine.model().problems().get()).as("a trial is nobody else's problem")
            .noneMatch(entry -> entry.problem().code() == ProblemCode.PROVIDER_INCOMPLETE);
    }

    @Test
    @DisplayName("U30: a recogniser is tried with the sentence that is shipped; one that is not known is refused, and none stands in")
    void triesARecognizer() {
        assertThat(((Outcome.Done) done(new Command.TryRecognizer("sphinx4"))).result()).hasValueSatisfying(result -> {
            Result.Recognized recognized = (Result.Recognized) result;
            assertThat(recognized.recognizer()).isEqualTo("always the same");
            assertThat(recognized.expected()).startsWith("had he married");
        });
        assertThat(send(new Command.TryRecognizer("nobody"))).isInstanceOfSatisfying(Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.PROVIDER_UNKNOWN));
        Command.PutProvider absent = new Command.PutProvider(ProviderKind.ASR, "cloud", Map.of("type", "openai", "base_url", "http://127.0.0.1:1/v1"),
            Optional.empty());
        assertThat(send(new Command.TryProviderDraft(absent, ""))).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aVoiceIsTriedAndAPersonaIsWrittenForAllOrForOne() {
        assertThat(((Outcome.Done) done(new Command.TryVoice("freetts", "hello"))).result()).containsInstanceOf(Result.Synthesized.class);
        done(new Command.SetPersona("You are brief.", Optional.empty()));
        done(new Command.SetPersona("You are a cat.", Optional.of(new DeviceId("aa:bb:cc:00:00:01"))));
        assertThat(engine.model().models().get().persona()).contains("You are brief.");
        assertThat(engine.model().models().get().personas()).containsEntry(new DeviceId("aa:bb:cc:00:00:01"), "You are a cat.");
        assertThat(engine.model().settings().get().of(ConversationSettings.SECTION).persona(new DeviceId("aa:bb:cc:00:00:01"))).contains("You are a cat.");
        assertThat(engine.model().settings().get().of(ConversationSettings.SECTION).persona(new DeviceId("other"))).contains("You are brief.");
    }

    @Test
    void aKeyIsInNoFileButItsOwnAndNowhereOnScreen() throws IOException {
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        done(new Command.PutProvider(ProviderKind.LLM, "big", Map.of("type", "openai", "base_url", address, "model_name", "m"), Optional.of(KEY)));
        done(new Command.TryModel("big"));
        assertThat(send(new Command.ApplySettings(Map.of("LLM.big", KEY)))).isInstanceOf(Outcome.Failed.class);
        send(new Command.ApplySettings(Map.of("server.auth.tokens", Map.of("token", KEY))));
        done(new Command.PutProvider(ProviderKind.LLM, "big", Map.of(), Optional.of(KEY + "-next")));
        done(new Command.UndoSettings());
        assertThat(keys).containsExactly("Bearer " + KEY);
        EngineModel model = engine.model();
        assertThat(
            List.of(model.models().get(), model.history().get(), model.settings().get(), model.events().read(0, 20_000), model.operations().get()).toString())
            .doesNotContain("seeded");
        assertThat(new Command.PutProvider(ProviderKind.LLM, "big", Map.of(), Optional.of(KEY)).toString()).doesNotContain("seeded");
        engine.stop();
        Path secrets = engine.directory().resolve(Configuration.SECRETS_FILE);
        assertThat(Files.readString(secrets)).contains(KEY);
        try (var files = Files.walk(engine.directory())) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.equals(secrets)).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain("seeded");
            }
        }
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private long newest() {
        return engine.model().history().get().revisions().getFirst().number();
    }

    private PurposeRow row(String purpose) {
        return engine.model().models().get().purposes().stream().filter(row -> row.purpose().equals(purpose)).findFirst().orElseThrow();
    }

    private Outcome done(Command command) {
        Outcome outcome = send(command);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return outcome;
    }

    private Outcome send(Command command) {
        return engine.send(command).outcome().orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
    }
}
