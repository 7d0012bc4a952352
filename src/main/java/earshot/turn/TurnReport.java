package earshot.turn;

import module java.base;

import earshot.asr.Hallucination;
import earshot.asr.RecognitionResult;
import earshot.problem.Problem;
import earshot.remote.StandIn;
import earshot.time.Time;
import earshot.turn.TurnFacts.Interruption;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.StageNote;
import earshot.turn.TurnFacts.ToolRun;
import earshot.turn.TurnFacts.Transcript.State;

/// The facts of one turn while it runs; every change is published, and none after the end. The lock of this object guards the facts only,
/// and under it only what is told of a change is called. Safe for use from any thread.
final class TurnReport implements AnswerListener {
    /// Sound may come later than it was recorded by as much without being late.
    private static final Duration LATE = Duration.ofMillis(150);
    /// A shorter wait for a computing thread is none.
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

    private final Time time;
    private final TurnInput input;
    private final String recognizer;
    private final DeviceOutput output;
    private final Consumer<TurnFacts> onChange;
    private final StageTimer stages;
    private final List<ToolRun> toolRuns = new ArrayList<>();
    private RecognitionResult transcript = new RecognitionResult("", 0);
    private Optional<String> otherRecognizer = Optional.empty();
    private boolean otherVoice;
    private OptionalDouble confidence = OptionalDouble.empty();
    private State state;
    private Optional<Hallucination> dropped = Optional.empty();
    private String answer = "";
    private Optional<String> model = Optional.empty();
    private Optional<Duration> firstToken = Optional.empty();
    private Outcome outcome = Outcome.RUNNING;
    private Optional<Interruption> interruption = Optional.empty();
    private long modelAskedAt;
    /// Whether the first sentence of a streamed answer has arrived: only what happens before it becomes a stage.
    private boolean firstSentenceReady;

    /// @param onChange receives the facts after each change
    TurnReport(Time time, TurnInput input, String recognizer, DeviceOutput output, Consumer<TurnFacts> onChange) {
        this.time = time;
        this.input = input;
        this.recognizer = recognizer;
        this.output = output;
        this.onChange = onChange;
        state = input.audio().isPresent() ? State.PENDING : State.KNOWN;
        stages = new StageTimer(input.requiredSilence().isPresent() ? TurnStage.SILENCE : TurnStage.DEVICE_END, input.lastVoicedNanos());
    }

    /// The end of speech was decided, and the turn's own work begins.
    ///
    /// @param asked whether a person spoke or typed
    synchronized void begin(TurnStage first, boolean asked) {
        if (outcome != Outcome.RUNNING) {
            return;
        }
        long now = time.nanos();
        state = asked ? state : State.UNPROMPTED;
        long late = input.requiredSilence().map(required -> input.decidedNanos() - input.lastVoicedNanos() - required.toNanos()).orElse(0L);
        if (late > LATE.toNanos()) {
            stages.enter(TurnStage.LATE_SOUND, input.decidedNanos() - late);
        }
        stages.enter(first, input.decidedNanos());
        Duration wait = Duration.ofNanos(now - input.decidedNanos());
        if (wait.compareTo(SHORTEST_WAIT) >= 0) {
            stages.waited(wait, now);
        }
        publish();
    }

    /// This stage, if it still runs, has waited for a computing thread so long, all together.
    synchronized void waited(TurnStage stage, Duration wait) {
        if (runs(stage) && wait.compareTo(SHORTEST_WAIT) >= 0) {
            stages.waited(wait, time.nanos());
            publish();
        }
    }

    /// What is to be said of this stage, if it still runs.
    synchronized void note(TurnStage stage, StageNote said) {
        if (runs(stage)) {
            stages.note(said);
            publish();
        }
    }

    /// The stage that runs has failed.
    synchronized void failed(Problem why) {
        stages.open().ifPresent(open -> note(open.stage(), new StageNote.Failed(why.asArgument())));
    }

    private boolean runs(TurnStage stage) {
        return stages.open().filter(open -> open.stage() == stage).isPresent();
    }

    /// Another recognizer begins to do the work of the chosen one.
    synchronized void recognizedBy(StandIn other) {
        otherRecognizer = Optional.of(other.name());
        note(TurnStage.RECOGNISE, new StageNote.StandIn(other.name(), recognizer, other.why()));
        publish();
    }

    /// Another voice begins to speak in place of the chosen one, at whatever stage. Told once, however many sentences it speaks.
    synchronized void spokenBy(StandIn other, String chosen) {
        if (!otherVoice) {
            otherVoice = true;
            stages.open().ifPresent(open -> note(open.stage(), new StageNote.StandIn(other.name(), chosen, other.why())));
        }
    }

