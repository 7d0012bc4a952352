package earshot.llm;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.doubles.OpenAiServerFake;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests of which a provider refuses a part: asked again without it, remembered, told once.
class RequestAdaptationTest {
    private static SharedHttpClient http;
    private static OpenAiServerFake provider;
    private static final ToolDefinition BARE = new ToolDefinition("bare", "Bare.", "{}");
    private static final ToolDefinition GOOD = new ToolDefinition("good", "Good.", "{}");
    private static final String UNSUPPORTED = "{'error': {'message': 'Unsupported parameter: `max_tokens` is not supported with this model. Use "
        + "`max_completion_tokens` instead.', 'type': 'invalid_request_error', 'param': 'max_tokens', 'code': 'unsupported_parameter'}}";
    private static final String TEMPERATURE = "{'error': {'message': 'Unsupported value: `temperature` does not support 0.2 with this model. Only "
        + "the default (1) value is supported.', 'param': 'temperature', 'code': 'unsupported_value'}}";

    private final List<Problem> told = new CopyOnWriteArrayList<>();
    private final LanguageModel model = model();

    @BeforeAll
    static void start() {
        http = new SharedHttpClient(new TimeFake());
        provider = new OpenAiServerFake();
    }

    @AfterAll
    static void stop() {
        http.close();
        provider.close();
    }

