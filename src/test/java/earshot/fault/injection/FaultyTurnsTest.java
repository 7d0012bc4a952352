package earshot.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.RecognitionStream;
import earshot.asr.Recognizer;
import earshot.audio.PcmAudio;
import earshot.event.Timeline;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.llm.ModelReply;
import earshot.llm.ModelResolution;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.llm.ResolutionReason;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSinkFake;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import earshot.tts.SynthesisStream;
import earshot.tts.Voice;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.TurnFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FaultyTurnsTest {
    private static final DeviceId DEVICE = new DeviceId("aa:bb:cc:00:00:01");
    private static final Prompt PROMPT = new Prompt(List.of(), List.of());
    private static final PcmAudio SOUND = new PcmAudio(new short[160], 16_000);

    private final TimeFake time = new TimeFake();
    private final FaultRegistry faults = new FaultRegistry(time, new Timeline(time), new ProblemSinkFake());
    private final FaultyTurns turns = new FaultyTurns(faults, time, device -> "sorry, " + device.value());
    private final List<CompletableFuture<?>> started = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final PartsFake parts = new PartsFake();
    private final TurnFactory factory = new TurnFactory(null, parts, parts.new VoiceFake(), parts.new AssistantFake());

    @Test
    void withoutAFaultThePartsAreTheSame() {
        faults.switchOn(DEVICE, FaultSide.SERVER, Fault.usual(FaultKind.JITTER));
        faults.switchOn(new DeviceId("another"), FaultSide.SERVER, Fault.usual(FaultKind.MODEL_FAILS));
        TurnFactory now = turns.of(DEVICE, factory);
        assertThat(now.recognizer()).isSameAs(factory.recognizer());
        assertThat(now.voice()).isSameAs(factory.voice());
        assertThat(now.assistant()).isSameAs(factory.assistant());
    }

    @Test
    @DisplayName("U52: a failing part says that somebody switched it on, and never that its provider failed")
    void failingParts() {
        for (FaultKind kind : List.of(FaultKind.RECOGNIZER_FAILS, FaultKind.MODEL_FAILS, FaultKind.VOICE_FAILS)) {
            faults.switchOn(DEVICE, FaultSide.SERVER, Fault.usual(kind));
        }
        TurnFactory now = turns.of(DEVICE, factory);
        assertFault(now.recognizer().recognize(SOUND, List.of()), "the recogniser fails");
        assertFault(now.recognizer().openStream(16_000, List.of(), _ -> { }).finish(), "the recogniser fails");
        assertFault(now.assistant().answer(null), "the model fails");
        assertFault(now.voice().speak("hello"), "the voice fails");
        SynthesisStream stream = now.voice().stream("hello", 16_000);
        time.advance(Duration.ZERO);
        assertThatThrownBy(stream::next).hasMessageContaining("switched on by hand");
        assertThat(started).as("nothing was asked").isEmpty();
        assertThat(now.assistant().name() + now.recognizer().name() + now.voice().name()).isEqualTo("assistantrecognizervoice");
    }

    @Test
    @DisplayName("U52: a slow part begins later; a turn that is interrupted meanwhile leaves nothing behind")
    void slowParts() {
        faults.switchOn(DEVICE, FaultSide.SERVER, new Fault(FaultKind.RECOGNIZER_SLOW, 3_000));
        faults.switchOn(DEVICE, FaultSide.SERVER, new Fault(FaultKind.VOICE_SLOW, 1_000));
        TurnFactory now = turns.of(DEVICE, factory);
        CompletableFuture<RecognitionResult> heard = now.recognizer().recognize(SOUND, List.of());
        time.advance(Duration.ofMillis(2_999));
        assertThat(started).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(started).hasSize(1);
        assertThat(heard.isDone()).isFalse();
        heard.cancel(false);
        assertThat(started.getFirst().isCancelled()).as("handed on").isTrue();
        CompletableFuture<RecognitionResult> dropped = now.recognizer().recognize(SOUND, List.of());
        dropped.cancel(false);
        SynthesisStream interrupted = now.voice().stream("hello", 16_000);
        interrupted.close();
        time.advance(Duration.ofMinutes(1));
        assertThat(started).as("what was cancelled never starts").hasSize(1);
        assertThatThrownBy(interrupted::next).isInstanceOf(CancellationException.class);
        SynthesisStream open = now.voice().stream("hello", 16_000);
        time.advance(Duration.ofSeconds(1));
        assertThat(open.next()).contains(SOUND);
        open.close();
        assertThat(closed).containsExactly("stream");
    }

    @Test
    void aRecognitionStreamEndsLateAndOnce() {
        faults.switchOn(DEVICE, FaultSide.SERVER, new Fault(FaultKind.RECOGNIZER_SLOW, 500));
        RecognitionStream stream = turns.of(DEVICE, factory).recognizer().openStream(16_000, List.of(), _ -> { });
        stream.accept(new short[160]);
        CompletableFuture<RecognitionResult> result = stream.finish();
        assertThat(stream.finish()).isSameAs(result);
        time.advance(Duration.ofMillis(500));
        assertThat(started).hasSize(1);
        stream.close();
        assertThat(result.isCancelled()).isTrue();
        assertThat(started.getFirst().isCancelled()).isTrue();
    }

    @Test
    void aBuiltInAssistantThatHasNoApologyIsGivenOne() {
        faults.switchOn(DEVICE, FaultSide.SERVER, Fault.usual(FaultKind.MODEL_FAILS));
        assertThat(turns.of(DEVICE, factory).assistant().apology(ProblemCode.FAULT_ON)).contains("sorry, " + DEVICE.value());
    }

    @Test
    @DisplayName("U52: a model of a device is asked late, or fails when it is asked; one fault holds for the next answer of the same conversation")
    void theModelsOfADevice() {
        List<Prompt> asked = new ArrayList<>();
        LanguageModel model = new ModelFake(asked, closed);
        ModelResolution found = new ModelResolution(Optional.of(model), "big", ResolutionReason.SELECTED, "");
        Function<Optional<String>, ModelResolution> models = turns.of(DEVICE, _ -> found);
        assertThat(models.apply(Optional.empty())).isSameAs(found);
        faults.switchOn(DEVICE, FaultSide.SERVER, new Fault(FaultKind.MODEL_SLOW, 5_000));
        ModelResolution slow = models.apply(Optional.empty());
        assertThat(List.of(slow.alias(), slow.model().orElseThrow().name(), slow.model().orElseThrow().adapted())).containsExactly("big", "model", "adapted");
        ModelReply reply = slow.model().orElseThrow().ask(PROMPT);
        time.advance(Duration.ofMillis(4_999));
        assertThat(asked).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(asked).containsExactly(PROMPT);
        assertThat(reply.next()).isEmpty();
        reply.close();
        assertThat(closed).containsExactly("reply");
        ModelReply interrupted = slow.model().orElseThrow().ask(PROMPT);
        interrupted.close();
        time.advance(Duration.ofSeconds(5));
        assertThat(asked).hasSize(1);
        assertThatThrownBy(interrupted::next).isInstanceOf(CancellationException.class);
        faults.switchOn(DEVICE, FaultSide.SERVER, Fault.usual(FaultKind.MODEL_FAILS));
        ModelReply failing = models.apply(Optional.empty()).model().orElseThrow().ask(PROMPT);
        time.advance(Duration.ofSeconds(5));
        assertThatThrownBy(failing::next).isInstanceOf(ProblemException.class).hasMessageContaining("the model fails");
        assertThat(asked).hasSize(1);
    }

    private void assertFault(CompletableFuture<?> step, String words) {
        time.advance(Duration.ZERO);
        assertThat(step).isCompletedExceptionally();
        Problem problem = Failures.problem(step.exceptionNow(), ProblemCode.UNEXPECTED);
        assertThat(problem.code()).isEqualTo(ProblemCode.FAULT_ON);
        assertThat(problem.subject()).isEqualTo(new ProblemSubject.Device(DEVICE));
        assertThat(problem.why(Locale.ENGLISH)).isEqualTo("A fault is switched on by hand: " + words + ".");
    }

    private <T> CompletableFuture<T> begin() {
        CompletableFuture<T> step = new CompletableFuture<>();
        started.add(step);
        return step;
    }

    private final class PartsFake implements Recognizer {
        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
            return begin();
        }

        @Override
        public String name() {
            return "recognizer";
        }

        @Override
        public void close() {
            closed.add("recognizer");
        }

        private final class VoiceFake implements Voice {
            @Override
            public CompletableFuture<PcmAudio> speak(String sentence) {
                return begin();
            }

            @Override
            public SynthesisStream stream(String sentence, int rate) {
                return new SynthesisStream() {
                    @Override
                    public Optional<PcmAudio> next() {
                        return Optional.of(SOUND);
                    }

                    @Override
                    public void close() {
                        closed.add("stream");
                    }
                };
            }

            @Override
            public String name() {
                return "voice";
            }

            @Override
            public void close() {
                closed.add("voice");
            }
        }

        private final class AssistantFake implements Assistant {
            @Override
            public CompletableFuture<AssistantAnswer> answer(AssistantRequest request) {
                return begin();
            }

            @Override
            public boolean needsText() {
                return true;
            }

            @Override
            public String name() {
                return "assistant";
            }
        }
    }

    private record ModelFake(List<Prompt> asked, List<String> closed) implements LanguageModel {
        @Override
        public ModelReply ask(Prompt prompt) {
            asked.add(prompt);
            return new ModelReply() {
                @Override
                public Optional<ReplyDelta> next() {
                    return Optional.empty();
                }

                @Override
                public void close() {
                    closed.add("reply");
                }
            };
        }

        @Override
        public String name() {
            return "model";
        }

        @Override
        public String adapted() {
            return "adapted";
        }
    }
}
