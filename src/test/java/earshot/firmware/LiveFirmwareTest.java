package earshot.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.HandshakeFake;
import earshot.capture.TrafficJudge;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;

/// What is kept of a device: what it does now, its last minute, and its losses, those that belong together as one.
class LiveFirmwareTest {
    private static final DeviceId BOARD = new DeviceId("aa");
    private static final CloseStatus GONE = new CloseStatus(1006, "", CloseStatus.Cause.DEVICE);
    /// 60 ms of speech in framing 3.
    private static final byte[] FRAME = {0, 0, 0, 4, (byte) (11 << 3), 1, 2, 3};
    private static final int STEP = 100;

    private final List<String> rows = new ArrayList<>();
    private final LiveFirmware firmware = new LiveFirmware(device -> new LossReporter() {
        @Override
        public void ranOut(Duration silence, int gaps) {
            rows.add(device.value() + " silent " + silence.toMillis() + " in " + gaps);
        }

        @Override
        public void overflowed(int packets) {
            rows.add(device.value() + " dropped " + packets);
        }
    });
    private final int[] steps = new int[FirmwareHistory.STEPS];
    private TrafficJudge board;
    private long millis = 5_000;

    @Test
    void aDeviceIsKnownWhileItIsConnectedAndAMinuteAfter() {
        assertThat(firmware.estimate(BOARD)).isEmpty();
        answering();
        assertThat(now().state()).isEqualTo(InferredState.SPEAKING);
        send(10);
        passes(1);
        assertThat(now().waiting()).isEqualTo(9);
        assertThat(now().emptyAtNanos()).isEqualTo(nanos() + 599_000_000);
        assertThat(now().channelEndsNanos()).hasValue(nanos() + 119_999_000_000L);
        board.closed(GONE, nanos());
        assertThat(now().state()).isEqualTo(InferredState.ASLEEP);
        assertThat(now().waiting()).isZero();
        assertThat(now().channelEndsNanos()).isEmpty();

        millis += 50_000;
        firmware.of(HandshakeFake.of(new DeviceId("bb"), Framing.RAW), nanos());
        assertThat(firmware.estimate(BOARD)).isPresent();
        millis += 30_000;
        firmware.of(HandshakeFake.of(new DeviceId("cc"), Framing.RAW), nanos());
        assertThat(firmware.estimate(BOARD)).as("nothing of it is worth showing").isEmpty();
    }

    @Test
    void theHistoryEmptiesStepByStepAlsoWhenNothingPasses() {
        answering();
        send(41);
        passes(3_000);
        now().history().read(nanos(), steps);
        List<Integer> waiting = Arrays.stream(steps).map(FirmwareHistory::waiting).boxed().toList();
        assertThat(waiting.subList(569, 600)).isSortedAccordingTo(Comparator.reverseOrder()).startsWith(40, 39, 37).endsWith(0);
        assertThat(Arrays.stream(steps, 569, 600)).allMatch(step -> FirmwareHistory.state(step) == InferredState.SPEAKING);
        assertThat(FirmwareHistory.state(steps[0])).as("before it was connected").isEqualTo(InferredState.ASLEEP);
        assertThat(Arrays.stream(steps)).noneMatch(FirmwareHistory::overflow);
    }

    @Test
    void aGapIsMarkedOverItsWholeLengthWhenItIsOver() {
        answering();
        send(1);
        passes(560);
        now().history().read(nanos(), steps);
        assertThat(Arrays.stream(steps)).as("it may be the end of the answer").noneMatch(FirmwareHistory::underrun);
        send(1);
        now().history().read(nanos(), steps);
        assertThat(Arrays.stream(steps).filter(FirmwareHistory::underrun).count()).isBetween(5L, 6L);
    }

    @Test
    void lossesThatFollowEachOtherAreOneReport() {
        answering();
        for (int i = 0; i < 4; i++) {
            send(1);
            passes(90);
        }
        assertThat(rows).isEmpty();
        passes(1_000);
        assertThat(rows).containsExactly("aa silent 90 in 3");
        send(60);
        tts("stop");
        assertThat(rows).as("the answer is over").containsExactly("aa silent 90 in 3", "aa silent 1030 in 1", "aa dropped 19");
        assertThat(now().losses()).isEqualTo(new FirmwareEstimate.Losses(4, Duration.ofMillis(1_120), 19));
    }

    @Test
    void gapsThatTheOutputBufferOfABoardCoversAreNoReport() {
        answering();
        for (int i = 0; i < 3; i++) {
            send(1);
            passes(63);
        }
        tts("stop");
        assertThat(rows).isEmpty();
    }

    @Test
    void aNewConnectionTakesThePlaceOfTheOneBefore() {
        answering();
        TrafficJudge before = board;
        connect();
        before.textSent("{\"type\":\"tts\",\"state\":\"start\"}", nanos());
        before.closed(GONE, nanos());
        passes(STEP);
        assertThat(now().state()).isEqualTo(InferredState.CONNECTING);
    }

    @Test
    void whatWasLostIsToldAsUnknown() {
        answering();
        board.lost(nanos());
        assertThat(now().state()).isEqualTo(InferredState.UNKNOWN);
        now().history().read(nanos(), steps);
        assertThat(FirmwareHistory.state(steps[599])).isEqualTo(InferredState.UNKNOWN);
    }

    @Test
    void aMinuteIsKeptAndNoMore() {
        answering();
        for (int i = 0; i < 900; i++) {
            passes(STEP);
        }
        tts("stop");
        millis += 10_000;
        now().history().read(nanos(), steps);
        assertThat(Arrays.stream(steps, 0, 499)).allMatch(step -> FirmwareHistory.state(step) == InferredState.SPEAKING);
        assertThat(Arrays.stream(steps, 501, 600)).as("is as it was when it was last told")
            .allMatch(step -> FirmwareHistory.state(step) == InferredState.LISTENING);
        millis += 600_000;
        passes(0);
        now().history().read(nanos(), steps);
        assertThat(Arrays.stream(steps)).allMatch(step -> FirmwareHistory.state(step) == InferredState.LISTENING);
    }

    private void connect() {
        board = firmware.of(HandshakeFake.of(BOARD, Framing.COMPACT), nanos());
    }

    private void answering() {
        connect();
        board.textSent("{\"type\":\"hello\",\"audio_params\":{\"frame_duration\":60}}", nanos());
        board.textReceived("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}", nanos());
        board.frameReceived(FRAME, nanos());
        tts("start");
    }

    private void tts(String phase) {
        board.textSent("{\"type\":\"tts\",\"state\":\"" + phase + "\"}", nanos());
    }

    private void send(int frames) {
        IntStream.range(0, frames).forEach(_ -> board.frameSent(FRAME, nanos()));
    }

    private void passes(long time) {
        millis += time;
        board.passed(nanos());
    }

    private FirmwareEstimate now() {
        return firmware.estimate(BOARD).orElseThrow();
    }

    private long nanos() {
        return millis * 1_000_000;
    }
}
