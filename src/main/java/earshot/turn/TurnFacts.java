package earshot.turn;

import module java.base;

import earshot.asr.Hallucination;
import earshot.data.TextLimit;

/// A summary of one voice turn.
///
/// @param at end of speech, wall clock
/// @param stages from end of speech to the last sound, in order; each starts where the previous one ended
/// @param interruption how it was cut short, where it was
/// @param open the stage that has not ended; empty when the turn is over
public record TurnFacts(Instant at, Transcript transcript, Answer answer, Outcome outcome, List<StageTime> stages, Optional<Interruption> interruption,
    Optional<OpenStage> open) {
    public enum Outcome { RUNNING, DONE, INTERRUPTED, FAILED, NOTHING_HEARD }

    /// Characters of a text that are kept, and of a tool's arguments and result.
    private static final int MAX_TEXT = 16_000;
    private static final int MAX_TOOL_TEXT = 4_000;

    public TurnFacts {
        stages = List.copyOf(stages);
    }

    /// A turn without an open stage.
    public TurnFacts(Instant at, Transcript transcript, Answer answer, Outcome outcome, List<StageTime> stages, Optional<Interruption> interruption) {
        this(at, transcript, answer, outcome, stages, interruption, Optional.empty());
    }

    private static String cut(String text, int most) {
        return TextLimit.cut(text, most + 1);
    }

    /// Characters of all texts, for who keeps many turns.
    int characters() {
        int all = transcript.text().length() + answer.text().length();
        for (ToolRun run : answer.tools()) {
            all += run.arguments().length() + run.result().length();
        }
        return all;
    }

    /// What was recognized, or typed.
    ///
    /// @param confidence of the recognizer, 0 to 1; empty while it still works or when it did not run
    /// @param recognizer its name; blank when the turn could not begin
    /// @param dropped what it gave although nobody said it; the text is empty then
    /// @param state why there is a text or none
    public record Transcript(String text, OptionalDouble confidence, String recognizer, Optional<Hallucination> dropped, State state) {
        public enum State {
            /// It is being recognized.
            PENDING,
            /// It is final, also where nothing was understood.
            KNOWN,
            /// The turn was over before it was known.
            GIVEN_UP,
            /// The recognizer failed.
            FAILED,
            /// Nobody spoke: Earshot said something unasked.
            UNPROMPTED
        }

        public static final Transcript NONE = new Transcript("", OptionalDouble.empty(), "");

        public Transcript {
            text = cut(text, MAX_TEXT);
        }

        /// Whether there was nothing to recognize: it was typed, or the device had recognized it.
        public boolean cameAsText() {
            return state == State.KNOWN && confidence.isEmpty() && !text.isBlank();
        }

        public Transcript(String text, OptionalDouble confidence, String recognizer) {
            this(text, confidence, recognizer, Optional.empty(), State.KNOWN);
        }
    }

    /// What was answered, and by what.
    ///
    /// @param text the words, or a caption for audio without words
    /// @param model alias and name of the language model that answered; empty when none did
    /// @param firstToken from asking the model to its first piece; empty when none was asked
    public record Answer(String text, Optional<String> model, Optional<Duration> firstToken, List<ToolRun> tools) {
        public static final Answer NONE = withoutModel("");

        public Answer {
            text = cut(text, MAX_TEXT);
            tools = List.copyOf(tools);
        }

        public static Answer withoutModel(String text) {
            return new Answer(text, Optional.empty(), Optional.empty(), List.of());
        }
    }

    /// @param notes in the order of what happened
    public record StageTime(TurnStage stage, Duration duration, List<StageNote> notes) {
        public StageTime {
            notes = List.copyOf(notes);
        }

        public StageTime(TurnStage stage, Duration duration) {
            this(stage, duration, List.of());
        }
    }

    /// A stage that has not ended.
    ///
    /// @param since monotonic nanoseconds
    /// @param notes as of [StageTime]
    public record OpenStage(TurnStage stage, long since, List<StageNote> notes) {
        public OpenStage {
            notes = List.copyOf(notes);
        }

        public OpenStage(TurnStage stage, long since) {
            this(stage, since, List.of());
        }
    }

    /// What a person should know of a stage beside its length.
    public sealed interface StageNote {
        /// The turn continued without its result.
        ///
        /// @param limit how long it may take
        record GivenUp(Duration limit) implements StageNote {}

        /// Another one works, since the chosen one failed or is missing.
        ///
        /// @param why the problem of the chosen one as an argument of a text; blank where none is known
        record StandIn(String used, String instead, String why) implements StageNote {}

        /// It failed, and nobody took over.
        ///
        /// @param why the problem as an argument of a text
        record Failed(String why) implements StageNote {}
    }

    /// @param name as the model wrote it
    /// @param arguments JSON text as the model wrote it
    /// @param result what the model received, or what was said instead
    /// @param note what had to be repaired or replaced, one sentence; empty when nothing had to
    public record ToolRun(String name, String arguments, String result, boolean failed, Duration duration, Optional<String> note) {
        public ToolRun {
            arguments = cut(arguments, MAX_TOOL_TEXT);
            result = cut(result, MAX_TOOL_TEXT);
        }
    }

    /// The three times of an interruption, each from the beginning of the turn like the stages.
    ///
    /// @param detected when the reason reached the server
    /// @param silent when the device had played what it had buffered, at the latest; empty when no answer was playing
    public record Interruption(Cause cause, Duration detected, Duration stopSent, Optional<Duration> silent) {
        /// `BUTTON` an abort message, `WAKE_WORD` a wake word, `VOICE` voice in realtime mode, `CONSOLE` a person at the console,
        /// `NEXT` listening or another turn began, `CLOSED` the connection ended.
        public enum Cause { BUTTON, WAKE_WORD, VOICE, CONSOLE, NEXT, CLOSED }
    }

    /// End of speech to the first sound that was sent: how long the person waited. Empty when none was.
    public Optional<Duration> firstSound() {
        boolean sounded = open.filter(stage -> stage.stage() == TurnStage.PLAYOUT).isPresent()
            || stages.stream().anyMatch(time -> time.stage() == TurnStage.PLAYOUT);
        return sounded ? Optional.of(sum(stages.stream().takeWhile(time -> time.stage() != TurnStage.PLAYOUT))) : Optional.empty();
    }

    /// Whether a person spoke, so that there was something to understand.
    public boolean spoken() {
        return transcript.state() != Transcript.State.UNPROMPTED && !transcript.cameAsText();
    }

    private static Duration sum(Stream<StageTime> times) {
        return times.map(StageTime::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /// The stages that have ended, and the one that runs, as long as it has taken so far.
    ///
    /// @param nanos monotonic time of now
    public List<StageTime> stagesAt(long nanos) {
        Stream<StageTime> running = open.stream().map(stage -> new StageTime(stage.stage(), Duration.ofNanos(Math.max(0, nanos - stage.since())),
            stage.notes()));
        return Stream.concat(stages.stream(), running).toList();
    }

    /// End of speech to last sound.
    public Duration total() {
        return sum(stages.stream());
    }
}
