package earshot.meeting.soundfile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.VadSettings;
import earshot.audio.VoiceActivityDetector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stretches of speech in a recording; whatever is not silent counts as voice.
class SoundFileSegmenterTest {
    private static final int RATE = SoundFileSegmenter.RATE;
    private static final int FRAME = RATE * 60 / 1000;
    private static final VadSettings SETTINGS = new VadSettings(2, Duration.ofMillis(600), Duration.ofSeconds(60), 6, Duration.ZERO);

    private final DetectorFake detector = new DetectorFake();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 960, 4_000, 1_000_000})
    void twoSentencesAreTwoStretchesHoweverTheRecordingIsCut(int piece) {
        short[] recording = recording(20, 0, 20, 900, 20, 0, 10, 700, 30, 0);
        List<SoundFileSegment> found = read(recording, piece, SETTINGS);
        assertThat(found).extracting(SoundFileSegment::begin).containsExactly(Duration.ofMillis(1_200), Duration.ofMillis(3_600));
        assertThat(found).extracting(SoundFileSegment::length).containsExactly(Duration.ofMillis(1_200), Duration.ofMillis(600));
        assertThat(voiced(found.getFirst())).isEqualTo(20 * FRAME);
        assertThat(found).extracting(segment -> segment.sound().duration()).as("600 ms before it was detected, and the silence behind it")
            .containsExactly(Duration.ofMillis(480 + 1_200 + 600), Duration.ofMillis(480 + 600 + 600));
        assertThat(detector.closed).isTrue();
    }

    @Test
    void aPauseWithinASentenceDoesNotEndItAndAClickBeginsNone() {
        assertThat(read(recording(20, 0, 1, 900, 20, 0), 960, SETTINGS)).isEmpty();
        assertThat(read(recording(20, 0, 5, 900, 9, 0, 5, 900, 20, 0), 960, SETTINGS)).singleElement()
            .satisfies(segment -> assertThat(segment.length()).isEqualTo(Duration.ofMillis(19 * 60)));
    }

    @Test
    void speechThatTheRecordingCutsOffIsHeardToItsEnd() {
        short[] recording = Arrays.copyOf(recording(3, 0, 20, 900), 23 * FRAME - 100);
        assertThat(read(recording, 4_000, SETTINGS)).singleElement().satisfies(segment -> {
            assertThat(segment.begin()).isEqualTo(Duration.ofMillis(180));
            assertThat(voiced(segment)).isEqualTo(20 * FRAME - 100);
        });
        assertThat(read(new short[0], 1, SETTINGS)).isEmpty();
    }

    @Test
    void longSpeechIsCutWhereItIsQuietAndNothingOfItIsLost() {
        short[] recording = recording(10, 0, 220, 900, 5, 9, 400, 900, 20, 0);
        List<SoundFileSegment> found = read(recording, 4_000, SETTINGS);
        assertThat(found).hasSizeGreaterThan(2);
        Duration quiet = Duration.ofMillis(60 * (10 + 220));
        assertThat(found.get(1).begin()).as("the cut").isBetween(quiet, quiet.plusMillis(5 * 60));
        assertThat(found.stream().mapToInt(SoundFileSegmenterTest::voiced).sum()).isEqualTo((220 + 5 + 400) * FRAME);
        for (int i = 1; i < found.size(); i++) {
            assertThat(found.get(i).begin()).isGreaterThanOrEqualTo(found.get(i - 1).begin().plus(found.get(i - 1).length()).minusMillis(60));
            assertThat(found.get(i).sound().duration()).isLessThan(Duration.ofMillis(16_200));
        }
    }

    @Test
    void aShorterLimitOfTheSettingsHolds() {
        VadSettings shorter = new VadSettings(2, Duration.ofMillis(600), Duration.ofSeconds(5), 6, Duration.ZERO);
        assertThat(read(recording(10, 0, 250, 900, 20, 0), 4_000, shorter)).hasSizeGreaterThan(2)
            .allSatisfy(segment -> assertThat(segment.sound().duration()).isLessThan(Duration.ofMillis(6_200)));
    }

    @Test
    void theLengthOfTheRecordingCountsWhatIsNoWholeFrameYet() {
        SoundFileSegmenter segmenter = new SoundFileSegmenter(SETTINGS, detector);
        segmenter.add(new short[RATE + 8]);
        assertThat(segmenter.length()).isEqualTo(Duration.ofNanos((RATE + 8) * 1_000_000_000L / RATE));
        segmenter.close();
    }

    @Test
    void whoCancelsDoesNotFreeTheDetectorThatIsInUse() throws Exception {
        CountDownLatch used = new CountDownLatch(1);
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        AtomicBoolean usedAfterItsEnd = new AtomicBoolean();
        SoundFileSegmenter segmenter = new SoundFileSegmenter(SETTINGS, new DetectorFake() {
            @Override
            public boolean voiced(short[] pcm) {
                used.countDown();
                goOn.join();
                usedAfterItsEnd.set(closed);
                return false;
            }
        });
        Thread computing = Thread.ofPlatform().start(() -> segmenter.add(new short[FRAME]));
        used.await();
        Thread cancelling = Thread.ofPlatform().start(segmenter::close);
        await().atMost(60, SECONDS).until(() -> cancelling.getState() == Thread.State.BLOCKED || !cancelling.isAlive());
        goOn.complete(null);
        computing.join();
        cancelling.join();
        assertThat(usedAfterItsEnd).isFalse();
    }

    private List<SoundFileSegment> read(short[] recording, int piece, VadSettings settings) {
        List<SoundFileSegment> found = new ArrayList<>();
        try (SoundFileSegmenter segmenter = new SoundFileSegmenter(settings, detector)) {
            for (int at = 0; at < recording.length; at += piece) {
                found.addAll(segmenter.add(Arrays.copyOfRange(recording, at, Math.min(recording.length, at + piece))));
            }
            found.addAll(segmenter.end());
        }
        return found;
    }

    /// Frames of 60 ms with a level, one pair after the other.
    private static short[] recording(int... framesAndLevels) {
        int frames = IntStream.range(0, framesAndLevels.length / 2).map(i -> framesAndLevels[2 * i]).sum();
        short[] pcm = new short[frames * FRAME];
        int at = 0;
        for (int i = 0; i < framesAndLevels.length; i += 2) {
            Arrays.fill(pcm, at, at + framesAndLevels[i] * FRAME, (short) framesAndLevels[i + 1]);
            at += framesAndLevels[i] * FRAME;
        }
        return pcm;
    }

    private static int voiced(SoundFileSegment segment) {
        int voiced = 0;
        for (short sample : segment.sound().pcm()) {
            voiced += sample != 0 ? 1 : 0;
        }
        return voiced;
    }

    private static class DetectorFake implements VoiceActivityDetector {
        volatile boolean closed;

        @Override
        public boolean voiced(short[] pcm) {
            return pcm[0] != 0;
        }

        @Override
        public double thresholdDb() {
            return -60;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
