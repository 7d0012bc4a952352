package earshot.llm;

import static earshot.data.JsonMappers.JSON;
import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiModelTest {
    private static final String KEY = "sk-very-secret-0123456789";
    private static final Prompt HELLO = new Prompt(List.of(new Message.System("Be brief."), new Message.User("你好")), List.of());

    private final TimeFake time = new TimeFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);
    private final OpenAiServerFake provider = new OpenAiServerFake();
    private final List<Problem> reported = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        sharedHttpClient.close();
        provider.close();
    }

    @Test
    void saysAnAnswerPieceByPieceAsItComes() {
        CountDownLatch rest = new CountDownLatch(1);
        provider.answers(
            Answer.stream().event(Answer.delta().put("role", "assistant").put("content", "")).text("你好").until(rest).text("，世界").finish("stop").done());
        try (ModelReply reply = model().ask(HELLO)) {
            assertThat(reply.next()).contains(new ReplyDelta.Text("你好"));
            rest.countDown();
            assertThat(reply.next()).contains(new ReplyDelta.Text("，世界"));
            assertThat(reply.next()).isEmpty();
            assertThat(reply.next()).isEmpty();
        }
        OpenAiServerFake.ReceivedRequest receivedRequest = provider.requests().getFirst();
        assertThat(receivedRequest.headers()).containsEntry("authorization", "Bearer " + KEY);
        assertThat(receivedRequest.body().toString())
            .isEqualTo("{\"model\":\"big-2\",\"stream\":true,\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
            + "{\"role\":\"user\",\"content\":\"你好\"}],\"temperature\":0.5,\"max_tokens\":200}");
        assertThat(time.waiting()).as("timers left").isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"400|registry.ollama.ai/library/gemma:2b does not support tools", "404|No endpoints found that support tool use",
        "400|auto tool choice requires --enable-auto-tool-choice", "501|tools param requires --jinja flag", "400|Invalid schema for function x"})
    void aModelThatTakesNoToolsIsAskedWithoutThemAndNotOfferedThemAgain(int status, String message) {
        Prompt offering = new Prompt(HELLO.messages(), List.of(new ToolDefinition("get_time", "Tells the time.", "{}")));
        provider.answers(Answer.status(status, "{\"error\":{\"message\":\"" + message + "\"}}"), Answer.says("Hi"), Answer.says("Again"));
        LanguageModel model = model();
        assertThat(text(model.ask(offering))).isEqualTo("Hi");
        assertThat(reported).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_WITHOUT_TOOLS);
            assertThat(problem.args()).containsExactly("big (big-2)", message);
        });
        assertThat(text(model.ask(offering))).isEqualTo("Again");
        assertThat(provider.requests()).extracting(receivedRequest -> receivedRequest.body().has("tools")).containsExactly(true, false, false);
    }

    @Test
    void anAnswerThatEndsWithNoMarkAndInMidSentenceIsBrokenOff() {
        provider.answers(Answer.stream().text("All is said. ", "But th"), Answer.stream().text("All is said."));
        ModelReply reply = model().ask(HELLO);
        assertThat(reply.next()).contains(new ReplyDelta.Text("All is said. "));
        assertThat(reply.next()).contains(new ReplyDelta.Text("But th"));
        assertThat(failing(reply).join().code()).isEqualTo(ProblemCode.PROVIDER_CUT);
        assertThat(text(model().ask(HELLO))).as("a server that marks no end").isEqualTo("All is said.");
    }

    @Test
    void whatFailsForAnotherReasonIsNotAskedAgainWithoutTools() {
        Prompt offering = new Prompt(HELLO.messages(), List.of(new ToolDefinition("get_time", "Tells the time.", "{}")));
        provider.answers(Answer.status(400, "{\"error\":{\"message\":\"the weather is bad\"}}"));
        assertThat(failing(model().ask(offering)).join().code()).isEqualTo(ProblemCode.PROVIDER_DECLINED);
        provider.answers(Answer.status(400, "{\"error\":{\"message\":\"role 'tool' stands alone\"}}"));
        assertThat(failing(model().ask(offering)).join().code()).as("nor does it help").isEqualTo(ProblemCode.PROVIDER_DECLINED);
        assertThat(provider.requests()).hasSize(3);
        assertThat(reported).isEmpty();
    }

    @Test
    void asksWithToolsAndWithWhatTheyAnswered() throws IOException {
        provider.answers(Answer.calls("call-1", "set_volume", "{\"volume\":30}"));
        ToolCall earlier = new ToolCall("call-0", "get_time", "{}");
        List<Message> messages = List.of(new Message.User("louder"), new Message.Assistant("", List.of(earlier)), new Message.ToolResult("call-0", "12:00"));
        ToolDefinition toolDefinition = new ToolDefinition("set_volume", "Sets the volume.", "{\"type\":\"object\"}");
        assertThat(all(model().ask(new Prompt(messages, List.of(toolDefinition))))).containsExactly(
            new ReplyDelta.ToolCallDelta(0, "call-1", "set_volume", ""), new ReplyDelta.ToolCallDelta(0, "", "", "{\"volu"),
            new ReplyDelta.ToolCallDelta(0, "", "", "me\":30}"));
        assertThat(provider.requests().getFirst().body().path("tools").toString())
            .isEqualTo(
                "[{\"type\":\"function\",\"function\":{\"name\":\"set_volume\",\"description\":\"Sets the volume.\",\"parameters\":{\"type\":\"object\"}}}]");
        assertThat(provider.requests().getFirst().body().path("messages").toString()).contains(
            "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"call-0\",\"type\":\"function\",\"function\":{\"name\":\"get_time\",\"arguments\":\"{}\"}}]}",
            "{\"role\":\"tool\",\"tool_call_id\":\"call-0\",\"content\":\"12:00\"}");
    }

    @Test
    void bringsToolCallsOfAllServersIntoOneForm() {
        provider.answers(Answer.stream()
            .event(Answer.call(null, null, "first", "{}")).event(Answer.call(null, null, "second", "{\"a\"")).event(Answer.call(null, null, null, ":1}"))
            .finish("tool_calls").done());
        List<ReplyDelta> bare = all(model().ask(HELLO));
        assertThat(bare).hasSize(3).allSatisfy(replyDelta -> assertThat(replyDelta).isInstanceOf(ReplyDelta.ToolCallDelta.class));
        assertThat(((ReplyDelta.ToolCallDelta) bare.get(0)).id()).matches("[0-9a-f]{32}").isNotEqualTo(((ReplyDelta.ToolCallDelta) bare.get(1)).id());
        assertThat(bare.stream().map(replyDelta -> ((ReplyDelta.ToolCallDelta) replyDelta).index())).containsExactly(0, 1, 1);
        provider.answers(Answer.stream()
            .event(Answer.call(0, "a", "first", "{}")).event(Answer.call(0, "b", "second", "{")).event(Answer.call(0, "b", "second", "}")).finish("tool_calls")
            .done());
        assertThat(all(model().ask(HELLO))).containsExactly(new ReplyDelta.ToolCallDelta(0, "a", "first", "{}"),
            new ReplyDelta.ToolCallDelta(1, "b", "second", "{"), new ReplyDelta.ToolCallDelta(1, "", "", "}"));
        provider.answers(
            Answer.stream().data("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}}]}}]}").done());
        assertThat(all(model().ask(HELLO))).containsExactly(new ReplyDelta.ToolCallDelta(0, "a", "f", "{\"x\":1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "data: {`choices`:[{`delta`:{`content`:`Hi.`}}]}\r\n\r\ndata: [DONE]\r\n\r\n",
        ": comment\n\nevent: message\nid: 7\nretry: 10\ndata:{`choices`:[{`delta`:{`content`:`Hi.`}}]}\n\ndata: {`choices`:[],`usage`:{`total_tokens`:3}}\n\n",
        "data: {`choices`:[{`delta`:{`content`:`Hi.`},`finish_reason`:`stop`}]}",
        "{\n  `choices`: [ { `message`: { `content`: `Hi.` } } ]\n}\n",
        "{`choices`:[{`message`:{`content`:[{`type`:`text`,`text`:`H`},{`type`:`text`,`text`:`i.`}]}}]}",
        "data: {`choices`:[{`delta`:{`reasoning_content`:`well`}}]}\n\ndata: {`choices`:[{`delta`:{`reasoning`:`so`,`content`:null}}]}\n\ndata: {`choices`:[{`delta`:{`content`:`Hi.`}}]}\n\n",
        "data: {`choices`:[{`delta`:{`content`:`<thi`}}]}\n\ndata: {`choices`:[{`delta`:{`content`:`nk>secret thought</th`}}]}\n\ndata: {`choices`:[{`delta`:{`content`:`ink>\\n\\nHi.`}}]}\n\n" })
    void understandsWhatManyServersSend(String body) {
        provider.answers(Answer.stream().write(body.replace('`', '"')));
        assertThat(text(model().ask(HELLO))).isEqualTo("Hi.");
    }

    @Test
    void onlyWhatMayBeTheBeginOfATagIsHeldBack() {
        provider.answers(Answer.says("1 <", "2 <t", "ool_call>{}", "</tool_call> a<"));
        assertThat(text(model().ask(HELLO))).isEqualTo("1 <2 <tool_call>{}</tool_call> a<");
    }

    @Test
    void closingCancelsAtOnceWhileItWaitsForThePiecesAndWhileItWaitsForTheAnswer() throws Exception {
        provider.answers(Answer.stream().text("x").until(new CountDownLatch(1)), Answer.stream().until(new CountDownLatch(1)).text("b"),
            Answer.stream().forever("c"));
        for (int waiting = 0; waiting < 2; waiting++) {
            ModelReply reply = model().ask(HELLO);
            CompletableFuture<List<ReplyDelta>> reading = reading(reply);
            int asked = waiting + 1;
            await().until(() -> provider.requests().size() == asked);
            reply.close();
            reply.close();
            assertThatThrownBy(reading::join).hasCauseInstanceOf(CancellationException.class);
        }
        ModelReply endless = model().ask(HELLO);
        assertThat(endless.next()).contains(new ReplyDelta.Text("c"));
        endless.close();
        assertThatThrownBy(endless::next).isInstanceOf(CancellationException.class);
        await().until(() -> provider.brokenOff() == 1);
    }

    @ParameterizedTest
    @CsvSource({ "401, PROVIDER_KEY_REFUSED, 1", "403, PROVIDER_KEY_REFUSED, 1", "404, PROVIDER_NOT_FOUND, 1", "400, PROVIDER_DECLINED, 1",
        "429, PROVIDER_LIMITED, 3", "500, PROVIDER_FAILED, 3", "503, PROVIDER_FAILED, 3" })
    void saysWhatAStatusMeansAndAsksAgainOnlyWhenThatMayHelp(int status, ProblemCode code, int times) {
        provider.answers(Answer.status(status, "{\"error\":{\"message\":\"no good: " + KEY + " and sk-abcd****wxyz\"}}"));
        CompletableFuture<Problem> failing = failing(model().ask(HELLO));
        Problem problem = advancing(failing);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(provider.requests()).hasSize(times);
        assertThat(problem.toString() + new ProblemException(problem).getMessage()).doesNotContain(KEY, "abcd", "wxyz");
        assertThat(problem.what(Locale.ENGLISH)).contains("big (big-2)");
        assertThat(problem.subject().toString()).contains("LLM.big.");
    }

    @Test
    void waitsAsLongAsTheProviderAsksAndNoLonger() {
        provider.answers(Answer.status(429, "{}").header("Retry-After", "2"), Answer.says("Hi"));
        CompletableFuture<List<ReplyDelta>> reading = reading(model().ask(HELLO));
        await().until(() -> provider.requests().size() == 1 && time.waiting() == 1);
        time.advance(Duration.ofMillis(1_900));
        assertThat(provider.requests()).hasSize(1);
        assertThat(advancing(reading)).containsExactly(new ReplyDelta.Text("Hi"));
        provider.answers(Answer.status(429, "{\"error\":\"quota\"}").header("Retry-After", "60"));
        Problem problem = failing(model().ask(HELLO)).join();
        assertThat(problem.args()).containsExactly("big (big-2)", "quota");
    }

    @Test
    void aCutBeforeTheFirstWordIsTriedAgainAndOneInMidStreamIsTold() {
        provider.answers(Answer.stream().write(": hello\n\n").cut(), Answer.stream().text("Half a").cut());
        ModelReply reply = model().ask(HELLO);
        CompletableFuture<Optional<ReplyDelta>> first = onAnother(reply::next);
        assertThat(advancing(first)).contains(new ReplyDelta.Text("Half a"));
        assertThat(advancing(failing(reply)).code()).isEqualTo(ProblemCode.PROVIDER_CUT);
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void aCutIsNoticedAlsoWhereHttpDoesNotTellIt() throws IOException {
        try (ServerSocket old = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 3; i++) {
                    try (var peer = old.accept()) {
                        peer.getInputStream().read(new byte[65_536]);
                        String body = i == 0 ? "data: {\"choices\":[{\"delta\":{\"content\":\"Half\"}}]}\n\n"
                            : "data: {\"choices\":[{\"delta\":{\"content\":\"Whole\"},\"finish_reason\":\"stop\"}]}\n\n";
                        peer.getOutputStream().write(("HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
                        peer.getOutputStream().flush();
                        peer.shutdownOutput();
                        peer.getInputStream().readAllBytes();
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            LanguageModel model = model("http://127.0.0.1:" + old.getLocalPort());
            ModelReply half = model.ask(HELLO);
            assertThat(half.next()).contains(new ReplyDelta.Text("Half"));
            assertThat(advancing(failing(half)).code()).isEqualTo(ProblemCode.PROVIDER_CUT);
            assertThat(text(model.ask(HELLO))).isEqualTo("Whole");
        }
    }

    @Test
    void aProviderThatSendsNothingIsReportedAfterTheLimit() {
        CountDownLatch never = new CountDownLatch(1);
        provider.answers(Answer.stream().until(never).text("x"), Answer.stream().write(": wait\n\n").until(never), Answer.stream().text("x").until(never));
        for (int i = 0; i < 2; i++) {
            int asked = i + 1;
            CompletableFuture<Problem> failing = failing(model().ask(HELLO));
            await().until(() -> provider.requests().size() == asked && time.waiting() == 1);
            time.advance(Duration.ofSeconds(59));
            assertThat(failing).isNotDone();
            await().until(() -> {
                time.advance(Duration.ofSeconds(1));
                return failing.isDone();
            });
            assertThat(failing.join().code()).isEqualTo(ProblemCode.PROVIDER_TIMEOUT);
        }
        ModelReply reply = model().ask(HELLO);
        assertThat(reply.next()).contains(new ReplyDelta.Text("x"));
        time.advance(Duration.ofSeconds(60));
        CompletableFuture<Problem> failing = failing(reply);
        await().until(() -> {
            time.advance(Duration.ofSeconds(5));
            return failing.isDone();
        });
        assertThat(failing.join().args()).endsWith("20.0");
    }

    @Test
    void aSlowReaderIsNotTakenForAnIdleProvider() {
        CountDownLatch spoken = new CountDownLatch(1);
        provider.answers(Answer.stream().text("x").until(spoken).text("b").done());
        ModelReply reply = model().ask(HELLO);
        assertThat(reply.next()).contains(new ReplyDelta.Text("x"));
        time.advance(Duration.ofMinutes(5));
        spoken.countDown();
        assertThat(reply.next()).contains(new ReplyDelta.Text("b"));
        assertThat(reply.next()).isEmpty();
    }

    @Test
    void saysThatNobodyAnswersAndThatThereIsNoSuchHost() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(failing(model("http://127.0.0.1:" + port).ask(HELLO)).join().code()).isEqualTo(ProblemCode.PROVIDER_REFUSED);
        assertThat(failing(model("http://no-such-host.invalid/v1").ask(HELLO)).join().args()).containsExactly("big (big-2)", "no-such-host.invalid");
        // the client gives up connecting after 4 s of the real clock, handshake included: a busy machine may need another try
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(askedForTls()).isEqualTo(ProblemCode.PROVIDER_INSECURE));
    }

    /// What is told of a peer that speaks plain HTTP where TLS is expected.
    private ProblemCode askedForTls() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Problem> failing = failing(model("https://127.0.0.1:" + plain.getLocalPort()).ask(HELLO));
            try (var peer = plain.accept()) {
                peer.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                return failing.join().code();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "data: {`choices`:[{`delta`:{`content`: \\n\\n|PROVIDER_MALFORMED", "<html><body>Welcome</body></html>|PROVIDER_WEB_PAGE",
        "data: [1]\\n\\n|PROVIDER_MALFORMED", "{`choices`: [|PROVIDER_MALFORMED",
        "data: {`choices`:[{\\n\\ndata: [DONE]\\n\\n|PROVIDER_MALFORMED", "data: ping\\n\\ndata: oops\\n\\ndata: [DONE]\\n\\n|PROVIDER_MALFORMED",
        "data: {`choices`:[{`delta`:{`content`: \\n\\ndata: {`choices`:[{`delta`:{},`finish_reason`:`stop`}]}\\n\\ndata: [DONE]\\n\\n|PROVIDER_MALFORMED",
        "data: ping\\n\\ndata: {`choices`:[{`delta`:{},`finish_reason`:`stop`}]}\\n\\ndata: [DONE]\\n\\n|PROVIDER_EMPTY",
        "data: [DONE]\\n\\n|PROVIDER_EMPTY", "''|PROVIDER_EMPTY", "{`choices`:[]}|PROVIDER_EMPTY",
        "data: {`choices`:[{`delta`:{`content`:`<think>hm`},`finish_reason`:`length`}]}\\n\\n|PROVIDER_EMPTY",
        "data: {`error`:{`message`:`out of memory`,`code`:418}}\\n\\n|PROVIDER_DECLINED",
        "{`object`:`error`,`message`:`no such model`,`code`:404}|PROVIDER_NOT_FOUND" })
    void saysWhatIsWrongWithAnAnswer(String body, ProblemCode code) {
        provider.answers(Answer.stream().write(body.replace('`', '"').replace("\\n", "\n")));
        assertThat(failing(model().ask(HELLO)).join().code()).isEqualTo(code);
    }

    @Test
    void aWebPageInPlaceOfAnAnswerIsToldByItsTitleHoweverManyLinesItHas() {
        provider.answers(Answer.stream().write(
            "<!-- made by a portal -->\n<!doctype html>\n<html>\n<head>\n<meta charset=utf-8>\n<title>\n  Sign in to the\n  network\n</title>\n</head>\n<body>\n"
                + "<p>please</p>\n".repeat(2_000)));
        Problem problem = failing(model().ask(HELLO)).join();
        assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_WEB_PAGE);
        assertThat(problem.args().getLast()).isEqualTo("Sign in to the network");
    }

    @Test
    void anInterruptedReaderCancels() {
        provider.answers(Answer.stream().until(new CountDownLatch(1)));
        CompletableFuture<List<ReplyDelta>> reading = new CompletableFuture<>();
        ModelReply reply = model().ask(HELLO);
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                reading.complete(all(reply));
            } catch (RuntimeException e) {
                reading.completeExceptionally(e);
            }
        });
        await().until(() -> provider.requests().size() == 1);
        reader.interrupt();
        assertThatThrownBy(reading::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void oneConnectionServesManyQuestionsAlsoWhenTheEndOfTheBodyIsLate() {
        CountDownLatch late = new CountDownLatch(1);
        provider.answers(Answer.stream().text("Hi").done().until(late), Answer.says("Hi"));
        assertThat(text(model().ask(HELLO))).isEqualTo("Hi");
        late.countDown();
        for (int i = 0; i < 3; i++) {
            await().until(() -> time.waiting() == 0);
            assertThat(text(model().ask(HELLO))).isEqualTo("Hi");
        }
        assertThat(provider.requests()).hasSize(4).extracting(OpenAiServerFake.ReceivedRequest::connection)
            .containsOnly(provider.requests().getFirst().connection());
    }

    @Test
    void aLineWithoutEndIsNotReadForEver() {
        provider.answers(Answer.stream().write("data: ").endless("x".repeat(10_000)));
        assertThat(failing(model().ask(HELLO)).join().code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
    }

    private LanguageModel model() {
        return model(provider.address());
    }

    private LanguageModel model(String address) {
        ObjectNode section = JSON.createObjectNode().put("type", "openai").put("base_url", address).put("api_key", KEY).put("model_name", "big-2")
            .put("temperature", "0.5").put("max_tokens", 200).put("top_p", "warm");
        return new OpenAiModel(sharedHttpClient, ModelConfig.of("big", section), new RequestMemory(), new ThoughtHabit("big-2"), reported::add);
    }

    private static List<ReplyDelta> all(ModelReply reply) {
        List<ReplyDelta> replyDeltas = new ArrayList<>();
        try (reply) {
            for (Optional<ReplyDelta> replyDelta = reply.next(); replyDelta.isPresent(); replyDelta = reply.next()) {
                replyDeltas.add(replyDelta.get());
            }
        }
        return replyDeltas;
    }

    private static String text(ModelReply reply) {
        StringBuilder text = new StringBuilder();
        all(reply).forEach(replyDelta -> text.append(replyDelta instanceof ReplyDelta.Text(String words) ? words : ""));
        return text.toString();
    }

    private static CompletableFuture<List<ReplyDelta>> reading(ModelReply reply) {
        return onAnother(() -> all(reply));
    }

    private static CompletableFuture<Problem> failing(ModelReply reply) {
        return onAnother(() -> {
            try {
                throw new AssertionError("answered " + all(reply));
            } catch (ProblemException e) {
                return e.problem();
            }
        });
    }

    /// Advances the clock over the pauses before another try until the outcome is there.
    private <T> T advancing(CompletableFuture<T> outcome) {
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            time.advanceToNext(Duration.ofSeconds(5));
            return outcome.isDone();
        });
        return outcome.join();
    }

    private static <T> CompletableFuture<T> onAnother(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }
}
