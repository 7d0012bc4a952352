package earshot.simulator;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import earshot.wire.UnwrappedFrame;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The parts of the test device that copy firmware: framing, states, what OTA changes, microphone and loudspeaker.
class FirmwareModelTest {
    private static final SimulatedState STARTING = new SimulatedState.Starting();
    private static final SimulatedState ACTIVATING = new SimulatedState.Activating();
    private static final SimulatedState IDLE = new SimulatedState.Idle();
    private static final SimulatedState CONNECTING = new SimulatedState.Connecting();
    private static final SimulatedState LISTENING = new SimulatedState.Listening(ListenMode.AUTO);
    private static final SimulatedState SPEAKING = new SimulatedState.Speaking(ListenMode.AUTO);

    @ParameterizedTest
    @EnumSource(Framing.class)
    @DisplayName("xiaozhi-protocol section 3: device and server frame alike")
    void whatTheDeviceFramesTheServerReadsAndTheOtherWayRound(Framing framing) {
        byte[] packet = {0x58, 1, 2, 3, 4};
        assertThat(BinaryFrameCodec.unwrap(framing, SimulatedFraming.wrap(framing, packet))).isInstanceOfSatisfying(UnwrappedFrame.Packet.class,
            read -> assertThat(read.opus()).isEqualTo(packet));
        assertThat(SimulatedFraming.unwrap(framing, BinaryFrameCodec.wrap(framing, packet, 77))).hasValueSatisfying(read -> assertThat(read).isEqualTo(packet));
    }

    @ParameterizedTest
    @EnumSource(value = Framing.class, names = {"TIMESTAMPED", "COMPACT"})
    void aFrameThatPromisesMoreThanItHoldsIsRefused(Framing framing) {
        byte[] frame = BinaryFrameCodec.wrap(framing, new byte[] {1, 2, 3}, 0);
        assertThat(SimulatedFraming.unwrap(framing, java.util.Arrays.copyOf(frame, frame.length - 1))).isEmpty();
        assertThat(SimulatedFraming.unwrap(framing, new byte[3])).isEmpty();
        assertThat(SimulatedFraming.unwrap(framing, java.util.Arrays.copyOf(frame, frame.length + 1))).as("the firmware reads what the head says")
            .hasValueSatisfying(read -> assertThat(read).containsExactly(1, 2, 3));
    }

    static Stream<Arguments> transitions() {
        List<SimulatedState> states = List.of(STARTING, ACTIVATING, IDLE, CONNECTING, LISTENING, SPEAKING);
        List<List<SimulatedState>> allowed = List.of(List.of(ACTIVATING), List.of(IDLE), List.of(ACTIVATING, CONNECTING, LISTENING, SPEAKING),
            List.of(IDLE, LISTENING), List.of(SPEAKING, IDLE), List.of(LISTENING, IDLE));
        return states.stream().flatMap(from -> states.stream().map(to -> Arguments.of(from, to, from == to || allowed.get(states.indexOf(from)).contains(to))));
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void onlyTheTransitionsOfTheFirmwareAreAllowed(SimulatedState from, SimulatedState to, boolean allowed) {
        assertThat(from.mayBecome(to)).isEqualTo(allowed);
    }

    @Test
    void aStateHasTheNameOfTheFirmware() {
        assertThat(SPEAKING.word()).isEqualTo("speaking");
        assertThat(LISTENING.mayBecome(new SimulatedState.Listening(ListenMode.MANUAL))).as("another mode").isTrue();
    }

    @Test
    @DisplayName("xiaozhi-protocol section 1: what OTA leaves out stays as it is stored")
    void otaChangesWhatItNames() throws Exception {
        SimulatedDeviceProfile stored = SimulatedDeviceProfile.numbered(3, "ws://127.0.0.1:1/old/").withToken(Optional.of("kept")).withFraming(Framing.COMPACT);
        assertThat(new OtaResponse(JSON.readTree("{}")).into(stored)).isEqualTo(stored);
        assertThat(new OtaResponse(JSON.readTree("{\"websocket\":{\"url\":\"ws://127.0.0.1:2/new/\"}}")).into(stored))
            .isEqualTo(stored.withUrl("ws://127.0.0.1:2/new/"));
        assertThat(new OtaResponse(JSON.readTree("{\"websocket\":{\"token\":\"\",\"version\":2}}")).into(stored))
            .isEqualTo(stored.withToken(Optional.empty()).withFraming(Framing.TIMESTAMPED));
        assertThat(new OtaResponse(JSON.readTree("{\"websocket\":{\"url\":7,\"token\":null,\"version\":\"x\"}}")).into(stored)).isEqualTo(stored);
    }

    @Test
    void theLoudspeakerKeepsGapsAndNoMoreThanFiveMinutes() {
        RecordingLoudspeaker loudspeaker = new RecordingLoudspeaker();
        loudspeaker.play(new short[] {1, 2}, 1_000);
        loudspeaker.underrun(Duration.ofMillis(3).toNanos());
        loudspeaker.play(new short[] {3}, 1_000);
        assertThat(loudspeaker.speech().pcm()).containsExactly(1, 2, 0, 0, 0, 3);
        assertThat(loudspeaker.speech().rate()).isEqualTo(1_000);
        loudspeaker.underrun(Long.MAX_VALUE / 2_000);
        loudspeaker.play(new short[100_000], 1_000);
        loudspeaker.play(new short[100_000], 1_000);
        assertThat(loudspeaker.speech().duration()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(7));
    }

    @Test
    void theMicrophoneIsSilentUntilItSpeaksAndAfterTheSentence() {
        TimeFake time = new TimeFake();
        List<byte[]> sentence = List.of(new byte[] {10}, new byte[] {11}, new byte[] {12}, new byte[] {13}, new byte[] {14}, new byte[] {15});
        RecordedMicrophone microphone = new RecordedMicrophone(time, new EncodedRecording(sentence));
        List<Microphone.Packet> packets = new ArrayList<>();
        var open = microphone.open(packets::add);
        time.advance(Duration.ofMillis(120));
        microphone.speak();
        time.advance(Duration.ofMillis(420));
        int silence = EncodedRecording.DTX[0];
        assertThat(packets.stream().mapToInt(packet -> packet.opus()[0])).containsExactly(silence, silence, 10, 11, 12, 13, 14, 15, silence);
        assertThat(packets.stream().map(Microphone.Packet::lastOfSpeech)).as("the last frame of the sentence, without the silence after it")
            .containsExactly(false, false, false, true, false, false, false, false, false);
        open.close();
        time.advance(Duration.ofSeconds(1));
        assertThat(packets).hasSize(9);
    }
}
