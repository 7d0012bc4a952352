package earshot.turn;

import module java.base;

import earshot.asr.Hallucination;
import earshot.asr.RecognitionResult;
import earshot.time.Time;
import earshot.turn.TurnFacts.Interruption;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.ToolRun;

/// The facts of one turn while it runs; every change is published, and none after the end. The lock of this object guards the facts only,
/// and under it only [DeviceOutput#turnChanged] is called. Safe for use from any thread.
final class TurnReport implements AnswerListener {
    private final Time time;
    private final TurnInput input;
    private final String recognizer;
    private final DeviceOutput output;
    private final StageTimer stages;
    private final List<ToolRun> toolRuns = new ArrayList<>();
    private RecognitionResult transcript = new RecognitionResult("", 0);
    private OptionalDouble confidence = OptionalDouble.empty();
    private Optional<Hallucination> dropped = Optional.empty();
    private String answer = "";
    private Optional<String> model = Optional.empty();
    private Optional<Duration> firstToken = Optional.empty();
    private Outcome outcome = Outcome.RUNNING;
    private Optional<Interruption> interruption = Optional.empty();
    private long modelAskedAt;
    /// Whether the first sentence of a streamed answer has arrived: only what happens before it becomes a stage.
    private boolean firstSentenceReady;

    TurnReport(Time time, TurnInput input, String recognizer, DeviceOutput output) {
        this.time = time;
        this.input = input;
        this.recognizer = recognizer;
        this.output = output;
        stages = new StageTimer(TurnStage.SILENCE, input.lastVoicedNanos());
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

    /// Records what was recognised or typed. False when the turn is over.
    ///
    /// @param sure empty for a typed sentence
    synchronized boolean recognised(RecognitionResult result, OptionalDouble sure) {
        if (outcome != Outcome.RUNNING) {
            return false;
        }
        transcript = result;
        confidence = sure;
        publish();
        return true;
    }

    /// Records a text that nobody said.
    synchronized void dropped(Hallucination hallucination) {
        if (outcome == Outcome.RUNNING) {
            dropped = Optional.of(hallucination);
            publish();
        }
    }

    /// What was recognised so far; without text when nothing was.
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
        stages.end(time.nanos());
        return Optional.of(facts());
    }

    private void publish() {
        if (outcome == Outcome.RUNNING) {
            output.turnChanged(facts());
        }
    }

    private TurnFacts facts() {
        return new TurnFacts(input.endAt(), new TurnFacts.Transcript(transcript.text(), confidence, recognizer, dropped),
            new TurnFacts.Answer(answer, model, firstToken, toolRuns), outcome, stages.list(), interruption);
    }
}
