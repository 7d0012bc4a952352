package earshot.engine;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.capture.SessionFile;
import earshot.capture.SessionFileReader;
import earshot.config.Configuration;
import earshot.config.Settings;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.watch.Watch;

/// A session file that was read: what the console shows of it, and the few commands that have a meaning there. Nothing is written, no port is
/// opened and no home is owned. Safe for use from any thread.
public final class OpenedSession implements AutoCloseable {
    /// Whoever asks for something is told how it went, and there is no list of what is wrong with a server.
    private static final ProblemSink UNTOLD = new ProblemSink() {
        @Override
        public void raise(Problem problem) {}

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {}
    };

    private final SessionPlayback playback;
    private final LoudspeakerPlayer player = new LoudspeakerPlayer();
    private final EngineThread thread = new EngineThread();
    private final OperationRunner operations = new OperationRunner(UNTOLD, thread);
    private final Watch<Settings> settings;
    private final RecordedModel model;

    private OpenedSession(Path path, SessionFile file, Watch<Settings> settings) {
        this.settings = settings;
        playback = new SessionPlayback(path, file, OpusCodecs.best());
        model = new RecordedModel(playback, RecordedFindings.of(file), settings, operations.running());
    }

    /// Reads a file. Waits for the disk and computes: not for virtual threads.
    ///
    /// @param settings of the window
    /// @throws ProblemException when it is none, or of a kind that this program does not know
    public static OpenedSession open(Path path, Watch<Settings> settings) {
        return new OpenedSession(path, SessionFileReader.read(path), settings);
    }

    /// The settings with which a window over a file is shown: those that would hold in a home. Writes nothing; errors in them are reported where they are used.
    public static Watch<Settings> windowSettings(EngineOptions options) {
        return new Configuration(EngineSettings.CATALOG, options.home().path(), options.config(), options.settings(), UNTOLD, options.time()).settings();
    }

    /// Reads a file on a thread of its own. Failures are reported by whoever asked, and is not a problem of a server.
    static Operation.Outcome read(Path path, Watch<Settings> settings) {
        try {
            OpenedSession opened = Failures
                .join(CompletableFuture.supplyAsync(() -> open(path, settings), task -> Thread.ofPlatform().daemon().name("session-file").start(task)));
            return new Operation.Outcome.Done("", Optional.of(new Operation.Result.Session(opened)));
        } catch (ProblemException e) {
            return new Operation.Outcome.Failed(e.problem());
        }
    }

    /// What is wrong with the file although it could be opened.
    public List<Problem> notes() {
        return playback.notes();
    }

    public EngineModel model() {
        return model;
    }

    /// Runs a command; one that needs a server or would change something is refused with [ProblemCode#SESSION_RECORDED].
    public Operation send(Command command) {
        if (command instanceof Command.OfRecordings known) {
            return switch (known) {
                case Command.PlayAudio audio -> {
                    RunningOperation operation = new RunningOperation(OperationKind.AUDIO);
                    player.play(operation, audio.sound());
                    yield operation;
                }
                case Command.StopAudio _ -> {
                    player.stop();
                    yield finished(Operation.Outcome.Done.of(""));
                }
                case Command.OpenSession(Path file) -> operations.inBackground(OperationKind.OPEN, _ -> read(file, settings));
                case Command.ExportEvents export -> new EventExportCommands(operations).run(export);
            };
        }
        return finished(new Operation.Outcome.Failed(
            Problem.of(ProblemCode.SESSION_RECORDED, new ProblemSubject.File(playback.file().toString()), playback.file().getFileName())));
    }

    private static Operation finished(Operation.Outcome outcome) {
        RunningOperation operation = new RunningOperation(OperationKind.OPEN);
        operation.finish(outcome);
        return operation;
    }

    /// Ends what plays. What was shown stays as it is.
    @Override
    public void close() {
        operations.stop();
        thread.close();
        player.stop();
        playback.close();
    }
}
