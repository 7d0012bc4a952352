package earshot.asr;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.ActiveProvider;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecognizerFactoryTest {
    private static final ProviderSettings EMBEDDED = new ProviderSettings(ProviderKind.ASR, "sphinx4", "sphinx4", JsonNodeFactory.instance.objectNode());
    private static final PcmAudio SECOND = new PcmAudio(new short[16_000], 16_000);

    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(new SystemTime());
    private final ProviderServerFake server = new ProviderServerFake();
    private final ProblemsFake problems = new ProblemsFake();
    private final RecognizerFake embedded = new RecognizerFake();
    private final ComputePool pool = new ComputePool(1, 4);
    private final WhisperRunner whisper = new WhisperRunner(Path.of("models"), Path.of("native"), pool, new SystemTime(), () -> Duration.ofMinutes(5));
    private final RecognizerFactory recognizers = new RecognizerFactory(embedded, whisper, sharedHttpClient, problems);

    @AfterEach
    void close() {
        sharedHttpClient.close();
        server.close();
        pool.close();
    }

    @Test
    @DisplayName("row 11: a local recogniser is one object for all devices, whose sound never mixes")
    void aLocalRecognizerIsSharedAndHoldsNobodysSound() {
        try (ActiveProvider<Recognizer> one = recognizers.open(() -> EMBEDDED); ActiveProvider<Recognizer> other = recognizers.open(() -> EMBEDDED)) {
            assertThat(one.get()).isSameAs(other.get()).isSameAs(embedded);
            RecognitionStream first = one.get().openStream(16_000, List.of(), _ -> {});
            RecognitionStream second = other.get().openStream(16_000, List.of(), _ -> {});
            first.accept(new short[100]);
            second.accept(new short[7]);
            first.accept(new short[100]);
            second.close();
            assertThat(first.finish().join().text()).isEqualTo("200 samples");
        }
        assertThat(embedded.closed).as("a connection does not close what all share").isFalse();
    }

    @Test
    @DisplayName("row 11: a remote recogniser is one for each device, and closing one leaves the other's recognition alive")
    void aRemoteRecognizerIsTheConnectionsOwn() {
        server.answersWith(new Behavior.Hangs("", new byte[0]));
        ProviderSettings provider = server.provider(ProviderKind.ASR);
        ActiveProvider<Recognizer> one = recognizers.open(() -> provider);
        ActiveProvider<Recognizer> other = recognizers.open(() -> provider);
        assertThat(one.get()).isNotSameAs(other.get()).isSameAs(one.get());
        CompletableFuture<RecognitionResult> first = one.get().recognize(SECOND, List.of());
        CompletableFuture<RecognitionResult> second = other.get().recognize(SECOND, List.of());
        await().until(() -> server.requests.size() == 2);
        one.close();
        await().until(first::isCancelled);
        assertThat(second).isNotDone();
        server.answersWith(Behavior.json(200, "{\"text\":\"still here\"}"));
        assertThat(other.get().recognize(SECOND, List.of()).join().text()).isEqualTo("still here");
        second.cancel(false);
        other.close();
    }

    @Test
    void theEmbeddedOneStandsInForAnUtteranceAndThatIsSaidOnceUntilTheProviderWorksAgain() {
        server.answersWith(Behavior.json(401, "{}"));
        ProviderSettings provider = server.provider(ProviderKind.ASR);
        try (ActiveProvider<Recognizer> one = recognizers.open(() -> provider); ActiveProvider<Recognizer> other = recognizers.open(() -> provider)) {
            assertThat(one.get().recognize(SECOND, List.of()).join().text()).isEqualTo("16000 samples");
            RecognitionStream recognitionStream = other.get().openStream(16_000, List.of(), _ -> {});
            recognitionStream.accept(new short[30]);
            recognitionStream.accept(new short[12]);
            assertThat(recognitionStream.finish().join().text()).isEqualTo("42 samples");
            assertThat(problems.open).containsExactlyInAnyOrder(ProblemCode.PROVIDER_KEY_REFUSED, ProblemCode.PROVIDER_FALLBACK);
            assertThat(problems.raised.stream().filter(problem -> problem.code() == ProblemCode.PROVIDER_FALLBACK)).singleElement()
                .satisfies(problem -> assertThat(problem.args()).containsExactly("cloud", "counts"));
            server.answersWith(Behavior.json(200, "{\"text\":\"well again\"}"));
            assertThat(one.get().recognize(SECOND, List.of()).join().text()).isEqualTo("well again");
            assertThat(problems.open).isEmpty();
        }
    }

    @Test
    void nothingStandsInWhereTheSettingsDoNotWantIt() {
        server.answersWith(Behavior.json(401, "{}"));
        ProviderSettings provider = server.provider(ProviderKind.ASR, "stand_in", "false");
        try (ActiveProvider<Recognizer> one = recognizers.open(() -> provider)) {
            CompletableFuture<RecognitionResult> answer = one.get().recognize(SECOND, List.of());
            org.assertj.core.api.Assertions.assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class).hasMessageContaining("refuses the key");
        }
    }

    @Test
    void aChangeOfTheSettingsHoldsForTheNextUtterance() {
        server.answersWith(Behavior.json(200, "{\"text\":\"from the cloud\"}"));
        AtomicReference<ProviderSettings> setting = new AtomicReference<>(EMBEDDED);
        try (ActiveProvider<Recognizer> one = recognizers.open(setting::get)) {
            assertThat(one.get()).isSameAs(embedded);
            setting.set(server.provider(ProviderKind.ASR));
            assertThat(one.get().recognize(SECOND, List.of()).join().text()).isEqualTo("from the cloud");
            setting.set(EMBEDDED);
            assertThat(one.get()).isSameAs(embedded);
        }
    }

    /// Answers with the number of samples that it was given.
    private static final class RecognizerFake implements Recognizer {
        private boolean closed;

        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
            return CompletableFuture.completedFuture(new RecognitionResult(pcmAudio.pcm().length + " samples", 1));
        }

        @Override
        public String name() {
            return "counts";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class ProblemsFake implements ProblemSink {
        private final List<Problem> raised = new CopyOnWriteArrayList<>();
        private final List<ProblemCode> open = new CopyOnWriteArrayList<>();

        @Override
        public synchronized void raise(Problem problem) {
            raised.add(problem);
            if (!open.contains(problem.code())) {
                open.add(problem.code());
            }
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            open.remove(code);
        }
    }
}
