package earshot.llm;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.doubles.PiecewiseStreamFake;
import earshot.llm.ReplyDelta.ToolCallDelta;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"Hel\"},{\"type\":\"text\",\"text\":\"lo.\"}]}}]}\n\n"
            + "data: [DONE]\n",
        "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":null}]}\n\ndata: [DONE]\n",
        "data:\n\ndata: {\"choices\":[{\"message\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\n",
        "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}",
        "{\n \"choices\": [\n  {\"message\": {\"content\": \"Hello.\"}, \"finish_reason\": \"stop\"}\n ]\n}\n",
        "data: : OPENROUTER PROCESSING\n\ndata: ping\n\ndata: 7\n\ndata: {oops\n\nkeep alive\n\ndata: {\"type\":\"ping\"}\n\n"
            + "data: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
        "data: {\"code\":0,\"message\":\"accepted\"}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\ndata: {\"code\":200,\"message\":\"ok\"}\n\n",
        "\uFEFFdata: {\"choices\":\rdata: [{\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\r\rdata: [DONE]\r\r",
        "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"lo.\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{},\"message\":{\"role\":\"assistant\",\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"}}]}\n\ndata: {\"choices\":[{\"message\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\n",
        "data: {\"choices\":[{\"message\":{\"content\":\"Hel\"}}]}\n\ndata: {\"choices\":[{\"message\":{\"content\":\"Hello.\"}}]}\n\n"
            + "data: {\"choices\":[{\"message\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]},"
            + "{\"type\":\"reasoning\",\"text\":\"hm\"},{\"type\":\"text\",\"text\":\"Hello.\"}]},\"finish_reason\":\"stop\"}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"reasoning\":\"hm\",\"content\":\"\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{\"content\":\"<think>\\nhm\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"</thi\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{\"content\":\"nk>\\n\\nHello.\"}}]}\n\ndata: [DONE]\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"One. Two.\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"</think>Hello.\"}}]}\n\ndata: [DONE]\n\n",
        "[{\"choices\":[{\"message\":{\"content\":\"Hello.\"}}]}]",
        "{\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n{\"choices\":[{\"delta\":{\"content\":\"lo.\"},\"finish_reason\":\"stop\"}]}\n",
        "data: {\"choices\":[{\"delta\":{\"content\":null,\"refusal\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\n",
        "data: data: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\ndata: data: [DONE]\n\n",
        "{\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}{\"choices\":[{\"delta\":{\"content\":\"lo.\"},\"finish_reason\":\"stop\"}]}",
        "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]} {\"choices\":[{\"delta\":{\"content\":\"lo.\"},\"finish_reason\":\"stop\"}]}\n\n",
        "{\"code\":0,\"data\":{\"choices\":[{\"message\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}}",
        "data: {\"error\":null,\"choices\":[{\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\n",
        "\uFEFFdata: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n\uFEFFdata: {\"choices\":[{\"delta\":{\"content\":\"lo.\"},\"finish_reason\":\"stop\"}]}\n\n",
        "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"Hel\",\"thinking\":\"\"},\"done\":false}\n"
            + "{\"message\":{\"content\":\"lo.\"},\"done\":false}\n{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}\n",
        "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello.\"},\"done\":true,\"eval_count\":9}"})
    void anAnswerIsReadInEveryVariant(String body) {
        assertThat(text(ask(Answer.stream().write(body)))).isEqualTo("Hello.");
    }

    /// Nobody says how it ended, and it ends with a letter: but the JSON is whole.
    @ParameterizedTest
    @ValueSource(strings = { "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"}}]}",
        "{\n\"choices\": [\n{\"message\": {\"content\": \"Hello\"},\n\"finish_reason\": null}]}\n" })
    void anAnswerInOnePieceIsCompleteWithoutAReason(String body) {
        assertThat(text(ask(Answer.stream().write(body)))).isEqualTo("Hello");
    }

    @Test
    void aLastPieceThatIsTheWholeAnswerAgainIsHeardOnce() {
        assertThat(text(ask(Answer.stream().text("Hello ").text("over there.")
            .write("data: {\"choices\":[{\"delta\":{\"content\":\"Hello over there.\"},\"finish_reason\":\"stop\"}]}\n\n").done())))
            .isEqualTo("Hello over there.");
        assertThat(text(ask(Answer.stream().text("Ha").write("data: {\"choices\":[{\"delta\":{\"content\":\"Ha\"},\"finish_reason\":\"stop\"}]}\n\n").done())))
            .isEqualTo("HaHa");
    }

    @Test
    void whatFollowsDoneIsNotRead() {
        assertThat(text(ask(Answer.stream().text("Hello.").done().write("data: {oops\n\n")))).isEqualTo("Hello.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "data: {oops\n\n", "data: [1,2]\n\n", "data: 7\n\n", "hello there\n", "<html>\n", "{\"choices\":[",
        "data: {\"error\":{\"message\":\"overloaded\"}}\n\n", "data: {\"object\":\"error\",\"message\":\"no\"}\n\n",
        "event: error\ndata: {\"message\":\"no\"}\n\n", "data: {\"code\":400,\"message\":\"no\"}\n\n", "[{\"error\":{\"code\":400,\"message\":\"no\"}}]",
        "data: : PROCESSING\n\n", "data: {\"choices\":[{\"delta\":{\"content\":\"One\"}}]}\n\n{\"error\":\"no\"}\n" })
    void whatIsNoAnswerIsAProblem(String body) {
        provider.answers(answers(Answer.stream().write(body)));
        assertThatThrownBy(() -> all(model().ask(prompt()))).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "data: {'choices':null,'base_resp':{'status_code':1004,'status_msg':'login fail: no key'}}|PROVIDER_KEY_REFUSED",
        "{'success':false,'message':'token expired'}|PROVIDER_KEY_REFUSED", "{'detail':'Not authenticated'}|PROVIDER_KEY_REFUSED",
        "data: {'error_code':336003,'error_msg':'the max length of message is 5120'}|PROVIDER_CONTEXT",
        "data: {'header':{'code':10013,'message':'input content audit failed','status':2}}|PROVIDER_FILTERED",
        "data: {'status':'error','msg':'quota exhausted','code':'QuotaGone'}|PROVIDER_QUOTA",
        "data: {'error':{'message':'Rate limit reached for requests','code':'rate_limit_exceeded'}}|PROVIDER_LIMITED",
        "data: {'choices':[{'delta':{'content':''},'finish_reason':'content_filter'}],'base_resp':{'status_code':0,'status_msg':''}}|PROVIDER_FILTERED",
        "{'choices':[{'message':{'content':''},'finish_reason':'SAFETY'}]}|PROVIDER_FILTERED",
        "data: {'choices':[{'delta':{'content':''},'finish_reason':'length'}]}|PROVIDER_EMPTY"})
    void aRefusalThatLooksLikeSuccessSaysWhatItIs(String body, ProblemCode code) {
        provider.answers(answers(Answer.stream().write(body.replace('\'', '"') + "\n\n")));
        assertThatThrownBy(() -> all(model().ask(prompt()))).isInstanceOfSatisfying(ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @Test
    void aNameInPiecesIsPutTogether() {
        List<Answer> cut = List.of(
            Answer.stream().event(Answer.call(0, "a", "set_", "")).event(Answer.call(0, null, "vol", "")).event(Answer.call(0, "a", "ume", ""))
                .event(Answer.call(0, null, null, "{}")),
            Answer.stream().event(Answer.call(0, "a", "set_", "")).event(Answer.call(0, "a", "set_volume", "")).event(Answer.call(0, "a", "set_volume", "{}")));
        for (Answer answer : cut) {
            List<ToolCallDelta> pieces = all(ask(answer.finish("tool_calls").done())).stream().map(ToolCallDelta.class::cast).toList();
            assertThat(pieces.stream().map(ToolCallDelta::name).collect(Collectors.joining())).isEqualTo("set_volume");
            assertThat(pieces).extracting(ToolCallDelta::index).containsOnly(0);
        }
    }

    @Test
    void theLastPieceOfAnOfferedNameMayComeWithArguments() {
        provider.answers(Answer.stream().event(Answer.call(0, "a", "set_", "")).event(Answer.call(0, null, "volume", "{}")).finish("tool_calls").done());
        Prompt prompt = new Prompt(List.of(new Message.User("hello")),
            List.of(new ToolDefinition("set_volume", "", "{\"type\":\"object\",\"properties\":{}}")));
        assertThat(all(model().ask(prompt))).extracting(delta -> ((ToolCallDelta) delta).index() + ((ToolCallDelta) delta).name()).containsExactly("0set_",
            "0volume");
    }

    /// They are a piece of a name each, but that both are whole names of tools.
    @Test
    void twoNamesOfToolsWithTheSameIndexAndNothingElseAreTwoCalls() {
        provider.answers(Answer.stream().event(Answer.call(0, null, "lamp", "")).event(Answer.call(0, null, "time", "")).finish("tool_calls").done());
        Prompt prompt = new Prompt(List.of(new Message.User("hello")),
            Stream.of("lamp", "time").map(name -> new ToolDefinition(name, "", "{\"type\":\"object\",\"properties\":{}}")).toList());
        assertThat(all(model().ask(prompt))).extracting(delta -> ((ToolCallDelta) delta).index() + ((ToolCallDelta) delta).name()).containsExactly("0lamp",
            "1time");
    }

    @Test
    void callsWithAnIndexAreKeptApart() {
        assertThat(all(ask(Answer.stream().event(Answer.call(0, "a", "lamp", "{\"on\"")).event(Answer.call(1, "b", "time", ""))
            .event(Answer.call(0, null, null, ":true}")).event(Answer.call(1, null, null, "{}")).finish("tool_calls").done())))
            .containsExactly(new ToolCallDelta(0, "a", "lamp", "{\"on\""), new ToolCallDelta(1, "b", "time", ""), new ToolCallDelta(0, "", "", ":true}"),
                new ToolCallDelta(1, "", "", "{}"));
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
        List<ReplyDelta> deltas = all(ask(Answer.stream().event(Answer.call(null, null, "lamp", "{}")).event(Answer.call(null, null, "time", "{}"))
            .event(Answer.call(null, null, null, " ")).done()));
        assertThat(deltas).extracting(delta -> ((ToolCallDelta) delta).index()).containsExactly(0, 1, 1);
        assertThat(deltas).extracting(delta -> ((ToolCallDelta) delta).name()).containsExactly("lamp", "time", "");
        assertThat(deltas).extracting(delta -> ((ToolCallDelta) delta).id()).satisfiesExactly(first -> assertThat(first).matches("[0-9a-f]{32}"),
            second -> assertThat(second).matches("[0-9a-f]{32}"), rest -> assertThat(rest).isEmpty());
    }

    @Test
    void theOlderFunctionCallIsACall() {
        assertThat(all(ask(Answer.stream()
            .data("{\"choices\":[{\"delta\":{\"function_call\":{\"name\":\"lamp\",\"arguments\":\"{}\"}},\"finish_reason\":\"function_call\"}]}").done())))
            .singleElement()
            .isInstanceOfSatisfying(ToolCallDelta.class, call -> assertThat(call.name() + call.arguments()).isEqualTo("lamp{}"));
    }

    @Test
    void argumentsThatAreAnObjectBecomeText() {
        assertThat(all(ask(Answer.stream()
            .data("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"lamp\",\"arguments\":{\"on\":true}}}]}}]}")
            .done())))
            .containsExactly(new ToolCallDelta(0, "a", "lamp", "{\"on\":true}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // without index, ids or types; in one array, or one after another
        "[{\"function\":{\"name\":\"lamp\",\"arguments\":\"{\\\"a\\\":1}\"}},{\"function\":{\"name\":\"lamp\",\"arguments\":{}}}]",
        "[{\"function\":{\"name\":\"lamp\",\"arguments\":\"{\\\"a\\\":1}\"}}] [{\"function\":{\"name\":\"lamp\",\"arguments\":\"{}\"}}]",
        // all with the same index, with text for a number, with an index of its own for each piece
        "[{\"index\":0,\"function\":{\"name\":\"lamp\",\"arguments\":\"{\\\"a\\\"\"}}] [{\"index\":0,"
            + "\"function\":{\"arguments\":\":1}\"}}] [{\"index\":0,\"function\":{\"name\":\"lamp\",\"arguments\":\"{}\"}}]",
        "[{\"index\":\"1\",\"id\":\"a\",\"function\":{\"name\":\"lamp\",\"arguments\":\"{\\\"a\\\"\"}}] [{\"index\":\"2\",\"id\":\"b\","
            + "\"function\":{\"name\":\"lamp\",\"arguments\":\"{\"}}] [{\"index\":\"1\",\"function\":{\"arguments\":\":1}\"}},{\"index\":\"2\","
            + "\"function\":{\"arguments\":\"}\"}}]",
        "[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"lamp\",\"arguments\":\"{\\\"a\\\"\"}}] [{\"index\":1,"
            + "\"function\":{\"arguments\":\":1}\"}}] [{\"index\":2,\"id\":\"b\",\"function\":{\"name\":\"lamp\","
            + "\"arguments\":\"{\"}}] [{\"index\":3,\"id\":\"b\",\"function\":{\"name\":\"lamp\",\"arguments\":\"}\"}}]",
        // the same id twice; a piece that comes twice; no object around name and arguments
        "[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"lamp\",\"arguments\":\"{\\\"a\\\":1}\"}},{\"index\":1,\"id\":\"a\",\"function\":{\"name\":\"lamp\",\"arguments\":\"{}\"}}]",
        "[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"lamp\",\"arguments\":\"{\\\"a\\\":1}\"}}] [{\"index\":0,\"id\":\"a\","
            + "\"function\":{\"name\":\"lamp\",\"arguments\":\"{\\\"a\\\":1}\"}}] [{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"lamp\","
            + "\"arguments\":\"{}\"}}]",
        "[{\"name\":\"lamp\",\"arguments\":{\"a\":1}},{\"name\":\"lamp\",\"parameters\":{}}]"})
    void twoCallsAreTwoHoweverTheyAreNumbered(String pieces) {
        Answer answer = Answer.stream();
        for (String calls : pieces.split("(?<=]) ")) {
            answer = answer.data("{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":" + calls + "}}]}");
        }
        Map<Integer, String> found = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        all(ask(answer.finish("tool_calls").done())).forEach(delta -> {
            ToolCallDelta call = (ToolCallDelta) delta;
            found.merge(call.index(), call.name() + call.arguments(), String::concat);
            ids.add(call.id());
        });
        assertThat(found).containsExactly(Map.entry(0, "lamp{\"a\":1}"), Map.entry(1, "lamp{}"));
        ids.remove("");
        assertThat(ids).hasSize(2);
    }

    @Test
    void textAndCallsMayComeInOneEventAndAgainAsAWhole() {
        String message = "{\"content\":\"One moment.\",\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"lamp\",\"arguments\":\"{}\"}}]}";
        assertThat(all(ask(Answer.stream().data("{\"choices\":[{\"delta\":" + message + "}]}")
            .data("{\"choices\":[{\"message\":" + message + ",\"finish_reason\":\"tool_calls\"}]}").done())))
            .containsExactly(new ReplyDelta.Text("One moment."), new ToolCallDelta(0, "a", "lamp", "{}"));
    }

    @Test
    void anAnswerIsTheSameHoweverItsBytesAreCut() throws IOException {
        byte[] body = (": x\n\ndata: : PING\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"<think>好</think>你好，\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"é.\","
            + "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"lamp\",\"arguments\":{\"灯\":1}}}]},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]")
            .getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < body.length; cut++) {
            for (int second : new int[] {cut, Math.min(body.length, cut + 1), Math.min(body.length, cut + 7), (cut + body.length) / 2, body.length}) {
                List<ReplyDelta> deltas = new ArrayList<>();
                ChatStreamParser parser = parser(PiecewiseStreamFake.cut(body, cut, second));
                for (Optional<ReplyDelta> delta = parser.next(); delta.isPresent(); delta = parser.next()) {
                    deltas.add(delta.get());
                }
                assertThat(deltas).containsExactly(new ReplyDelta.Text("你好，"), new ReplyDelta.Text("é."), new ToolCallDelta(0, "a", "lamp", "{\"灯\":1}"));
            }
        }
    }

    @Test
    void aPieceIsGivenBeforeTheNextOneArrives() throws IOException {
        byte[] first = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"}}]}\n\n".getBytes(StandardCharsets.UTF_8);
        PiecewiseStreamFake in = new PiecewiseStreamFake(first, first);
        assertThat(parser(in).next()).contains(new ReplyDelta.Text("Hello."));
        assertThat(in.piecesLeft()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = { "One. Two.|</think>Hello.", "One. <|/th|ink>Hello.", "One.|\\u003c/think\\u003eHello.", "One.|[|begin final response]|Hello.",
        "One.|&lt;|/think&gt;|Hello.", "One.|Two.|He said \\\"no\\\".|【|/思考】Hello." })
    void anEndOfAThoughtThatHasArrivedTakesBackWhatWasReadBefore(String pieces) throws IOException {
        assertThat(parser(events(pieces.split("\\|"))).next()).contains(new ReplyDelta.Text("Hello."));
    }

    @Test
    void theEndOfALongThoughtThatHasArrivedTakesItBack() throws IOException {
        String[] pieces = Stream.concat(Stream.generate(() -> "I think. ").limit(200), Stream.of("</think>Hello.")).toArray(String[]::new);
        ChatStreamParser parser = parser(events(pieces));
        assertThat(List.of(parser.next(), parser.next())).containsExactly(Optional.of(new ReplyDelta.Text("Hello.")), Optional.empty());
    }

    @Test
    void aLongAnswerThatHasArrivedAtOnceIsGivenWhole() throws IOException {
        List<String> pieces = IntStream.range(0, 400).mapToObj(i -> "This is sentence " + i + ". ").toList();
        ChatStreamParser parser = parser(events(pieces.toArray(String[]::new)));
        List<String> given = new ArrayList<>();
        for (Optional<ReplyDelta> next = parser.next(); next.isPresent(); next = parser.next()) {
            given.add(((ReplyDelta.Text) next.get()).text());
        }
        assertThat(given).isEqualTo(pieces);
    }

    @Test
    void whatArrivedBeforeTheConnectionBrokeIsGiven() throws IOException {
        InputStream in = new SequenceInputStream(events("One.", "Two."), new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                throw new IOException("reset");
            }
        }) {
            @Override
            public int available() {
                return 1;
            }
        };
        ChatStreamParser parser = parser(in);
        assertThat(List.of(parser.next(), parser.next())).containsExactly(Optional.of(new ReplyDelta.Text("One.")), Optional.of(new ReplyDelta.Text("Two.")));
        assertThatThrownBy(parser::next).isInstanceOf(IOException.class).hasMessage("reset");
    }

    @Test
    void anAnswerThatWasTakenBackBeforeItWasGivenIsWaitedFor() throws IOException {
        InputStream in = new SequenceInputStream(events("Hm.", "</think>"), events("Hello."));
        assertThat(parser(in).next()).contains(new ReplyDelta.Text("Hello."));
    }

    @Test
    void whatHasArrivedIsParsedWhenItIsAskedFor() throws IOException {
        AtomicInteger parsed = new AtomicInteger();
        ChatStreamParser parser = parser(events("One.", "[1] Two.", "Three."), parsed::incrementAndGet);
        parser.next();
        assertThat(parsed).as("a mark may begin in the second piece").hasValue(2);
        assertThat(List.of(parser.next(), parser.next())).containsExactly(Optional.of(new ReplyDelta.Text("[1] Two.")), Optional.of(new ReplyDelta.Text("Three.")));
    }

    @Test
    void aConnectionThatBreaksBehindTheEndOfTheAnswerIsNoFailure() throws IOException {
        InputStream in = new FilterInputStream(new ByteArrayInputStream("data: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"}}]}\n\ndata: [DONE]\n\n".getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                if (super.available() == 0) {
                    throw new IOException("reset");
                }
                return super.read(to, from, length);
            }

            @Override
            public int available() {
                return 1;
            }
        };
        ChatStreamParser parser = parser(in);
        assertThat(parser.next()).contains(new ReplyDelta.Text("Hello."));
        assertThat(parser.next()).isEmpty();
    }

    @Test
    void aThoughtOfWhichOnlyTheEndIsMarkedIsTakenBackOnceAndThenExpected() {
        CountDownLatch spoken = new CountDownLatch(1);
        provider.answers(Answer.stream().text("They want a greeting. ").until(spoken).text("So.</think>", "Hello.").finish("stop").done(),
            Answer.stream().text("Again. ", "</think>", "Hi.").finish("stop").done());
        LanguageModel model = model();
        StringBuilder text = new StringBuilder();
        try (ModelReply reply = model.ask(prompt())) {
            assertThat(reply.next()).contains(new ReplyDelta.Text("They want a greeting. "));
            spoken.countDown();
            assertThat(reply.next()).contains(new ReplyDelta.Retraction());
            for (Optional<ReplyDelta> delta = reply.next(); delta.isPresent(); delta = reply.next()) {
                delta.get().appendTo(text);
            }
        }
        assertThat(text).hasToString("Hello.");
        assertThat(all(model.ask(prompt()))).containsExactly(new ReplyDelta.Text("Hi."));
    }

    @Test
    void aThoughtThatIsBrokenOffIsExpectedAgainAndForgottenAfterSeveralAnswersWithoutOne() {
        CountDownLatch spoken = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        provider.answers(Answer.stream().text("Hm. ").until(spoken).text("</think>").until(never));
        LanguageModel model = model();
        try (ModelReply reply = model.ask(prompt())) {
            assertThat(reply.next()).contains(new ReplyDelta.Text("Hm. "));
            spoken.countDown();
            assertThat(reply.next()).contains(new ReplyDelta.Retraction());
        }
        for (int i = 0; i < 3; i++) {
            provider.answers(Answer.says("Yes. ", "No."));
            assertThat(all(model.ask(prompt()))).as("held back").containsExactly(new ReplyDelta.Text("Yes. No."));
        }
        CountDownLatch first = new CountDownLatch(1);
        provider.answers(Answer.stream().text("Yes. ").until(first).text("No.").finish("stop").done());
        try (ModelReply reply = model.ask(prompt())) {
            assertThat(reply.next()).contains(new ReplyDelta.Text("Yes. "));
            first.countDown();
        }
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

    private static ChatStreamParser parser(InputStream in) {
        return parser(in, () -> {});
    }

    private static ChatStreamParser parser(InputStream in, Runnable activity) {
        ProviderSettings provider = new ProviderSettings(ProviderKind.LLM, "big", "openai", JSON.createObjectNode());
        return new ChatStreamParser(in, true, Set.of(), new ProviderErrors(provider, "big", "http://localhost"), new ThoughtHabit("big"), activity);
    }

    /// All of them have arrived at once.
    private static InputStream events(String... pieces) {
        return new ByteArrayInputStream(Stream.of(pieces).map(piece -> "data: {\"choices\":[{\"delta\":{\"content\":\"" + piece + "\"}}]}\n\n")
            .collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
    }

    private LanguageModel model() {
        ObjectNode section = JSON.createObjectNode().put("type", "openai").put("base_url", provider.address()).put("api_key", "none")
            .put("model_name", "big-2");
        return new OpenAiModel(new SharedHttpClient(new SystemTime()), ModelConfig.of("big", section), new RequestMemory(), new ThoughtHabit("big-2"), _ -> {});
    }
}
