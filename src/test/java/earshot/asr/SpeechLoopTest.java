package earshot.asr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.OpusDecoder;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.compute.ComputePool;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.TimeFake;
import earshot.tts.FreeTtsVoice;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The embedded voice speaks, Opus encodes it, the embedded recognizer recognizes it: the real parts, without a network.
class SpeechLoopTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AtomicReference<Duration> IDLE = new AtomicReference<>(Duration.ofMinutes(5));
    private static final List<String> COMMANDS = List.of("what is your name", "what time is it", "set the volume to fifty", "set the volume to sixty");

    @TempDir
    static Path home;
    private static final TimeFake time = new TimeFake();
    private static ComputePool pool;
    private static FreeTtsVoice voice;
    private static Sphinx4Recognizer recognizer;

    @BeforeAll
    static void load() {
        pool = new ComputePool(2, 64);
        voice = new FreeTtsVoice(pool);
        recognizer = new Sphinx4Recognizer(home.resolve("cache"), pool, time, IDLE::get);
    }

    @AfterAll
    static void unload() {
        recognizer.close();
        voice.close();
        pool.close();
        // the pool closes before the models are unloaded, and test classes stay referenced until the last test has run
        recognizer = null;
        voice = null;
    }

    /// The sample is from espeak-ng, and unlike the speakers that the model was trained on.
    @Test
    void aSyntheticVoiceThatWasUnderstoodIsNotTakenForNoise() {
        RecognitionResult heard = recognizer
            .recognize(WavFile.read(Path.of("src/test/resources/speech/synthetic.wav")), List.of("set the volume to forty", "what is your name")).join();
        assertThat(heard.text()).isEqualTo("set the volume to forty");
        assertThat(heard.confidence()).isGreaterThan(0.2);
    }

    @Test
    void aSpokenCommandIsUnderstoodByTheGrammarAlsoAfterTheModelsWereLetGo() throws Exception {
        RecognitionResult heard = recognizer.recognize(overTheAir("set the volume to fifty"), COMMANDS).join();
        assertThat(heard.text()).isEqualTo("set the volume to fifty");
        assertThat(heard.confidence()).isBetween(0.5, 1.0);
        assertThat(home.resolve("cache")).isDirectory();

        RecognitionResult again = recognizer.recognize(overTheAir("set the volume to fifty"), COMMANDS).join();
        assertThat(again).as("the same sound after other utterances").isEqualTo(heard);

        RecognitionResult other = recognizer.recognize(overTheAir("tell me a story about my grandmother"), COMMANDS).join();
        assertThat(other.confidence()).isLessThan(0.2);

        assertThat(loaded()).isTrue();
        time.advance(IDLE.get().plus(Duration.ofSeconds(1)));
        await().atMost(LIMIT).until(() -> !loaded());
        recognizer.prepare(COMMANDS, () -> {
            throw new IllegalStateException("it has heard sentences before");
        }).join();
        assertThat(loaded()).as("before somebody speaks").isTrue();
        assertThat(recognizer.recognize(overTheAir("what time is it"), COMMANDS).join().text()).isEqualTo("what time is it");
    }

    @Tag("proof") // free speech costs half a minute of computing
    @Test
    void freeSpeechIsUnderstoodInLargePartAndSilenceNotAtAll() {
        Level before = Logger.getLogger("").getLevel();
        List<String> logged = logged();
        Set<String> said = new HashSet<>(List.of("he", "might", "even", "have", "been", "made", "better"));
        RecognitionResult heard = recognizer.recognize(overTheAir("he might even have been made better"), List.of()).join();
        assertThat(Arrays.stream(heard.text().split(" ")).filter(said::contains).count()).as(heard.text()).isGreaterThanOrEqualTo(3);
        assertThat(heard.confidence()).isBetween(0.0, 1.0);
        RecognitionStream stream = recognizer.openStream(16_000, List.of(), _ -> {});
        say(stream, overTheAir("he might even have been made better"));
        assertThat(Arrays.stream(stream.finish().join().text().split(" ")).filter(said::contains).count()).isGreaterThanOrEqualTo(3);
        assertThat(recognizer.recognize(new PcmAudio(new short[16_000], 16_000), List.of()).join())
            .extracting(RecognitionResult::text, RecognitionResult::confidence).containsExactly("", 0.0);
        assertThat(recognizer.recognize(new PcmAudio(new short[0], 16_000), List.of()).join())
            .extracting(RecognitionResult::text, RecognitionResult::confidence).containsExactly("", 0.0);
        assertThat(Logger.getLogger("").getLevel()).as("level of everybody else's logging").isEqualTo(before);
        assertThat(logged).isEmpty();
    }

    @Test
    void speechIsUnderstoodWhileItIsSpokenAndGivesWayToOneWhoWaits() {
        PcmAudio sentence = overTheAir("set the volume to fifty");
        List<String> partial = new CopyOnWriteArrayList<>();
        RecognitionStream stream = recognizer.openStream(16_000, COMMANDS, partial::add);
        assertThat(recognizer.streams()).as("for somebody else at the same time").isFalse();
        say(stream, sentence);
        stream.accept(new short[16_000]);
        await().atMost(LIMIT).until(() -> partial.contains("set the volume to fifty"));
        assertThat(recognizer.recognize(overTheAir("what time is it"), COMMANDS).join().text()).isEqualTo("what time is it");
        assertThat(stream.finish().join().text()).isEqualTo("set the volume to fifty");
        assertThat(recognizer.streams()).isTrue();
    }

    @Test
    void aStreamThatNobodyWaitsForIsDropped() {
        PcmAudio sentence = overTheAir("what is your name");
        RecognitionStream dropped = recognizer.openStream(16_000, COMMANDS, _ -> {});
        say(dropped, sentence);
        dropped.close();
        assertThat(dropped.finish()).isCancelled();
        RecognitionStream next = recognizer.openStream(16_000, COMMANDS, _ -> {});
        say(next, sentence);
        assertThat(next.finish().join().text()).isEqualTo("what is your name");
    }

    @Test
    void aFailureIsAProblemAndTheNextUtteranceIsTriedAnew() throws Exception {
        Path file = Files.writeString(home.resolve("no-directory"), "");
        try (Sphinx4Recognizer broken = new Sphinx4Recognizer(file, pool, time, IDLE::get)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> broken.recognize(new PcmAudio(new short[16_000], 16_000), List.of()).join())
                    .cause().isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.RECOGNIZER_FAILED));
            }
        }
        assertThat(pool.submitLong(() -> "alive").join()).isEqualTo("alive");
    }

    @Test
    void anUtteranceThatNobodyWaitsForIsNotRecognized() {
        CompletableFuture<RecognitionResult> unwanted = new CompletableFuture<>();
        Sphinx4Recognizer closed = new Sphinx4Recognizer(home.resolve("never"), pool, time, IDLE::get);
        closed.close();
        closed.recognize(new PcmAudio(new short[16_000], 16_000), List.of()).whenComplete((_, failure) -> unwanted.completeExceptionally(failure));
        assertThatThrownBy(unwanted::join).isInstanceOf(java.util.concurrent.CancellationException.class);
        assertThat(home.resolve("never")).doesNotExist();
    }

    @Test
    void preparationEndsWithoutASampleAndWhenClosed() {
        Sphinx4Recognizer closed = new Sphinx4Recognizer(home.resolve("never"), pool, time, IDLE::get);
        closed.close();
        assertThat(closed.prepare(COMMANDS, Optional::empty)).succeedsWithin(LIMIT);
        assertThat(recognizer.prepare(COMMANDS, Optional::empty)).succeedsWithin(LIMIT);
    }

    /// Whether the memory of the models is in use.
    private static boolean loaded() throws ReflectiveOperationException {
        java.lang.reflect.Field field = Sphinx4Recognizer.class.getDeclaredField("loaded");
        field.setAccessible(true);
        return pool.submitLong(() -> ((Optional<?>) field.get(recognizer)).isPresent()).join();
    }

    /// Collects what is logged in the process from now on.
    private static List<String> logged() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger.getLogger("").addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLoggerName() + ": " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        return lines;
    }

    /// In pieces, as they come from a device.
    private static void say(RecognitionStream stream, PcmAudio audio) {
        for (int at = 0; at < audio.pcm().length; at += 960) {
            stream.accept(Arrays.copyOfRange(audio.pcm(), at, Math.min(at + 960, audio.pcm().length)));
        }
    }

    /// The audio as a device would send it, decoded again.
    private static PcmAudio overTheAir(String sentence) {
        PcmAudio spoken = voice.speak(sentence).join();
        short[] all = new short[0];
        try (OpusEncoder encoder = OpusCodecs.concentus().encoder(16_000, 960, 24_000, 3); OpusDecoder decoder = OpusCodecs.concentus().decoder(16_000)) {
            for (int at = 0; at < spoken.pcm().length; at += 960) {
                short[] frame = decoder
                    .decode(encoder.encode(Arrays.copyOf(Arrays.copyOfRange(spoken.pcm(), at, Math.min(at + 960, spoken.pcm().length)), 960)));
                int before = all.length;
                all = Arrays.copyOf(all, before + frame.length);
                System.arraycopy(frame, 0, all, before, frame.length);
            }
        }
        return new PcmAudio(all, 16_000);
    }
}