    @Test
    void severalRefusalsAreFollowedOneAfterAnotherAndRememberedAndToldOnce() {
        assertThat(ask(model, refused(UNSUPPORTED), refused(TEMPERATURE), Answer.says("Done."))).isEqualTo("Done.");
        assertThat(last().path("max_completion_tokens").asInt()).isEqualTo(300);
        assertThat(last().has("max_tokens") || last().has("temperature")).isFalse();
        assertThat(told).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_ADAPTED);
            assertThat(problem.args().get(1)).isEqualTo("max_tokens → max_completion_tokens, temperature → –");
        });
        int before = provider.requests().size();
        assertThat(ask(model, Answer.says("Again."))).isEqualTo("Again.");
        assertThat(provider.requests()).hasSize(before + 1);
        assertThat(last().has("max_completion_tokens")).isTrue();
        assertThat(told).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'error':{'message':'Unsupported value: `messages[0].role` does not support `system` with this model.','param':'messages[0].role','code':'unsupported_value'}}",
        "{'error':'Error rendering prompt with jinja template: System role not supported.'}",
        "{'error':{'code':400,'message':'Developer instruction is not enabled for models/gemma-3','status':'INVALID_ARGUMENT'}}" })
    void whatIsToldAsTheSystemGoesBeforeThePersonsWordsWhereThereIsNoSuchRole(String refusal) {
        Prompt prompt = new Prompt(List.of(new Message.System("You are Mia."), new Message.User("hi")), List.of());
        provider.answers(refused(refusal), Answer.says("Hello."), Answer.says("Again."));
        for (int i = 0; i < 2; i++) {
            try (ModelReply reply = model.ask(prompt)) {
                assertThat(reply.next()).isPresent();
            }
            assertThat(last().at("/messages").toString()).isEqualTo("[{\"role\":\"user\",\"content\":\"You are Mia.\\n\\nhi\"}]");
        }
        assertThat(told).singleElement().satisfies(problem -> assertThat(problem.args().get(1)).isEqualTo("messages: system → user"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        // OpenAI, Azure, Gemini, Ollama, vLLM and FastAPI, DashScope, Zhipu, DeepSeek, SiliconFlow, xAI, Mistral, Groq, Anthropic, gateways
        "top_p|400|{'error':{'message':'Unsupported parameter: top_p','param':'top_p','code':'unsupported_parameter'}}",
        "stream_options|400|{'error':{'message':'Unrecognized request argument supplied: stream_options','type':'invalid_request_error','param':null}}",
        "frequency_penalty|400|[{'error':{'code':400,'message':'Invalid JSON payload received. Unknown name `frequency_penalty`: Cannot find field.','status':'INVALID_ARGUMENT'}}]",
        "frequency_penalty|400|[{'error':{'code':400,'message':'Penalty is not enabled for this model','status':'INVALID_ARGUMENT'}}]",
        "max_tokens|400|[{'error':{'code':400,'message':'Request contains an invalid argument.','details':[{'fieldViolations':[{'field':'generation_config.max_tokens'}]}]}}]",
        "temperature|400|{'error':'invalid options: temperature must be a number'}",
        "response_format|422|{'detail':[{'type':'extra_forbidden','loc':['body','response_format'],'msg':'Extra inputs are not permitted'}]}",
        "max_tokens|400|{'object':'error','message':'`max_tokens` is too large: 300. The limit of this model is 200.','type':'BadRequestError','param':null,'code':400}",
        "max_tokens|400|{'error':{'code':'invalid_parameter_error','param':null,'message':'<400> InternalError.Algo.InvalidParameter: Range of max_tokens should be [1, 200]'}}",
        "top_p|400|{'error':{'code':'1214','message':'top_p 参数非法。请检查文档。'}}",
        "max_tokens|400|{'error':{'message':'Invalid max_tokens value, the valid range of max_tokens is [1, 200]','type':'invalid_request_error','code':'invalid_request_error'}}",
        "enable_thinking|400|{'code':20015,'message':'Value error, current model does not support parameter `enable_thinking`.','data':null}",
        "frequency_penalty|400|{'code':'Client specified an invalid argument','error':'Model grok does not support parameter frequencyPenalty.'}",
        "stop|400|{'error':'Argument not supported on this model: stop'}",
        "parallel_tool_calls|422|{'object':'error','message':{'detail':[{'type':'extra_forbidden','loc':['body','parallel_tool_calls'],'msg':'Extra inputs are not permitted'}]}}",
        "top_p|400|{'type':'error','error':{'type':'invalid_request_error','message':'`temperature` and `top_p` cannot both be specified for this model. Please use only one.'}}",
        "temperature|400|{'error':{'message':'Provider returned error','code':400,'metadata':{'raw':'{\\'error\\':{\\'message\\':\\'Unsupported parameter: temperature\\'}}'}}}",
        "chat_template_kwargs|400|{'msg':'unexpected field deep_thought'}",
        "stream|400|{'error':{'message':'Your organization must be verified to stream this model.','param':'stream','code':'unsupported_value'}}"})
    void whatARefusalNamesIsLeftOut(String member, int status, String body) {
        assertThat(ask(model, refused(status, body), Answer.says("Done."))).isEqualTo("Done.");
        List<JsonNode> asked = provider.requests().subList(provider.requests().size() - 2, provider.requests().size()).stream()
            .map(OpenAiServerFake.ReceivedRequest::body).toList();
        ObjectNode expected = asked.getFirst().deepCopy();
        assertThat(expected.remove(member)).as("it was sent").isNotNull();
        assertThat(asked.getLast()).isEqualTo(expected);
        assertThat(told).extracting(Problem::code).containsExactly(ProblemCode.PROVIDER_ADAPTED);
        assertThat(told.getFirst().args().get(1)).isEqualTo(member + " → –");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = { "400|{'error':{'message':'The messages must not be empty.'}}",
        "400|{'error':{'message':'Please stop sending this, and do not stream.'}}", "400|{'code':'1214','message':'消息不能为空'}",
        "400|{'error':{'message':'请求错误：账号已停用，请检查。'}}", "422|{'msg':'參數錯誤：訊息內容為空'}",
        "401|{'error':{'message':'Invalid temperature', 'param':'temperature'}}",
        "400|{'error':{'message':'thinking is enabled but reasoning_content is missing in assistant tool call message at index 2'}}" })
    void whatFailsForAnotherReasonIsNotAskedAgain(int status, String body) {
        int before = provider.requests().size();
        assertThatThrownBy(() -> ask(model, refused(status, body))).isInstanceOf(ProblemException.class);
        assertThat(provider.requests()).hasSize(before + 1);
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bad Request", "{}", "{'error':{'message':'Error code: 400 - Bad request','type':'invalid_request_error','param':null}}",
        "{'error':{'code':400,'message':'Request contains an invalid argument.','status':'INVALID_ARGUMENT'}}", "{'code':'1210','message':'参数错误，请检查。'}",
        "{'detail':'Provider returned error'}" })
    void whatIsRefusedWithoutAReasonIsAskedAgainWithoutOptionsThenWithoutTools(String refusal) {
        assertThat(ask(model, refused(refusal), Answer.says("Done."))).isEqualTo("Done.");
        assertThat(last().properties()).extracting(Map.Entry::getKey).containsExactlyInAnyOrder("model", "messages", "stream", "tools");
        assertThat(told).extracting(Problem::code).containsExactly(ProblemCode.PROVIDER_ADAPTED);
        assertThat(told.getFirst().args().get(1)).contains("temperature → –", "max_tokens → –");
        assertThat(ask(model, Answer.says("Again."))).as("remembered").isEqualTo("Again.");
        assertThat(last().has("temperature")).isFalse();
        LanguageModel other = model();
        told.clear();
        assertThat(ask(other, refused(refusal), refused(refusal), Answer.says("Done."))).isEqualTo("Done.");
        assertThat(last().has("tools")).isFalse();
        assertThat(last().has("temperature")).as("it was not the reason").isTrue();
        assertThat(told).extracting(Problem::code).containsExactly(ProblemCode.PROVIDER_WITHOUT_TOOLS);
    }

    @Test
    void whatIsRefusedWithoutAReasonInEveryFormIsGivenUpSoonAndChangesNothing() {
        int before = provider.requests().size();
        Answer bad = refused("{'error':{'message':'Bad Request'}}");
        assertThatThrownBy(() -> ask(model, bad, bad, bad, bad)).isInstanceOf(ProblemException.class);
        assertThat(provider.requests()).hasSize(before + 4);
        assertThat(last().properties()).extracting(Map.Entry::getKey).containsExactlyInAnyOrder("model", "messages", "stream");
        assertThat(told).isEmpty();
        assertThat(ask(model, Answer.says("Again."))).isEqualTo("Again.");
        assertThat(last().has("temperature") && last().has("tools")).isTrue();
        assertThatThrownBy(() -> ask(model, bad, refused(401, "{'error':'no'}"))).isInstanceOf(ProblemException.class);
    }

    @Test
    void aProviderThatRefusesEverythingIsGivenUp() {
        int before = provider.requests().size();
        assertThatThrownBy(() -> ask(model, refused(UNSUPPORTED),
            refused(UNSUPPORTED.replace("max_tokens", "x").replace("max_completion_tokens", "max_tokens")
                .replace("'param': 'x'", "'param': 'max_completion_tokens'")),
            refused(TEMPERATURE)))
            .isInstanceOf(ProblemException.class);
        assertThat(provider.requests().size() - before).isLessThanOrEqualTo(9);
        assertThat(told).isEmpty();
    }

    @Test
    void theToolThatARefusalNamesIsLeftOutAlone() {
        assertThat(ask(model, refused(
            "{'error':{'message':'Invalid schema for function `bare`: object schema missing properties.','param':'tools[0].function.parameters','code':'invalid_function_parameters'}}"),
            Answer.says("Done."))).isEqualTo("Done.");
        assertThat(last().path("tools").valueStream().map(tool -> tool.at("/function/name").asText())).containsExactly("good");
        assertThat(told.getFirst().args().get(1)).isEqualTo("tools: bare → –");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "bare|{'error':{'message':'Invalid schema for function `bare`: In context=(), object schema missing properties.','param':'tools[1].function.parameters'}}",
        "good|{'error':{'message':'Invalid `tools[3].function.description`: string too long.','param':'tools[3].function.description'}}",
        "bare|[{'error':{'code':400,'message':'* GenerateContentRequest.tools[0].function_declarations[2].parameters.properties[good].items: missing field.','status':'INVALID_ARGUMENT'}}]",
        "bare|{'type':'error','error':{'type':'invalid_request_error','message':'tools.2.custom.input_schema: JSON schema is invalid'}}",
        "light_on|{'detail':[{'type':'value_error','loc':['body','tools',1,'function','parameters'],'msg':'Value error, bad schema'}]}",
        "bare|{'error':{'message':'functions[2] has no parameters'}}",
        "light_on|{'object':'error','message':'the schema of light_on cannot be compiled to a grammar, tool calls fail','code':400}",
        "bare|{'error':{'message':'tool bare: unsupported type'}}", "good|{'error':{'code':'1210','message':'工具 good 参数有误'}}"})
    void oneToolIsFoundByItsNameOrItsPlace(String name, String body) {
        provider.answers(refused(body), Answer.says("Done."));
        List<ToolDefinition> tools = List.of(new ToolDefinition("bar", "", "{}"), new ToolDefinition("light_on", "", "{}"), BARE, GOOD);
        assertThat(text(model.ask(new Prompt(List.of(new Message.User("hi")), tools)))).isEqualTo("Done.");
        assertThat(sentTools()).isEqualTo(tools.stream().map(ToolDefinition::name).filter(tool -> !tool.equals(name)).toList());
        assertThat(told.getFirst().args().get(1)).isEqualTo("tools: " + name + " → –");
        text(model.ask(new Prompt(List.of(new Message.User("hi")), List.of(new ToolDefinition(name, "Mended.", "{}")))));
        assertThat(sentTools()).as("mended meanwhile").containsExactly(name);
    }

    @Test
    void afterSomeRefusedToolsNoneIsOffered() {
        Answer[] answers = Stream.concat(IntStream.range(0, 6).mapToObj(i -> refused("{'error':{'message':'bad tools[0]'}}")), Stream.of(Answer.says("Done.")))
            .toArray(Answer[]::new);
        provider.answers(answers);
        int before = provider.requests().size();
        List<ToolDefinition> tools = IntStream.range(0, 20).mapToObj(i -> new ToolDefinition("t" + i, "", "{}")).toList();
        assertThat(text(model.ask(new Prompt(List.of(new Message.User("hi")), tools)))).isEqualTo("Done.");
        assertThat(provider.requests()).hasSize(before + 7);
        assertThat(last().has("tools")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'error':{'message':'Failed to call a function. Please adjust your prompt. See `failed_generation` for more details.','type':'invalid_request_error','code':'tool_use_failed'}}",
        "{'error':{'message':'tool call validation failed: parameters for tool bare did not match schema: errors: missing properties','type':'invalid_request_error','code':'tool_use_failed'}}" })
    void aCallThatTheModelWroteBadlyTakesNoToolFromItsNextAnswer(String failed) {
        assertThat(ask(model, refused(failed), Answer.says("Done."))).isEqualTo("Done.");
        assertThat(last().has("tools")).isFalse();
        assertThat(told).isEmpty();
        assertThat(ask(model, Answer.says("Again."))).isEqualTo("Again.");
        assertThat(sentTools()).containsExactly("bare", "good");
    }

    @Test
    void whatMeansNothingWithoutARefusedMemberIsLeftOutWithIt() {
        ObjectNode body = JSON.createObjectNode().put("logprobs", true).put("top_logprobs", 2);
        new RequestChange.Omit("logprobs").apply(body);
        assertThat(body).isEmpty();
    }

    @Test
    void whereTheConversationIsTooLongToolsAreLeftOutOfThisAnswerOnly() {
        assertThat(ask(model, refused(
            "{'error':{'message':'This model\\u0027s maximum context length is 4097 tokens. However, you requested 5000 tokens (4200 in the "
                + "messages, 500 in the functions, and 300 in the completion). "
                + "Please reduce the length of the messages, functions, or completion.','param':'messages','code':'context_length_exceeded'}}"),
            Answer.says("Done."))).isEqualTo("Done.");
        assertThat(last().has("tools")).isFalse();
        assertThat(told).isEmpty();
        assertThat(ask(model, Answer.says("Again."))).isEqualTo("Again.");
        assertThat(sentTools()).containsExactly("bare", "good");
    }

    private static List<String> sentTools() {
        return last().path("tools").valueStream().map(tool -> tool.at("/function/name").asText()).toList();
    }

    @Test
    void whatAProviderSentAndDoesNotTakeBackIsLeftOut() {
        ExtraMembers reasoning = new ExtraMembers(JSON.createObjectNode().put("reasoning", "hm"));
        Prompt prompt = new Prompt(
            List.of(new Message.User("hi"), new Message.Assistant("", List.of(new ToolCall("a", "good", "{}")), reasoning), new Message.ToolResult("a", "ok")),
            List.of(GOOD));
        provider.answers(refused(
            "{'error':{'message':'`messages.1` : for `role:assistant` the following must be satisfied[(`messages.1` : property `reasoning` is unsupported)]'}}"),
            Answer.says("Done."));
        assertThat(text(model.ask(prompt))).isEqualTo("Done.");
        assertThat(last().at("/messages/1").has("reasoning")).isFalse();
        assertThat(last().at("/messages/1/tool_calls/0/id").asText()).isEqualTo("a");
    }

    private String ask(LanguageModel asked, Answer... answers) {
        provider.answers(answers);
        return text(asked.ask(new Prompt(List.of(new Message.User("hi")), List.of(BARE, GOOD), OptionalInt.of(300))));
    }

    private static Answer refused(String body) {
        return refused(400, body);
    }

    private static Answer refused(int status, String body) {
        return Answer.status(status, body.replace("\\'", "\\\"").replace("'", "\"").replace('`', '\''));
    }

    private static String text(ModelReply reply) {
        StringBuilder text = new StringBuilder();
        try (reply) {
            for (Optional<ReplyDelta> delta = reply.next(); delta.isPresent(); delta = reply.next()) {
                text.append(delta.get() instanceof ReplyDelta.Text(String words) ? words : "");
            }
        }
        return text.toString();
    }

    private static JsonNode last() {
        return provider.requests().getLast().body();
    }

    private LanguageModel model() {
        ObjectNode section = JSON.createObjectNode().put("type", "openai").put("base_url", provider.address()).put("model_name", "m").put("temperature", 0.2)
            .put("top_p", 0.9).put("frequency_penalty", 0.5);
        ObjectNode extra = section.putObject("extra_body").put("enable_thinking", false).put("stop", "END").put("parallel_tool_calls", true);
        extra.putObject("stream_options").put("include_usage", true);
        extra.putObject("response_format").put("type", "text");
        extra.putObject("chat_template_kwargs").put("deep_thought", true);
        return new OpenAiModel(http, ModelConfig.of("big", section), new RequestMemory(), new ThoughtHabit("big-2"), told::add);
    }
}