    synchronized TurnFacts now() {
        return facts();
    }

    void enter(TurnStage stage) {
        enter(stage, time.nanos());
    }

    synchronized void enter(TurnStage stage, long at) {
        if (outcome == Outcome.RUNNING) {
            stages.enter(stage, at);
            publish();
        }
    }

    /// Records what was recognized or typed. False when the turn is over.
    ///
    /// @param sure empty for a typed sentence
    synchronized boolean recognized(RecognitionResult result, OptionalDouble sure) {
        if (outcome != Outcome.RUNNING) {
            return false;
        }
        transcript = result;
        confidence = sure;
        state = State.KNOWN;
        publish();
        return true;
    }

    /// Records a text that nobody said.
    synchronized void dropped(Hallucination hallucination) {
        if (outcome == Outcome.RUNNING) {
            dropped = Optional.of(hallucination);
            state = State.KNOWN;
            publish();
        }
    }

    /// The recognizer failed; the turn may continue without its text.
    synchronized void recognitionFailed() {
        if (outcome == Outcome.RUNNING && state == State.PENDING) {
            state = State.FAILED;
            publish();
        }
    }

    /// What was recognized so far; without text when nothing was.
    synchronized RecognitionResult transcript() {
        return transcript;
    }

    synchronized void answered(String text) {
        answer = text;
        publish();
    }

    /// A sentence has arrived. With the first one the stage `voice` begins: the model continues in parallel from now on.
    synchronized void sentenceReady(String text) {
        if (!firstSentenceReady) {
            firstSentenceReady = true;
            stages.enter(TurnStage.VOICE, time.nanos());
        }
        answer = Sentence.join(answer, text);
        publish();
    }

    @Override
    public void resolvingIntent() {
        enterBeforeFirstSentence(TurnStage.INTENT);
    }

    @Override
    public void awaitingTools() {
        enterBeforeFirstSentence(TurnStage.TOOL_LIST);
    }

    @Override
    public synchronized void modelAsked(String name) {
        model = Optional.of(name);
        modelAskedAt = time.nanos();
        enterBeforeFirstSentence(TurnStage.ANSWER);
    }

    @Override
    public void modelStandsIn(String used, String instead) {
        note(TurnStage.ANSWER, new StageNote.StandIn(used, instead, ""));
    }

    @Override
    public synchronized void firstTokenReceived() {
        if (firstToken.isEmpty()) {
            firstToken = Optional.of(Duration.ofNanos(Math.max(0, time.nanos() - modelAskedAt)));
        }
        enterBeforeFirstSentence(TurnStage.SENTENCE);
    }

    @Override
    public void toolStarted(String tool) {
        enterBeforeFirstSentence(TurnStage.TOOL);
    }

    @Override
    public synchronized void toolFinished(ToolRun run) {
        toolRuns.add(run);
        publish();
    }

    @Override
    public void closeAfterAnswer() {
        output.closeAfterTurn();
    }

    private synchronized void enterBeforeFirstSentence(TurnStage stage) {
        if (!firstSentenceReady) {
            enter(stage);
        }
    }

    /// How the turn is being cut short; empty when it had ended before. Set before the playout is aborted, so that the turn's own thread does not
    /// take the abort for the end of the answer.
    synchronized void interrupted(Optional<Interruption> by) {
        if (outcome == Outcome.RUNNING) {
            interruption = by;
        }
    }

    synchronized void playbackEnded(long at) {
        if (outcome == Outcome.RUNNING) {
            stages.end(at);
            publish();
        }
    }

    /// Ends the turn; empty when it had ended before. An interrupted turn has that outcome in any case.
    synchronized Optional<TurnFacts> finish(Outcome result) {
        if (outcome != Outcome.RUNNING) {
            return Optional.empty();
        }
        outcome = interruption.isPresent() ? Outcome.INTERRUPTED : result;
        state = state == State.PENDING ? State.GIVEN_UP : state;
        stages.end(time.nanos());
        return Optional.of(facts());
    }

    private void publish() {
        if (outcome == Outcome.RUNNING) {
            onChange.accept(facts());
        }
    }

    private TurnFacts facts() {
        return new TurnFacts(input.endAt(), new TurnFacts.Transcript(transcript.text(), confidence, otherRecognizer.orElse(recognizer), dropped, state),
            new TurnFacts.Answer(answer, model, firstToken, toolRuns), outcome, stages.list(), interruption, stages.open());
    }
}
