package earshot.meeting.soundfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import earshot.asr.HallucinationDetector;
import earshot.asr.HallucinationSettings;
import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.TestSignals;
import earshot.audio.VadSettings;
import earshot.audio.VoiceActivityDetectorFactory;
import earshot.audio.VoicelessSignals;
import earshot.audio.WavFile;
import earshot.compute.ComputePool;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Recordings of the sentence that the program ships, with pauses.
@Timeout(120)
class SoundFileTranscriberTest {
    private static final Path SOUNDS = Path.of("src/test/resources/speech");
    private static final int RATE = 16_000;
    private static final VadSettings VAD = new VadSettings(2, Duration.ofMillis(700), Duration.ofSeconds(30), 6, Duration.ofMillis(400));
    private static ComputePool pool;
    private static final SystemTime TIME = new SystemTime();

    @TempDir
    Path folder;

    private final SoundFileTranscriber transcriber = new SoundFileTranscriber(TIME, pool, OpusCodecs.concentus(), VoiceActivityDetectorFactory.gateOnly(),
        new HallucinationDetector(() -> new HallucinationSettings(true, List.of())));
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final List<Double> progress = new ArrayList<>();

    @BeforeAll
    static void open() {
        pool = new ComputePool();
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Test
    void everySentenceHasItsTimeInTheRecordingAndIsThereOnce() throws IOException {
        short[] said = TestSignals.speech();
        Path file = recording("Team talk.wav", 3, said, 2, said, 1);
        SoundFileTranscript heard = transcribe(file, RecognizerFake.counting());
        assertThat(heard.sentences()).extracting(SoundFileSentence::text).containsExactly("sentence 1", "sentence 2");
        double length = (double) said.length / RATE;
        assertThat(heard.sentences().get(0).begin().toMillis() / 1000.0).isCloseTo(3, within(0.5));
        assertThat(heard.sentences().get(1).begin().toMillis() / 1000.0).isCloseTo(5 + length, within(0.5));
        assertThat(heard.sentences()).allSatisfy(sentence -> assertThat(sentence.length().toMillis() / 1000.0).isCloseTo(length, within(1.0)));
        assertThat(heard.length().toMillis() / 1000.0).isCloseTo(6 + 2 * length, within(0.1));
        assertThat(heard.title()).isEqualTo("Team talk");
        assertThat(heard.begin()).isEqualTo(Files.getLastModifiedTime(file).toInstant().minus(heard.length()).truncatedTo(ChronoUnit.MILLIS));
        assertThat(progress).isSorted().last().isEqualTo(1.0);
    }

    /// A short file is read at once, and all of its sound is one stretch.
    @Test
    void whatIsNotYetRecognizedIsNotDone() throws IOException {
        List<Double> before = new ArrayList<>();
        transcribe(recording("short.wav", 1, TestSignals.speech(), 0), new RecognizerFake(_ -> {
            before.addAll(progress);
            return Optional.of("heard");
        }));
        assertThat(before).isNotEmpty().allSatisfy(done -> assertThat(done).isLessThan(0.5));
        assertThat(progress).isSorted().last().isEqualTo(1.0);
    }

    @Test
    void whoSpeaksWithoutAPauseIsHeardInStretchesThatShareNoSample() throws IOException {
        short[] said = TestSignals.speech();
        RecognizerFake recognizer = RecognizerFake.counting();
        SoundFileTranscript heard = transcribe(recording("long.wav", 0, said, 0, said, 0, said, 0, said, 0, said, 0, said, 0), recognizer);
        assertThat(heard.sentences()).hasSizeGreaterThan(1);
        assertThat(recognizer.samples.get()).isLessThanOrEqualTo(heard.length().toMillis() * RATE / 1000);
        for (int i = 1; i < heard.sentences().size(); i++) {
            SoundFileSentence before = heard.sentences().get(i - 1);
            assertThat(heard.sentences().get(i).begin()).isGreaterThanOrEqualTo(before.begin().plus(before.length()));
        }
    }

    @Test
    void whatNobodySaidIsNoSentence() throws IOException {
        short[] beep = TestSignals.sine(RATE, 1_000, 1, 0.3);
        Path file = recording("beep.wav", 4, beep, 2, TestSignals.speech(), 2);
        SoundFileTranscript heard = transcribe(file, new RecognizerFake(number -> Optional.of(number == 1 ? "Thank you for watching!" : "heard")));
        assertThat(heard.sentences()).extracting(SoundFileSentence::text).containsExactly("heard");
    }

    /// Neither the room before it nor its noise is known.
    @Test
    void whatNobodySaidAtTheBeginningIsNoSentenceEither() throws IOException {
        short[] coughs = VoicelessSignals.all().get("coughs").pcm();
        short[] begun = Arrays.copyOfRange(coughs, RATE, coughs.length);
        SoundFileTranscript heard = transcribe(recording("cough.wav", 0, begun, 1, TestSignals.speech(), 2),
            new RecognizerFake(number -> Optional.of(number == 1 ? "Thank you for watching!" : "heard")));
        assertThat(heard.sentences()).extracting(SoundFileSentence::text).containsExactly("heard");
        short[] said = TestSignals.speech();
        SoundFileTranscript cut = transcribe(recording("cut.wav", 0, Arrays.copyOfRange(said, RATE / 2, said.length), 2),
            new RecognizerFake(_ -> Optional.of("Thank you for watching!")));
        assertThat(cut.sentences()).extracting(SoundFileSentence::text).containsExactly("Thank you for watching!");
    }

    @Test
    void whatIsNotSoundIsNamed() throws IOException {
        assertThat(refused(Files.writeString(folder.resolve("notes.mp3"), "these are the notes of the meeting\n".repeat(100))))
            .isEqualTo(ProblemCode.SOUND_FILE_UNUSABLE);
        assertThat(refused(Files.createFile(folder.resolve("empty.wav")))).isEqualTo(ProblemCode.SOUND_FILE_UNUSABLE);
        assertThat(refused(folder.resolve("absent.wav"))).isEqualTo(ProblemCode.SOUND_FILE_UNUSABLE);
        assertThat(refused(folder)).isEqualTo(ProblemCode.SOUND_FILE_UNUSABLE);
        assertThat(refused(recording("silence.wav", 2))).isEqualTo(ProblemCode.SOUND_FILE_SILENT);
    }

    @Test
    void whatWasCutIsHeardUpToThere() throws IOException {
        byte[] whole = Files.readAllBytes(SOUNDS.resolve("voice.flac"));
        Path cut = Files.write(folder.resolve("cut.flac"), Arrays.copyOf(whole, whole.length * 3 / 4));
        SoundFileTranscript heard = transcribe(cut, RecognizerFake.counting());
        assertThat(heard.sentences()).isNotEmpty();
        assertThat(heard.damage()).isPresent();
    }

    @Test
    void aGapIsTheLengthOfWhatWasLostAndARecognizerThatAlwaysFailsEndsIt() throws IOException {
        short[] said = TestSignals.speech();
        Path file = recording("gaps.wav", 1, said, 2, said, 1);
        SoundFileTranscript heard = transcribe(file, new RecognizerFake(number -> number == 1 ? Optional.empty() : Optional.of("heard")));
        assertThat(heard.sentences()).extracting(SoundFileSentence::text).element(1).isEqualTo("heard");
        assertThat(heard.sentences().getFirst().lost()).isPresent();
        assertThat(heard.gaps()).isPresent();
        assertThatThrownBy(() -> transcribe(file, new RecognizerFake(_ -> Optional.empty()))).isInstanceOfSatisfying(ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.RECOGNIZER_FAILED));
    }

