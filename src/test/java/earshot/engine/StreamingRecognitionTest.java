package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.FunAsrServerFake;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.device.DeviceFacts;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.turn.TurnFacts;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Streaming recognition, while the person still speaks, in the whole engine, over real sockets on both sides.
@Timeout(90)
class StreamingRecognitionTest {
    private static final PcmAudio SENTENCE = WavFile.read(Path.of("assets/speech/sentence.wav"));
    private static final String ONE = "aa:bb:cc:00:02:01";
    private static final String OTHER = "aa:bb:cc:00:02:02";

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final ByteCountingScript manner = new ByteCountingScript();
    private final FunAsrServerFake server = engine.closing(new FunAsrServerFake(manner));

    @Test
    void theTextGrowsWhileThePersonSpeaksAndIsThereWhenTheyAreDone() throws Exception {
        SocketDeviceFake socketDeviceFake = engine.connectSpeaking(ONE);
        socketDeviceFake.sendListen("start", "manual");
        int samples = socketDeviceFake.sendSpeech(SENTENCE);
        await().untilAsserted(() -> assertThat(device(ONE).connection().orElseThrow().lastEvent()).startsWith("\"so far "));
        await().untilAsserted(
            () -> assertThat(server.bytes).as("nearly all of it is there before its end, from before the voice on").isGreaterThan(2 * samples * 3 / 4));
        assertThat(engine.model().turns().get()).isEmpty();
        socketDeviceFake.sendListen("stop", "manual");
        TurnFacts turn = turn(ONE);
        assertThat(turn.transcript().text()).isEqualTo("what is your name " + server.bytes);
        assertThat(turn.outcome()).isEqualTo(TurnFacts.Outcome.DONE);
        assertThat(server.bytes).isEqualTo(2 * heard(ONE).pcm().length);
        assertThat(socketDeviceFake.awaitTurn()).startsWith("stt " + turn.transcript().text());
        await().until(server.open::isEmpty);
    }

    @Test
    @DisplayName("row 11: two devices that speak at the same time are two utterances, and one that leaves takes nothing of the other")
    void twoDevicesNeverMix() throws Exception {
        SocketDeviceFake one = engine.connectSpeaking(ONE);
        SocketDeviceFake other = engine.connectSpeaking(OTHER);
        one.sendListen("start", "manual");
        other.sendListen("start", "manual");
        PcmAudio part = new PcmAudio(Arrays.copyOf(SENTENCE.pcm(), SENTENCE.pcm().length / 2), SENTENCE.rate());
        one.sendSpeech(part);
        other.sendSpeech(SENTENCE);
        await().until(() -> server.open.size() == 2);
        one.sendSpeech(part);
        SocketDeviceFake third = engine.connectSpeaking("aa:bb:cc:00:02:03");
        third.sendListen("start", "manual");
        third.sendSpeech(part);
        await().until(() -> server.begun.size() == 3);
        third.drop();
        await().until(() -> server.open.size() < 3);
        other.sendListen("stop", "manual");
        assertThat(turn(OTHER).transcript().text()).isEqualTo("what is your name " + 2 * heard(OTHER).pcm().length);
        one.sendListen("stop", "manual");
        assertThat(turn(ONE).transcript().text()).isEqualTo("what is your name " + 2 * heard(ONE).pcm().length);
        assertThat(server.begun).hasSize(3);
    }

    @Test
    void theButtonInTheMiddleOfASentenceEndsIt() throws Exception {
        SocketDeviceFake socketDeviceFake = engine.connectSpeaking(ONE);
        socketDeviceFake.sendListen("start", "manual");
        socketDeviceFake.sendSpeech(SENTENCE);
        await().until(() -> server.open.size() == 1);
        socketDeviceFake.send("{\"type\":\"abort\"}");
        await().until(server.open::isEmpty);
        assertThat(engine.model().turns().get()).isEmpty();
        assertThat(open()).doesNotContain(ProblemCode.PROVIDER_CUT);
    }

