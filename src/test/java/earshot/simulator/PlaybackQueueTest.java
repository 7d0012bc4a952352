package earshot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.audio.OpusDecoder;
import earshot.audio.UndecodableAudioException;
import earshot.problem.ProblemReason;
import org.junit.jupiter.api.Test;

class PlaybackQueueTest {
    private static final long FRAME = 60_000_000L;
    private final RecordingLoudspeaker recordingLoudspeaker = new RecordingLoudspeaker();
    private final PlaybackQueue queue = new PlaybackQueue(recordingLoudspeaker);

    PlaybackQueueTest() {
        queue.setDecoder(new OpusDecoderFake(), 960);
    }

    @Test
    void playsOfABurstOf135FramesWhatFitsAndDropsTheRestSilently() {
        for (int i = 0; i < 135; i++) {
            queue.offer(new byte[] {1}, 0);
        }
        queue.advance(100 * FRAME);
        assertThat(counters().played()).as("one plays, 40 wait").isEqualTo(41);
        assertThat(counters().overflow()).isEqualTo(94);
    }

    @Test
    void countsPacketsNotMilliseconds() {
        queue.setDecoder(new OpusDecoderFake(), 960);
        for (int i = 0; i < 41; i++) {
            assertThat(queue.offer(new byte[] {20}, 0)).isTrue();
        }
        assertThat(queue.offer(new byte[] {20}, 0)).as("0.8 s of 20 ms frames fill it").isFalse();
    }

    @Test
    void framesThatComeAheadOfTimeArePlayedOneAfterTheOtherWithoutAnUnderrun() {
        for (int i = 0; i < 10; i++) {
            queue.offer(new byte[] {1}, i * FRAME - (i > 0 ? 3_000_000 : 0));
        }
        queue.advance(10 * FRAME);
        assertThat(counters().played()).isEqualTo(10);
        assertThat(counters().underruns()).isZero();
        assertThat(queue.drained(10 * FRAME)).isTrue();
        assertThat(queue.drained(10 * FRAME - 1)).isFalse();
        assertThat(recordingLoudspeaker.speech().pcm()).hasSize(9600);
    }

    @Test
    void aFrameThatComesAfterTheOneBeforeHasEndedIsAnUnderrunOfExactlyThatLength() {
        queue.offer(new byte[] {1}, 0);
        queue.offer(new byte[] {1}, FRAME + 7_000_000);
        assertThat(counters().underruns()).isEqualTo(1);
        assertThat(counters().underrunNanos()).isEqualTo(7_000_000);
        assertThat(recordingLoudspeaker.speech().pcm()).as("the gap is on the tape").hasSize(960 + 112 + 960);
    }

    @Test
    void aNewStretchOfSpeechWipesWhatWaitsAndForgetsTheSilenceBeforeIt() {
        queue.offer(new byte[] {1}, 0);
        queue.offer(new byte[] {1}, 0);
        queue.reset();
        queue.offer(new byte[] {1}, 100 * FRAME);
        assertThat(counters().discarded()).isEqualTo(1);
        assertThat(counters().underruns()).isZero();
        assertThat(counters().played()).isEqualTo(2);
    }

    @Test
    void whatIsNoPacketOrTooLongForTheFrameBufferIsCountedAndNotPlayed() {
        queue.offer(new byte[] {0}, 0);
        queue.offer(new byte[] {120}, 0);
        queue.offer(new byte[0], 0);
        assertThat(counters().undecodable()).isEqualTo(3);
        assertThat(counters().played()).isZero();
    }

    private FrameCounters.Playback counters() {
        return queue.counters();
    }

    /// A decoder for which the first byte of a packet is its duration: 1 means 60 ms, 0 is no valid packet.
    private static final class OpusDecoderFake implements OpusDecoder {
        @Override
        public short[] decode(byte[] packet) {
            if (packet[0] == 0) {
                throw new UndecodableAudioException(ProblemReason.PACKET_EMPTY);
            }
            return new short[packet[0] == 1 ? 960 : packet[0] * 16];
        }

        @Override
        public short[] conceal(int samples) {
            return new short[samples];
        }

        @Override
        public int rate() {
            return 16_000;
        }

        @Override
        public void close() {}
    }
}
