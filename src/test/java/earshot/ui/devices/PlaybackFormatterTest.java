package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.HandshakeFake;
import earshot.capture.TrafficJudge;
import earshot.firmware.FirmwareEstimate;
import earshot.firmware.FirmwareHistory;
import earshot.firmware.InferredState;
import earshot.firmware.LiveFirmware;
import earshot.firmware.LossReporter;
import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.ui.FirmwareSamples;
import earshot.ui.kit.Texts;
import earshot.wire.Framing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlaybackFormatterTest {
    private static final DeviceId BOARD = new DeviceId("aa");
    private static final byte[] FRAME = {(byte) (11 << 3), 1, 2, 3};

    private final PlaybackFormatter english = new PlaybackFormatter(new Texts(Texts.Language.ENGLISH));
    private final PlaybackFormatter chinese = new PlaybackFormatter(new Texts(Texts.Language.CHINESE));

    @Test
    @DisplayName("U47: what the device does now, in one line")
    void saysStateQueueAndChannel() {
        FirmwareEstimate estimate = estimate(5);
        long now = estimate.emptyAtNanos() - 300_000_000;
        assertThat(english.now(estimate, now)).isEqualTo("speaking · 4 of 40 packets wait, 300 ms of sound · channel ends in 02:00 if nothing is sent");
        assertThat(chinese.now(estimate, now)).isEqualTo("播放中 · 排队 4/40 包，还能播 300 毫秒 · 静默 02:00 后通道失效");
        assertThat(english.now(estimate, now + 121_000_000_000L))
            .isEqualTo("speaking · 0 of 40 packets wait, 0 ms of sound · its channel has ended: it connects again next time");
        assertThat(english.losses(estimate)).isEqualTo("nothing lost");
    }

    @Test
    void aMinuteOfAConversationHasStatesFillAndBothLosses() {
        TimeFake time = new TimeFake();
        FirmwareEstimate sample = FirmwareSamples.speaking(BOARD, time);
        assertThat(english.losses(sample)).isEqualTo("1 gap, 320 ms · 49 packets dropped");
        int[] steps = new int[FirmwareHistory.STEPS];
        sample.history().read(time.nanos(), steps);
        assertThat(Arrays.stream(steps).mapToObj(FirmwareHistory::state).distinct()).containsExactly(InferredState.ASLEEP, InferredState.CONNECTING,
            InferredState.LISTENING, InferredState.SPEAKING);
        assertThat(Arrays.stream(steps).map(FirmwareHistory::waiting).max()).hasValue(40);
        assertThat(Arrays.stream(steps)).anyMatch(FirmwareHistory::overflow).anyMatch(FirmwareHistory::underrun);
    }

    @Test
    void saysWhatWasLost() {
        assertThat(english.losses(estimate(42))).isEqualTo("1 packet dropped");
        FirmwareEstimate lost = new FirmwareEstimate(InferredState.ASLEEP, 0, 0, OptionalLong.empty(),
            new FirmwareEstimate.Losses(2, Duration.ofMillis(320), 12), estimate(1).history());
        assertThat(english.losses(lost)).isEqualTo("2 gaps, 320 ms · 12 packets dropped");
        assertThat(chinese.losses(lost)).isEqualTo("断音 2 次，共 320 毫秒 · 丢弃 12 个音频包");
        assertThat(english.now(lost, 0)).as("it holds nothing, and what was lost is not of now")
            .isEqualTo("asleep · in its last connection: 2 gaps, 320 ms · 12 packets dropped");
        assertThat(chinese.now(lost, 0)).isEqualTo("休眠 · 上次连接中：断音 2 次，共 320 毫秒 · 丢弃 12 个音频包");
        assertThat(english.whole(lost, 0)).contains("asleep", "keeps 40").containsOnlyOnce("2 gaps");
    }

    @ParameterizedTest
    @EnumSource(InferredState.class)
    void everyStateHasItsWordsInBothLanguages(InferredState state) {
        FirmwareEstimate estimate = new FirmwareEstimate(state, 0, 0, OptionalLong.empty(), FirmwareEstimate.Losses.NONE, estimate(1).history());
        assertThat(List.of(english.now(estimate, 0), chinese.now(estimate, 0)))
            .allSatisfy(words -> assertThat(words).isNotBlank().doesNotContain("playback", "{"));
    }

    /// Of a board that was sent so many packets at once.
    private static FirmwareEstimate estimate(int packets) {
        LiveFirmware firmware = new LiveFirmware(_ -> new LossReporter() {
            @Override
            public void ranOut(Duration silence, int gaps) {}

            @Override
            public void overflowed(int dropped) {}
        });
        TrafficJudge board = firmware.of(HandshakeFake.of(BOARD, Framing.RAW), 0);
        board.textReceived("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}", 0);
        board.textSent("{\"type\":\"tts\",\"state\":\"start\"}", 0);
        IntStream.range(0, packets).forEach(_ -> board.frameSent(FRAME, 0));
        board.passed(0);
        return firmware.estimate(BOARD).orElseThrow();
    }
}