    @Test
    void aServerThatCutsInTheMiddleOfASentenceCostsNoWordsAndTheNextSentenceIsHeardByItAgain() throws Exception {
        manner.cuts = true;
        SocketDeviceFake socketDeviceFake = engine.connectSpeaking(ONE);
        socketDeviceFake.sendListen("start", "manual");
        socketDeviceFake.sendSpeech(SENTENCE);
        await().until(() -> server.begun.size() == 1 && server.open.isEmpty());
        socketDeviceFake.sendListen("stop", "manual");
        assertThat(turn(ONE).transcript().text()).as("the stand-in heard the whole of it").isEqualTo("what time is it");
        assertThat(open()).contains(ProblemCode.PROVIDER_CUT, ProblemCode.PROVIDER_FALLBACK);
        socketDeviceFake.awaitReceived("tts stop");
        manner.cuts = false;
        socketDeviceFake.sendListen("start", "manual");
        socketDeviceFake.sendSpeech(SENTENCE);
        await().until(() -> server.open.size() == 1);
        socketDeviceFake.sendListen("stop", "manual");
        await().untilAsserted(
            () -> assertThat(engine.model().lastTurn(new DeviceId(ONE)).get().orElseThrow().transcript().text()).startsWith("what is your name"));
        await().untilAsserted(() -> assertThat(open()).doesNotContain(ProblemCode.PROVIDER_CUT, ProblemCode.PROVIDER_FALLBACK));
    }

    @Test
    void noiseOpensNothing() throws Exception {
        SocketDeviceFake socketDeviceFake = engine.connectSpeaking(ONE);
        socketDeviceFake.sendListen("start", "auto");
        socketDeviceFake.sendSpeech(new PcmAudio(new short[3 * 16_000], 16_000));
        socketDeviceFake.sendListen("start", "manual");
        await().until(() -> device(ONE).connection().orElseThrow().listening().mode().filter(earshot.wire.ListenMode.MANUAL::equals).isPresent());
        assertThat(server.begun).isEmpty();
    }

    @Test
    void anotherRecognizerInTheMiddleOfASentenceHearsTheWholeOfIt() throws Exception {
        SocketDeviceFake socketDeviceFake = engine.connectSpeaking(ONE);
        socketDeviceFake.sendListen("start", "manual");
        socketDeviceFake.sendSpeech(SENTENCE);
        await().until(() -> server.open.size() == 1);
        choose("sphinx4");
        socketDeviceFake.sendListen("stop", "manual");
        assertThat(turn(ONE).transcript().text()).isEqualTo("what time is it");
        await().until(server.open::isEmpty);
    }

    @BeforeEach
    void start() {
        engine.start(
            Map.of("assistant", "scripted", "ASR.Fun.type", "fun_server", "ASR.Fun.host", "127.0.0.1", "ASR.Fun.port", server.port(), "ASR.Fun.mode", "2pass"),
            new SpeechFactoryFake("what time is it"));
        choose("Fun");
    }

    private void choose(String recognizer) {
        assertThat(engine.send(new Command.ApplySettings(Map.of("selected_module.ASR", recognizer))).outcome().join())
            .isInstanceOf(Operation.Outcome.Done.class);
    }

    private DeviceFacts device(String id) {
        return engine.model().devices().get().stream().map(row -> row.facts().get()).filter(facts -> facts.id().value().equals(id)).findFirst().orElseThrow();
    }

    private TurnFacts turn(String id) {
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.model().turns().get().stream().anyMatch(row -> row.deviceId().value().equals(id)));
        return engine.model().turns().get().stream().filter(row -> row.deviceId().value().equals(id)).findFirst().orElseThrow().facts();
    }

    private PcmAudio heard(String id) {
        return engine.model().turns().get().stream().filter(row -> row.deviceId().value().equals(id)).findFirst().orElseThrow().userAudio().orElseThrow();
    }

    private List<ProblemCode> open() {
        return engine.model().problems().get().stream().filter(ProblemEntry::open).map(entry -> entry.problem().code()).toList();
    }

    /// Answers with the number of bytes received.
    private static final class ByteCountingScript implements FunAsrServerFake.Behavior {
        private volatile boolean cuts;

        @Override
        public void sound(WebSocket to, int bytesSoFar) {
            if (cuts) {
                to.closeConnection(1006, "gone");
            } else {
                to.send(FunAsrServerFake.says("2pass-online", "so far " + bytesSoFar, false));
            }
        }

        @Override
        public void ended(WebSocket to, int bytes) {
            to.send(FunAsrServerFake.says("2pass-offline", "what is your name " + bytes, true));
        }
    }
}
