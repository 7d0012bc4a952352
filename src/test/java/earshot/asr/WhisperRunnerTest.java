package earshot.asr;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.problem.Failures;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.FileDownload;
import earshot.remote.FileServerFake;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.simulator.SampleSentence;
import earshot.time.SystemTime;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recognizes with the real native library.
class WhisperRunnerTest {
    private static final PcmAudio SECOND = new PcmAudio(new short[8_000], 8_000);
    private static final WhisperOptions ENGLISH = WhisperOptions.of(Optional.of("en"), Optional.empty());

    @TempDir
    private Path directory;
    private final ComputePool pool = new ComputePool(2, 10);
    private WhisperRunner runner;

    @BeforeEach
    void open() throws IOException {
        Files.write(directory.resolve("ggml-tiny.bin"), WhisperModelSample.bytes());
        runner = new WhisperRunner(directory, directory.resolve("native"), pool, new TimeFake(), () -> Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        runner.close();
        pool.close();
    }

    @Test
    void aSentenceIsDecodedAndJudged() {
        RecognitionResult result = runner.recognize("tiny", SECOND, ENGLISH).join();
        assertThat(result.confidence()).isBetween(0.0, 1.0);
        assertThat(result.noSpeech().orElse(0)).as("a model of noise may not tell").isBetween(0.0, 1.0);
        assertThat(runner.recognize("tiny", SECOND, WhisperOptions.of(Optional.of("klingon"), Optional.of("Earshot, 徐工"))).join())
            .as("a language that it does not know is detected").isNotNull();
    }

    @Test
    void whisperCppsOwnModelForTestsIsFetchedLoadedAndDecodes() throws IOException {
        try (FileServerFake server = new FileServerFake(); SharedHttpClient http = new SharedHttpClient(new SystemTime())) {
            byte[] model = Files.readAllBytes(Path.of("src/test/resources/models/for-tests-ggml-tiny.bin"));
            server.serve("/ggml-small.bin", model);
            URI address = URI.create(server.address() + "/ggml-small.bin");
            new FileDownload(http,
                new FileDownload.Request(address, WhisperModel.file("small", directory), OptionalLong.empty(), Optional.of(FileServerFake.sha256(model))),
                (_, _) -> {}).run();
        }
        assertThat(runner.recognize("small", SampleSentence.load().pcmAudio(), ENGLISH).join().noSpeech()).isPresent();
    }

    @Test
    void aPromptOfAnyLengthAndSoundOfAnyLengthEndNothing() {
        for (String prompt : List.of("x".repeat(5_000), "文".repeat(5_000), "\uD83D\uDE00".repeat(5_000), "a\0b")) {
            assertThat(runner.recognize("tiny", new PcmAudio(new short[0], 16_000), WhisperOptions.of(Optional.of("de"), Optional.of(prompt))).join())
                .isNotNull();
        }
        assertThat(runner.recognize("tiny", new PcmAudio(new short[65 * 16_000], 16_000), ENGLISH).join().noSpeech()).as("judged by its last window only")
            .isEmpty();
    }

    @Test
    void aFileOfTheOwnersOwnIsTakenFromWhereItLies() throws IOException {
        Path own = Files.write(directory.resolve("文件 of mine.bin"), WhisperModelSample.with(1, 51_864));
        assertThat(runner.recognize(own.toString(), SECOND, WhisperOptions.of(Optional.of("zh"), Optional.empty()))).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void aModelThatIsAbsentOrDamagedIsAProblemAndNotTheEndOfTheProcess() throws IOException {
        fails("base", ProblemCode.RECOGNIZER_MODEL_ABSENT);
        Files.write(directory.resolve("ggml-small.bin"), Arrays.copyOf(WhisperModelSample.bytes(), 100_000));
        fails("small", ProblemCode.RECOGNIZER_MODEL_UNUSABLE);
        Files.write(directory.resolve("mine.bin"), WhisperModelSample.withTensor(List.of(64), 1, "unknown.weight", 128));
        fails("mine.bin", ProblemCode.RECOGNIZER_MODEL_UNUSABLE);
        assertThat(runner.recognize("tiny", SECOND, ENGLISH).join()).as("and the next one works").isNotNull();
    }

    @Test
    void aModelThatWasFetchedAgainIsLoadedAgain() throws IOException {
        fails("base", ProblemCode.RECOGNIZER_MODEL_ABSENT);
        Path file = Files.write(directory.resolve("ggml-base.bin"), WhisperModelSample.bytes());
        assertThat(runner.recognize("base", SECOND, ENGLISH).join()).isNotNull();
        Files.write(file, new byte[100]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        fails("base", ProblemCode.RECOGNIZER_MODEL_UNUSABLE);
    }

    @Test
    void whatIsCancelledEndsBeforeItsTextIsDecodedAndTheNextSentenceIsHeard() throws IOException {
        WhisperModelFile model = WhisperModelFile.check(directory.resolve("ggml-tiny.bin"));
        try (WhisperDecoder decoder = WhisperDecoder.open(model, directory.resolve("native"))) {
            AtomicInteger whole = new AtomicInteger();
            decoder.recognize(SECOND, ENGLISH, () -> whole.incrementAndGet() < 0);
            AtomicInteger asked = new AtomicInteger();
            assertThat(catchCancellation(() -> decoder.recognize(SECOND, ENGLISH, () -> asked.incrementAndGet() > 1))).isTrue();
            assertThat(asked.get()).as("asked no more once it was told").isLessThan(whole.get());
            assertThat(decoder.recognize(SECOND, ENGLISH, () -> false)).isNotNull();
        }
    }

    private static boolean catchCancellation(Callable<?> work) {
        try {
            work.call();
            return false;
        } catch (CancellationException e) {
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aConnectionThatClosesCancelsItsOwnSentencesOnly() {
        CountDownLatch free = new CountDownLatch(1);
        pool.submitLong(() -> {
            free.await();
            return null;
        });
        ProviderSettings provider = new ProviderSettings(ProviderKind.ASR, "mine", "whisper",
            JsonNodeFactory.instance.objectNode().put("model", "tiny").put("language", "en"));
        WhisperRecognizer one = new WhisperRecognizer(provider, runner);
        WhisperRecognizer other = new WhisperRecognizer(provider, runner);
        assertThat(one.name()).isEqualTo("Whisper (tiny)");
        CompletableFuture<RecognitionResult> first = one.recognize(SECOND, List.of());
        CompletableFuture<RecognitionResult> second = other.recognize(SECOND, List.of());
        one.close();
        assertThat(first).isCancelled();
        assertThat(second).isNotDone();
        free.countDown();
        assertThat(second).succeedsWithin(Duration.ofSeconds(30));
        assertThat(one.recognize(SECOND, List.of())).isCancelled();
    }

    @Test
    void theClassOfTheLibraryServesWhereItShowsNoFunctions() throws IOException {
        try (WhisperDecoder decoder = new WhisperJniDecoder(WhisperModelFile.check(directory.resolve("ggml-tiny.bin")))) {
            assertThat(decoder.recognize(SECOND, ENGLISH, () -> false).noSpeech()).isEmpty();
        }
    }

    @Test
    void thePromptIsNoSentenceWhereNobodySpoke() {
        WhisperOptions chinese = WhisperOptions.of(Optional.of("zh-CN"), Optional.empty());
        assertThat(chinese.withoutEcho(new RecognitionResult(WhisperOptions.SIMPLIFIED, 0.5, OptionalDouble.of(0.8))).text()).isEmpty();
        assertThat(chinese.withoutEcho(new RecognitionResult(WhisperOptions.SIMPLIFIED, 0.5, OptionalDouble.of(0.1))).text()).as("somebody says it")
            .isEqualTo(WhisperOptions.SIMPLIFIED);
        assertThat(WhisperOptions.of(Optional.of("Chinese"), Optional.of("mine"))).isEqualTo(new WhisperOptions(Optional.of("zh"), Optional.of("mine")));
        assertThat(WhisperOptions.of(Optional.of("auto"), Optional.empty())).isEqualTo(new WhisperOptions(Optional.empty(), Optional.empty()));
    }

    private void fails(String model, ProblemCode code) {
        CompletableFuture<RecognitionResult> answer = runner.recognize(model, SECOND, ENGLISH);
        await().until(answer::isDone);
        assertThat(Failures.cause(answer.exceptionNow())).asInstanceOf(type(ProblemException.class)).extracting(failure -> failure.problem().code())
            .isEqualTo(code);
    }
}
