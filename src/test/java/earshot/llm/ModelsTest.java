package earshot.llm;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Changed;
import earshot.config.Settings;
import earshot.doubles.FakeOpenAi;
import earshot.doubles.FakeOpenAi.Answer;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.time.ManualTime;
import earshot.watch.Cell;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private static final ObjectNode NONE = JSON.createObjectNode();

    private final Cell<Settings> settings = new Cell<>(Settings.defaults());
    private final ManualTime time = new ManualTime();
    private final FakeOpenAi provider = new FakeOpenAi(Answer.says("Hello."));
    private final Noted problems = new Noted();
    private final Models models = new Models(settings, time, problems);

    @AfterEach
    void stop() {
        models.close();
        provider.close();
    }

    @Test
    @DisplayName("rows 3, 29: connections share one instance of an alias with its overrides, and closing one leaves it alive")
    void connectionsShareInstances() {
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"big-1\"}}", "big", "{\"meeting\": {\"alias\": \"big\", \"model_name\": \"big-2\", \"temperature\": 0.2}}");
        Purposes one = models.purposes();
        Purposes other = models.purposes();
        LanguageModel shared = one.of(Purpose.CHAT).model().orElseThrow();
        assertThat(other.of(Purpose.CHAT).model()).containsSame(shared);
        assertThat(one.of(Purpose.MEETING).model().orElseThrow().name()).isEqualTo("big (big-2)");
        one.forget();
        assertThat(Trial.of(shared, time)).isInstanceOf(Trial.Answered.class);
    }

    @Test
    void theOrderOfOverridesMeansNothing() throws Exception {
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"big-1\"}}", "big", "{}");
        assertThat(models.model("big", (ObjectNode) JSON.readTree("{\"a\":1,\"b\":{\"c\":1,\"d\":2}}"))).containsSame(models.model("big", (ObjectNode) JSON.readTree("{\"b\":{\"d\":2,\"c\":1},\"a\":1}")).orElseThrow());
        assertThat(models.model("", NONE)).isEmpty();
        assertThat(models.model("nobody", NONE)).isEmpty();
    }

    @Test
    @DisplayName("U31: changed settings of an alias are in force for connections that are open")
    void changedSettingsGiveANewInstance() {
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"big-1\"}}", "big", "{}");
        Purposes connection = models.purposes();
        LanguageModel before = connection.of(Purpose.CHAT).model().orElseThrow();
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"big-9\"}, \"empty\": {}}", "big", "{}");
        LanguageModel after = connection.of(Purpose.CHAT).model().orElseThrow();
        assertThat(after).isNotSameAs(before);
        Trial.of(after, time);
        assertThat(provider.asked().getLast().body().path("model").asText()).isEqualTo("big-9");
        assertThat(Trial.of(before, time)).as("who holds the old one goes on").isInstanceOf(Trial.Answered.class);
        assertThat(models.model("empty", NONE)).isEmpty();
    }

    @Test
    void anUnknownTypeIsToldOnceAndTakenBackWhenItIsSetRight() {
        configure("{\"big\": {\"type\": \"dify\", \"base_url\": \"%s\"}}", "big", "{}");
        Purposes connection = models.purposes();
        assertThat(connection.of(Purpose.CHAT)).satisfies(choice -> assertThat(choice.reason()).isEqualTo("none")).satisfies(choice -> assertThat(choice.detail()).contains("dify"));
        connection.of(Purpose.MEMORY);
        assertThat(problems.open).containsOnlyKeys("PROVIDER_UNKNOWN LLM.big.type");
        assertThat(problems.raised).hasSize(1);
        configure("{\"big\": {\"type\": \"Ollama\", \"base_url\": \"%s\"}}", "big", "{}");
        assertThat(connection.of(Purpose.CHAT).model()).isEmpty();
        assertThat(problems.open).containsOnlyKeys("LLM_INCOMPLETE LLM.big.model_name");
        configure("{\"big\": {\"type\": \"Ollama\", \"base_url\": \"%s\", \"model_name\": \"m\"}}", "big", "{}");
        assertThat(connection.of(Purpose.CHAT).model()).isPresent();
        assertThat(problems.open).isEmpty();
        configure("{\"glm\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"m\", \"api_key\": \"你的chat-glm key\"}}", "glm", "{}");
        assertThat(connection.of(Purpose.CHAT).model()).as("a template's placeholder is no key").isEmpty();
        assertThat(problems.open).containsOnlyKeys("LLM_INCOMPLETE LLM.glm.api_key");
        settings.set(Settings.defaults());
        assertThat(problems.open).isEmpty();
    }

    @Test
    void aFailureIsToldAndTakenBackWithTheFirstWordAlsoThatOfAnotherInstance() {
        provider.answers(Answer.status(401, "{}"), Answer.says("Hello."));
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"m\", \"api_key\": \"old\"}}", "big", "{}");
        assertThat(Trial.of(models.model("big", NONE).orElseThrow(), time)).isInstanceOfSatisfying(Trial.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(Code.LLM_KEY_REFUSED));
        assertThat(problems.open).containsOnlyKeys("LLM_KEY_REFUSED LLM.big.api_key");
        configure("{\"big\": {\"type\": \"openai\", \"base_url\": \"%s\", \"model_name\": \"m\", \"api_key\": \"new\"}}", "big", "{}");
        assertThat(Trial.of(models.model("big", NONE).orElseThrow(), time)).isInstanceOf(Trial.Answered.class);
        assertThat(problems.open).isEmpty();
    }

    @Test
    @DisplayName("U28: what is in force for each purpose, and why")
    void saysWhatIsInForce() {
        configure("{\"small\": {\"type\": \"openai\", \"base_url\": \"%1$s\", \"model_name\": \"s\"}, \"big\": {\"type\": \"openai\", \"base_url\": \"%1$s\", \"model_name\": \"b\"}}", "small",
            "{\"chat\": \"big\", \"coding\": \"Big\", \"translate\": \"big\"}");
        Map<String, Choice> choices = models.inForce();
        assertThat(choices.keySet()).containsExactly("default", "chat", "meeting", "coding", "working", "intent", "memory", "translate");
        assertThat(choices.get("chat")).satisfies(choice -> assertThat(choice.reason()).isEqualTo("own"));
        assertThat(choices.get("coding")).satisfies(choice -> assertThat(List.of(choice.alias(), choice.reason(), choice.detail())).containsExactly("small", "fallback.unknown", "Big"));
        assertThat(choices.get("memory").reason()).isEqualTo("selected");
    }

    @Test
    @DisplayName("U30: trying a model gives the time to its first word, the whole time and the answer, or what is wrong")
    void triesAModelThatIsNotSaved() {
        ObjectNode section = JSON.createObjectNode().put("base_url", provider.address()).put("model_name", "m");
        provider.answers(Answer.says("Hel", "lo."));
        assertThat(Trial.of(models.unsaved("new", section), time)).isEqualTo(new Trial.Answered(Duration.ZERO, Duration.ZERO, "Hello."));
        provider.answers(Answer.status(404, "{\"error\":{\"message\":\"no m\"}}"));
        assertThat(Trial.of(models.unsaved("new", section), time)).isInstanceOf(Trial.Failed.class);
        assertThat(problems.raised).as("what is only tried is nobody else's problem").isEmpty();
        assertThatThrownBy(() -> models.unsaved("new", NONE)).isInstanceOf(ProblemException.class);
    }

    @Test
    void findsServersOnThisComputerAndOnlyThose() throws Exception {
        provider.models("llama3.2", "qwen3");
        try (FakeOpenAi nothing = new FakeOpenAi(); ServerSocket silent = new ServerSocket(0); FakeOpenAi own = new FakeOpenAi()) {
            own.models("mine");
            Map<Integer, String> ports = new LinkedHashMap<>();
            ports.put(provider.port(), "ollama");
            ports.put(nothing.port(), "llamacpp");
            ports.put(own.port(), "vllm");
            ports.put(closedPort(), "jan");
            ModelServers servers = new ModelServers(OpenAiModel.client(), time, ports);
            assertThat(servers.onThisComputer(Set.of(own.port()))).containsExactly(new ModelServers.Local("ollama", provider.address(), List.of("llama3.2", "qwen3")));
            assertThat(own.asked()).isEmpty();
        }
    }

    @Test
    void listsWhatAServerOffers() throws java.io.IOException {
        provider.models("a", "b");
        assertThat(models.servers().models("small", "127.0.0.1:" + provider.port(), Optional.of("k"))).containsExactly("a", "b");
        assertThat(provider.asked().getFirst().headers()).containsEntry("authorization", "Bearer k");
        provider.models();
        assertThatThrownBy(() -> models.servers().models("small", provider.address(), Optional.empty())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> models.servers().models("small", "http://", Optional.empty())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> models.servers().models("small", "http://me:hidden@host", Optional.empty())).isInstanceOf(ProblemException.class).hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> models.servers().models("small", provider.address(), Optional.of("你的"))).isInstanceOf(ProblemException.class).hasMessageNotContaining("你的");
        int nobody = closedPort();
        assertThatThrownBy(() -> models.servers().models("small", "http://127.0.0.1:" + nobody, Optional.of("k")))
            .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(refused.problem().what(Locale.ENGLISH)).as("the name that is edited, not the host").contains("small"));
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
            settings.update(now -> Changed.models(now, new Settings.Models(sections, Optional.of(selected), map, Optional.empty())));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class Noted implements Problems {
        final Map<String, Problem> open = new LinkedHashMap<>();
        final List<Problem> raised = new ArrayList<>();

        @Override
        public void raise(Problem problem) {
            raised.add(problem);
            open.put(problem.code() + " " + ((Subject.Setting) problem.subject()).key(), problem);
        }

        @Override
        public void resolve(Code code, Subject subject) {
            open.remove(code + " " + ((Subject.Setting) subject).key());
        }
    }
}
