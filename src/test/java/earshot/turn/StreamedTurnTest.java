package earshot.turn;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.HallucinationSettings;
import earshot.asr.HallucinationDetector;
import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSinkFake;
import earshot.time.TimeFake;
import earshot.tool.ToolSource;
import earshot.tts.SynthesisStream;
import earshot.tts.Voice;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnFacts.ToolRun;
import earshot.wire.AudioParams;
import earshot.wire.Dialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A turn whose answer arrives sentence by sentence.
class StreamedTurnTest {
    private static final AssistantRequest.DeviceInfo ABOUT = new AssistantRequest.DeviceInfo(new DeviceId("aa:bb"), "Kitchen", ListenState.LISTENING,
        "192.0.2.7", Instant.EPOCH, ConnectionMode.DIALOG_ACTIVE);
    private static final TurnOptions BADGE = TurnOptions.of(Dialect.BADGE, true, new SessionId("s"));

    private final TimeFake time = new TimeFake();
    private final ComputePool pool = new ComputePool();
    private final FramePacer pacer = new FramePacer(time);
    private final DeviceOutputFake device = new DeviceOutputFake(time);
    private final AssistantFake assistantFake = new AssistantFake();
    private final List<String> voiced = new CopyOnWriteArrayList<>();
    private final List<Problem> raised = new CopyOnWriteArrayList<>();
    private Optional<BlockingQueue<Optional<PcmAudio>>> streamed = Optional.empty();
    private Function<String, CompletableFuture<PcmAudio>> voice = _ -> CompletableFuture.completedFuture(new PcmAudio(new short[960 * 5], 16_000));

    @AfterEach
    void close() {
        pacer.close();
        pool.close();
    }

    @Test
    void theFirstSentenceIsPlayedWhileTheModelStillSpeaks() {
        start();
        assistantFake.say(new Sentence("One.", Optional.of(Emotion.HAPPY)));
        soon(() -> device.lines().stream().filter(sent -> sent.what().equals("frame")).count() == 5);

        assistantFake.say(Sentence.of("Two."));
        assistantFake.end();
        TurnFacts facts = ended();
        assertThat(device.sequence()).containsExactly("stt", "tts start", "llm", "tts sentence_start", "frame", "tts sentence_end",
            "tts sentence_start", "frame", "tts sentence_end", "tts stop");
        assertThat(facts.outcome()).isEqualTo(Outcome.DONE);
        assertThat(facts.answer().text()).isEqualTo("One. Two.");
    }

    @Test
    void theFirstFrameLeavesWhileTheVoiceStillSpeaksAndPiecesOfAnyLengthBecomeWholeFrames() {
        BlockingQueue<Optional<PcmAudio>> pieces = new LinkedBlockingQueue<>();
        streamed = Optional.of(pieces);
        start();
        assistantFake.say(Sentence.of("A long sentence."));
        assistantFake.end();
        pieces.add(Optional.of(new PcmAudio(new short[700], 16_000)));
        pieces.add(Optional.of(new PcmAudio(new short[700], 16_000)));
        soon(() -> device.lines().stream().filter(sent -> sent.what().equals("frame")).count() == 1);
        assertThat(device.sequence()).doesNotContain("tts sentence_end");
        pieces.add(Optional.of(new PcmAudio(new short[960 * 30], 16_000)));
        pieces.add(Optional.empty());
        assertThat(ended().outcome()).isEqualTo(Outcome.DONE);
        assertThat(device.lines().stream().filter(sent -> sent.what().equals("frame")).count()).as("1400 samples are one frame and a half").isEqualTo(32);
        assertThat(device.sequence()).endsWith("tts sentence_start", "frame", "tts sentence_end", "tts stop");
    }

    @Test
    void twoSentencesAtMostAreVoicedAheadOfTheOneThatIsPlayed() {
        CompletableFuture<PcmAudio> slow = new CompletableFuture<>();
        voice = _ -> slow;
        start();
        for (int i = 1; i <= 6; i++) {
            assistantFake.say(Sentence.of("Sentence " + i + "."));
        }
        soon(() -> voiced.size() == 2);
        slow.complete(new PcmAudio(new short[960 * 200], 16_000));
        soon(() -> voiced.size() == 3);
        assertThat(voiced).hasSize(3);
    }

    @Test
    void whatTheSourceReportsBecomesStagesThatAddUp() {
        CountDownLatch reported = new CountDownLatch(1);
        assistantFake.before = answerListener -> {
            time.advance(Duration.ofMillis(10));
            answerListener.modelAsked("big");
            time.advance(Duration.ofMillis(40));
            answerListener.firstTokenReceived();
            answerListener.toolStarted("clock");
            time.advance(Duration.ofMillis(5));
            answerListener.toolFinished(new ToolRun("clock", "{}", "noon", false, Duration.ofMillis(5), Optional.empty()));
            answerListener.modelAsked("big");
            time.advance(Duration.ofMillis(20));
            answerListener.firstTokenReceived();
            time.advance(Duration.ofMillis(3));
            reported.countDown();
            return null;
        };
        start();
        // only then does the time go on, so that each stage takes exactly what is said above
        await().atMost(30, SECONDS).until(() -> reported.getCount() == 0);
        assistantFake.say(Sentence.of("It is noon."));
        assistantFake.end();
        TurnFacts facts = ended();
        assertThat(facts.answer().model().orElseThrow()).isEqualTo("big");
        assertThat(facts.answer().firstToken()).contains(Duration.ofMillis(40));
        assertThat(facts.answer().tools()).extracting(ToolRun::name).containsExactly("clock");
        // the machine of the test may have something else to do
        assertThat(facts.stages()).extracting(StageTime::stage).filteredOn(stage -> stage != TurnStage.COMPUTE_WAIT)
            .containsExactly(TurnStage.SILENCE, TurnStage.ANSWER, TurnStage.SENTENCE, TurnStage.TOOL, TurnStage.ANSWER, TurnStage.SENTENCE,
                TurnStage.VOICE, TurnStage.FIRST_FRAME, TurnStage.PLAYOUT);
        assertThat(facts.stages()).extracting(time -> time.stage().owner()).filteredOn(owner -> owner != TurnStage.Owner.COMPUTER)
            .containsOnly(TurnStage.Owner.SERVICE, TurnStage.Owner.SETTING, TurnStage.Owner.EARSHOT, TurnStage.Owner.NETWORK);
        assertThat(facts.stages().stream().map(StageTime::duration).reduce(Duration.ZERO, Duration::plus)).isEqualTo(facts.total());
    }

