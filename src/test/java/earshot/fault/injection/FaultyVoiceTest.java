package earshot.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.id.DeviceId;
import earshot.problem.ProblemException;
import earshot.remote.StandIn;
import earshot.time.TimeFake;
import earshot.tts.SynthesisStream;
import earshot.tts.Voice;
import org.junit.jupiter.api.Test;

class FaultyVoiceTest {
    private static final StandIn OTHER = new StandIn("another voice", "");
    private static final PcmAudio SOUND = new PcmAudio(new short[160], 24_000);

    private final TimeFake time = new TimeFake();
    /// What the voice was told, in order.
    private final List<String> told = new ArrayList<>();
    /// Runs while a stream is opened.
    private Runnable opening = () -> { };
    private final FaultyVoice slow = faulty(Duration.ofMillis(500), Optional.empty());

    @Test
    void aSentenceIsSpokenLate() {
        CompletableFuture<PcmAudio> sound = slow.speak("hello");
        time.advance(Duration.ofMillis(499));
        assertThat(told).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(told).containsExactly("speak hello");
        assertThat(sound).isCompletedWithValue(SOUND);
    }

    @Test
    void aStreamOpensLateAndIsThenThatOfTheVoice() {
        SynthesisStream stream = slow.stream("hello", 24_000);
        assertThat(stream.complete()).as("nothing is missing yet").isTrue();
        assertThat(stream.standIn()).isNotDone();
        time.advance(Duration.ofMillis(499));
        assertThat(told).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(told).containsExactly("stream hello 24000");
        assertThat(stream.next()).contains(SOUND);
        assertThat(stream.next()).isEmpty();
        assertThat(stream.complete()).isFalse();
        assertThat(stream.standIn()).isCompletedWithValue(OTHER);
        stream.close();
        assertThat(told).last().isEqualTo("close stream");
    }

    @Test
    void aStreamThatIsClosedBeforeItOpensNeverDoes() {
        SynthesisStream stream = slow.stream("hello", 24_000);
        stream.close();
        time.advance(Duration.ofSeconds(1));
        assertThat(told).isEmpty();
        assertThat(time.waiting()).isZero();
        assertThatThrownBy(stream::next).isInstanceOf(CancellationException.class);
    }

    @Test
    void aStreamThatIsClosedWhileItOpensIsClosedThen() {
        AtomicReference<SynthesisStream> stream = new AtomicReference<>();
        opening = () -> stream.get().close();
        stream.set(slow.stream("hello", 24_000));
        time.advance(Duration.ofMillis(500));
        assertThat(told).containsExactly("stream hello 24000", "close stream");
        assertThatThrownBy(stream.get()::next).isInstanceOf(CancellationException.class);
    }

    @Test
    void aStreamThatCannotBeOpenedFailsWhereItIsRead() {
        opening = () -> {
            throw new IllegalStateException("no voice");
        };
        SynthesisStream stream = slow.stream("hello", 24_000);
        time.advance(Duration.ofMillis(500));
        assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class).hasMessage("no voice");
        stream.close();
    }

    @Test
    void aVoiceThatFailsIsNotAsked() {
        FaultyVoice failing = faulty(Duration.ZERO, Optional.of(Fault.usual(FaultKind.VOICE_FAILS)));
        CompletableFuture<PcmAudio> sound = failing.speak("hello");
        SynthesisStream stream = failing.stream("hello", 24_000);
        time.advance(Duration.ZERO);
        assertThat(sound.exceptionNow()).isInstanceOf(ProblemException.class);
        assertThatThrownBy(stream::next).isInstanceOf(ProblemException.class);
        assertThat(told).isEmpty();
    }

    @Test
    void theVoiceIsNotItsOwn() {
        slow.close();
        assertThat(told).isEmpty();
        assertThat(slow.name()).isEqualTo("voice");
    }

    private FaultyVoice faulty(Duration delay, Optional<Fault> failure) {
        return new FaultyVoice(new VoiceFake(), new FaultyStep(time, new DeviceId("aa"), delay, failure));
    }

    private final class VoiceFake implements Voice {
        @Override
        public CompletableFuture<PcmAudio> speak(String sentence) {
            told.add("speak " + sentence);
            return CompletableFuture.completedFuture(SOUND);
        }

        @Override
        public SynthesisStream stream(String sentence, int rate) {
            told.add("stream " + sentence + " " + rate);
            opening.run();
            return new StreamFake();
        }

        @Override
        public String name() {
            return "voice";
        }

        @Override
        public void close() {
            told.add("close voice");
        }
    }

    private final class StreamFake implements SynthesisStream {
        private final Queue<PcmAudio> pieces = new ArrayDeque<>(List.of(SOUND));

        @Override
        public Optional<PcmAudio> next() {
            return Optional.ofNullable(pieces.poll());
        }

        @Override
        public boolean complete() {
            return false;
        }

        @Override
        public CompletableFuture<StandIn> standIn() {
            return CompletableFuture.completedFuture(OTHER);
        }

        @Override
        public void close() {
            told.add("close stream");
        }
    }
}
