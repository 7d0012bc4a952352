package earshot.llm;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Settings;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import earshot.watch.MutableWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
    private static final ObjectNode NONE = JSON.createObjectNode();

    private final MutableWatch<Settings> settings = new MutableWatch<>(Settings.defaults());
    private final TimeFake time = new TimeFake();
    private final OpenAiServerFake provider = new OpenAiServerFake(Answer.says("Hello."));
    private final ProblemsFake problems = new ProblemsFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);
    private final ModelRegistry models = new ModelRegistry(settings, sharedHttpClient, problems);

    @AfterEach
    void stop() {
        models.close();
        sharedHttpClient.close();
        provider.close();
    }

    @Test
    @DisplayName("rows 3, 29: connections share one instance of an alias with its overrides, and closing one leaves it alive")
    void connectionsShareInstances() {
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"big-1\"}}", "big",
            "{\"meeting\": {\"alias\": \"big\", \"model_name\": \"big-2\", \"temperature\": 0.2}}");
        ModelResolver one = models.newResolver();
        ModelResolver other = models.newResolver();
        LanguageModel shared = one.resolve(Purpose.CHAT).model().orElseThrow();
        assertThat(other.resolve(Purpose.CHAT).model()).containsSame(shared);
        assertThat(one.resolve(Purpose.MEETING).model().orElseThrow().name()).isEqualTo("big (big-2)");
        one.forget();
        assertThat(ModelTrial.run(shared, time)).isInstanceOf(ModelTrial.Answered.class);
    }

    @Test
    void theOrderOfOverridesMeansNothing() throws Exception {
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"big-1\"}}", "big", "{}");
        assertThat(models.model("big", (ObjectNode) JSON.readTree("{\"a\":1,\"b\":{\"c\":1,\"d\":2}}")))
            .containsSame(models.model("big", (ObjectNode) JSON.readTree("{\"b\":{\"d\":2,\"c\":1},\"a\":1}")).orElseThrow());
        assertThat(models.model("", NONE)).isEmpty();
        assertThat(models.model("nobody", NONE)).isEmpty();
    }

    @Test
    @DisplayName("U31: changed settings of an alias are in force for connections that are open")
    void changedSettingsGiveANewInstance() {
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"big-1\"}}", "big", "{}");
        ModelResolver connection = models.newResolver();
        LanguageModel before = connection.resolve(Purpose.CHAT).model().orElseThrow();
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"big-9\"}, \"empty\": {}}", "big", "{}");
        LanguageModel after = connection.resolve(Purpose.CHAT).model().orElseThrow();
        assertThat(after).isNotSameAs(before);
        ModelTrial.run(after, time);
        assertThat(provider.requests().getLast().body().path("model").asText()).isEqualTo("big-9");
        assertThat(ModelTrial.run(before, time)).as("who holds the old one goes on").isInstanceOf(ModelTrial.Answered.class);
        assertThat(models.model("empty", NONE)).isEmpty();
    }

    @Test
    void anUnknownTypeIsReportedOnceAndResolvedWhenItIsCorrected() {
        configure("{\"big\": {\"type\": \"dify\", \"base_url\": \"%s\"}}", "big", "{}");
        ModelResolver connection = models.newResolver();
        assertThat(connection.resolve(Purpose.CHAT)).satisfies(modelResolution -> assertThat(modelResolution.reason()).isEqualTo(ResolutionReason.NONE))
            .satisfies(modelResolution -> assertThat(modelResolution.detail()).contains("dify"));
        connection.resolve(Purpose.MEMORY);
        assertThat(problems.open).containsOnlyKeys("PROVIDER_UNKNOWN LLM.big.type");
        assertThat(problems.raised).hasSize(1);
        configure("{\"big\": {\"type\": \"Ollama\", \"base_url\": \"%s\"}}", "big", "{}");
        assertThat(connection.resolve(Purpose.CHAT).model()).isEmpty();
        assertThat(problems.open).containsOnlyKeys("PROVIDER_INCOMPLETE LLM.big.model_name");
        configure("{\"big\": {\"type\": \"Ollama\", \"base_url\": \"%s\", \"model_name\": \"m\"}}", "big", "{}");
        assertThat(connection.resolve(Purpose.CHAT).model()).isPresent();
        assertThat(problems.open).isEmpty();
        configure("{\"glm\": {\"type\": \"openai\", \"base_url\": \"https://glm.example/v1\", \"model_name\": \"m\", \"api_key\": \"你的chat-glm key\"}}", "glm",
            "{}");
        assertThat(connection.resolve(Purpose.CHAT).model()).as("a template's placeholder is no key").isEmpty();
        assertThat(problems.open).containsOnlyKeys("PROVIDER_UNFILLED LLM.glm.api_key");
        settings.set(Settings.defaults());
        assertThat(problems.open).isEmpty();
    }

    @Test
    void aFailureIsReportedAndResolvedWithTheFirstTokenAlsoThatOfAnotherInstance() {
        provider.answers(Answer.status(401, "{}"), Answer.says("Hello."));
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"m\", \"api_key\": \"old\"}}", "big", "{}");
        assertThat(ModelTrial.run(models.model("big", NONE).orElseThrow(), time)).isInstanceOfSatisfying(ModelTrial.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED));
        assertThat(problems.open).containsOnlyKeys("PROVIDER_KEY_REFUSED LLM.big.api_key");
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"m\", \"api_key\": \"new\"}}", "big", "{}");
        assertThat(ModelTrial.run(models.model("big", NONE).orElseThrow(), time)).isInstanceOf(ModelTrial.Answered.class);
        assertThat(problems.open).isEmpty();
    }

    @Test
    @DisplayName("U28: what is in force for each purpose, and why")
    void saysWhatIsInForce() {
        configure(
            "{\"small\": {\"type\": \"openai\", \"base_url\": \"%1$s\", \"model_name\": \"s\"}, \"big\": {\"type\": \"openai\", \"base_url\": \"%1$s\", \"model_name\": \"b\"}}",
            "small",
            "{\"chat\": \"big\", \"coding\": \"Big\", \"translate\": \"big\"}");
        Map<String, ModelResolution> modelResolutions = models.activeModels();
        assertThat(modelResolutions.keySet()).containsExactly("default", "chat", "meeting", "coding", "working", "intent", "memory", "translate");
        assertThat(modelResolutions.get("chat")).satisfies(modelResolution -> assertThat(modelResolution.reason()).isEqualTo(ResolutionReason.OWN_ENTRY));
        assertThat(modelResolutions.get("coding"))
            .satisfies(modelResolution -> assertThat(List.of(modelResolution.alias(), modelResolution.reason(), modelResolution.detail()))
                .containsExactly("small", ResolutionReason.UNKNOWN_ALIAS, "Big"));
        assertThat(modelResolutions.get("memory").reason()).isEqualTo(ResolutionReason.SELECTED);
    }

    @Test
    @DisplayName("U30: trying a model gives the time to its first word, the whole time and the answer, or what is wrong")
    void triesAModelThatIsNotSaved() {
        ObjectNode section = JSON.createObjectNode().put("base_url", provider.address()).put("model_name", "m");
        provider.answers(Answer.says("Hel", "lo."));
        assertThat(ModelTrial.run(models.unsavedModel("new", section), time)).isEqualTo(new ModelTrial.Answered(Duration.ZERO, Duration.ZERO, "Hello.", ""));
        provider.answers(Answer.status(404, "{\"error\":{\"message\":\"no m\"}}"));
        assertThat(ModelTrial.run(models.unsavedModel("new", section), time)).isInstanceOf(ModelTrial.Failed.class);
        assertThat(problems.raised).as("what is only tried is nobody else's problem").isEmpty();
        assertThatThrownBy(() -> models.unsavedModel("new", NONE)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aTrialShowsHowTheAnswersOfAModelBeginForEveryPurpose() {
        String thought = "They want a short greeting. ".repeat(20);
        provider.answers(Answer.says(thought, "</think>", "Hello."), Answer.says("They want more. ", "</think>", "Good day."));
        assertThat(ModelTrial.run(models.unsavedModel("new", JSON.createObjectNode().put("base_url", provider.address()).put("model_name", "m")), time))
            .isInstanceOfSatisfying(ModelTrial.Answered.class, answered -> assertThat(answered.answer()).isEqualTo("Hello."));
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"m\"}}", "big",
            "{\"chat\": {\"alias\": \"big\", \"temperature\": 0.2}}");
        try (ModelReply reply = models.newResolver().resolve(Purpose.CHAT).model().orElseThrow().ask(ModelTrial.QUESTION)) {
            assertThat(reply.next()).as("nothing is said before the thought has ended").contains(new ReplyDelta.Text("Good day."));
        }
    }

    @Test
    void thatAModelTakesNoToolsIsLearnedAnewInEachRun(@TempDir Path home) {
        Optional<Path> file = Optional.of(home.resolve("learned_models.json"));
        RequestChange temperature = new RequestChange.Omit("temperature");
        try (LearnedModels learned = new LearnedModels(file)) {
            learned.learned("big", JSON.createObjectNode(), "here", List.of(new RequestChange.Omit(RequestChange.TOOLS), temperature));
        }
        try (LearnedModels again = new LearnedModels(file)) {
            assertThat(again.changes("big", JSON.createObjectNode(), "here")).containsExactly(temperature);
        }
    }

    @Test
    void whatWasLearnedOfAModelOutlivesARestartUntilItsSettingsChange(@TempDir Path home) {
        Optional<Path> file = Optional.of(home.resolve("learned_models.json"));
        String section = "{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"m\", \"temperature\": 0.2}}";
        configure(section, "big", "{}");
        String refusal = "{\"error\":{\"message\":\"Unsupported value: `temperature` does not support 0.2\",\"param\":\"temperature\"}}";
        provider.answers(Answer.status(400, refusal), Answer.says("They want to be greeted. ", "</think>", "Hello."));
        try (ModelRegistry first = new ModelRegistry(settings, sharedHttpClient, problems, file)) {
            assertThat(ModelTrial.run(first.model("big", NONE).orElseThrow(), time)).isInstanceOfSatisfying(ModelTrial.Answered.class,
                answered -> assertThat(answered.adapted()).isEqualTo("temperature → –"));
        }
        provider.answers(Answer.says("They want more. ", "</think>", "Good day."));
        int before = provider.requests().size();
        try (ModelRegistry second = new ModelRegistry(settings, sharedHttpClient, problems, file);
            ModelReply reply = second.model("big", NONE).orElseThrow().ask(ModelTrial.QUESTION)) {
            assertThat(reply.next()).as("nothing is said before the thought has ended").contains(new ReplyDelta.Text("Good day."));
        }
        assertThat(provider.requests()).hasSize(before + 1).last().satisfies(request -> assertThat(request.body().has("temperature")).isFalse());
        configure(section.replace("0.2", "0.3"), "big", "{}");
        provider.answers(Answer.says("Hello."));
        try (ModelRegistry third = new ModelRegistry(settings, sharedHttpClient, problems, file)) {
            ModelTrial.run(third.model("big", NONE).orElseThrow(), time);
        }
        assertThat(provider.requests()).last().satisfies(request -> assertThat(request.body().path("temperature").asDouble()).isEqualTo(0.3));
    }

    @Test
    void findsServersOnThisComputerAndOnlyThose() throws Exception {
        provider.models("llama3.2", "qwen3");
        try (OpenAiServerFake nothing = new OpenAiServerFake(); ServerSocket silent = new ServerSocket(0); OpenAiServerFake own = new OpenAiServerFake()) {
            own.models("mine");
            Map<Integer, String> ports = new LinkedHashMap<>();
            ports.put(provider.port(), "ollama");
            ports.put(nothing.port(), "llamacpp");
            ports.put(own.port(), "vllm");
            ports.put(closedPort(), "jan");
            ModelServerDiscovery servers = new ModelServerDiscovery(sharedHttpClient, ports);
            assertThat(servers.findLocal(Set.of(own.port())))
                .containsExactly(new ModelServerDiscovery.FoundServer("ollama", provider.address(), List.of("llama3.2", "qwen3")));
            assertThat(own.requests()).isEmpty();
        }
    }

    @Test
    void listsWhatAServerOffers() throws java.io.IOException {
        provider.models("a", "b");
        assertThat(models.serverDiscovery().models("small", "127.0.0.1:" + provider.port(), Optional.of("k"))).containsExactly("a", "b");
        assertThat(provider.requests().getFirst().headers()).containsEntry("authorization", "Bearer k");
        provider.models();
        assertThatThrownBy(() -> models.serverDiscovery().models("small", provider.address(), Optional.empty())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> models.serverDiscovery().models("small", "http://", Optional.empty())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> models.serverDiscovery().models("small", "http://me:hidden@host", Optional.empty())).isInstanceOf(ProblemException.class)
            .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> models.serverDiscovery().models("small", provider.address(), Optional.of("你的"))).isInstanceOf(ProblemException.class)
            .hasMessageNotContaining("你的");
        int nobody = closedPort();
        assertThatThrownBy(() -> models.serverDiscovery().models("small", "http://127.0.0.1:" + nobody, Optional.of("k")))
            .isInstanceOfSatisfying(ProblemException.class,
                refused -> assertThat(refused.problem().what(Locale.ENGLISH)).as("the name that is edited, not the host").contains("small"));
    }

    private static int closedPort() throws java.io.IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private void configure(String providers, String selected, String byPurpose) {
        try {
            Map<String, ObjectNode> sections = new LinkedHashMap<>();
            JSON.readTree(providers.formatted(provider.address())).properties().forEach(entry -> sections.put(entry.getKey(), (ObjectNode) entry.getValue()));
            Map<String, JsonNode> map = new LinkedHashMap<>();
            JSON.readTree(byPurpose).properties().forEach(entry -> map.put(entry.getKey(), entry.getValue()));
            settings.update(now -> now.with(ModelSettings.SECTION, new ModelSettings(sections, Optional.of(selected), map)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class ProblemsFake implements ProblemSink {
        final Map<String, Problem> open = new LinkedHashMap<>();
        final List<Problem> raised = new ArrayList<>();

        @Override
        public void raise(Problem problem) {
            raised.add(problem);
            open.put(problem.code() + " " + ((ProblemSubject.Setting) problem.subject()).key(), problem);
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            open.remove(code + " " + ((ProblemSubject.Setting) subject).key());
        }
    }
}