    @Test
    void anAbortEndsTheSourceAndTheVoiceAtOnce() {
        CompletableFuture<PcmAudio> never = new CompletableFuture<>();
        voice = _ -> never;
        Turn turn = start();
        assistantFake.say(Sentence.of("One."));
        soon(() -> voiced.size() == 1);
        turn.abort(Cause.BUTTON, time.nanos());
        await().atMost(30, SECONDS).until(() -> assistantFake.closed && never.isCancelled());
        assertThat(ended().outcome()).isEqualTo(Outcome.INTERRUPTED);
    }

    @Test
    void aSourceThatFailsEndsWithAnApologyAndAProblem() {
        start();
        assistantFake.say(Sentence.of("One."));
        assistantFake.fail(new ProblemException(Problem.of(ProblemCode.UNEXPECTED, "cut")));
        TurnFacts facts = ended();
        assertThat(facts.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(raised).extracting(Problem::code).containsExactly(ProblemCode.UNEXPECTED);
        assertThat(voiced).containsExactly("One.", "Sorry.");
        assertThat(device.sequence()).last().isEqualTo("tts stop");
    }

    @Test
    void whereTheVoiceFailsTheApologyIsShown() {
        voice = _ -> CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.VOICE_FAILED, "refused")));
        start();
        assistantFake.say(Sentence.of("One."));
        assertThat(ended().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(device.lines()).extracting(DeviceOutputFake.Sent::text).contains("Sorry.");
        assertThat(raised).extracting(Problem::code).contains(ProblemCode.VOICE_FAILED);
    }

    private Turn start() {
        TurnFactory turns = new TurnFactory(new TurnServices(time, pool, pacer, OpusCodecs.best(), new ProblemSinkFake(raised::add), new TurnLog(),
            new HallucinationDetector(() -> new HallucinationSettings(false, List.of()))), new RecognizerFake(), new VoiceFake(), assistantFake);
        TurnInput typed = new TurnInput(Optional.empty(), Optional.of("hello"), time.now(), time.nanos(), time.nanos());
        return turns.start(new TurnRequest(typed, ABOUT, ToolSource.none(), new AudioParams(16_000, 1, 60), BADGE), device,
            job -> Thread.ofVirtual().start(job));
    }

    private TurnFacts ended() {
        soon(() -> !device.ends().isEmpty());
        return device.ends().getFirst();
    }

    private void soon(Callable<Boolean> condition) {
        await().atMost(30, SECONDS).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            time.advance(Duration.ofMillis(20));
            return condition.call();
        });
    }

    /// Answers with the sentences that the test adds, as it adds them.
    private static final class AssistantFake implements Assistant, SentenceSource {
        private final LinkedBlockingQueue<Callable<Optional<Sentence>>> next = new LinkedBlockingQueue<>();
        private Function<AnswerListener, Void> before = _ -> null;
        private volatile boolean closed;

        void say(Sentence sentence) {
            next.add(() -> Optional.of(sentence));
        }

        void end() {
            next.add(Optional::empty);
        }

        void fail(RuntimeException with) {
            next.add(() -> {
                throw with;
            });
        }

        @Override
        public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
            return CompletableFuture.completedFuture(new AssistantAnswer.Stream(answerListener -> {
                before.apply(answerListener);
                return this;
            }));
        }

        @Override
        public Optional<Sentence> next() {
            try {
                return next.take().call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CancellationException();
            }
        }

        @Override
        public void close() {
            closed = true;
            fail(new CancellationException());
        }

        @Override
        public Optional<String> apology(earshot.problem.ProblemCode failure) {
            return Optional.of("Sorry.");
        }

        @Override
        public List<String> expectedSentences() {
            return new ArrayList<>();
        }

        @Override
        public boolean needsText() {
            return true;
        }

        @Override
        public String name() {
            return "told";
        }
    }

    private final class VoiceFake implements Voice {
        @Override
        public CompletableFuture<PcmAudio> speak(String sentence) {
            voiced.add(sentence);
            return voice.apply(sentence);
        }

        @Override
        public SynthesisStream stream(String sentence, int rate) {
            return streamed.<SynthesisStream>map(pieces -> new SynthesisStream() {
                @Override
                public Optional<PcmAudio> next() {
                    try {
                        return pieces.take();
                    } catch (InterruptedException e) {
                        throw new CancellationException();
                    }
                }

                @Override
                public void close() {}
            }).orElseGet(() -> Voice.super.stream(sentence, rate));
        }

        @Override
        public String name() {
            return "mouth";
        }

        @Override
        public void close() {}
    }

    private static final class RecognizerFake implements Recognizer {
        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
            return new CompletableFuture<>();
        }

        @Override
        public String name() {
            return "deaf";
        }

        @Override
        public void close() {}
    }
}
