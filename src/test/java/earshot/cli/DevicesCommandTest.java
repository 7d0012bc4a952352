package earshot.cli;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineModel;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `earshot devices` and `earshot meetings` beside a program that runs in the same home and lets in only who is approved.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicesCommandTest {
    private Path home;

    private final SystemTime time = new SystemTime();
    private final CompletableFuture<EngineModel> running = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private CompletableFuture<Integer> ended;

    private record Answer(int code, String out, String err) {}

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        home = directory;
        Files.writeString(home.resolve("settings.yaml"), "server: {auth: {enabled: true}}\n");
        Program program = new Program(time, (model, _, _) -> {
            running.complete(model);
            return new ConsoleHandleFake(closed);
        }, new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));
        ended = CompletableFuture.supplyAsync(() -> program.run(List.of("--home", home.toString(), "--host", "127.0.0.1", "--port", "0", "--http-port", "0")),
            run -> Thread.ofPlatform().daemon().start(run));
        running.join();
    }

    @AfterAll
    void end() {
        closed.complete(null);
        assertThat(ended.join()).isZero();
    }

    private Answer devices(String... arguments) {
        return earshot(Stream.concat(Stream.of("devices"), Stream.of(arguments)).toArray(String[]::new));
    }

    private Answer earshot(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = Stream.concat(Stream.of("--home", home.toString()), Stream.of(arguments)).toList();
        int code = new Program(time, (_, _, _) -> null, new PrintWriter(out, true), new PrintWriter(err, true)).run(all);
        return new Answer(code, out.toString(), err.toString());
    }

    /// Whether the device is let in.
    private boolean connects(String id, Map<String, String> more) {
        try {
            connect(id, more).drop();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private WebSocketClient connect(String id, Map<String, String> more) throws IOException {
        Map<String, String> headers = new TreeMap<>(more);
        headers.put("Device-Id", id);
        return WebSocketClient.open(time, ServerUrl.of("ws://127.0.0.1:" + running.join().state().get().port() + "/xiaozhi/v1/"), headers,
            Duration.ofSeconds(10), new WebSocketClient.Listener() {
                @Override
                public void received(WebSocketMessage message, long arrivalNanos) {}

                @Override
                public void ended(String why) {}
            });
    }

    private Map<String, String> token(String id) {
        return running.join().approvals().get().stream().filter(one -> one.deviceId().value().equals(id)).flatMap(one -> one.token().stream()).findFirst()
            .map(token -> Map.of("Authorization", "Bearer " + token)).orElse(Map.of());
    }

    @Test
    void aDeviceIsListedApprovedRefusedAndForgotten() {
        assertThat(connects("aa:bb:cc:00:00:01", Map.of())).isFalse();
        Answer listed = devices();
        assertThat(listed.code()).isZero();
        Matcher row = Pattern.compile("(?m)^aa:bb:cc:00:00:01 .* waits, code (\\d{6}) .*127\\.0\\.0\\.1$").matcher(listed.out());
        assertThat(row.find()).as(listed.out()).isTrue();

        assertThat(devices("approve", row.group(1)))
            .isEqualTo(new Answer(0, "aa:bb:cc:00:00:01 is approved: it gets its token when it asks by OTA, at its next start at the latest.\n", ""));
        assertThat(connects("aa:bb:cc:00:00:01", token("aa:bb:cc:00:00:01"))).isTrue();
        assertThat(devices("list").out()).containsPattern("(?m)^aa:bb:cc:00:00:01 .* approved ")
            .doesNotContain(token("aa:bb:cc:00:00:01").get("Authorization").substring("Bearer ".length()));

        assertThat(devices("refuse", "AA:BB:CC:00:00:01").out()).isEqualTo("aa:bb:cc:00:00:01 is refused.\n");
        assertThat(connects("aa:bb:cc:00:00:01", Map.of())).isFalse();
        assertThat(devices().out()).containsPattern("(?m)^aa:bb:cc:00:00:01 .* refused ");

        assertThat(devices("forget", "aa:bb:cc:00:00:01").code()).isZero();
        assertThat(running.join().approvals().get()).noneMatch(one -> one.deviceId().value().equals("aa:bb:cc:00:00:01"));
    }

    @Test
    void boardsOfOneIdAreToldApartByTheirCodes() {
        for (String client : List.of("0a0a0a0a-0000-4000-8000-000000000001", "0a0a0a0a-0000-4000-8000-000000000002")) {
            assertThat(connects("twice", Map.of("Client-Id", client))).isFalse();
        }
        Answer both = devices("approve", "twice");
        assertThat(both.code()).isEqualTo(1);
        List<String> codes = Pattern.compile("(?m)^  (\\d{6})  waits").matcher(both.err()).results().map(found -> found.group(1)).toList();
        assertThat(codes).as(both.err()).hasSize(2);
        assertThat(devices("approve", codes.getLast()).code()).isZero();
        assertThat(both.err()).as("a client id is a secret").doesNotContain("0a0a0a0a");
    }

    @Test
    void meetingsAreListedGoOnAndAreJoined() throws IOException {
        assertThat(connects("cc:dd:ee:00:00:01", Map.of())).isFalse();
        assertThat(devices("approve", "cc:dd:ee:00:00:01").code()).isZero();
        WebSocketClient badge = connect("cc:dd:ee:00:00:01", token("cc:dd:ee:00:00:01"));
        MeetingId one = held(badge, "The first of two.");
        MeetingId other = held(badge, "The second of two.");
        assertThat(earshot("meetings").out()).containsPattern("(?m)^" + Pattern.quote(other.value()) + "  .* 1 sentences").contains(one.value());

        assertThat(earshot("meetings", "continue", one.value())).isEqualTo(new Answer(0, "The meeting " + one + " runs.\n", ""));
        assertThat(earshot("meetings", "join", one.value(), other.value())).as("it runs")
            .satisfies(answer -> assertThat(answer.err()).contains(one.value(), "do: "));
        badge.text("{\"type\":\"meeting\",\"phase\":\"finalize\"}");
        await().until(() -> running.join().meetings().running().get().isEmpty());

        Answer joined = earshot("meetings", "join", one.value(), other.value());
        assertThat(joined.code()).as(joined.err()).isZero();
        Matcher id = Pattern.compile("They are the meeting (\\S+) now").matcher(joined.out());
        assertThat(id.find()).as(joined.out()).isTrue();
        await().until(() -> running.join().meetings().running().get().isEmpty());
        assertThat(earshot("meetings", "list").out()).contains(id.group(1)).doesNotContain(one.value() + " ");
        assertThat(earshot("meetings", "separate", id.group(1)).code()).isZero();
        assertThat(earshot("meetings", "list").out()).contains(one.value(), other.value()).doesNotContain(id.group(1));

        assertThat(earshot("transcribe", "--again", one.value(), "--recognizer", "sphinx4")).satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.err()).as("no sound was kept").contains("meeting.keep_sound");
        });
        assertThat(earshot("transcribe", "--again", "unheard-of").err()).contains("unheard-of");
        assertThat(earshot("transcribe").code()).as("bad usage").isEqualTo(2);
        badge.drop();
    }

    private MeetingId held(WebSocketClient badge, String sentence) {
        Set<MeetingId> before = running.join().meetings().meetings().get().stream().map(Meeting::id).collect(Collectors.toSet());
        badge.text("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
        badge.text("{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[{\"tag\":\"t\",\"text\":\"" + sentence + "\"}]}");
        badge.text("{\"type\":\"meeting\",\"phase\":\"finalize\"}");
        return await().until(
            () -> running.join().meetings().meetings().get().stream().filter(meeting -> !before.contains(meeting.id()) && !meeting.running()).findFirst(),
            Optional::isPresent).orElseThrow().id();
    }

    @Test
    void whatNobodyAskedForAndWhereNobodyRunsIsSaid() {
        assertThat(devices("approve", "unheard-of")).satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.err()).contains("unheard-of").contains("earshot devices");
        });
        StringWriter err = new StringWriter();
        int code = new Program(time, (_, _, _) -> null, new PrintWriter(Writer.nullWriter()), new PrintWriter(err, true))
            .run(List.of("devices", "--home", home.resolve("other").toString()));
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("what: ", "do: ");
        assertThat(devices("approve").code()).as("bad usage").isEqualTo(2);
    }
}
