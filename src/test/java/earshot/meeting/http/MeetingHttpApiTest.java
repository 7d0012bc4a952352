package earshot.meeting.http;

import static earshot.data.JsonMappers.JSON;
import static earshot.meeting.MeetingSamples.NINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.api.ApiAccess;
import earshot.id.MeetingId;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSamples;
import earshot.meeting.archive.ArchiveFixture;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.server.AdmissionPolicies;
import earshot.server.ConnectionAttempt;
import earshot.server.DeviceServer;
import earshot.server.ServerSecurity;
import earshot.server.ServerSettings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The HTTP interface of section 6.6, on both ports.
class MeetingHttpApiTest {
    private static final String GENERATED = "made-at-the-first-start";

    @TempDir
    Path home;

    private final List<ConnectionAttempt> attempts = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<MeetingCommand> performed = new CopyOnWriteArrayList<>();
    private final List<String> transcribed = new CopyOnWriteArrayList<>();
    private ArchiveFixture fixture;
    private DeviceServer deviceServer;

    @BeforeEach
    void open() {
        fixture = ArchiveFixture.started(home);
        ServerSettings.Auth nobody = new ServerSettings.Auth(false, List.of(), List.of());
        ServerSettings server = new ServerSettings("127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), nobody, Optional.empty(), 300);
        deviceServer = DeviceServer.open(fixture.time, () -> server, ServerSecurity.standard(), (_, _) -> {
            throw new AssertionError("no device here");
        }, attempts::add, (_, _) -> {}, AdmissionPolicies.undecided(fixture.time, _ -> Optional.empty()),
            List.of(new MeetingHttpApi(fixture.archive,
                new ApiAccess(() -> new ApiAccess.Rules(fixture.settings().apiToken(), fixture.settings().apiRateLimit()), GENERATED::equals, fixture.time),
                fixture.time, new ActionsFake())));
    }

    @AfterEach
    void close() {
        client.close();
        Thread closing = Thread.ofVirtual().start(deviceServer::close);
        await().until(() -> {
            fixture.time.advance(Duration.ofMillis(500));
            return !closing.isAlive();
        });
        fixture.close();
    }

    @Test
    void anEmptyStoreHasNoRecentMeetings() {
        assertThat(get("/recent").body()).isEqualTo("{\"success\":true,\"data\":[]}");
    }

    @Test
    void recentMeetingsAreListedWithTheseFieldsOnBothDoors() {
        archive(new MeetingId("m"));

        for (int port : List.of(deviceServer.port(), deviceServer.httpPort())) {
            HttpResponse<String> answer = ask(port, "GET", "/recent");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
            assertThat(answer.body()).isEqualTo(
                "{\"success\":true,\"data\":[{\"sessionId\":\"m\",\"startedAt\":1795338000000,\"endedAt\":1795338600000,\"durationMs\":760000,\"bulletsLength\":2}]}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', third second first",
        "?limit=2, third second",
        "?limit=0, third",
        "?limit=99999999999999999999, third second first",
        "?deviceId=A0, third first",
        "?deviceId=a0%3Ab1%3AC2, first",
        "?deviceId=zz, ''",
        "?fromTs=1795339500000, third second",
        "?toTs=1795339500000, second first",
        "?fromTs=1795338300000&toTs=1795338400000, first",
        "?fromTs=-1, third second first",
        "?fromTs=2026-11-22T09:25:00Z, third second",
        "?fromTs=2026-11-22T17:25:00+08:00, third second",
        "?fromTs=2026-11-22T17:25:00%2B08:00, third second",
        "?fromTs=&toTs=&deviceId=&limit=, third second first"})
    void recentMeetingsAreChosenByDeviceAndTime(String query, String ids) {
        fixture.store(MeetingSamples.ended(new MeetingId("first"), NINE, 1, "A0:b1:c2:00:00:01"), MeetingSamples.sentences(1));
        fixture.store(MeetingSamples.ended(new MeetingId("second"), NINE.plusSeconds(1000), 1, "d4"), MeetingSamples.sentences(1));
        fixture.store(MeetingSamples.ended(new MeetingId("third"), NINE.plusSeconds(2000), 1, "e5", "a0:ff"), MeetingSamples.sentences(1));
        fixture.archive.changed();
        fixture.awaitIndex("third", "second", "first");

        assertThat(data("/recent" + query).valueStream().map(entry -> entry.path("sessionId").asText()))
            .containsExactly(ids.isEmpty() ? new String[0] : ids.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/m", "/m/transcript", "/recent?fromTs=1795338000000"})
    void whoAsksTheMomentAMeetingIsOverWaitsForItsFiles(String page) {
        for (int i = 0; i < 20; i++) {
            fixture.store(MeetingSamples.ended(new MeetingId("m" + i), NINE, 200), MeetingSamples.sentences(200));
        }
        fixture.store(MeetingSamples.ended(new MeetingId("m"), NINE.plusSeconds(1), 200), MeetingSamples.sentences(200));
        fixture.archive.changed();

        assertThat(get(page).body()).contains("\"success\":true").containsPattern("\"sessionId\":\"m\"|\"total\":200");
    }

    @Test
    void aSlashAtTheEndChangesNothing() {
        archive(new MeetingId("m"));

        for (String page : List.of("/recent", "/m", "/m/transcript")) {
            assertThat(get(page + "/").body()).as(page).isEqualTo(get(page).body()).startsWith("{\"success\":true");
        }
    }

    @Test
    void aMeetingIsShownWithItsSummary() {
        archive(new MeetingId("m"));

        assertThat(get("/m?preview=1").body()).isEqualTo("""
            {"success":true,"data":{"sessionId":"m","deviceId":"a0:b1:c2:00:00:01","summary":{"title":"周会","duration":"00:12:40","bullets":["一","二"],"decisions":["一"],\
            "actions":[],"risks":["risk"],"nextSteps":["next"]},"segmentsCount":3,"metrics":{"segmentsCount":12,"checkpointCount":1,"llmElapsedMs":2300,\
            "emptyBullets":false,"bulletsLength":5,"industry":"tech","scenario":"review"},"hasShards":false,\
            "transcriptPreview":[{"ts":1795338000000,"text":"sentence 0","speakerId":"S1"}]}}""");
    }

    @ParameterizedTest
    @CsvSource({"'',5", "?preview=0,1", "?preview=-3,1", "?preview=7,7", "?preview=21,20"})
    void thePreviewHasOneToTwentySentences(String query, int sentences) {
        fixture.store(MeetingSamples.ended(new MeetingId("long"), NINE, 250), MeetingSamples.sentences(250));
        fixture.archive.changed();
        fixture.awaitIndex("long");

        JsonNode data = data("/long" + query);
        assertThat(data.path("transcriptPreview")).hasSize(sentences);
        assertThat(data.path("segmentsCount").asInt()).isEqualTo(250);
        assertThat(data.path("hasShards").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, 100, 0, 100",
        "?offset=95&limit=10, 95, 10, 95, 105",
        "?offset=100&limit=100, 100, 100, 100, 200",
        "?offset=240&limit=500, 240, 500, 240, 250",
        "?offset=0&limit=501, 0, 500, 0, 250",
        "?offset=-5&limit=0, 0, 1, 0, 1",
        "?offset=250, 250, 100, 0, 0",
        "?offset=99999999999999999999, 2147483647, 100, 0, 0"})
    void aTranscriptIsPagedOverItsShards(String query, long offset, int limit, int from, int to) {
        fixture.store(MeetingSamples.ended(new MeetingId("long"), NINE, 250), MeetingSamples.sentences(250));
        fixture.archive.changed();
        fixture.awaitIndex("long");

        JsonNode data = data("/long/transcript" + query);
        assertThat(data.path("items").valueStream().map(item -> item.path("text").asText()))
            .containsExactlyElementsOf(IntStream.range(from, to).mapToObj(n -> "sentence " + n).toList());
        assertThat(List.of(data.path("total").asLong(), data.path("offset").asLong(), data.path("limit").asLong())).containsExactly(250L, offset, (long) limit);
    }

    @Test
    void theTranscriptOfAShortMeetingIsPagedToo() {
        archive(new MeetingId("m"));

        assertThat(data("/m/transcript?offset=1&limit=1")).hasToString(
            "{\"items\":[{\"ts\":1795338001000,\"text\":\"sentence 1\",\"speakerId\":\"S1\"}],\"total\":3,\"offset\":1,\"limit\":1}");
    }

    @Test
    void anIdWithColonsIsFoundEncodedAndAsItIs() {
        archive(new MeetingId("a0:b1"));

        assertThat(get("/a0:b1").statusCode()).isEqualTo(200);
        assertThat(get("/a0%3Ab1").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unknown", "/unknown/transcript", "", "/", "/m/other", "/m/transcript/1", "/..%2Fm", "/index", "/live", "/recent/x"})
    void whatIsNotThereIsNotFound(String path) {
        fixture.meetingStore.put(MeetingSamples.running(new MeetingId("live"))).join();
        archive(new MeetingId("m"));

        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"success\":false,\"error\":\"not found\"}");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource({ "/recent?limit=many, limit must be a whole number", "/m?preview=x, preview must be a whole number",
        "/m/transcript?offset=1.5, offset must be a whole number",
        "/recent?fromTs=yesterday, fromTs must be milliseconds or an ISO-8601 time"})
    void whatCannotBeUnderstoodIsABadRequest(String path, String error) {
        archive(new MeetingId("m"));

        assertThat(get(path).statusCode()).isEqualTo(400);
        assertThat(get(path).body()).isEqualTo("{\"success\":false,\"error\":\"" + error + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void onlyReadingIsAllowed(String method) {
        for (int port : List.of(deviceServer.port(), deviceServer.httpPort())) {
            HttpResponse<String> answer = ask(port, method, "/recent");
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
            assertThat(answer.body()).isEqualTo("{\"success\":false,\"error\":\"method not allowed\"}");
        }
    }

    @Test
    void headIsGetWithoutABody() {
        for (int port : List.of(deviceServer.port(), deviceServer.httpPort())) {
            assertThat(ask(port, "HEAD", "/recent").statusCode()).isEqualTo(200);
            assertThat(ask(port, "HEAD", "/recent").body()).isEmpty();
            assertThat(ask(port, "HEAD", "/unknown").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aBrowserMayAskWithTheHeadersThatAreNeededBeforeItHasToShowAToken() {
        fixture.token = Optional.of("let-me-in");
        for (int port : List.of(deviceServer.port(), deviceServer.httpPort())) {
            HttpResponse<String> answer = ask(port, "OPTIONS", "/recent", "Origin", "http://localhost:8006", "Access-Control-Request-Method", "GET",
                "Access-Control-Request-Headers", "x-api-token");
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("access-control-allow-headers").orElseThrow()).contains("authorization").contains("x-api-token");
            assertThat(answer.headers().firstValue("access-control-allow-methods").orElseThrow()).contains("GET");
        }
    }

    @Test
    void withATokenOnlyWhoShowsItMayRead() {
        fixture.token = Optional.of("let-me-in");

        for (int port : List.of(deviceServer.port(), deviceServer.httpPort())) {
            // wrong tokens of the other port are forgotten
            fixture.time.advance(Duration.ofMinutes(6));
            assertThat(ask(port, "GET", "/recent").statusCode()).isEqualTo(401);
            assertThat(ask(port, "GET", "/recent").body())
                .startsWith("{\"success\":false,\"error\":\"unauthorized\",\"message\":\"The token is shown in Earshot");
            assertThat(ask(port, "GET", "/recent", "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
            assertThat(ask(port, "GET", "/recent", "Authorization", "let-me-in").statusCode()).isEqualTo(401);
            assertThat(ask(port, "GET", "/recent?token=let-me-in2").statusCode()).isEqualTo(401);
            assertThat(ask(port, "POST", "/recent").statusCode()).isEqualTo(401);
            assertThat(ask(port, "GET", "/recent", "Authorization", "Bearer let-me-in").statusCode()).isEqualTo(200);
            assertThat(ask(port, "GET", "/recent", "Authorization", "bearer let-me-in").statusCode()).isEqualTo(200);
            assertThat(ask(port, "GET", "/recent", "X-API-Token", "let-me-in").statusCode()).isEqualTo(200);
            assertThat(ask(port, "GET", "/recent?token=let%2Dme-in").statusCode()).isEqualTo(200);
        }
        assertThat(attempts).hasSizeGreaterThan(10).allMatch(attempt -> !attempt.toString().contains("let"));
        assertThat(attempts).anyMatch(attempt -> attempt.request().contains("/supie/meetings/recent?token=***"));
    }

    /// Other computers come through a proxy here: their address cannot be taken on by a test.
    @Test
    void theTokenMadeAtTheFirstStartIsNeededFromOtherComputersOnly() {
        for (Optional<String> token : List.of(Optional.of(GENERATED), Optional.<String>empty())) {
            fixture.token = token;
            for (int port : List.of(deviceServer.port(), deviceServer.httpPort())) {
                assertThat(ask(port, "GET", "/recent").statusCode()).isEqualTo(200);
                HttpResponse<String> refused = ask(port, "GET", "/recent", "X-Forwarded-For", "192.168.1.9");
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(refused.body()).contains("Settings", "server.meeting_api_token").doesNotContain(GENERATED);
                assertThat(ask(port, "GET", "/recent", "X-Forwarded-For", "192.168.1.9", "X-API-Token", GENERATED).statusCode())
                    .isEqualTo(token.isPresent() ? 200 : 401);
            }
        }
    }

    @Test
    void noForeignPageReadsMeetings() {
        archive(new MeetingId("m"));
        for (int port : List.of(deviceServer.port(), deviceServer.httpPort())) {
            HttpResponse<String> refused = ask(port, "GET", "/m", "Origin", "https://evil.example");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("sessionId");
            assertThat(ask(port, "GET", "/m", "Origin", "http://localhost:8006").body()).contains("\"sessionId\":\"m\"");
        }
    }

    @Test
    void whoAsksTooOftenHasToWaitAndOthersHaveNot() {
        fixture.rate = 10;
        IntStream.range(0, 10).forEach(_ -> assertThat(get("/recent").statusCode()).isEqualTo(200));

        for (int port : List.of(deviceServer.port(), deviceServer.httpPort())) {
            HttpResponse<String> answer = ask(port, "GET", "/recent");
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).contains("1");
            assertThat(answer.body()).isEqualTo("{\"success\":false,\"error\":\"too many requests\"}");
        }
        fixture.time.advance(Duration.ofMillis(100));
        assertThat(get("/recent").statusCode()).isEqualTo(200);
        assertThat(get("/recent").statusCode()).isEqualTo(429);
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(IntStream.range(0, 12).map(_ -> get("/recent").statusCode()).filter(status -> status == 200).count()).isEqualTo(10);

        fixture.rate = 0;
        assertThat(get("/recent").statusCode()).isEqualTo(200);
    }

    @Test
    void aDamagedFileIsSetAsideAndWrittenAgain() throws Exception {
        archive(new MeetingId("m"));
        String whole = get("/m").body();
        Files.writeString(fixture.directory.resolve("m.json"), "{broken");
        Files.writeString(fixture.directory.resolve("index.json"), "[{");

        assertThat(get("/recent").statusCode()).isEqualTo(200);
        assertThat(get("/m").body()).isEqualTo(whole);
        try (Stream<Path> files = Files.list(fixture.directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains(".damaged-"))).hasSize(2)
                .anyMatch(name -> name.startsWith("m.json")).anyMatch(name -> name.startsWith("index.json"));
        }
    }

    @Test
    void anArchiveThatCannotBeReadIsAnErrorInJson() throws Exception {
        archive(new MeetingId("m"));
        Files.delete(fixture.directory.resolve("m.json"));
        Files.createDirectory(fixture.directory.resolve("m.json"));

        assertThat(get("/m").statusCode()).isEqualTo(500);
        assertThat(get("/m").body()).isEqualTo("{\"success\":false,\"error\":\"the archive cannot be read\"}");
    }

    @Test
    void programsOfThisUserLetMeetingsGoOnAndJoinThem() {
        assertThat(ask(deviceServer.httpPort(), "POST", "/m/continue").body()).isEqualTo("{\"success\":true,\"data\":{\"sessionId\":\"done\"}}");
        assertThat(ask(deviceServer.port(), "POST", "/m/join/n%3A1").statusCode()).isEqualTo(200);
        assertThat(ask(deviceServer.httpPort(), "POST", "/m/separate").statusCode()).isEqualTo(200);
        assertThat(performed).containsExactly(new MeetingCommand.Continue(new MeetingId("m")),
            new MeetingCommand.Join(new MeetingId("m"), new MeetingId("n:1")), new MeetingCommand.Separate(new MeetingId("m")));
        assertThat(ask(deviceServer.httpPort(), "POST", "/unheard-of/continue").statusCode()).isEqualTo(404);
        assertThat(ask(deviceServer.httpPort(), "POST", "/m/else").statusCode()).isEqualTo(405);
        fixture.token = Optional.of("let-me-in");
        assertThat(ask(deviceServer.httpPort(), "POST", "/m/continue", "X-Forwarded-For", "192.0.2.1", "X-API-Token", "let-me-in").statusCode())
            .as("the token is for reading").isEqualTo(403);
        assertThat(performed).hasSize(4);
    }

    @Test
    void programsOfThisUserHaveAMeetingTranscribedAgain() {
        HttpResponse<String> begun = ask(deviceServer.httpPort(), "POST", "/m/transcribe?recognizer=Better%20one");
        assertThat(begun.statusCode()).as("it goes on behind the answer").isEqualTo(202);
        assertThat(begun.body()).isEqualTo("{\"success\":true,\"data\":{\"sessionId\":\"m\"}}");
        assertThat(ask(deviceServer.httpPort(), "POST", "/m/transcribe").statusCode()).isEqualTo(202);
        assertThat(transcribed).containsExactly("m Better one", "m the chosen one");
        HttpResponse<String> refused = ask(deviceServer.httpPort(), "POST", "/soundless/transcribe");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("cannot be transcribed again. Its sound was not saved");
        assertThat(ask(deviceServer.httpPort(), "GET", "/m/transcribe").statusCode()).isEqualTo(404);
        fixture.token = Optional.of("let-me-in");
        assertThat(ask(deviceServer.httpPort(), "POST", "/m/transcribe", "X-Forwarded-For", "192.0.2.1", "X-API-Token", "let-me-in").statusCode())
            .isEqualTo(403);
    }

    private final class ActionsFake implements MeetingActions {
        @Override
        public CompletableFuture<Optional<MeetingId>> perform(MeetingCommand command) {
            performed.add(command);
            return command.equals(new MeetingCommand.Continue(new MeetingId("unheard-of")))
                ? CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.MEETING_UNKNOWN, "unheard-of")))
                : CompletableFuture.completedFuture(Optional.of(new MeetingId("done")));
        }

        @Override
        public CompletableFuture<Optional<MeetingId>> transcribe(MeetingId meeting, Optional<String> recognizer) {
            transcribed.add(meeting + " " + recognizer.orElse("the chosen one"));
            return meeting.value().equals("soundless")
                ? CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.MEETING_SOUND_ABSENT, "soundless")))
                : CompletableFuture.completedFuture(Optional.of(meeting));
        }
    }

    private void archive(MeetingId id) {
        fixture.store(MeetingSamples.ended(id, NINE, 3), MeetingSamples.sentences(3));
        fixture.archive.changed();
        fixture.awaitIndex(id.value());
    }

    private JsonNode data(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body()).path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        return ask(deviceServer.httpPort(), "GET", path);
    }

    private HttpResponse<String> ask(int port, String method, String path, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/supie/meetings" + path)).method(method,
                HttpRequest.BodyPublishers.noBody());
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
