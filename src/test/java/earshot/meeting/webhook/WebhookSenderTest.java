package earshot.meeting.webhook;

import static earshot.data.JsonMappers.JSON;
import static earshot.meeting.MeetingSamples.NINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSamples;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.WebhookDelivery;
import earshot.meeting.WebhookDelivery.Result;
import earshot.meeting.archive.ArchiveFixture;
import earshot.meeting.archive.KilledArchiveProcess;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.store.ChildProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class WebhookSenderTest {
    private static final String SECRET = "kläng-secret-1";
    /// A status that stands for a request without an answer.
    private static final int NEVER = 0;

    @TempDir
    Path home;

    private final List<ReceivedRequest> receivedRequest = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private HttpServer receiver;
    private ArchiveFixture fixture;

    private record ReceivedRequest(Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    @BeforeEach
    void open() throws IOException {
        ((Logger) LoggerFactory.getLogger("earshot.meeting")).addAppender(log);
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(threads);
        receiver.createContext("/hook", exchange -> {
            receivedRequest.add(new ReceivedRequest(Map.copyOf(exchange.getRequestHeaders()), exchange.getRequestBody().readAllBytes()));
            Integer status = answers.poll();
            if (status != null && status == NEVER) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.sendResponseHeaders(status == null || status == NEVER ? 200 : status, -1);
            exchange.close();
        });
        receiver.start();
        fixture = ArchiveFixture.started(home);
        fixture.webhook(url(), SECRET, Map.of("X-Api-Key", "header-secret", "X-Room", "7"));
    }

    @AfterEach
    void close() {
        end.countDown();
        fixture.close();
        receiver.stop(0);
        threads.shutdownNow();
        ((Logger) LoggerFactory.getLogger("earshot.meeting")).detachAppender(log);
    }

    @Test
    void anEndedMeetingIsToldOnceWithItsSummary() throws Exception {
        ended(new MeetingId("m"));

        WebhookDelivery row = fixture.deliveries(new MeetingId("m")).getFirst();
        assertThat(receivedRequest).hasSize(1);
        ReceivedRequest post = receivedRequest.getFirst();
        assertThat(new String(post.body(), StandardCharsets.UTF_8)).isEqualTo("""
            {"sessionId":"m","deviceId":"a0:b1:c2:00:00:01","summary":{"title":"周会","duration":"00:12:40","bullets":["一","二"],"decisions":["一"],"actions":[],\
            "risks":["risk"],"nextSteps":["next"],"bulletsLength":2,"sourceSegments":12},"metrics":{"segmentsCount":12,"checkpointCount":1,"llmElapsedMs":2300,\
            "emptyBullets":false,"bulletsLength":5,"industry":"tech","scenario":"review"},"durationMs":760000}""");
        assertThat(post.header("Content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(List.of(post.header("X-api-key"), post.header("X-room"))).containsExactly("header-secret", "7");
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(post.body())).substring(0, 8);
        assertThat(row).isEqualTo(new WebhookDelivery(1, new MeetingId("m"), row.at(), "127.0.0.1:" + receiver.getAddress().getPort(),
            new WebhookDelivery.Outcome(Result.OK, 200, ""), post.body().length, digest));
        await().untilAsserted(() -> assertThat(fixture.reportedDeliveries).extracting(WebhookDelivery::result).containsExactly(Result.UNDER_WAY, Result.OK));
        assertThat(logged()).contains("INFO [Meeting Webhook] result=ok body_len=" + post.body().length + " sha8=" + digest);
        assertThat(fixture.time.limits()).containsExactly(Duration.ofSeconds(5));

        fixture.meetingStore.put(new MeetingId("m"), List.of(MeetingSamples.said(0, "edited"))).join();
        fixture.archive.changed();
        await().until(() -> fixture.json("m.json").path("segments").path(0).path("text").asText().equals("edited"));
        assertThat(receivedRequest).hasSize(1);
    }

    @Test
    void theSignatureIsTheOneOfTheStandardWrittenDownAgain() throws Exception {
        ended(new MeetingId("m"));
        fixture.deliveries(new MeetingId("m"));

        assertThat(receivedRequest.getFirst().header("X-meeting-signature"))
            .isEqualTo(hmac(SECRET.getBytes(StandardCharsets.UTF_8), receivedRequest.getFirst().body()));
    }

    @Test
    void theSignatureIsTheOneOfOpenssl() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")));
        ended(new MeetingId("m"));
        fixture.deliveries(new MeetingId("m"));

        Path body = Files.write(home.resolve("body"), receivedRequest.getFirst().body());
        Process openssl = new ProcessBuilder("/usr/bin/openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt",
            "hexkey:" + HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8)), body.toString()).start();
        assertThat(new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
            .endsWith("= " + receivedRequest.getFirst().header("X-meeting-signature"));
    }

    @Test
    void withoutASecretNothingIsSigned() {
        fixture.webhook(url(), null, Map.of());
        ended(new MeetingId("m"));
        fixture.deliveries(new MeetingId("m"));

        assertThat(receivedRequest.getFirst().headers()).doesNotContainKey("X-meeting-signature");
    }

    @ParameterizedTest
    @CsvSource({"500", "302", "404"})
    void whatIsRefusedIsAskedOnceMoreAfterTwoToFiveSeconds(int status) {
        answers.add(status);
        ended(new MeetingId("m"));
        passPause(2);

        assertThat(fixture.deliveries(new MeetingId("m"))).extracting(WebhookDelivery::result, WebhookDelivery::status, WebhookSenderTest::reason)
            .containsExactly(tuple(Result.RETRY_OK, 200, ""));
        assertThat(receivedRequest).hasSize(2);
        assertThat(receivedRequest.get(0).body()).isEqualTo(receivedRequest.get(1).body());
        assertThat(logged()).anyMatch(line -> line.startsWith("INFO [Meeting Webhook] result=retry_ok body_len="));
        assertThat(fixture.open).isEmpty();
    }

    @Test
    void thePauseIsNotAlwaysTheSameAndNeverOutOfBounds() {
        for (int n = 0; n < 5; n++) {
            answers.add(500);
            ended(new MeetingId("m" + n));
            passPause(3 * n + 2);
            fixture.deliveries(new MeetingId("m" + n));
        }
        List<Duration> pauses = List.of(1, 4, 7, 10, 13).stream().map(fixture.time.limits()::get).toList();
        assertThat(pauses).allMatch(pause -> pause.toMillis() >= 2000 && pause.toMillis() <= 5000).doesNotHaveDuplicates();
    }

    @Test
    void twoFailuresAreAProblemThatTheNextSuccessEnds() {
        answers.addAll(List.of(500, 503));
        MeetingTranscript meeting = ended(new MeetingId("m"));
        passPause(2);

        assertThat(fixture.deliveries(new MeetingId("m"))).extracting(WebhookDelivery::result, WebhookDelivery::status, WebhookSenderTest::reason)
            .containsExactly(tuple(Result.FAIL, 503, "it answered 503"));
        assertThat(logged()).anyMatch(line -> line.startsWith("ERROR [Meeting Webhook] result=fail body_len="));
        assertThat(fixture.open).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.WEBHOOK_FAILED);
            assertThat(problem.args()).containsExactly("127.0.0.1:" + receiver.getAddress().getPort(), ProblemReason.ANSWERED.with(503));
        });

        assertThat(fixture.archive.resendWebhook(meeting).join().result()).isEqualTo(Result.OK);
        assertThat(fixture.open).isEmpty();
        assertThat(fixture.deliveries(new MeetingId("m"))).extracting(WebhookDelivery::number, WebhookDelivery::result)
            .containsExactly(tuple(2L, Result.OK), tuple(1L, Result.FAIL));
    }

    @Test
    void whoHangsIsGivenFiveSecondsEachTime() {
        answers.addAll(List.of(NEVER, NEVER));
        ended(new MeetingId("m"));
        await().until(() -> receivedRequest.size() == 1 && fixture.time.limits().size() == 1);
        fixture.time.advance(Duration.ofMillis(4999));
        assertThat(fixture.time.limits()).hasSize(1);
        fixture.time.advance(Duration.ofMillis(1));
        passPause(2);
        await().until(() -> receivedRequest.size() == 2 && fixture.time.limits().size() == 3);
        fixture.time.advance(Duration.ofSeconds(5));

        assertThat(fixture.deliveries(new MeetingId("m"))).extracting(WebhookDelivery::result, WebhookDelivery::status, WebhookSenderTest::reason)
            .containsExactly(tuple(Result.FAIL, 0, "no answer within 5 s"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1/hook?key=url-secret, nothing listens there",
        "http://nowhere.invalid/hook?key=url-secret, no computer with this name is found",
        "ftp://127.0.0.1/url-secret, meeting.webhook.url is not an http address",
        "url-secret, meeting.webhook.url is not an http address",
        "'http://a b/url-secret', meeting.webhook.url is not an http address"})
    void whoCannotBeReachedIsNamedWithoutWhatIsSecret(String url, String reason) {
        fixture.webhook(url, SECRET, Map.of("X-Api-Key", "header-secret"));
        ended(new MeetingId("m"));
        passPause(url.startsWith("http://1") || url.startsWith("http://n") ? 2 : 1);

        assertThat(fixture.deliveries(new MeetingId("m"))).extracting(WebhookDelivery::result, WebhookSenderTest::reason)
            .containsExactly(tuple(Result.FAIL, reason));
        assertThat(fixture.open).extracting(Problem::code).containsExactly(ProblemCode.WEBHOOK_FAILED);
        secretsAreNowhere();
    }

    @Test
    void aHeaderThatCannotBeSentIsNamedWithoutItsValue() {
        fixture.webhook(url(), SECRET, Map.of("X-Api-Key", "header-secret\nx"));
        ended(new MeetingId("m"));
        passPause(1);

        assertThat(fixture.deliveries(new MeetingId("m"))).extracting(WebhookSenderTest::reason).containsExactly("the header X-Api-Key cannot be sent");
        secretsAreNowhere();
    }

    @Test
    void neitherSecretNorBodyNorAddressIsLogged() {
        fixture.webhook(url() + "?key=url-secret", SECRET, Map.of("X-Api-Key", "header-secret"));
        answers.addAll(List.of(500, 500));
        ended(new MeetingId("m"));
        passPause(2);
        fixture.deliveries(new MeetingId("m"));

        secretsAreNowhere();
        assertThat(fixture.webhook.orElseThrow().toString()).doesNotContain(SECRET, "header-secret", "url-secret");
    }

    @Test
    void whatWasUnderWayWhenTheProcessEndedIsSentOnceMoreAtTheNextStart() {
        answers.add(NEVER);
        ended(new MeetingId("m"));
        await().until(() -> receivedRequest.size() == 1);
        fixture.close();

        fixture = new ArchiveFixture(home);
        fixture.webhook(url(), SECRET, Map.of());
        assertThat(fixture.meetingStore.read(new MeetingId("m")).join().orElseThrow().deliveries()).extracting(WebhookDelivery::result)
            .containsExactly(Result.UNDER_WAY);
        fixture.archive.start();
        assertThat(fixture.deliveries(new MeetingId("m"))).extracting(WebhookDelivery::number, WebhookDelivery::result).containsExactly(tuple(1L, Result.OK));
        assertThat(receivedRequest).hasSize(2);
        fixture.close();

        fixture = new ArchiveFixture(home);
        fixture.webhook(url(), SECRET, Map.of());
        fixture.archive.start();
        ended(new MeetingId("n"));
        fixture.deliveries(new MeetingId("n"));
        assertThat(receivedRequest).hasSize(3);
    }

    @Test
    void afterTheProcessWasKilledTheFilesAreWhatTheBookHasAndEveryEndWasTold() throws Exception {
        fixture.close();
        int next = 0;
        for (int round = 0; round < 3; round++) {
            Process ending = ChildProcess.start(KilledArchiveProcess.class, List.of(home.toString(), url(), String.valueOf(next)), home.resolve("errors"));
            try (BufferedReader said = ending.inputReader()) {
                Iterator<Integer> ended = said.lines().filter(line -> line.matches("\\d+")).map(Integer::valueOf).iterator();
                for (int n = 0; n < 12 + round; n++) {
                    next = ended.next();
                }
                ending.toHandle().destroyForcibly();
                while (ended.hasNext()) {
                    next = ended.next();
                }
                ending.waitFor();
            }
            next += 2; // the one at which it was killed may be there in part
        }
        fixture = new ArchiveFixture(home);
        fixture.webhook(url(), null, Map.of());
        fixture.archive.start();

        List<MeetingId> ended = fixture.meetingStore.meetings().join().stream().filter(meeting -> meeting.lifecycle() == Meeting.Lifecycle.ENDED)
            .map(Meeting::id).toList();
        assertThat(ended).hasSizeGreaterThan(35);
        await().until(
            () -> fixture.index().containsAll(texts(ended)) && ended.stream().allMatch(id -> fixture.json(id + ".json").path("totalCount").asInt() == 120));
        for (MeetingId id : ended) {
            assertThat(fixture.deliveries(id)).as(id.value()).extracting(WebhookDelivery::result).containsExactly(Result.OK);
        }
        assertThat(receivedRequest.stream().map(post -> read(post.body())).collect(Collectors.toSet())).containsAll(texts(ended));
    }

    private static List<String> texts(List<MeetingId> ids) {
        return ids.stream().map(MeetingId::value).toList();
    }

    private static String read(byte[] body) {
        try {
            return JSON.readTree(body).path("sessionId").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWasUnderWayFailsWhereNobodyIsToBeToldAnyMore() {
        answers.add(NEVER);
        ended(new MeetingId("m"));
        await().until(() -> receivedRequest.size() == 1);
        fixture.close();

        fixture = ArchiveFixture.started(home);
        assertThat(fixture.deliveries(new MeetingId("m"))).extracting(WebhookDelivery::result, WebhookSenderTest::reason)
            .containsExactly(tuple(Result.FAIL, "the program ended meanwhile"));
    }

    @Test
    void sendingAgainToNobodyFails() {
        fixture.webhook = Optional.empty();
        MeetingTranscript meeting = ended(new MeetingId("m"));
        fixture.awaitIndex("m");
        fixture.webhook("nonsense", SECRET, Map.of());
        CompletableFuture<WebhookDelivery> again = fixture.archive.resendWebhook(meeting);
        await().until(() -> {
            fixture.time.advanceToNext(Duration.ofSeconds(5));
            return again.isDone();
        });

        assertThatThrownBy(again::join).cause().isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem()).isEqualTo(fixture.open.getFirst()));
    }

    @Test
    void whoWaitsForADeliveryIsToldWhenTheProgramEnds() {
        fixture.webhook = Optional.empty();
        MeetingTranscript meeting = ended(new MeetingId("m"));
        fixture.awaitIndex("m");
        fixture.webhook(url(), SECRET, Map.of());
        answers.add(NEVER);
        List<CompletableFuture<WebhookDelivery>> waiting = List.of(fixture.archive.resendWebhook(meeting), fixture.archive.resendWebhook(meeting));
        await().until(() -> receivedRequest.size() == 1);
        fixture.close();

        assertThat(waiting).allSatisfy(delivery -> assertThatThrownBy(delivery::join).hasRootCauseInstanceOf(CancellationException.class));
        fixture = new ArchiveFixture(home);
    }

    @Test
    void withoutAWebhookNothingIsSentAndSendingAgainSaysWhy() {
        fixture.webhook = Optional.empty();
        MeetingTranscript meeting = ended(new MeetingId("m"));
        fixture.awaitIndex("m");

        assertThat(fixture.meetingStore.read(new MeetingId("m")).join().orElseThrow().deliveries()).isEmpty();
        assertThatThrownBy(() -> fixture.archive.resendWebhook(meeting).join()).cause().isInstanceOfSatisfying(ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.WEBHOOK_ABSENT));
    }

    private MeetingTranscript ended(MeetingId id) {
        MeetingTranscript meeting = fixture.store(MeetingSamples.ended(id, NINE, 1), MeetingSamples.sentences(1));
        fixture.archive.changed();
        return meeting;
    }

    /// Lets the pause pass that is wait number `number` of the fixture.
    private void passPause(int number) {
        await().until(() -> fixture.time.limits().size() == number);
        assertThat(fixture.time.limits().getLast()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
        fixture.time.advance(fixture.time.limits().getLast());
    }

    private void secretsAreNowhere() {
        assertThat(String.join("\n", logged())).doesNotContain(SECRET, "header-secret", "url-secret", "周会");
        assertThat(fixture.open.toString()).doesNotContain(SECRET, "header-secret", "url-secret");
        assertThat(fixture.deliveries(new MeetingId("m")).toString()).doesNotContain(SECRET, "header-secret", "url-secret");
    }

    private List<String> logged() {
        return List.copyOf(log.list).stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()).toList();
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    /// RFC 2104, from its text.
    private static String hmac(byte[] key, byte[] text) throws Exception {
        byte[] inner = Arrays.copyOf(key, 64);
        byte[] outer = Arrays.copyOf(key, 64);
        for (int i = 0; i < 64; i++) {
            inner[i] ^= 0x36;
            outer[i] ^= 0x5c;
        }
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(inner);
        byte[] middle = sha.digest(text);
        sha.update(outer);
        return HexFormat.of().formatHex(sha.digest(middle));
    }

    private static String reason(WebhookDelivery delivery) {
        return ProblemReason.text(delivery.reason(), Locale.ENGLISH);
    }
}
