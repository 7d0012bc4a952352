package earshot.turn;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.HallucinationSettings;
import earshot.asr.HallucinationDetector;
import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.audio.OpusCodec;
import earshot.audio.OpusDecoder;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.conversation.EchoAssistant;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSinkFake;
import earshot.remote.StandIn;
import earshot.time.TimeFake;
import earshot.tool.ToolSource;
import earshot.tts.SynthesisStream;
import earshot.tts.Voice;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.StageTime;
import earshot.wire.AudioParams;
import earshot.wire.Dialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A turn from end of speech to last sound, on a clock that the test moves.
class TurnTest {
    private static final AudioParams DOWN = new AudioParams(16_000, 1, 60);
    private static final TurnOptions PLAIN = TurnOptions.of(Dialect.XIAOZHI, false, new SessionId("s1"));
    private static final Executor WORKERS = job -> Thread.ofVirtual().start(job);
    private static final AssistantRequest.DeviceInfo ABOUT = new AssistantRequest.DeviceInfo(new DeviceId("aa:bb"), "Kitchen", ListenState.LISTENING,
        "192.0.2.7", Instant.EPOCH, ConnectionMode.DIALOG_ACTIVE);
    /// Of the pool.
    private static final int THREADS = 2;

    private final TimeFake time = new TimeFake();
    private final ComputePool pool = new ComputePool(THREADS, 256);
    private final FramePacer pacer = new FramePacer(time);
    private final DeviceOutputFake device = new DeviceOutputFake(time);
    private final List<Problem> raised = Collections.synchronizedList(new ArrayList<>());
    private CompletableFuture<RecognitionResult> recognition = new CompletableFuture<>();
    private final AtomicReference<Consumer<StandIn>> standIn = new AtomicReference<>();
    private Supplier<CompletableFuture<StandIn>> voiceStandIns = CompletableFuture::new;
    private CompletableFuture<PcmAudio> voiced = new CompletableFuture<>();
    private Supplier<Optional<PcmAudio>> endSound = Optional::empty;
    private Assistant assistant = new EchoAssistant(Duration.ZERO);

    @AfterEach
    void close() {
        pacer.close();
        pool.close();
    }

    @Test
    void theLeadLeavesAtOnceAndThenOneFrameEachFrameTime() {
        TurnPipeline turn = start(sound(20), PLAIN);
        awaitWaiting(turn, 20);

        play(Duration.ofSeconds(3));

        List<Long> leave = device.frames().stream().map(DeviceOutputFake.Sent::at).toList();
        assertThat(leave).hasSize(20);
        long first = leave.getFirst();
        assertThat(leave.subList(0, 3)).containsOnly(first);
        assertThat(IntStream.range(3, 20).mapToObj(i -> leave.get(i) - first))
            .containsExactlyElementsOf(IntStream.range(3, 20).mapToObj(i -> (i - 2) * 60_000_000L).toList());
    }

    @Test
    void theFirstFrameLeavesAtLeastTwentyMillisecondsAfterTtsStart() {
        awaitWaiting(start(sound(5), PLAIN), 5);
        play(Duration.ofSeconds(1));
        assertThat(device.at("frame") - device.at("tts start")).isGreaterThanOrEqualTo(20_000_000L);
    }

    @Test
    void ttsStopLeavesWhenTheDeviceHasPlayedEverythingAndNotLongAfter() {
        awaitEndQueued(start(sound(20), PLAIN), 20);
        play(Duration.ofSeconds(3));
        long played = device.at("frame") + 20 * 60_000_000L;
        assertThat(device.at("tts stop")).isBetween(played, played + 200_000_000L);
    }

    @Test
    void anEchoTellsWhatWasHeardFirstWhenTheRecognizerIsQuickEnough() {
        assistant = new EchoAssistant(Duration.ofSeconds(4));
        TurnPipeline turn = start(sound(5), PLAIN);
        play(Duration.ofSeconds(1));
        assertThat(device.sequence()).doesNotContain("tts start");
        recognition.complete(new RecognitionResult("hello", 0.9));
        awaitWaiting(turn, 5);
        play(Duration.ofSeconds(2));
        assertThat(device.sequence().indexOf("stt")).isNotNegative().isLessThan(device.sequence().indexOf("tts start"));
    }

    @Test
    void anEchoDoesNotWaitForASlowRecognizer() {
        assistant = new EchoAssistant(Duration.ofSeconds(4));
        start(sound(5), PLAIN);
        soon(() -> {
            play(Duration.ofSeconds(1));
            return device.sequence().contains("tts stop");
        });
        recognition.complete(new RecognitionResult("hello", 0.9));
        assertThat(ended().transcript().text()).isEqualTo("hello");
        assertThat(device.sequence()).as("once, and before the answer").containsOnlyOnce("stt").startsWith("stt", "llm", "tts start");
    }

