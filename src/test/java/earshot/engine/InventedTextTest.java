package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.Hallucination;
import earshot.audio.OpusCodecs;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmAudio;
import earshot.audio.VoicelessSignals;
import earshot.audio.WavFile;
import earshot.id.DeviceId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSentence;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.turn.TurnFacts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A recognizer that gives the same sentence for whatever it hears, in the whole engine, over real sockets on both sides.
@Tag("proof")
@Timeout(120)
class InventedTextTest {
    private static final int FRAME = 960;
    private static final String TEXT = "Thanks for watching!";
    /// Of two devices: what is the same is heard once.
    private static final List<String> TEXTS = List.of(TEXT, "谢谢观看");
    private static final List<String> NOISES = List.of("coughs", "a hummed tune", "a vacuum cleaner");

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final ProviderServerFake transcription = engine.closing(new ProviderServerFake().answersWith(Behavior.json(200, "{\"text\":\"" + TEXT + "\"}")));
    private final PcmAudio said = VoicelessSignals.inRoom(WavFile.read(Path.of("src/test/resources/speech/thank-you-for-watching.wav")));

    @Test
    void nobodyIsAnsweredWhoSaidNothing() throws Exception {
        start();
        SocketDeviceFake device = engine.connectSpeaking("aa:bb:cc:00:03:01");
        for (String noise : NOISES) {
            TurnFacts turn = turn(device, sound(noise));
            assertThat(turn.transcript().text()).as(noise).isEmpty();
            assertThat(turn.transcript().dropped()).as(noise).contains(new Hallucination(TEXT, Hallucination.Reason.KNOWN_PHRASE));
        }
        assertThat(device.received()).noneMatch(text -> text.startsWith("stt") || text.equals("sound"));
        assertThat(engine.findDevice("aa:bb:cc:00:03:01").orElseThrow().droppedTexts().get()).isEqualTo(NOISES.size());
        assertThat(turn(device, joined(sound("a bright hum"), said)).transcript().text()).as("after a hum").isEqualTo(TEXT);
        assertThat(transcription.requests).hasSize(NOISES.size() + 1);
    }

    @Test
    void theMinutesOfTwoDevicesHaveWhatWasSaidOnly() throws Exception {
        start();
        List<ClientFake> devices = List.of(connect("aa"), connect("bb"));
        await().until(() -> engine.model().devices().get().size() == 2);
        engine.send(new Command.PerformMeetingCommand(new MeetingCommand.Start(List.of(new DeviceId("aa"), new DeviceId("bb")), "Weekly"))).outcome().join();
        for (int i = 0; i < TEXTS.size(); i++) {
            transcription.answersWith(Behavior.json(200, "{\"text\":\"" + TEXTS.get(i) + "\"}"));
            ClientFake device = devices.get(i);
            device.awaitReceived("已进入会议模式");
            device.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
            send(device, pause(3));
            NOISES.forEach(noise -> send(device, joined(sound(noise), pause(1))));
            send(device, joined(said, pause(2)));
            device.awaitReceived("\"event\":\"transcription\",\"text\":\"" + TEXTS.get(i) + "\"");
        }
        Meeting meeting = engine.model().meetings().meetings().get().getFirst();
        await().untilAsserted(() -> assertThat(engine.model().meetings().open(meeting.id()).join().get().countedSentences()).extracting(MeetingSentence::text)
            .containsExactlyElementsOf(TEXTS));
        int dropped = engine.model().meetings().running().get().getFirst().droppedTexts();
        assertThat(dropped).isBetween(4, 2 * NOISES.size());
        assertThat(transcription.requests).hasSize(dropped + 2);
    }

    private void start() {
        engine.startFromFile("assistant: scripted\nselected_module: {ASR: Whisper}\nASR: {Whisper: {type: openai, base_url: '" + transcription.url() + "', api_key: k}}\n",
            new SpeechFactoryFake("nothing"));
    }

    private TurnFacts turn(SocketDeviceFake device, PcmAudio sound) {
        int before = engine.model().turns().get().size();
        device.sendListen("start", "manual");
        device.sendSpeech(sound);
        device.sendListen("stop", "manual");
        await().until(() -> engine.model().turns().get().size() > before);
        await().until(() -> {
            TurnFacts.Transcript heard = engine.model().turns().get().getFirst().facts().transcript();
            return !heard.text().isEmpty() || heard.dropped().isPresent();
        });
        return engine.model().turns().get().getFirst().facts();
    }

    private ClientFake connect(String id) throws IOException {
        ClientFake device = engine.connect("supie", id, Map.of());
        device.awaitReceived("\"type\":\"hello\"");
        return device;
    }

    private static PcmAudio pause(int seconds) {
        return new PcmAudio(new short[seconds * 16_000], 16_000);
    }

    private static void send(ClientFake device, PcmAudio sound) {
        try (OpusEncoder encoder = OpusCodecs.best().encoder(16_000, FRAME, 24_000, 3)) {
            for (int at = 0; at + FRAME <= sound.pcm().length; at += FRAME) {
                assertThat(device.socket.binary(encoder.encode(Arrays.copyOfRange(sound.pcm(), at, at + FRAME)))).isTrue();
            }
        }
    }

    private static PcmAudio sound(String noise) {
        return VoicelessSignals.all().get(noise);
    }

    private static PcmAudio joined(PcmAudio one, PcmAudio other) {
        short[] both = Arrays.copyOf(one.pcm(), one.pcm().length + other.pcm().length);
        System.arraycopy(other.pcm(), 0, both, one.pcm().length, other.pcm().length);
        return new PcmAudio(both, 16_000);
    }
}
