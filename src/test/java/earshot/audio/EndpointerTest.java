package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.SpeechBoundary.EndReason;
import earshot.audio.SpeechBoundary.SpeechEnded;
import earshot.audio.SpeechBoundary.SpeechStarted;
import org.junit.jupiter.api.Test;

class EndpointerTest {
    private static final long FRAME = 60_000_000;
    private final Endpointer endpointer = new Endpointer(new VadSettings(2, Duration.ofMillis(700), Duration.ofSeconds(30), 6, Duration.ofMillis(400)));
    private final List<SpeechBoundary> found = new ArrayList<>();
    private long now;

    /// One character a frame: `#` voiced, `.` not.
    private void hear(String frames) {
        for (char frame : frames.toCharArray()) {
            now += FRAME;
            endpointer.accept(frame == '#', FRAME, now).ifPresent(found::add);
        }
    }

    @Test
    void aVoiceBeginsWithItsFirstFrameAndEndsAfterTheSilence() {
        hear("....##..##............");
        assertThat(found).containsExactly(
            new SpeechStarted(5 * FRAME),
            new SpeechEnded(EndReason.SILENCE, 10 * FRAME, 22 * FRAME, Duration.ofMillis(360)));
        assertThat(endpointer.inSpeech()).isFalse();
    }

    @Test
    void aClickBeginsNothingButASingleVoicedFrameKeepsAVoiceGoing() {
        hear("..#.....#...");
        assertThat(found).isEmpty();
        hear("##...........#...........");
        assertThat(found).containsExactly(new SpeechStarted(13 * FRAME));
        assertThat(endpointer.lastVoicedNanos()).isEqualTo(26 * FRAME);
        hear(".");
        assertThat(found).hasSize(2);
    }

    @Test
    void aVoiceThatDoesNotEndIsCutAtTheLongestTurn() {
        hear("#".repeat(510));
        assertThat(found).startsWith(
            new SpeechStarted(FRAME),
            new SpeechEnded(EndReason.LONGEST_TURN, 500 * FRAME, 500 * FRAME, Duration.ofSeconds(30)));
    }

    @Test
    void shortFramesBeginAfterTheSameTime() {
        for (int i = 1; i <= 5; i++) {
            assertThat(endpointer.accept(true, 20_000_000, i).isPresent()).isEqualTo(i == 5);
        }
    }

    @Test
    void aResetForgetsTheVoice() {
        hear("####");
        endpointer.reset();
        assertThat(endpointer.inSpeech()).isFalse();
        hear("............");
        assertThat(found).hasSize(1);
        hear("#.#.#.");
        assertThat(found).hasSize(1);
    }
}