    @Test
    @DisplayName("U16: a stage tells at once who works at it in place of the chosen one, and why, also when it is not waited for to its end")
    void aStandInIsToldWhileItWorks() {
        assistant = new EchoAssistant(Duration.ofSeconds(4));
        start(sound(5), PLAIN);
        TurnFacts.StageNote replaced = new TurnFacts.StageNote.StandIn("Embedded", "fake", "the key was refused");
        soon(() -> standIn.get() != null);
        standIn.get().accept(new StandIn("Embedded", "the key was refused"));
        TurnFacts running = log.running().get().getFirst().facts();
        assertThat(running.open()).hasValueSatisfying(open -> assertThat(open.notes()).containsExactly(replaced));
        assertThat(running.transcript().recognizer()).isEqualTo("Embedded");
        soon(() -> {
            play(Duration.ofSeconds(1));
            return device.sequence().contains("tts stop");
        });
        recognition.complete(new RecognitionResult("hello", 0.9));
        StageTime heard = stage(ended(), TurnStage.RECOGNISE);
        assertThat(heard.notes()).containsExactly(replaced, new TurnFacts.StageNote.GivenUp(Duration.ofSeconds(4)));
        assertThat(StageWork.of(heard, ended(), "voice")).isEqualTo(new StageWork("Embedded", TurnStage.Owner.SERVICE));
    }