    @Test
    void cancellingEndsItWhileTheRecognizerIsAtWork() throws IOException {
        Path file = recording("one.wav", 1, TestSignals.speech(), 1);
        CompletableFuture<RecognitionResult> never = new CompletableFuture<>();
        assertThatThrownBy(() -> transcribe(file, new RecognizerFake(_ -> Optional.of("")) {
            @Override
            public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
                cancelled.complete(null);
                return never;
            }
        })).isInstanceOf(CancellationException.class);
        assertThat(never).isCancelled();
    }

    private ProblemCode refused(Path file) {
        return ((ProblemException) catchThrowable(() -> transcribe(file, RecognizerFake.counting()))).problem().code();
    }

    private SoundFileTranscript transcribe(Path file, Recognizer recognizer) {
        return transcriber.transcribe(file, recognizer, VAD, cancelled, new SoundFileTranscriber.ProgressListener() {
            @Override
            public void reached(double done) {
                progress.add(done);
            }

            @Override
            public void spoken(SoundFileSentence sentence) {}
        });
    }

    /// @param parts seconds of quiet, or samples
    private Path recording(String name, Object... parts) throws IOException {
        IntStream.Builder all = IntStream.builder();
        Random hiss = new Random(1);
        for (Object part : parts) {
            switch (part) {
                case Integer seconds -> IntStream.range(0, seconds * RATE).forEach(_ -> all.add(hiss.nextInt(5) - 2));
                case short[] pcm -> IntStream.range(0, pcm.length).forEach(i -> all.add(pcm[i]));
                default -> throw new IllegalArgumentException();
            }
        }
        int[] samples = all.build().toArray();
        short[] pcm = new short[samples.length];
        IntStream.range(0, samples.length).forEach(i -> pcm[i] = (short) samples[i]);
        return Files.write(folder.resolve(name), WavFile.bytes(new PcmAudio(pcm, RATE)));
    }

    /// Answers at once; fails where there is no answer for the number of the call.
    private static class RecognizerFake implements Recognizer {
        final AtomicLong samples = new AtomicLong();
        private final AtomicInteger calls = new AtomicInteger();
        private final IntFunction<Optional<String>> answers;

        RecognizerFake(IntFunction<Optional<String>> answers) {
            this.answers = answers;
        }

        static RecognizerFake counting() {
            return new RecognizerFake(number -> Optional.of("sentence " + number));
        }

        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
            samples.addAndGet(audio.pcm().length);
            return answers.apply(calls.incrementAndGet()).map(text -> CompletableFuture.completedFuture(new RecognitionResult(text, 1)))
                .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("it is out of order")));
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public void close() {}
    }
}
