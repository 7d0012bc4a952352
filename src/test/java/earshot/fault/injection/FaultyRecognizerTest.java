package earshot.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.RecognitionStream;
import earshot.asr.Recognizer;
import earshot.audio.PcmAudio;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.id.DeviceId;
import earshot.problem.ProblemException;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class FaultyRecognizerTest {
    private static final RecognitionResult HELLO = new RecognitionResult("hello", 0.9);
    private static final PcmAudio SOUND = new PcmAudio(new short[160], 16_000);

    private final TimeFake time = new TimeFake();
    /// What the recognizer was told, in order.
    private final List<String> told = new ArrayList<>();
    private final CompletableFuture<RecognitionResult> result = new CompletableFuture<>();
    private final FaultyRecognizer slow = faulty(Duration.ofMillis(500), Optional.empty());

    @Test
    void aSentenceIsRecognizedLate() {
        CompletableFuture<RecognitionResult> heard = slow.recognize(SOUND, List.of("hello"));
        time.advance(Duration.ofMillis(499));
        assertThat(told).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(told).containsExactly("recognize 160 [hello]");
        result.complete(HELLO);
        assertThat(heard).isCompletedWithValue(HELLO);
    }

    @Test
    void preparingIsNotDelayed() {
        assertThat(slow.prepare(List.of("hello"), Optional::empty)).isCompleted();
        assertThat(told).containsExactly("prepare [hello]");
        assertThat(slow.streams()).isTrue();
        assertThat(slow.name()).isEqualTo("recognizer");
    }

    @Test
    void aStreamHearsAtOnceAndIsDoneLate() {
        List<String> partial = new ArrayList<>();
        RecognitionStream stream = slow.openStream(16_000, List.of("hello"), partial::add);
        stream.accept(new short[320]);
        assertThat(told).containsExactly("open 16000 [hello]", "accept 320");
        assertThat(partial).containsExactly("hel");
        CompletableFuture<RecognitionResult> heard = stream.finish();
        assertThat(told).hasSize(2);
        time.advance(Duration.ofMillis(500));
        assertThat(told).last().isEqualTo("finish");
        result.complete(HELLO);
        assertThat(heard).isCompletedWithValue(HELLO);
        assertThat(stream.finish()).as("each time the same").isSameAs(heard);
        stream.close();
        assertThat(told).last().isEqualTo("close stream");
        assertThat(heard).as("it is there already").isCompletedWithValue(HELLO);
    }

    @Test
    void aStreamThatIsClosedBeforeItIsDoneIsNeverFinished() {
        RecognitionStream stream = slow.openStream(16_000, List.of(), _ -> { });
        CompletableFuture<RecognitionResult> heard = stream.finish();
        stream.close();
        time.advance(Duration.ofSeconds(1));
        assertThat(heard).isCancelled();
        assertThat(told).containsExactly("open 16000 []", "close stream");
    }

    @Test
    void aRecognizerThatFailsIsNotAskedForAResult() {
        FaultyRecognizer failing = faulty(Duration.ZERO, Optional.of(Fault.usual(FaultKind.RECOGNIZER_FAILS)));
        CompletableFuture<RecognitionResult> heard = failing.recognize(SOUND, List.of());
        CompletableFuture<RecognitionResult> streamed = failing.openStream(16_000, List.of(), _ -> { }).finish();
        time.advance(Duration.ZERO);
        assertThat(heard.exceptionNow()).isInstanceOf(ProblemException.class);
        assertThat(streamed.exceptionNow()).isInstanceOf(ProblemException.class);
        assertThat(told).containsExactly("open 16000 []");
    }

    @Test
    void theRecognizerIsNotItsOwn() {
        slow.close();
        assertThat(told).isEmpty();
    }

    private FaultyRecognizer faulty(Duration delay, Optional<Fault> failure) {
        return new FaultyRecognizer(new RecognizerFake(), new FaultyStep(time, new DeviceId("aa"), delay, failure));
    }

    private final class RecognizerFake implements Recognizer {
        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
            told.add("recognize " + audio.pcm().length + " " + expected);
            return result;
        }

        @Override
        public CompletableFuture<Void> prepare(List<String> expected, Supplier<Optional<PcmAudio>> sample) {
            told.add("prepare " + expected);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean streams() {
            return true;
        }

        @Override
        public RecognitionStream openStream(int rate, List<String> expected, Consumer<String> onPartial) {
            told.add("open " + rate + " " + expected);
            return new StreamFake(onPartial);
        }

        @Override
        public String name() {
            return "recognizer";
        }

        @Override
        public void close() {
            told.add("close recognizer");
        }
    }

    private final class StreamFake implements RecognitionStream {
        private final Consumer<String> onPartial;

        StreamFake(Consumer<String> onPartial) {
            this.onPartial = onPartial;
        }

        @Override
        public void accept(short[] pcm) {
            told.add("accept " + pcm.length);
            onPartial.accept("hel");
        }

        @Override
        public CompletableFuture<RecognitionResult> finish() {
            told.add("finish");
            return result;
        }

        @Override
        public void close() {
            told.add("close stream");
        }
    }
}
