package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import earshot.audio.SpeechBoundary.SpeechEnded;
import earshot.audio.SpeechBoundary.SpeechStarted;
import earshot.config.Settings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The end of speech is found where it is, and noise does not keep a turn open.
class VoiceActivityDetectorTest {
    private static final VadSettings SETTINGS = Settings.defaults().of(VadSettings.SECTION);
    private static final double LOUDNESS = -22;
    @TempDir
    private static Path folder;
    private static VoiceActivityDetectorFactory loaded;
    private static short[] speech;

    @BeforeAll
    static void load() {
        loaded = VoiceActivityDetectorFactory.load(folder.resolve("natives"));
        speech = louder(TestSignals.speech(), LOUDNESS);
    }

    static Stream<VoiceActivityDetectorFactory> detectors() {
        return Stream.of(loaded, VoiceActivityDetectorFactory.gateOnly());
    }

    @Test
    void theLibraryIsUnpackedOnceAndNamed() throws Exception {
        assertThat(loaded.name()).isEqualTo("WebRTC VAD + energy gate");
        VoiceActivityDetectorFactory.load(folder.resolve("natives"));
        try (var files = Files.list(folder.resolve("natives"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void withoutItsLibraryTheGateDecidesAlone() throws Exception {
        Path file = Files.createFile(folder.resolve("no-directory"));
        VoiceActivityDetectorFactory detectors = VoiceActivityDetectorFactory.load(file);
        assertThat(detectors.name()).isEqualTo("energy gate");
        assertThat(turns(detectors, joined(silence(1), speech, silence(2)))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void cleanSpeechEndsWithTheSettingsSilenceAfterIt(VoiceActivityDetectorFactory detectors) {
        short[] sound = joined(silence(2), speech, silence(3));
        List<Turn> turns = turns(detectors, sound);
        Turn last = turns.getLast();
        double end = 2 + endOfSpeech();
        assertThat(last.lastVoiced()).isCloseTo(end, within(0.25));
        assertThat(last.decided() - last.lastVoiced()).isCloseTo(0.7, within(0.06));
        assertThat(turns.getFirst().first()).isBetween(1.9, 2.6);
    }

    /// As the firmware sends it: encoded for speech, with silence as packets of one byte (DTX).
    @ParameterizedTest
    @MethodSource("detectors")
    void speechFromABoardEndsThoughItsSilenceIsOneByteAPacket(VoiceActivityDetectorFactory detectors) {
        for (OpusCodec codec : OpusCodecsTest.codecs().toList()) {
            List<short[]> heard = new ArrayList<>();
            try (var encoder = codec.encoder(16_000, 960, 24_000, 0); var decoder = codec.decoder(16_000)) {
                for (int at = 0; at + 960 <= speech.length; at += 960) {
                    heard.add(decoder.decode(encoder.encode(Arrays.copyOfRange(speech, at, at + 960))));
                }
                for (int i = 0; i < 30; i++) {
                    heard.add(decoder.decode(new byte[] {0x58}));
                }
            }
            Turn last = turns(detectors, joined(heard.toArray(short[][]::new))).getLast();
            assertThat(last.lastVoiced()).isCloseTo(endOfSpeech(), within(0.25));
            assertThat(last.decided() - last.lastVoiced()).isCloseTo(0.7, within(0.06));
        }
    }

    /// After a button press the first frame is already speech, and the noise floor is not known yet.
    @ParameterizedTest
    @MethodSource("detectors")
    void speechFromTheFirstFrameOnIsHeard(VoiceActivityDetectorFactory detectors) {
        short[] begun = Arrays.copyOfRange(speech, beginOfSpeech(), speech.length);
        assertThat(turns(detectors, joined(begun, silence(2))).getFirst().first()).isLessThan(0.3);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void noiseHoldsNoTurnOpen(VoiceActivityDetectorFactory detectors) {
        int length = 20 * 16_000;
        for (double level : new double[] {-45, -30, -20}) {
            assertNotHeld(detectors, "100 Hz hum", louder(TestSignals.hum(16_000, 20), level));
            assertNotHeld(detectors, "white noise", TestSignals.whiteNoise(length, level, 1));
            assertNotHeld(detectors, "pink noise", louder(TestSignals.pinkNoise(length, 2), level));
            assertNotHeld(detectors, "babble", louder(babble(length), level));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void speechOverNoiseEndsThoughTheNoiseGoesOn(VoiceActivityDetectorFactory detectors) {
        short[] spoken = joined(new short[4 * 16_000], speech, new short[6 * 16_000]);
        double end = 4 + endOfSpeech();
        for (short[] noise : List.of(TestSignals.hum(16_000, 20), TestSignals.whiteNoise(320_000, -30, 1), TestSignals.pinkNoise(320_000, 2),
            babble(320_000))) {
            List<Turn> turns = turns(detectors, mixed(spoken, louder(noise, LOUDNESS - 10)));
            assertThat(turns).anySatisfy(turn -> assertThat(turn.first()).isBetween(2.5, end));
            assertThat(turns).anySatisfy(turn -> assertThat(turn.decided()).isBetween(end - 1, end + 2.5));
        }
    }

    @Test
    void theThresholdFollowsTheRoomWithinThreeSecondsBothWays() {
        try (var detector = loaded.open(SETTINGS)) {
            feed(detector, TestSignals.whiteNoise(4 * 16_000, -40, 1));
            assertThat(detector.thresholdDb()).isCloseTo(-40 + SETTINGS.gateDb(), within(1.0));
            feed(detector, TestSignals.whiteNoise(16_000, -60, 1));
            assertThat(detector.thresholdDb()).isCloseTo(-60 + SETTINGS.gateDb(), within(1.0));
        }
    }

    @Test
    void piecesOfAnyLengthAreHeardAsTheWholeIs() {
        try (var whole = loaded.open(SETTINGS); var pieces = loaded.open(SETTINGS)) {
            int at = 0;
            for (int length : new int[] {1, 319, 320, 321, 959, 100, 960, 2000, 220}) {
                pieces.voiced(Arrays.copyOfRange(speech, at, at + length));
                at += length;
            }
            whole.voiced(Arrays.copyOf(speech, at));
            assertThat(pieces.thresholdDb()).isEqualTo(whole.thresholdDb());
            for (; at + 960 < speech.length; at += 960) {
                short[] frame = Arrays.copyOfRange(speech, at, at + 960);
                assertThat(pieces.voiced(frame)).isEqualTo(whole.voiced(frame));
            }
        }
    }

    @Test
    void useAfterCloseIsAnError() {
        for (VoiceActivityDetectorFactory detectors : List.of(loaded, VoiceActivityDetectorFactory.gateOnly())) {
            var detector = detectors.open(SETTINGS);
            detector.close();
            detector.close();
            assertThatThrownBy(() -> detector.voiced(new short[960])).isInstanceOf(IllegalStateException.class);
        }
    }

    /// The library's own Java class crashes the program here.
    @Test
    void manyThreadsOpenAndUseDetectorsAtOnce() {
        short[] frame = Arrays.copyOf(speech, 960);
        var all = IntStream.range(0, 4).mapToObj(i -> CompletableFuture.runAsync(() -> {
            for (int n = 0; n < 2000; n++) {
                try (var detector = loaded.open(SETTINGS)) {
                    detector.voiced(frame);
                }
            }
        })).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
    }

    /// One stretch of speech, in seconds of audio.
    private record Turn(double first, double lastVoiced, double decided) {}

    private static void assertNotHeld(VoiceActivityDetectorFactory detectors, String name, short[] noise) {
        for (Turn turn : turns(detectors, noise)) {
            assertThat(turn.decided() - turn.first()).as("%s at %.0f dBFS", name, TestSignals.rmsDb(noise)).isLessThan(6);
        }
    }

    private static List<Turn> turns(VoiceActivityDetectorFactory detectors, short[] sound) {
        List<Turn> turns = new ArrayList<>();
        var endpointer = new Endpointer(SETTINGS);
        double first = 0;
        try (var detector = detectors.open(SETTINGS)) {
            for (int at = 0; at + 960 <= sound.length; at += 960) {
                boolean voiced = detector.voiced(Arrays.copyOfRange(sound, at, at + 960));
                var found = endpointer.accept(voiced, 60_000_000, Duration.ofMillis((at + 960) / 16).toNanos());
                if (found.isPresent()) {
                    switch (found.get()) {
                        case SpeechStarted began -> first = began.firstVoicedNanos() / 1e9 - 0.06;
                        case SpeechEnded ended -> turns.add(new Turn(first, ended.lastVoicedNanos() / 1e9, ended.decidedNanos() / 1e9));
                    }
                }
            }
        }
        if (endpointer.inSpeech()) {
            turns.add(new Turn(first, endpointer.lastVoicedNanos() / 1e9, sound.length / 16_000.0));
        }
        return turns;
    }

    private static void feed(VoiceActivityDetector detector, short[] sound) {
        for (int at = 0; at + 960 <= sound.length; at += 960) {
            detector.voiced(Arrays.copyOfRange(sound, at, at + 960));
        }
    }

    private static short[] silence(double seconds) {
        return TestSignals.whiteNoise((int) (seconds * 16_000), -65, 3);
    }

    /// Seconds from the beginning of the recording to its last 20 ms that are within 30 dB of its level.
    private static double endOfSpeech() {
        int at = speech.length - 320;
        while (TestSignals.rmsDb(speech, at, at + 320) < LOUDNESS - 12) {
            at -= 320;
        }
        return (at + 320) / 16_000.0;
    }

    private static int beginOfSpeech() {
        int at = 0;
        while (TestSignals.rmsDb(speech, at, at + 320) < LOUDNESS) {
            at += 320;
        }
        return at;
    }

    /// Six people speaking at once, equally loud.
    private static short[] babble(int samples) {
        Random random = new Random(5);
        double[] sum = new double[samples];
        for (int voice = 0; voice < 6; voice++) {
            int offset = random.nextInt(speech.length);
            for (int i = 0; i < samples; i++) {
                sum[i] += speech[(offset + i) % speech.length] / 3.0;
            }
        }
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.clamp(sum[i], -32768, 32767);
        }
        return pcm;
    }

    private static short[] louder(short[] pcm, double rmsDb) {
        double gain = Math.pow(10, (rmsDb - TestSignals.rmsDb(pcm)) / 20);
        short[] out = new short[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            out[i] = (short) Math.clamp(Math.round(pcm[i] * gain), -32768, 32767);
        }
        return out;
    }

    private static short[] mixed(short[] a, short[] b) {
        short[] out = a.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = (short) Math.clamp(out[i] + b[i % b.length], -32768, 32767);
        }
        return out;
    }

    private static short[] joined(short[]... pieces) {
        short[] all = {};
        for (short[] piece : pieces) {
            int at = all.length;
            all = Arrays.copyOf(all, at + piece.length);
            System.arraycopy(piece, 0, all, at, piece.length);
        }
        return all;
    }
}
