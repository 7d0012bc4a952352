package earshot.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.HandshakeFake;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;

/// What one connection tells of its device, and what it no longer tells when another has taken its place.
class FirmwareJudgeTest {
    private static final CloseStatus GONE = new CloseStatus(1006, "", CloseStatus.Cause.DEVICE);
    /// 60 ms of speech in framing 3.
    private static final byte[] FRAME = {0, 0, 0, 4, (byte) (11 << 3), 1, 2, 3};

    private final List<String> reports = new ArrayList<>();
    private final DeviceFirmware device = new DeviceFirmware(0);
    private final FirmwareJudge judge = judge();
    private long millis;

    @Test
    void aConnectionIsTheNewestFromItsBegin() {
        assertThat(device.isNewest(judge)).isTrue();
        FirmwareJudge next = judge();
        assertThat(device.isNewest(judge)).isFalse();
        assertThat(device.isNewest(next)).isTrue();
    }

    @Test
    void whatItSaysChangesTheEstimateAtOnce() {
        assertThat(device.estimate().state()).as("nothing passed yet").isEqualTo(InferredState.ASLEEP);
        listen();
        assertThat(device.estimate().state()).isEqualTo(InferredState.LISTENING);
        assertThat(device.estimate().channelEndsNanos()).as("nothing was sent").isEmpty();
        tts("start");
        assertThat(device.estimate().state()).isEqualTo(InferredState.SPEAKING);
        assertThat(device.estimate().channelEndsNanos()).hasValue(nanos() + FirmwareModel.CHANNEL_LIMIT.toNanos());
    }

    @Test
    void framesAreToldWhenTimePassesNotOneByOne() {
        speaking();
        FirmwareEstimate before = device.estimate();
        send(3);
        assertThat(device.estimate()).isSameAs(before);
        judge.passed(nanos());
        assertThat(device.estimate().waiting()).isEqualTo(2);
        assertThat(device.estimate().emptyAtNanos()).isEqualTo(nanos() + 180_000_000);
    }

    @Test
    void whatTheDeviceSendsAsSoundChangesNothing() {
        speaking();
        FirmwareEstimate before = device.estimate();
        judge.frameReceived(FRAME, nanos());
        assertThat(device.estimate()).isSameAs(before);
    }

    @Test
    void whatIsNoPacketOfTheFramingIsNotPlayed() {
        speaking();
        judge.frameSent(new byte[] {0, 0, 0, 9, 1}, nanos());
        judge.frameSent(new byte[0], nanos());
        judge.frameSent(new byte[] {1, 0, 0, 2, '{', '}'}, nanos());
        judge.passed(nanos());
        assertThat(device.estimate().emptyAtNanos()).isEqualTo(nanos());
    }

    @Test
    void textsThatCannotBeReadAreHarmless() {
        speaking();
        for (String text : List.of("", "no json", "[]", "7", "{", "{\"type\":7}", "{\"type\":\"tts\"}", "{\"type\":\"tts\",\"state\":\"pause\"}",
            "[".repeat(5_000))) {
            judge.textSent(text, nanos());
            judge.textReceived(text, nanos());
            assertThat(device.estimate().state()).as(text).isEqualTo(InferredState.SPEAKING);
        }
    }

    @Test
    void lossesAreCountedForTheWholeConnection() {
        speaking();
        send(1);
        passes(100);
        send(45);
        tts("stop");
        assertThat(reports).containsExactly("silent 40 in 1", "dropped 4");
        tts("start");
        send(1);
        passes(70);
        send(1);
        judge.passed(nanos());
        assertThat(reports).as("the second answer goes on").hasSize(2);
        assertThat(device.estimate().losses()).isEqualTo(new FirmwareEstimate.Losses(2, Duration.ofMillis(50), 4));
    }

    @Test
    void theEndOfTheConnectionReportsWhatItLostAndKeepsTheNumbers() {
        speaking();
        send(1);
        passes(100);
        send(1);
        judge.passed(nanos());
        judge.closed(GONE, nanos());
        assertThat(reports).containsExactly("silent 40 in 1");
        assertThat(device.estimate().state()).isEqualTo(InferredState.ASLEEP);
        assertThat(device.estimate().losses().gaps()).isEqualTo(1);
        assertThat(device.estimate().waiting()).isZero();
        assertThat(device.estimate().channelEndsNanos()).isEmpty();
    }

    @Test
    void aConnectionThatWasReplacedStillReportsItsLossesButNothingElse() {
        speaking();
        send(1);
        passes(100);
        send(1);
        FirmwareJudge next = judge();
        next.textReceived("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}", nanos());
        FirmwareEstimate now = device.estimate();
        tts("stop");
        send(9);
        judge.passed(nanos());
        judge.closed(GONE, nanos());
        assertThat(reports).containsExactly("silent 40 in 1");
        assertThat(device.estimate()).isSameAs(now);
        assertThat(now.state()).isEqualTo(InferredState.LISTENING);
        assertThat(now.losses()).as("of the new connection").isEqualTo(FirmwareEstimate.Losses.NONE);
    }

    @Test
    void afterALossOfWhatPassedTheStateIsUnknown() {
        speaking();
        send(5);
        judge.lost(nanos());
        assertThat(device.estimate().state()).isEqualTo(InferredState.UNKNOWN);
        assertThat(device.estimate().waiting()).isZero();
        judge.closed(GONE, nanos());
        assertThat(device.estimate().state()).isEqualTo(InferredState.ASLEEP);
    }

    private FirmwareJudge judge() {
        return new FirmwareJudge(HandshakeFake.of(new DeviceId("aa"), Framing.COMPACT), device, new LossReporter() {
            @Override
            public void ranOut(Duration silence, int gaps) {
                reports.add("silent " + silence.toMillis() + " in " + gaps);
            }

            @Override
            public void overflowed(int packets) {
                reports.add("dropped " + packets);
            }
        }, nanos());
    }

    private void listen() {
        judge.textReceived("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}", nanos());
    }

    private void speaking() {
        listen();
        tts("start");
    }

    private void tts(String phase) {
        judge.textSent("{\"type\":\"tts\",\"state\":\"" + phase + "\"}", nanos());
    }

    private void send(int frames) {
        IntStream.range(0, frames).forEach(_ -> judge.frameSent(FRAME, nanos()));
    }

    private void passes(long time) {
        millis += time;
        judge.passed(nanos());
    }

    private long nanos() {
        return millis * 1_000_000;
    }
}