    @Test
    @DisplayName("U16: a stage that failed says why, also where the turn goes on without it")
    void aFailureIsToldAtItsStage() {
        assistant = new EchoAssistant(Duration.ofSeconds(4));
        Problem refused = Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, "cloud", "401", "bad key");
        recognition.completeExceptionally(new ProblemException(refused));
        awaitWaiting(start(sound(5), PLAIN), 5);
        play(Duration.ofSeconds(2));
        assertThat(stage(ended(), TurnStage.RECOGNISE).notes()).as("nobody stopped waiting")
            .containsExactly(new TurnFacts.StageNote.Failed(refused.asArgument()));
        assertThat(ended().transcript().state()).isEqualTo(TurnFacts.Transcript.State.FAILED);
    }

    @Test
    @DisplayName("U16: a voice that takes over is told with the first sentence that it speaks, and once")
    void anotherVoiceIsTold() {
        assistant = scriptedAnswer("One.", "Two.", "Three.");
        recognition.complete(new RecognitionResult("hello", 0.9));
        voiced.complete(new PcmAudio(new short[960 * 2], 16_000));
        Queue<CompletableFuture<StandIn>> others = new ConcurrentLinkedQueue<>(List.of(new CompletableFuture<>(),
            CompletableFuture.completedFuture(new StandIn("Other", "reset")), CompletableFuture.completedFuture(new StandIn("Other", "reset again"))));
        voiceStandIns = others::poll;
        start(sound(5), PLAIN);
        soon(() -> {
            play(Duration.ofSeconds(1));
            return device.sequence().contains("tts stop");
        });
        assertThat(ended().stages()).filteredOn(time -> !time.notes().isEmpty()).singleElement().satisfies(time -> {
            assertThat(time.stage()).isIn(TurnStage.FIRST_FRAME, TurnStage.PLAYOUT);
            assertThat(time.notes()).containsExactly(new TurnFacts.StageNote.StandIn("Other", "fake", "reset"));
        });
    }

    private static StageTime stage(TurnFacts facts, TurnStage stage) {
        return facts.stages().stream().filter(time -> time.stage() == stage).findFirst().orElseThrow();
    }

    @Test
    void aBadgeIsToldTheTextThatAnEchoDidNotWaitFor() {
        assistant = new EchoAssistant(Duration.ofMillis(350));
        start(sound(5), TurnOptions.of(Dialect.BADGE, true, new SessionId("s1")));
        soon(() -> {
            play(Duration.ofSeconds(1));
            return device.sequence().contains("tts stop");
        });
        assertThat(device.sequence()).doesNotContain("transcription");
        recognition.complete(new RecognitionResult("hello", 0.9));
        TurnFacts facts = ended();
        assertThat(device.sequence()).as("another stt would be the next utterance").containsOnlyOnce("stt").containsOnlyOnce("tts start").endsWith("tts stop",
            "transcription");
        assertThat(facts.transcript()).extracting(TurnFacts.Transcript::text, TurnFacts.Transcript::state).containsExactly("hello",
            TurnFacts.Transcript.State.KNOWN);
        assertThat(facts.stages()).filteredOn(time -> time.stage() == TurnStage.RECOGNISE).extracting(StageTime::notes)
            .containsExactly(List.of(new TurnFacts.StageNote.GivenUp(Duration.ofMillis(350))));
    }

    @Test
    void aPauseInTheSoundIsNotMadeUpForByABurst() {
        assistant = scriptedAnswer("One.", "Two.");
        recognition.complete(new RecognitionResult("hello", 0.9));
        voiced.complete(new PcmAudio(new short[960 * 6], 16_000));
        CompletableFuture<PcmAudio> second = new CompletableFuture<>();
        List<CompletableFuture<PcmAudio>> sentences = new ArrayList<>(List.of(voiced, second));
        TurnPipeline turn = start(sound(5), PLAIN, sentences::removeFirst);
        awaitWaiting(turn, 6);
        play(Duration.ofSeconds(2));
        assertThat(device.frames()).hasSize(6);

        second.complete(new PcmAudio(new short[960 * 10], 16_000));
        awaitWaiting(turn, 10);
        play(Duration.ZERO);

        assertThat(device.frames()).hasSize(6 + 3);
        play(Duration.ofMillis(60));
        assertThat(device.frames()).hasSize(6 + 4);
    }

    @Test
    void noMoreThanTwoSecondsAreEncodedAhead() {
        TurnPipeline turn = start(sound(200), PLAIN);
        awaitWaiting(turn, 20);
        play(Duration.ofMillis(60));
        for (int i = 0; i < 240; i++) {
            int sent = device.frames().size();
            soon(() -> sent + turn.queued().frames() >= Math.min(200, sent + 17));
            assertThat(turn.queued().frames()).isLessThanOrEqualTo(33);
            play(Duration.ofMillis(60));
        }
        assertThat(device.frames()).hasSize(200);
    }

    @Test
    void nothingLeavesAfterAnAbortButTtsStopWhichHasLeftThen() {
        TurnPipeline turn = start(sound(20), PLAIN);
        awaitWaiting(turn, 20);
        play(Duration.ofMillis(200));
        assertThat(turn.speaking()).isTrue();

        turn.abort(Cause.BUTTON, time.nanos());

        assertThat(device.lines().getLast().what()).isEqualTo("tts stop");
        assertThat(turn.speaking()).isFalse();
        int before = device.lines().size();
        recognition.complete(new RecognitionResult("too late", 0.5));
        turn.abort(Cause.BUTTON, time.nanos());
        play(Duration.ofSeconds(3));
        assertThat(device.lines()).hasSize(before);
        assertThat(device.ends()).singleElement().extracting(TurnFacts::outcome).isEqualTo(Outcome.INTERRUPTED);
    }

    @Test
    void anAbortBeforeTheFirstSoundStillAnswersTtsStop() {
        assistant = scriptedAnswer("One.");
        TurnPipeline turn = start(sound(5), PLAIN);
        turn.abort(Cause.BUTTON, time.nanos());
        assertThat(device.sequence()).containsExactly("tts stop");
        assertThat(device.ends()).singleElement().extracting(TurnFacts::outcome).isEqualTo(Outcome.INTERRUPTED);
        soon(() -> recognition.isCancelled());
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotRecognized() {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        assistant = new Assistant() {
            @Override
            public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
                asked.complete(null);
                return new CompletableFuture<>();
            }

            @Override
            public boolean needsText() {
                return false;
            }

            @Override
            public List<String> expectedSentences() {
                return List.of();
            }

            @Override
            public String name() {
                return "slow";
            }
        };
        TurnPipeline turn = start(sound(5), PLAIN);
        soon(asked::isDone);
        assertThat(recognition).as("it goes on beside the answer").isNotDone();
        turn.abort(Cause.CLOSED, time.nanos());
        soon(() -> recognition.isCancelled());
    }

    @Test
    void aPlainDeviceIsToldInItsOrder() {
        assistant = scriptedAnswer("One.", "Two.");
        recognition.complete(new RecognitionResult("hello", 0.9));
        voiced.complete(new PcmAudio(new short[960 * 4], 16_000));
        awaitWaiting(start(sound(5), PLAIN), 8);
        assertThat(ended().outcome()).isEqualTo(Outcome.DONE);
        assertThat(device.sequence()).containsExactly("stt", "llm", "tts start", "tts sentence_start", "frame", "tts sentence_start", "frame", "tts stop");
        assertThat(ended().answer().text()).isEqualTo("One. Two.");
    }

    @Test
    void aBadgeIsToldTheTranscriptionAndTheEndOfEachSentence() {
        assistant = scriptedAnswer("One.");
        recognition.complete(new RecognitionResult("hello", 0.9));
        voiced.complete(new PcmAudio(new short[960 * 4], 16_000));
        awaitWaiting(start(sound(5), TurnOptions.of(Dialect.BADGE, false, new SessionId("s1"))), 4);
        ended();
        assertThat(device.sequence()).containsExactly("transcription", "llm", "tts start", "tts sentence_start", "frame", "tts sentence_end", "tts stop");
    }

    @Test
    @DisplayName("section 11: final speech text at most 1 s after listen stop: it leaves with the recogniser's answer, whatever the model and the voice do")
    void theTextOfASentenceWaitsForNothingElse() {
        assistant = assistant(new CompletableFuture<>());
        long stop = time.nanos();
        start(sound(5), TurnOptions.of(Dialect.BADGE, false, new SessionId("s1")));
        play(Duration.ofMillis(950));
        recognition.complete(new RecognitionResult("hello", 0.9));
        soon(() -> device.sequence().contains("transcription"));
        assertThat(device.at("transcription") - stop).isBetween(Duration.ofMillis(950).toNanos(), Duration.ofSeconds(1).toNanos());
        assertThat(device.sequence()).containsExactly("transcription");
    }

    @Test
    void aBadgeIsToldNoTranscriptionOfWhatWasTyped() {
        assistant = new EchoAssistant(Duration.ZERO);
        voiced.complete(new PcmAudio(new short[960 * 4], 16_000));
        TurnInput typed = new TurnInput(Optional.empty(), Optional.of("good morning"), time.now(), LAST_VOICED, LAST_VOICED);
        awaitWaiting(start(typed, TurnOptions.of(Dialect.BADGE, false, new SessionId("s1"))), 4);
        play(Duration.ofSeconds(1));
        assertThat(device.sequence()).startsWith("llm", "tts start");
    }

    @Test
    void aBadgeWithSttMessagesIsToldToSpeakTogetherWithThem() {
        assistant = scriptedAnswer("One.");
        recognition.complete(new RecognitionResult("hello", 0.9));
        voiced.complete(new PcmAudio(new short[960 * 4], 16_000));
        awaitWaiting(start(sound(5), TurnOptions.of(Dialect.BADGE, true, new SessionId("s1"))), 4);
        play(Duration.ofSeconds(2));
        assertThat(device.sequence()).startsWith("transcription", "stt", "tts start", "llm");
    }

    @Test
    void theStagesAddUpToTheWholeAndEachHasAnOwner() {
        assistant = scriptedAnswer("One.");
        voiced.complete(new PcmAudio(new short[960 * 10], 16_000));
        TurnPipeline turn = start(sound(5), PLAIN);
        soon(() -> device.newest().isPresent());
        time.advance(Duration.ofMillis(1500));
        recognition.complete(new RecognitionResult("hello", 0.9));
        awaitWaiting(turn, 10);
        play(Duration.ofSeconds(2));

        List<StageTime> stages = ended().stages();
        assertThat(stages).extracting(StageTime::stage).containsExactly(TurnStage.SILENCE, TurnStage.RECOGNISE, TurnStage.ANSWER, TurnStage.VOICE,
            TurnStage.FIRST_FRAME, TurnStage.PLAYOUT);
        assertThat(stages).extracting(time -> time.stage().owner()).containsExactly(TurnStage.Owner.SETTING, TurnStage.Owner.SERVICE, TurnStage.Owner.SERVICE,
            TurnStage.Owner.SERVICE, TurnStage.Owner.EARSHOT, TurnStage.Owner.NETWORK);
        assertThat(stages.get(0).duration()).isEqualTo(Duration.ofMillis(700));
        assertThat(stages.get(1).duration()).isEqualTo(Duration.ofMillis(1500));
        assertThat(stages.get(4).duration()).isEqualTo(Duration.ofMillis(60));
        assertThat(ended().total()).isEqualTo(Duration.ofNanos(device.at("tts stop") - LAST_VOICED));
    }

    @Test
    void echoPlaysTheSoundWithoutWaitingForTheRecognizer() {
        awaitEndQueued(start(sound(10), PLAIN), 10);
        play(Duration.ofSeconds(2));
        assertThat(device.sequence()).containsExactly("stt", "llm", "tts start", "tts sentence_start", "frame", "tts stop");
        assertThat(device.frames()).extracting(DeviceOutputFake.Sent::first).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(device.ends()).isEmpty();
        long stop = device.at("tts stop");

        recognition.complete(new RecognitionResult("hello", 0.8));

        assertThat(ended().transcript().text()).isEqualTo("hello");
        assertThat(ended().transcript().confidence()).hasValue(0.8);
        assertThat(device.sequence()).as("the device has shown how long the speech was").last().isEqualTo("tts stop");
        assertThat(ended().total()).isEqualTo(Duration.ofNanos(stop - LAST_VOICED));
    }

    @Test
    void aTextThatComesAfterTheAnswerHoldsNoWorker() {
        AtomicInteger working = new AtomicInteger();
        Executor workers = job -> WORKERS.execute(() -> {
            working.incrementAndGet();
            job.run();
            working.decrementAndGet();
        });
        awaitEndQueued((TurnPipeline) turns(() -> voiced).start(new TurnRequest(sound(5), ABOUT, ToolSource.none(), DOWN, PLAIN), device, workers), 5);
        play(Duration.ofSeconds(2));
        soon(() -> working.get() == 0);
        assertThat(device.ends()).isEmpty();
        recognition.complete(new RecognitionResult("hello", 0.8));
        assertThat(ended().transcript().text()).isEqualTo("hello");
    }

    @Test
    void whatIsRecognizedWhileAnEchoPlaysIsNotSentIntoIt() {
        TurnPipeline turn = start(sound(20), PLAIN);
        awaitWaiting(turn, 20);
        play(Duration.ofMillis(300));
        recognition.complete(new RecognitionResult("hello", 0.8));
        assertThat(device.sequence()).containsExactly("stt", "llm", "tts start", "tts sentence_start", "frame");
        play(Duration.ofSeconds(2));
        assertThat(ended().outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void echoSurvivesAFailingRecognizerAndTheProblemIsRaised() {
        recognition.completeExceptionally(new ProblemException(Problem.of(ProblemCode.RECOGNIZER_FAILED, "no memory")));
        awaitWaiting(start(sound(5), PLAIN), 5);
        play(Duration.ofSeconds(1));
        assertThat(ended().outcome()).isEqualTo(Outcome.DONE);
        assertThat(raised).extracting(Problem::code).containsExactly(ProblemCode.RECOGNIZER_FAILED);
    }

    @Test
    void echoIsBroughtToTheRateThatTheDeviceWasPromised() {
        TurnPipeline turn = (TurnPipeline) turns(() -> voiced)
            .start(new TurnRequest(sound(10), ABOUT, ToolSource.none(), new AudioParams(24_000, 1, 60), PLAIN), device, WORKERS);
        awaitWaiting(turn, 10);
        play(Duration.ofSeconds(1));
        assertThat(device.frames()).hasSize(10);
    }

    @Test
    void aFailingRecognizerEndsTheTurnWhereTheTextIsNeeded() {
        assistant = scriptedAnswer("One.");
        recognition.completeExceptionally(new ProblemException(Problem.of(ProblemCode.RECOGNIZER_FAILED, "no memory")));
        start(sound(5), PLAIN);
        assertThat(ended().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(raised).extracting(Problem::code).containsExactly(ProblemCode.RECOGNIZER_FAILED);
        assertThat(device.sequence()).isEmpty();
    }

    @Test
    void aVoiceThatFailsInTheMiddleLetsTheDevicePlayWhatItHasAndStop() {
        assistant = scriptedAnswer("One.", "Two.");
        recognition.complete(new RecognitionResult("hello", 0.9));
        CompletableFuture<PcmAudio> broken = new CompletableFuture<>();
        List<CompletableFuture<PcmAudio>> sentences = new ArrayList<>(List.of(voiced, broken));
        voiced.complete(new PcmAudio(new short[960 * 6], 16_000));
        TurnPipeline turn = start(sound(5), PLAIN, sentences::removeFirst);
        awaitWaiting(turn, 6);
        broken.completeExceptionally(new ProblemException(Problem.of(ProblemCode.VOICE_FAILED, "hoarse")));
        awaitEndQueued(turn, 6);
        play(Duration.ofSeconds(2));
        assertThat(device.frames()).hasSize(6);
        assertThat(device.sequence()).last().isEqualTo("tts stop");
        assertThat(ended().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aRecognizerThatNeverAnswersIsGivenUp() {
        assistant = scriptedAnswer("One.");
        start(sound(5), PLAIN);
        soon(() -> {
            time.advance(Duration.ofMinutes(1));
            return !device.ends().isEmpty();
        });
        assertThat(ended().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(raised).extracting(Problem::code).containsExactly(ProblemCode.RECOGNIZER_FAILED);
        soon(() -> recognition.isCancelled());
    }

    @Test
    void whereNothingWasUnderstoodNothingIsSaid() {
        assistant = scriptedAnswer("One.");
        recognition.complete(new RecognitionResult("", 0));
        start(sound(5), PLAIN);
        assertThat(ended().outcome()).isEqualTo(Outcome.NOTHING_HEARD);
        assertThat(device.sequence()).isEmpty();
    }

    @Test
    void aTypedSentenceNeedsNoRecognizer() {
        assistant = new EchoAssistant(Duration.ZERO);
        voiced.complete(new PcmAudio(new short[960 * 4], 16_000));
        TurnInput typed = new TurnInput(Optional.empty(), Optional.of("good morning"), time.now(), LAST_VOICED, LAST_VOICED);
        start(typed, PLAIN);
        assertThat(ended().transcript().text()).isEqualTo("good morning");
        assertThat(ended().transcript().confidence()).as("of a recogniser that did not run").isEmpty();
        assertThat(device.sequence()).containsExactly("stt", "llm", "tts start", "tts sentence_start", "frame", "tts stop");
    }

    @Test
    void aSentenceWithoutSoundIsShownAllTheSame() {
        assistant = scriptedAnswer("再见");
        recognition.complete(new RecognitionResult("bye", 0.9));
        voiced.complete(new PcmAudio(new short[0], 16_000));
        start(sound(5), PLAIN);
        assertThat(ended().outcome()).isEqualTo(Outcome.DONE);
        assertThat(device.sequence()).containsExactly("stt", "llm", "tts start", "tts sentence_start", "tts stop");
    }

    @Test
    void closingThePacerStopsEveryDevice() {
        awaitWaiting(start(sound(20), PLAIN), 20);
        play(Duration.ofMillis(100));
        pacer.close();
        assertThat(device.sequence()).last().isEqualTo("tts stop");
        assertThat(pacer.speakingCount()).isZero();
    }

    @Test
    @DisplayName("row 53: what waits is told by its size, and a stopped turn has let go of all of it")
    void stoppingDrainsWhatWaits() {
        TurnPipeline turn = start(sound(20), PLAIN);
        awaitWaiting(turn, 20);
        assertThat(turn.queued()).as("the caption waits before the sound").isEqualTo(new Turn.Queued(1, 20));
        turn.abort(Cause.BUTTON, time.nanos());
        assertThat(turn.queued()).isEqualTo(Turn.Queued.NOTHING);
    }

    @Test
    @DisplayName("with all computing threads that long work may have taken, another device's frames still leave on time")
    void oneDevicesRecognitionDoesNotSilenceAnother() {
        CountDownLatch gate = new CountDownLatch(1);
        List<CompletableFuture<Object>> others = IntStream.range(0, 6).mapToObj(_ -> pool.submitLong(() -> {
            gate.await();
            return null;
        })).toList();

        TurnPipeline turn = start(sound(60), PLAIN);
        awaitWaiting(turn, 20);
        for (int i = 0; i < 70; i++) {
            soon(() -> turn.queued().frames() > 3 || device.frames().size() + turn.queued().frames() == 60);
            play(Duration.ofMillis(60));
        }

        assertThat(others).noneMatch(CompletableFuture::isDone);
        List<Long> leave = device.frames().stream().map(DeviceOutputFake.Sent::at).toList();
        assertThat(leave).hasSize(60);
        assertThat(IntStream.range(3, 60).mapToObj(i -> leave.get(i) - leave.get(i - 1))).containsOnly(60_000_000L);
        gate.countDown();
    }

    @Test
    void fiveHundredDevicesArePacedByOneThread() {
        List<DeviceOutputFake> devices = IntStream.range(0, 500).mapToObj(_ -> new DeviceOutputFake(time)).toList();
        TurnFactory turns = turns(() -> voiced);
        // not all at once: the pool's queue is bounded
        for (int from = 0; from < devices.size(); from += 100) {
            List<TurnPipeline> running = devices.subList(from, from + 100).stream()
                .map(each -> (TurnPipeline) turns.start(new TurnRequest(sound(10), ABOUT, ToolSource.none(), DOWN, PLAIN), each, WORKERS)).toList();
            soon(() -> running.stream().allMatch(turn -> turn.queued().frames() == 10));
        }
        soon(() -> {
            play(Duration.ofSeconds(1));
            return devices.stream().allMatch(each -> each.sequence().getLast().equals("tts stop"));
        });
        assertThat(devices).allSatisfy(each -> assertThat(each.frames()).hasSize(10));
    }

    private final TurnLog log = new TurnLog();

    @Test
    @DisplayName("U17: an interruption tells when it was heard, when tts stop left, and when the device was silent")
    void anInterruptionHasItsThreeTimes() {
        TurnPipeline turn = start(sound(30), PLAIN);
        awaitWaiting(turn, 20);
        play(Duration.ofMillis(60));
        long heard = time.nanos();
        play(Duration.ofMillis(5));
        turn.abort(Cause.WAKE_WORD, heard);

        TurnFacts facts = device.ends().getFirst();
        TurnFacts.Interruption told = facts.interruption().orElseThrow();
        assertThat(told.cause()).isEqualTo(Cause.WAKE_WORD);
        assertThat(told.stopSent().minus(told.detected())).isEqualTo(Duration.ofMillis(5));
        assertThat(told.silent().orElseThrow().minus(told.stopSent())).as("three frames had left").isEqualTo(Duration.ofMillis(175));
        assertThat(facts.total()).isEqualTo(told.stopSent());
    }

    @Test
    @DisplayName("U19: a finished turn is kept with what was heard and what left, and its sounds can be forgotten")
    void aFinishedTurnIsKept() {
        recognition.complete(new RecognitionResult("hello", 0.9));
        start(sound(10), PLAIN);
        ended();
        soon(() -> log.rows().get().size() == 1);

        TurnRecord kept = log.rows().get().getFirst();
        assertThat(kept.deviceId()).isEqualTo(ABOUT.id());
        assertThat(kept.userAudio().orElseThrow().pcm()).hasSize(9600);
        assertThat(kept.answerAudio().orElseThrow().pcm()).hasSize(DOWN.samplesPerFrame() * device.frames().size());
        log.forgetAudio();
        assertThat(log.rows().get()).singleElement().satisfies(row -> assertThat(row.userAudio()).isEmpty());
    }

    @Test
    void theSoundAtTheEndFollowsTheLastSentenceWithoutACaption() {
        endSound = () -> Optional.of(new PcmAudio(new short[960 * 2], 16_000));
        assistant = scriptedAnswer("One.");
        recognition.complete(new RecognitionResult("hello", 0.9));
        voiced.complete(new PcmAudio(new short[960 * 6], 16_000));
        awaitWaiting(start(sound(5), PLAIN), 8);
        ended();
        assertThat(device.frames()).hasSize(8);
        assertThat(device.sequence()).containsOnlyOnce("tts sentence_start").endsWith("tts stop");
    }

    @Test
    void anAnswerIsWholeWithoutTheSoundAtTheEndWhenTheComputerIsTooBusyForIt() {
        CompletableFuture<Void> busy = new CompletableFuture<>();
        CountDownLatch idle = new CountDownLatch(THREADS);
        endSound = () -> {
            IntStream.range(0, THREADS).forEach(_ -> pool.submit(() -> {
                idle.countDown();
                return busy.join();
            }));
            // a thread that takes its first work later would leave room for the sound
            soon(() -> idle.getCount() == 0);
            while (!pool.submit(busy::join).isCompletedExceptionally()) {
                Thread.onSpinWait();
            }
            return Optional.of(new PcmAudio(new short[960 * 2], 16_000));
        };
        assistant = scriptedAnswer("One.");
        recognition.complete(new RecognitionResult("hello", 0.9));
        voiced.complete(new PcmAudio(new short[960 * 6], 16_000));
        awaitWaiting(start(sound(5), PLAIN), 6);
        ended();
        busy.complete(null);
        assertThat(device.frames()).hasSize(6);
        assertThat(device.sequence()).as("no apology").containsOnlyOnce("tts sentence_start").endsWith("tts stop");
        assertThat(raised).isEmpty();
    }

    @Test
    @DisplayName("U16: waiting for a computing thread is a part of its own, wherever it was waited, and the parts still add up")
    void waitingForAThreadIsAPartOfItsOwn() {
        assistant = scriptedAnswer("One.");
        voiced.complete(new PcmAudio(new short[960 * 4], 16_000));
        play(Duration.ofSeconds(4));
        long begun = time.nanos();
        TurnPipeline turn = start(sound(5), PLAIN);
        soon(() -> !time.limits().isEmpty());
        play(Duration.ofSeconds(3));
        recognition.complete(new RecognitionResult("hello", 0.9, OptionalDouble.empty(), List.of(), List.of(), Duration.ofSeconds(2)));
        awaitWaiting(turn, 4);
        TurnFacts facts = ended();
        assertThat(facts.stages()).extracting(StageTime::stage).startsWith(TurnStage.SILENCE, TurnStage.COMPUTE_WAIT, TurnStage.COMPUTE_WAIT,
            TurnStage.RECOGNISE, TurnStage.ANSWER);
        assertThat(facts.stages().subList(0, 4)).extracting(StageTime::duration)
            .containsExactly(Duration.ofMillis(700), Duration.ofNanos(begun - LAST_VOICED).minusMillis(700), Duration.ofSeconds(2), Duration.ofSeconds(1));
        assertThat(facts.total()).isEqualTo(Duration.ofNanos(device.at("tts stop") - LAST_VOICED));
        assertThat(facts.firstSound()).contains(Duration.ofNanos(device.at("frame") - LAST_VOICED));
    }

    @Test
    @DisplayName("U16: sound that comes late, and a device that decides by itself, are no silence of the settings")
    void onlyTheSilenceOfTheSettingsIsASetting() {
        recognition.complete(new RecognitionResult("hello", 0.9));
        start(endedAfter(Optional.of(Duration.ofMillis(300))), PLAIN);
        assertThat(ended().stages()).extracting(StageTime::stage).startsWith(TurnStage.SILENCE, TurnStage.LATE_SOUND);
        assertThat(ended().stages().subList(0, 2)).extracting(StageTime::duration).containsExactly(Duration.ofMillis(300), Duration.ofMillis(400));
    }

    @Test
    void theDeviceThatEndsASentenceIsBlamedForItsEnd() {
        recognition.complete(new RecognitionResult("hello", 0.9));
        start(endedAfter(Optional.empty()), PLAIN);
        assertThat(ended().stages()).extracting(StageTime::stage).startsWith(TurnStage.DEVICE_END).doesNotContain(TurnStage.SILENCE);
    }

    private TurnInput endedAfter(Optional<Duration> silence) {
        TurnInput all = sound(5);
        return new TurnInput(all.audio(), all.text(), all.endAt(), all.lastVoicedNanos(), all.decidedNanos(), silence, Optional.empty(), Optional.empty());
    }

    @Test
    @DisplayName("U15: a turn is a row from its start; who hangs up while its text is being recognised ends it")
    void aTurnIsARowFromItsStartToTheHangUp() {
        assistant = new EchoAssistant(Duration.ofSeconds(4));
        TurnPipeline turn = start(sound(5), PLAIN);
        assertThat(log.running().get()).singleElement().satisfies(row -> assertThat(row.facts().outcome()).isEqualTo(Outcome.RUNNING));
        soon(() -> {
            play(Duration.ofSeconds(1));
            return device.sequence().contains("tts stop");
        });
        assertThat(log.running().get().getFirst().facts().transcript().state()).isEqualTo(TurnFacts.Transcript.State.PENDING);
        turn.abort(Cause.CLOSED, time.nanos());
        TurnFacts facts = ended();
        assertThat(facts.outcome()).as("the answer was played").isEqualTo(Outcome.DONE);
        assertThat(facts.transcript().state()).as("that is not: nothing was understood").isEqualTo(TurnFacts.Transcript.State.GIVEN_UP);
        assertThat(facts.stages()).filteredOn(time -> time.stage() == TurnStage.RECOGNISE).extracting(StageTime::notes)
            .containsExactly(List.of(new TurnFacts.StageNote.GivenUp(Duration.ofSeconds(4))));
        soon(() -> log.running().get().isEmpty());
        assertThat(log.rows().get()).hasSize(1);
        assertThat(log.lastTurn(ABOUT.id()).get()).contains(facts);
    }

    @Test
    void whatIsSaidUnaskedIsNotHeard() {
        assistant = new EchoAssistant(Duration.ZERO);
        voiced.complete(new PcmAudio(new short[960 * 4], 16_000));
        TurnInput farewell = new TurnInput(Optional.empty(), Optional.of("Goodbye."), time.now(), LAST_VOICED, LAST_VOICED);
        start(farewell, PLAIN.unprompted());
        TurnFacts facts = ended();
        assertThat(facts.transcript()).extracting(TurnFacts.Transcript::text, TurnFacts.Transcript::state).containsExactly("",
            TurnFacts.Transcript.State.UNPROMPTED);
        assertThat(facts.answer().text()).isEqualTo("Goodbye.");
    }

    @Test
    void aTurnEndsAlsoWhereItsApologyMeetsAnError() {
        Assistant sorry = new Assistant() {
            @Override
            public CompletableFuture<AssistantAnswer> answer(AssistantRequest request) {
                return CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.UNEXPECTED, "no answer")));
            }

            @Override
            public boolean needsText() {
                return false;
            }

            @Override
            public Optional<String> apology(ProblemCode failure) {
                return Optional.of("Sorry.");
            }

            @Override
            public String name() {
                return "sorry";
            }
        };
        Voice broken = new Voice() {
            @Override
            public CompletableFuture<PcmAudio> speak(String sentence) {
                throw new NoClassDefFoundError("a codec");
            }

            @Override
            public SynthesisStream stream(String sentence, int rate) {
                throw new NoClassDefFoundError("a codec");
            }

            @Override
            public String name() {
                return "broken";
            }

            @Override
            public void close() {}
        };
        turns(() -> voiced).with(new RecognizerFake(), broken).with(sorry).start(new TurnRequest(sound(5), ABOUT, ToolSource.none(), DOWN, PLAIN), device,
            job -> Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {}).start(job));
        assertThat(ended().outcome()).isEqualTo(Outcome.FAILED);
        soon(() -> log.running().get().isEmpty());
    }

    private static final long LAST_VOICED = 300_000_000L;

    private TurnPipeline start(TurnInput turnInput, TurnOptions rules) {
        return start(turnInput, rules, () -> voiced);
    }

    private TurnPipeline start(TurnInput turnInput, TurnOptions rules, Supplier<CompletableFuture<PcmAudio>> voice) {
        return (TurnPipeline) turns(voice).start(new TurnRequest(turnInput, ABOUT, ToolSource.none(), DOWN, rules), device, WORKERS);
    }

    private TurnFactory turns(Supplier<CompletableFuture<PcmAudio>> voice) {
        return new TurnFactory(new TurnServices(time, pool, pacer, new OpusCodecFake(), new ProblemSinkFake(raised::add), log,
            new HallucinationDetector(() -> new HallucinationSettings(false, List.of())), () -> endSound.get()), new RecognizerFake(), new VoiceFake(voice, voiceStandIns),
            assistant);
    }

    /// Audio in which frame `n` (from 1) starts with the sample `n`.
    private TurnInput sound(int frames) {
        short[] pcm = new short[960 * frames];
        IntStream.range(0, frames).forEach(i -> pcm[960 * i] = (short) (i + 1));
        return new TurnInput(Optional.of(new PcmAudio(pcm, 16_000)), Optional.empty(), time.now(), LAST_VOICED, LAST_VOICED + 700_000_000L);
    }

    private static void awaitWaiting(TurnPipeline turn, int frames) {
        soon(() -> turn.queued().frames() >= frames);
    }

    /// Waits until the turn has queued so many frames and their end: time may then pass as far as `tts stop`.
    private void awaitEndQueued(TurnPipeline turn, int frames) {
        awaitWaiting(turn, frames);
        // after the last frame only the end of playback is waited for so long
        soon(() -> time.limits().getLast().equals(StepWaiter.PLAYBACK_TIMEOUT));
    }

    private static void soon(Callable<Boolean> condition) {
        await().atMost(60, SECONDS).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(condition);
    }

    private void play(Duration howLong) {
        time.advance(howLong);
    }

    /// Waits for the end of the turn; time passes only as far as the device still plays.
    private TurnFacts ended() {
        soon(() -> {
            time.advance(Duration.ofMillis(1));
            return !device.ends().isEmpty();
        });
        return device.ends().getFirst();
    }

    private Assistant scriptedAnswer(String... sentences) {
        return assistant(CompletableFuture.completedFuture(new AssistantAnswer.Sentences(List.of(sentences), Emotion.HAPPY)));
    }

    private static Assistant assistant(CompletableFuture<AssistantAnswer> answer) {
        return new Assistant() {
            @Override
            public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
                return answer;
            }

            @Override
            public List<String> expectedSentences() {
                return List.of();
            }

            @Override
            public boolean needsText() {
                return true;
            }

            @Override
            public String name() {
                return "fixed";
            }
        };
    }

    private final class RecognizerFake implements Recognizer {
        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
            return recognition;
        }

        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected, Consumer<StandIn> onStandIn) {
            standIn.set(onStandIn);
            return recognition;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public void close() {}
    }

    private record VoiceFake(Supplier<CompletableFuture<PcmAudio>> next, Supplier<CompletableFuture<StandIn>> standIns) implements Voice {
        @Override
        public SynthesisStream stream(String sentence, int rate) {
            SynthesisStream sound = Voice.super.stream(sentence, rate);
            CompletableFuture<StandIn> standIn = standIns.get();
            return new SynthesisStream() {
                @Override
                public Optional<PcmAudio> next() {
                    return sound.next();
                }

                @Override
                public CompletableFuture<StandIn> standIn() {
                    return standIn;
                }

                @Override
                public void close() {
                    sound.close();
                }
            };
        }

        @Override
        public CompletableFuture<PcmAudio> speak(String sentence) {
            return next.get();
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public void close() {}
    }

    /// Encodes a frame into one byte.
    private record OpusCodecFake() implements OpusCodec {
        @Override
        public OpusDecoder decoder(int rate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OpusEncoder encoder(int rate, int frameSamples, int bitrate, int complexity) {
            return new OpusEncoder() {
                @Override
                public byte[] encode(short[] frame) {
                    assertThat(frame).hasSize(frameSamples);
                    return new byte[] {1};
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public String name() {
            return "counting";
        }
    }
}
