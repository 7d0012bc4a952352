package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.asr.FunAsrServerFake;
import earshot.audio.OpusCodecs;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A recorded conversation through recognizer and meeting: a real socket, real Opus, a real database, and a fake server that speaks the
/// protocol of transcription services. Audio is sent as fast as it is accepted: endpointing counts audio time, not clock time.
@Timeout(120)
class RecordedMeetingTest {
    private static final String START = "{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}";
    private static final String FINALIZE = "{\"type\":\"meeting\",\"phase\":\"finalize\"}";
    private static final int FRAME = 960;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    /// 3 s of audio: the server queues at most 128 frames.
    private static final int CHUNK = 50 * FRAME;

    private final ProviderServerFake service = engine.closing(new ProviderServerFake());
    private final OpusEncoder encoder = OpusCodecs.best().encoder(16_000, FRAME, 24_000, 3);
    private ClientFake badge;
    private final RecordedConversation talk = new RecordedConversation();
    private int pings;
    private final AtomicInteger heard = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        start("{type: openai, base_url: \"%s\", api_key: k, model_name: m}".formatted(service.url()));
    }

    private void start(String recognizer) throws IOException {
        service.answersWith(new Behavior.Decides(request -> Behavior.json(200, "{\"text\":\"" + talk.recognize(sound(request)) + "\"}")));
        engine.startFromFile("""
            selected_module: {ASR: Service}
            ASR: {Service: %s}
            vad: {longest_turn_ms: 6000}
            meeting: {keep_sound: true}
            """.formatted(recognizer), new SpeechFactoryFake("what nobody said"));
        badge = engine.connect("supie", "aa", Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "auto", "realtime"})
    void everythingThatIsSaidStandsOnceAndInOrderAndWhereItIsHeard(String mode) {
        talk.say(0, 900).say(1, 1_500).say(1, 800).say(2, 3_000).say(1, 300).say(1, 2_000).say(9, 1_200).say(1, 1_000).say(1, 1_500);
        badge.send(START);
        if (!mode.equals("nothing")) {
            badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"" + mode + "\"}");
        }
        int end = talk.sampleAt(16, 0.8);
        sendAudio(0, end);
        badge.send(FINALIZE);
        badge.awaitReceived("\"phase\":\"transcript\"");

        Meeting meeting = engine.model().meetings().meetings().get().getFirst();
        // a text that was pushed while people spoke may come first
        await().atMost(LIMIT).untilAsserted(
            () -> assertThat(texts(meeting)).as("to the end, which is in the middle of a sentence").containsExactlyElementsOf(talk.said(0, end)));
        await().untilAsserted(() -> assertThat(pushed()).isEqualTo(segments(meeting).stream().map(MeetingSentence::text).toList()));
        for (MeetingSentence meetingSentence : segments(meeting)) {
            PcmAudio kept = engine.model().meetings().recording(meeting.id(), meetingSentence.number()).join().orElseThrow();
            assertThat(talk.recognize(kept)).as("the kept sound of " + meetingSentence.number()).isEqualTo(meetingSentence.text());
        }
        assertThat(badge.texts).noneMatch(text -> text.contains("\"stt\"")).noneMatch(text -> text.contains("sentence_start"));
    }

    @Test
    void aMeetingThatWasMisheardIsTranscribedAgainWithTheSameTimes() {
        service.answersWith(new Behavior.Decides(_ -> Behavior.json(200, "{\"text\":\"mumble " + heard.incrementAndGet() + "\"}")));
        talk.say(0, 900).say(1, 1_500).say(1, 1_200).say(2, 2_000);
        badge.send(START);
        sendAudio(0, talk.pcm().length);
        badge.send(FINALIZE);
        badge.awaitReceived("\"phase\":\"transcript\"");
        await().until(() -> engine.model().meetings().running().get().isEmpty());
        Meeting meeting = engine.model().meetings().meetings().get().getFirst();
        List<MeetingSentence> before = segments(meeting);

        service.answersWith(new Behavior.Decides(request -> Behavior.json(200, "{\"text\":\"" + talk.recognize(sound(request)) + "\"}")));
        assertThat(engine.done(new Command.Retranscribe(meeting.id(), "Service"))).isInstanceOf(Operation.Outcome.Done.class);
        assertThat(texts(meeting)).containsExactlyElementsOf(talk.said(0, talk.pcm().length));
        for (MeetingSentence sentence : segments(meeting)) {
            assertThat(before).as("when %s was said", sentence.text())
                .anySatisfy(old -> assertThat(Duration.between(old.at(), sentence.at()).abs()).isLessThan(Duration.ofSeconds(1)));
            PcmAudio kept = engine.model().meetings().recording(meeting.id(), sentence.number()).join().orElseThrow();
            assertThat(talk.recognize(kept)).as("the kept sound of " + sentence.number()).isEqualTo(sentence.text());
        }
    }

    /// FunASR returns a long speech as several sentences.
    @Test
    void everySentenceThatFunAsrFindsStandsOnceAndInOrder() throws IOException {
        badge.socket.drop();
        engine.stop();
        try (FunAsrServerFake funAsr = new FunAsrServerFake((to, _) -> {
            String[] sentences = talk.recognize(sound(FunAsrServerFake.sound(to))).split("(?<=\\.) ");
            for (int i = 0; i < sentences.length; i++) {
                to.send(FunAsrServerFake.says("2pass-offline", sentences[i], i == sentences.length - 1));
            }
        })) {
            start("{type: fun_server, host: 127.0.0.1, port: %d}".formatted(funAsr.port()));
            talk.say(0, 900).say(1, 1_500).say(3, 3_000).say(1, 900).say(5, 1_200);
            badge.send(START);
            sendAudio(0, talk.pcm().length);
            badge.send(FINALIZE);
            badge.awaitReceived("\"phase\":\"transcript\"");
            await().atMost(LIMIT).untilAsserted(
                () -> assertThat(texts(engine.model().meetings().meetings().get().getFirst())).containsExactlyElementsOf(talk.said(0, talk.pcm().length)));
        }
    }

    @Test
    void aSecondMeetingOnTheSameConnectionIsHeardToo() {
        talk.say(0, 600).say(1, 1_500).say(1, 1_500).say(1, 1_500);
        badge.send(START);
        sendAudio(0, talk.sampleAt(0, 0.9));
        badge.send(FINALIZE);
        badge.awaitReceived("\"phase\":\"transcript\"");
        badge.texts.clear();
        pings = 0;
        badge.send(START);
        sendAudio(talk.sampleAt(1, 0) - 8_000, talk.pcm().length);
        badge.send(FINALIZE);
        badge.awaitReceived("\"phase\":\"transcript\"");

        List<Meeting> meetings = engine.model().meetings().meetings().get();
        assertThat(meetings).hasSize(2);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(texts(meetings.getLast())).containsExactlyElementsOf(talk.said(0, talk.sampleAt(1, 0))));
        await().atMost(LIMIT)
            .untilAsserted(() -> assertThat(texts(meetings.getFirst())).containsExactlyElementsOf(talk.said(talk.sampleAt(1, 0), talk.pcm().length)));
    }

    /// Sends a part of the conversation; returns when its last packet was processed.
    private void sendAudio(int from, int to) {
        for (int at = from; at < to; at += CHUNK) {
            for (int frame = at; frame + FRAME <= Math.min(to, at + CHUNK); frame += FRAME) {
                assertThat(badge.socket.binary(encoder.encode(Arrays.copyOfRange(talk.pcm(), frame, frame + FRAME)))).isTrue();
            }
            badge.send("{\"type\":\"ping\"}");
            pings++;
            await().until(() -> badge.texts.stream().filter(text -> text.contains("\"pong\"")).count() == pings);
        }
    }

    private static PcmAudio sound(byte[] littleEndian) {
        short[] pcm = new short[littleEndian.length / 2];
        ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
        return new PcmAudio(pcm, 16_000);
    }

    private static PcmAudio sound(ProviderServerFake.ReceivedRequest request) {
        byte[] body = request.body();
        int wav = request.text().indexOf("RIFF");
        return WavFile.read(new ByteArrayInputStream(body, wav, body.length - wav), "what was sent");
    }

    private List<MeetingSentence> segments(Meeting meeting) {
        return engine.model().meetings().open(meeting.id()).join().get().countedSentences();
    }

    private List<String> texts(Meeting meeting) {
        return segments(meeting).stream().flatMap(meetingSentence -> Stream.of(meetingSentence.text().split("(?<=\\.) "))).toList();
    }

    private List<String> pushed() {
        String last = badge.texts.stream().filter(text -> text.contains("\"phase\":\"transcript\"")).reduce((_, text) -> text).orElseThrow();
        try {
            List<String> texts = new ArrayList<>();
            JSON.readTree(last).path("segments").forEach((JsonNode line) -> texts.add(line.path("text").asText()));
            return texts;
        } catch (IOException e) {
            throw new AssertionError(last, e);
        }
    }
}
