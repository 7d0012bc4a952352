package earshot.llm;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.doubles.OpenAiServerFake;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a provider sends beside text and calls, and that it goes back unchanged.
class ExtraMembersTest {
    private static SharedHttpClient http;
    private static OpenAiServerFake provider;

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
    void thoughtsInPiecesGoBackWithTheMessage() throws Exception {
        ReplyDelta.Extra extra = received("{'role':'assistant','content':null,'reasoning_content':'The person '}",
            "{'reasoning_content':'wants the time.','refusal':null}",
            "{'tool_calls':[{'index':0,'id':'call_1','type':'function','function':{'name':'get_time','arguments':'{}'}}]}");
        assertThat(extra.message().members()).isEqualTo(json("{'reasoning_content':'The person wants the time.'}"));
        assertThat(extra.calls()).isEmpty();
        assertThat(sentBack(new Message.Assistant("", List.of(new ToolCall("call_1", "get_time", "{}")), extra.message()))).isEqualTo(json("""
            {'role':'assistant','content':'','reasoning_content':'The person wants the time.','tool_calls':[{'id':'call_1','type':'function','function':{'name':'get_time','arguments':'{}'}}]}"""));
    }

    @Test
    void membersOfACallAndOfItsFunctionGoBackInTheirPlaces() throws Exception {
        ReplyDelta.Extra extra = received(
            "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':'{','sign':'x'},'extra_content':{'google':{'thought_signature':'c2ln'}}}]}",
            "{'tool_calls':[{'index':0,'function':{'arguments':'}'},'extra_content':{'google':{'thought_signature':'c2ln'},'more':1}}]}",
            "{'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'g','arguments':'{}'}}]}");
        assertThat(extra.calls()).containsOnlyKeys(0);
        JsonNode call = sentBack(new Message.Assistant("", List.of(new ToolCall("a", "f", "{}", extra.calls().get(0))))).at("/tool_calls/0");
        assertThat(call).as("a repeated signature is the same one").isEqualTo(json("""
            {'id':'a','type':'function','extra_content':{'google':{'thought_signature':'c2ln'},'more':1},'function':{'sign':'x','name':'f','arguments':'{}'}}"""));
    }

    @Test
    void objectsAreMergedAndArraysAppended() throws Exception {
        ReplyDelta.Extra extra = received("{'details':[{'text':'a'}],'state':{'a':{'b':1},'list':[1]},'turn':1}",
            "{'details':[{'text':'a'}],'state':{'a':{'c':2},'list':[2]},'turn':2}", "{'content':'Hi'}");
        assertThat(extra.message().members()).isEqualTo(json("{'details':[{'text':'a'},{'text':'a'}],'state':{'a':{'b':1,'c':2},'list':[1,2]},'turn':2}"));
    }

    @Test
    void thoughtsAmongThePartsOfTheContentGoBackInTheirPlaces() throws Exception {
        ReplyDelta.Extra extra = received("{'content':[{'type':'thinking','thinking':[{'type':'text','text':'The person '}]}]}",
            "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'wants light.'}],'signature':'c2ln'}]}", "{'content':'I do '}",
            "{'content':'it.'}",
            "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':'{}'}}]}");
        JsonNode content = json(
            "[{'type':'thinking','thinking':[{'type':'text','text':'The person wants light.'}],'signature':'c2ln'},{'type':'text','text':'I do it.'}]");
        assertThat(extra.message().members().path("content")).isEqualTo(content);
        assertThat(sentBack(new Message.Assistant("I do it.", List.of(new ToolCall("a", "f", "{}")), extra.message())).path("content")).isEqualTo(content);
    }

    @Test
    void wordsAloneAreNothingElse() throws Exception {
        ExtraMembersCollector collector = new ExtraMembersCollector();
        collector.addMessage(json("{'content':[{'type':'text','text':'Hel'},{'type':'text','text':'lo.'}]}"));
        collector.addMessage(json("{'content':' Yes.'}"));
        assertThat(collector.collected()).isEmpty();
    }

    @Test
    void whatIsSentWithoutEndIsCutOff() throws Exception {
        ExtraMembersCollector collector = new ExtraMembersCollector();
        JsonNode piece = json("{'reasoning':'" + "想".repeat(1000) + "'}");
        for (int i = 0; i < 1000; i++) {
            collector.addMessage(piece);
            collector.addCall(i, piece);
        }
        ReplyDelta.Extra extra = collector.collected().orElseThrow();
        long kept = Stream.concat(Stream.of(extra.message()), extra.calls().values().stream())
            .mapToLong(members -> members.members().toString().getBytes(StandardCharsets.UTF_8).length).sum();
        assertThat(kept).isBetween(ExtraMembersCollector.MAX_BYTES * 9L / 10, ExtraMembersCollector.MAX_BYTES * 11L / 10);
    }

    @Test
    void aReplyOfNothingElseIsStillEmptyAndNothingIsShown() throws Exception {
        assertThat(new ExtraMembersCollector().collected()).isEmpty();
        assertThat(new ToolCall("1", "f", "{}", new ExtraMembers((ObjectNode) json("{'reasoning':'secret'}"))).toString()).doesNotContain("secret");
    }

    private static ReplyDelta.Extra received(String... deltas) throws JsonProcessingException {
        Answer answer = Answer.stream();
        for (String delta : deltas) {
            answer = answer.event((ObjectNode) json(delta));
        }
        provider.answers(answer.finish("stop").done());
        try (ModelReply reply = model().ask(new Prompt(List.of(new Message.User("hi")), List.of()))) {
            List<ReplyDelta> all = Stream.generate(reply::next).takeWhile(Optional::isPresent).map(Optional::get).toList();
            assertThat(all.subList(0, all.size() - 1)).noneMatch(ReplyDelta.Extra.class::isInstance);
            return (ReplyDelta.Extra) all.getLast();
        }
    }

    private static JsonNode sentBack(Message.Assistant message) {
        provider.answers(Answer.says("ok"));
        try (ModelReply reply = model().ask(new Prompt(List.of(message), List.of()))) {
            reply.next();
        }
        return provider.requests().getLast().body().at("/messages/0");
    }

    private static LanguageModel model() {
        ObjectNode section = JSON.createObjectNode().put("type", "openai").put("base_url", provider.address()).put("model_name", "m");
        return new OpenAiModel(http, ModelConfig.of("big", section), new RequestMemory(), new ThoughtHabit("big-2"), _ -> {});
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
