package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.SegmentationPreview.Segment;
import earshot.audio.SpeechBoundary.EndReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U14: where the last 20 s would have been cut")
class SegmentationPreviewTest {
    private static final int FRAME = 960;

    @Test
    @DisplayName("U14: a shorter silence cuts at the pause, a longer one does not")
    void theSilenceDecidesWhetherAPauseCuts() {
        String said = "....####......####............";
        assertThat(cuts(said, 700, List.of())).containsExactly(new Segment(millis(240), millis(1080), millis(1800), java.util.Optional.of(EndReason.SILENCE)));
        assertThat(cuts(said, 300, List.of())).extracting(Segment::from, Segment::to, Segment::decided).containsExactly(
            org.assertj.core.groups.Tuple.tuple(millis(240), millis(480), millis(780)),
            org.assertj.core.groups.Tuple.tuple(millis(840), millis(1080), millis(1380)));
    }

    @Test
    void whatDoesNotEndIsShownToTheEndOfTheSound() {
        assertThat(cuts("..####..", 700, List.of())).singleElement()
            .matches(segment -> segment.reason().isEmpty() && segment.to().equals(millis(360)) && segment.decided().equals(millis(480)));
    }

    @Test
    void aPauseOfTheStreamEndsATurnWhateverTheSettingsSay() {
        assertThat(cuts("..####..####..", 10_000, List.of(8))).hasSize(2).allMatch(segment -> segment.reason().isEmpty());
    }

    @Test
    @DisplayName("U14: judged by the very detector that judges live: loud enough for one gate is not for a stricter one")
    void theRealDetectorIsAsked() {
        short[] speech = Resampler.resample(TestSignals.speech(), 16_000, 16_000);
        short[] quiet = new short[16_000 + speech.length + 16_000];
        System.arraycopy(speech, 0, quiet, 16_000, speech.length);
        RecentAudio sound = recent(quiet, List.of());
        VoiceActivityDetectorFactory detectors = VoiceActivityDetectorFactory.gateOnly();
        List<Integer> counts = new ArrayList<>();
        for (double gate : new double[] {6, 40}) {
            VadSettings vad = new VadSettings(2, millis(400), Duration.ofSeconds(30), gate, millis(400));
            try (VoiceActivityDetector detector = detectors.open(vad)) {
                SegmentationPreview segmentationPreview = SegmentationPreview.of(sound, vad, detector);
                assertThat(segmentationPreview.voiced()).isNotEmpty();
                counts.add((int) segmentationPreview.voiced().stream().mapToLong(span -> span.to().minus(span.from()).toMillis()).sum());
            }
        }
        assertThat(counts.get(0)).isGreaterThan(counts.get(1));
    }

    private static List<Segment> cuts(String frames, long silence, List<Integer> breaks) {
        VadSettings vad = new VadSettings(2, millis(silence), Duration.ofSeconds(30), 6, millis(400));
        return SegmentationPreview.of(recent(new short[frames.length() * FRAME], breaks), vad, new VoiceActivityDetectorFake(frames)).segments();
    }

    private static RecentAudio recent(short[] pcm, List<Integer> breaks) {
        return new RecentAudio(new PcmAudio(pcm, 16_000), Collections.nCopies(pcm.length / FRAME, FRAME), breaks);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /// Answers from a script, one character a frame: `#` is voiced.
    private static final class VoiceActivityDetectorFake implements VoiceActivityDetector {
        private final String frames;
        private int at;

        VoiceActivityDetectorFake(String frames) {
            this.frames = frames;
        }

        @Override
        public boolean voiced(short[] pcm) {
            return frames.charAt(at++) == '#';
        }

        @Override
        public double thresholdDb() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
