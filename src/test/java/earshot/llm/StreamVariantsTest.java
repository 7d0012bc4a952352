package earshot.llm;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.llm.ReplyDelta.ToolCallDelta;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.SharedHttpClient;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the chat completions of different servers look like, and what is made of them: pieces of text and tool calls in one form.
class StreamVariantsTest {
    private final OpenAiServerFake provider = new OpenAiServerFake();

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "data: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"}}]}\n\ndata: [DONE]\n\n",
        "data:{\"choices\":[{\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\r\n\r\n",
        ": keep-alive\n\nevent: message\nid: 7\nretry: 100\ndata: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"}}]}\n\ndata: [DONE]\n",
        "data: {\"choices\":[]}\n\ndata: {\"usage\":{\"total_tokens\":3}}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"}}]}\n\ndata: [DONE]\n",
        "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"Hel\"},{\"type\":\"text\",\"text\":\"lo.\"}]}}]}\n\ndata: [DONE]\n",
        "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":null}]}\n\ndata: [DONE]\n",
        "data:\n\ndata: {\"choices\":[{\"message\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\n",
        "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}",
        "{\n \"choices\": [\n  {\"message\": {\"content\": \"Hello.\"}, \"finish_reason\": \"stop\"}\n ]\n}\n",
        "data: {\"error\":null,\"choices\":[{\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\n"})
    void anAnswerIsReadInEveryVariant(String body) {
        assertThat(text(ask(Answer.stream().write(body)))).isEqualTo("Hello.");
    }

    @Test
    void whatFollowsDoneIsNotRead() {
        assertThat(text(ask(Answer.stream().text("Hello.").done().write("data: {oops\n\n")))).isEqualTo("Hello.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {oops\n\n", "data: [1,2]\n\n", "data: 7\n\n", "hello there\n", "<html>\n", "{\"choices\":[", "data: {\"error\":{\"message\":\"overloaded\"}}\n\n", "data: {\"object\":\"error\",\"message\":\"no\"}\n\n"})
    void whatIsNoAnswerIsAProblem(String body) {
        provider.answers(answers(Answer.stream().write(body)));
        assertThatThrownBy(() -> all(model().ask(prompt()))).isInstanceOf(ProblemException.class);
    }

    @Test
    void callsWithAnIndexAreKeptApart() {
        assertThat(all(ask(Answer.stream().event(Answer.call(0, "a", "lamp", "{\"on\"")).event(Answer.call(1, "b", "time", "")).event(Answer.call(0, null, null, ":true}")).event(Answer.call(1, null, null, "{}")).finish("tool_calls").done())))
            .containsExactly(new ToolCallDelta(0, "a", "lamp", "{\"on\""), new ToolCallDelta(1, "b", "time", ""), new ToolCallDelta(0, "", "", ":true}"), new ToolCallDelta(1, "", "", "{}"));
    }

    @Test
    void callsThatRepeatIdAndNameInEachPieceAreOneCall() {
        assertThat(all(ask(Answer.stream().event(Answer.call(0, "a", "lamp", "{\"on\"")).event(Answer.call(0, "a", "lamp", ":true}")).done())))
            .containsExactly(new ToolCallDelta(0, "a", "lamp", "{\"on\""), new ToolCallDelta(0, "", "", ":true}"));
    }

    @Test
    void callsThatAllHaveTheIndexZeroAreKeptApartByTheirIds() {
        assertThat(all(ask(Answer.stream().event(Answer.call(0, "a", "lamp", "{}")).event(Answer.call(0, "b", "time", "{}")).done())))
            .containsExactly(new ToolCallDelta(0, "a", "lamp", "{}"), new ToolCallDelta(1, "b", "time", "{}"));
    }

    @Test
    void callsWithoutIndexAndIdAreKeptApartByTheirNamesAndGetIds() {
        List<ReplyDelta> deltas = all(ask(Answer.stream().event(Answer.call(null, null, "lamp", "{}")).event(Answer.call(null, null, "time", "{}")).event(Answer.call(null, null, null, " ")).done()));
        assertThat(deltas).extracting(delta -> ((ToolCallDelta) delta).index()).containsExactly(0, 1, 1);
        assertThat(deltas).extracting(delta -> ((ToolCallDelta) delta).name()).containsExactly("lamp", "time", "");
        assertThat(deltas).extracting(delta -> ((ToolCallDelta) delta).id()).satisfiesExactly(first -> assertThat(first).matches("[0-9a-f]{32}"), second -> assertThat(second).matches("[0-9a-f]{32}"), rest -> assertThat(rest).isEmpty());
    }

    @Test
    void theOlderFunctionCallIsACall() {
        assertThat(all(ask(Answer.stream().data("{\"choices\":[{\"delta\":{\"function_call\":{\"name\":\"lamp\",\"arguments\":\"{}\"}},\"finish_reason\":\"function_call\"}]}").done()))).singleElement()
            .isInstanceOfSatisfying(ToolCallDelta.class, call -> assertThat(call.name() + call.arguments()).isEqualTo("lamp{}"));
    }

    @Test
    void argumentsThatAreAnObjectBecomeText() {
        assertThat(all(ask(Answer.stream().data("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"lamp\",\"arguments\":{\"on\":true}}}]}}]}").done())))
            .containsExactly(new ToolCallDelta(0, "a", "lamp", "{\"on\":true}"));
    }

    @Test
    void anAnswerWithoutEndGivesWhatHasComeAndIsAProblem() {
        String words = "word ".repeat(200);
        Answer endless = Answer.stream();
        for (int i = 0; i < 200; i++) {
            endless = endless.text(words);
        }
        assertThat(readToProblem(ask(endless), ProblemCode.PROVIDER_ENDLESS)).isEqualTo(words.repeat(65));
    }

    @Test
    void argumentsAndCallsOfToolsWithoutEndAreAProblem() {
        Answer arguments = Answer.stream();
        for (int i = 0; i < 200; i++) {
            arguments = arguments.event(Answer.call(0, i == 0 ? "a" : null, i == 0 ? "lamp" : null, "x".repeat(1000)));
        }
        readToProblem(ask(arguments), ProblemCode.PROVIDER_ENDLESS);
    }

    @Test
    void eventsWithoutTextAndWithoutEndAreAProblem() {
        provider.answers(answers(Answer.stream().write("data: {\"choices\":[]}\n".repeat(ChatStreamParser.MAX_EVENTS + 1))));
        readToProblem(model().ask(prompt()), ProblemCode.PROVIDER_ENDLESS);
    }

    private static String readToProblem(ModelReply reply, ProblemCode code) {
        StringBuilder text = new StringBuilder();
        try (reply) {
            assertThatThrownBy(() -> {
                for (Optional<ReplyDelta> delta = reply.next(); delta.isPresent(); delta = reply.next()) {
                    text.append(delta.get() instanceof ReplyDelta.Text(String part) ? part : "");
                }
            }).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
        }
        return text.toString();
    }

    private ModelReply ask(Answer answer) {
        provider.answers(answer);
        return model().ask(prompt());
    }

    /// The same answer for each time that it may be asked again.
    private static Answer[] answers(Answer answer) {
        return IntStream.range(0, 6).mapToObj(_ -> answer).toArray(Answer[]::new);
    }

    private static Prompt prompt() {
        return new Prompt(List.of(new Message.User("hello")), List.of());
    }

    private static List<ReplyDelta> all(ModelReply reply) {
        try (reply) {
            return java.util.stream.Stream.generate(reply::next).takeWhile(Optional::isPresent).map(Optional::get).toList();
        }
    }

    private static String text(ModelReply reply) {
        return all(reply).stream().map(delta -> delta instanceof ReplyDelta.Text(String words) ? words : "").collect(Collectors.joining());
    }

    private LanguageModel model() {
        ObjectNode section = JSON.createObjectNode().put("type", "openai").put("base_url", provider.address()).put("api_key", "none").put("model_name", "big-2");
        return new OpenAiModel(new SharedHttpClient(new SystemTime()), ModelConfig.of("big", section), _ -> {});
    }
}
