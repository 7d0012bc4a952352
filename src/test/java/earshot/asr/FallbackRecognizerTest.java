package earshot.asr;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.data.JsonMappers;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSinkFake;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderFallback;
import earshot.remote.ProviderHealthRegistry;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.remote.StandIn;
import org.junit.jupiter.api.Test;

/// An utterance that is streamed to a recognizer that fails, and the embedded one that hears it again.
class FallbackRecognizerTest {
    private static final int RATE = 16_000;
    private static final ProblemException CUT = new ProblemException(
        Problem.of(ProblemCode.PROVIDER_CUT, new ProblemSubject.Setting("ASR.cloud.base_url"), "cloud", "reset"));

    private final ProblemSinkFake problems = new ProblemSinkFake();
    private final RecognizerFake cloud = new RecognizerFake("cloud");
    private final RecognizerFake embedded = new RecognizerFake("embedded");
    private final ProviderHealthRegistry registry = new ProviderHealthRegistry(problems);

    @Test
    void theWholeUtteranceIsHeardAgainWithWhatWasExpected() {
        try (RecognitionStream stream = recognizer(true).openStream(RATE, List.of("lamp on"), _ -> { })) {
            stream.accept(new short[] {1, 2});
            stream.accept(new short[] {3});
            List<StandIn> told = new ArrayList<>();
            CompletableFuture<RecognitionResult> answer = stream.finish(told::add);
            cloud.answer.completeExceptionally(CUT);
            assertThat(told).as("while it hears").containsExactly(new StandIn("embedded", CUT.problem().asArgument()));
            assertThat(embedded.heard).containsExactly("[1, 2, 3] at 16000, expecting [lamp on]");
            embedded.answer.complete(new RecognitionResult("lamp on", 1));
            assertThat(answer).isCompletedWithValue(new RecognitionResult("lamp on", 1));
        }
        assertThat(problems.told).containsExactly("raised PROVIDER_CUT", "raised PROVIDER_FALLBACK");
    }

    @Test
    void anUtteranceThatIsUnderstoodIsHeardOnce() {
        RecognitionStream stream = recognizer(true).openStream(RATE, List.of(), _ -> { });
        stream.accept(new short[] {1});
        CompletableFuture<RecognitionResult> answer = stream.finish();
        assertThat(stream.finish()).as("asked once more").isSameAs(answer);
        cloud.answer.complete(new RecognitionResult("hello", 1));
        assertThat(answer).isCompletedWithValue(new RecognitionResult("hello", 1));
        assertThat(cloud.finished).isEqualTo(1);
        assertThat(embedded.heard).isEmpty();
    }

    @Test
    void soundBehindTheEndBelongsToNoUtterance() {
        RecognitionStream stream = recognizer(true).openStream(RATE, List.of(), _ -> { });
        stream.accept(new short[] {1});
        CompletableFuture<RecognitionResult> answer = stream.finish();
        stream.accept(new short[] {2});
        cloud.answer.completeExceptionally(CUT);
        assertThat(embedded.heard).containsExactly("[1] at 16000, expecting []");
        assertThat(answer).isNotDone();
    }

    @Test
    void whatIsClosedIsCancelledAlsoWhenTheOtherAlreadyHearsIt() {
        RecognitionStream stream = recognizer(true).openStream(RATE, List.of(), _ -> { });
        stream.accept(new short[] {1});
        CompletableFuture<RecognitionResult> answer = stream.finish();
        cloud.answer.completeExceptionally(CUT);
        stream.close();
        assertThat(answer).isCancelled();
        assertThat(embedded.answer).isCancelled();
        assertThat(cloud.closedStreams).isEqualTo(1);
    }

    @Test
    void withoutAFallbackTheFailureIsTheAnswer() {
        RecognitionStream stream = recognizer(false).openStream(RATE, List.of(), _ -> { });
        stream.accept(new short[] {1});
        CompletableFuture<RecognitionResult> answer = stream.finish();
        cloud.answer.completeExceptionally(CUT);
        assertThat(answer.exceptionNow()).isSameAs(CUT);
    }

    @Test
    void aRecordingIsHeardAgainToo() {
        CompletableFuture<RecognitionResult> answer = recognizer(true).recognize(new PcmAudio(new short[] {5}, RATE), List.of("yes"));
        cloud.answer.completeExceptionally(CUT);
        embedded.answer.complete(new RecognitionResult("yes", 1));
        assertThat(answer).isCompletedWithValue(new RecognitionResult("yes", 1));
        assertThat(embedded.heard).containsExactly("[5] at 16000, expecting [yes]");
    }

    @Test
    void itIsCalledAndClosedLikeTheRemoteOne() {
        FallbackRecognizer recognizer = recognizer(true);
        assertThat(recognizer.name()).isEqualTo("cloud");
        assertThat(recognizer.streams()).isTrue();
        recognizer.close();
        assertThat(List.of(cloud.closed, embedded.closed)).containsExactly(true, false);
    }

    private FallbackRecognizer recognizer(boolean fallback) {
        ProviderSettings settings = ProviderSettings.of(ProviderKind.ASR, "cloud", JsonMappers.JSON.createObjectNode().put("type", "openai"));
        return new FallbackRecognizer(cloud,
            new ProviderFallback<>(settings, Optional.<Recognizer>of(embedded).filter(_ -> fallback), Recognizer::name, registry.of("cloud")));
    }

    private static final class RecognizerFake implements Recognizer {
        final CompletableFuture<RecognitionResult> answer = new CompletableFuture<>();
        final List<String> heard = new ArrayList<>();
        int finished;
        int closedStreams;
        boolean closed;
        private final String name;

        RecognizerFake(String name) {
            this.name = name;
        }

        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
            heard.add(Arrays.toString(audio.pcm()) + " at " + audio.rate() + ", expecting " + expected);
            return answer;
        }

        @Override
        public boolean streams() {
            return true;
        }

        @Override
        public RecognitionStream openStream(int rate, List<String> expected, Consumer<String> onPartial) {
            return new RecognitionStream() {
                @Override
                public void accept(short[] pcm) {}

                @Override
                public CompletableFuture<RecognitionResult> finish() {
                    finished++;
                    return answer;
                }

                @Override
                public void close() {
                    closedStreams++;
                }
            };
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
