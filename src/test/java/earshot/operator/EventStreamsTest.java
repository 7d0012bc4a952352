package earshot.operator;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.EventText;
import earshot.event.Timeline;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.server.ConnectionAttempt;
import earshot.server.HttpMethod;
import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.server.HttpStream;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {
    private final TimeFake time = new TimeFake();
    private final Timeline timeline = new Timeline(time);
    private final EventStreams streams = new EventStreams(time, timeline.rows());
    private final List<Reader> readers = new ArrayList<>();

    /// A program that reads, as the stream sees it.
    private final class Reader implements HttpStream.Output {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        volatile boolean reading = true;
        final Thread thread;

        Reader(HttpStream stream) {
            thread = Thread.ofVirtual().start(() -> stream.write(this));
            readers.add(this);
        }

        @Override
        public boolean send(byte[] bytes) {
            texts.add(new String(bytes, StandardCharsets.UTF_8));
            return reading;
        }

        @Override
        public CompletableFuture<Void> ended() {
            return ended;
        }

        /// What came since the last call, as soon as it ends in this.
        String until(String end) {
            await().atMost(Duration.ofSeconds(30)).until(() -> String.join("", texts).endsWith(end));
            List<String> came = new ArrayList<>();
            texts.drainTo(came);
            return String.join("", came);
        }
    }

    @AfterEach
    void close() {
        readers.forEach(reader -> reader.ended.complete(null));
    }

    @Test
    void aReaderGetsWhatItAskedForAndNothingFromBefore() throws Exception {
        log("aa", "stt", "before");
        Reader reader = open("?device=AA,bb&type=stt", Map.of());
        log("aa", "stt", "one");
        log("aa", "tts", "of another type");
        log("cc", "stt", "of another device");
        timeline.log("stt", Severity.INFO, new EventText.Words("of none"));
        log("bb", "stt", "two\nlines");
        String text = reader.until("two lines\"}\n\n");
        assertThat(text).contains("\"device\":\"aa\"", "\"text\":\"one\"", "\"severity\":\"info\"", "\"direction\":\"here\"").doesNotContain("before",
            "another", "of none");
        assertThat(text.lines()).as("an id and a line of data each").hasSize(6);
    }

    @Test
    void aReaderThatComesBackGoesOnWhereItWas() throws Exception {
        Reader reader = open("", Map.of());
        log("aa", "stt", "one");
        String id = reader.until("\n\n").lines().findFirst().orElseThrow().substring(4);
        log("aa", "stt", "two");
        assertThat(open("", Map.of("last-event-id", id)).until("\n\n")).contains("two").doesNotContain("one");
        assertThat(open("?lastEventId=" + id, Map.of()).until("\n\n")).contains("two").doesNotContain("one");
        assertThat(open("", Map.of("last-event-id", "another-run-0")).until("two\"}\n\n")).as("after a restart").contains("one", "two");
        open("", Map.of("last-event-id", id.replaceAll("-.*", "-99999999999")));
        assertThat(streams.readers()).isEqualTo(5);
    }

    @Test
    void whoFellBehindLearnsHowManyRowsAreGone() throws Exception {
        Reader first = open("?type=never", Map.of());
        String run = Long.toString(time.now().toEpochMilli(), Character.MAX_RADIX);
        IntStream.range(0, Timeline.MAX_ROWS + 10).forEach(i -> log("aa", "stt", "row " + i));
        Reader late = open("?type=never", Map.of("last-event-id", run + "-2"));
        assertThat(late.until("\n\n")).isEqualTo("event: lost\ndata: {\"rows\":7}\n\n");
        first.ended.complete(null);
    }

    @Test
    void aQuietStreamBeatsAndOneThatIsNotReadEnds() throws Exception {
        Reader reader = open("", Map.of());
        await().until(() -> !time.limits().isEmpty());
        time.advance(EventStreams.HEARTBEAT);
        assertThat(reader.until("\n\n")).isEqualTo(":\n\n");
        reader.reading = false;
        log("aa", "stt", "one");
        await().atMost(Duration.ofSeconds(30)).until(() -> !reader.thread.isAlive());
        assertThat(streams.readers()).isZero();
    }

    @Test
    void aBusyStreamOfWhichNothingIsWantedBeatsToo() throws Exception {
        Reader reader = open("?type=never", Map.of());
        await().until(() -> !time.limits().isEmpty());
        time.advance(EventStreams.HEARTBEAT.minusSeconds(1));
        log("aa", "stt", "unwanted");
        await().until(() -> time.limits().contains(Duration.ofSeconds(1)));
        time.advance(Duration.ofSeconds(1));
        assertThat(reader.until("\n\n")).isEqualTo(":\n\n");
    }

    @Test
    void onlySoManyReadAtATime() throws Exception {
        for (int i = 0; i < EventStreams.MOST_READERS; i++) {
            open("", Map.of());
        }
        assertThat(streams.open(request("", Map.of())).status()).isEqualTo(429);
        readers.getFirst().ended.complete(null);
        await().atMost(Duration.ofSeconds(30)).until(() -> streams.open(request("", Map.of())).status() == 200);
    }

    private Reader open(String query, Map<String, String> headers) throws Exception {
        HttpReply reply = streams.open(request(query, headers));
        int before = streams.readers();
        Reader reader = new Reader(reply.rest().orElseThrow());
        await().atMost(Duration.ofSeconds(30)).until(() -> streams.readers() > before);
        return reader;
    }

    private static HttpRequest request(String query, Map<String, String> headers) {
        InetSocketAddress here = new InetSocketAddress("127.0.0.1", 1);
        return new HttpRequest(ConnectionAttempt.Port.HTTP, HttpMethod.GET, "/earshot/events" + query, headers, new byte[0], here, here, false);
    }

    private void log(String device, String type, String words) {
        timeline.log(new DeviceId(device), type, Severity.INFO, words);
    }
}
