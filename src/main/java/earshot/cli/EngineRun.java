package earshot.cli;

import module java.base;

import earshot.cli.SingleInstance.Reply;
import earshot.engine.Command;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.engine.EngineState.Phase;
import earshot.engine.Operation;
import earshot.engine.Operation.Outcome;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.process.Predecessor;
import earshot.time.Time;
import earshot.watch.WatchSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of the engine, from its start to its end. The window outlives it, so that it is there until a successor shows its own.
final class EngineRun {
    private static final Logger LOG = LoggerFactory.getLogger(EngineRun.class);

    private final Time time;
    private final Optional<ConsoleHandle.Opener> opener;
    private final EngineReport report;
    private final CompletableFuture<ProcessExit> exit;
    private final Optional<Path> recording;
    private Optional<RunWindow> window = Optional.empty();
    private final CompletableFuture<Reply> restartReply = new CompletableFuture<>();
    private Optional<SingleInstance> instance = Optional.empty();

    /// @param opener opens the window; empty for none
    /// @param exit completes when the run is to end
    /// @param recording file into which the run is recorded
    EngineRun(Time time, Optional<ConsoleHandle.Opener> opener, EngineReport report, CompletableFuture<ProcessExit> exit, Optional<Path> recording) {
        this.time = time;
        this.opener = opener;
        this.report = report;
        this.exit = exit;
        this.recording = recording;
    }

    /// Runs the engine until [#exit]; the home is free afterwards.
    ///
    /// @param handover is closed before anything else, because a process that was asked to end does not wait for more than this
    /// @param predecessor is told when this process serves
    /// @throws ProblemException when the server does not open and there is no window to say so, or a predecessor to continue instead; or when the run
    ///     cannot be recorded
    ProcessExit run(EngineOptions options, ProcessHandover handover, Optional<Predecessor> predecessor) {
        try (ShutdownHook shutdownHook = new ShutdownHook(time);
            Engine engine = Engine.start(options);
            handover;
            WatchSubscription _ = LogConfigurator.follow(engine.model().settings())) {
            if ((opener.isEmpty() || predecessor.isPresent()) && engine.model().state().get().phase() == Phase.FAILED) {
                throw new ProblemException(EngineReport.startProblem(engine.model()));
            }
            recording.ifPresent(file -> completed(engine.send(new Command.StartRecording(Optional.of(file)))));
            window = opener.map(one -> new RunWindow(() -> one.open(engine.model(), engine::send, options.home().path()),
                () -> exit.complete(new ProcessExit.ForGood())));
            instance = listen(options, engine);
            try (WatchSubscription _ = report.printReady(engine.model());
                WatchSubscription _ = opener.isEmpty() ? EngineReport.logProblems(engine.model()) : () -> {};
                WatchSubscription _ = opener.isEmpty() ? EngineReport.logAttempts(engine.model()) : () -> {}) {
                window.ifPresent(RunWindow::show);
                predecessor.ifPresent(Predecessor::serves);
                // on a signal the window is not closed: JavaFX is shutting down by itself and would never answer
                shutdownHook.requested().thenRun(() -> exit.complete(new ProcessExit.ForGood()));
                engine.restoreStaged().thenRun(() -> exit.complete(new ProcessExit.ForBackup()));
                return exit.join();
            } finally {
                window.ifPresent(RunWindow::end);
                recording.ifPresent(file -> endRecording(engine, file));
            }
        } finally {
            instance.ifPresent(SingleInstance::close);
        }
    }

    /// What cannot be saved does not keep the program from ending: what was written stays beside the file, and can be opened.
    private static void endRecording(Engine engine, Path file) {
        try {
            completed(engine.send(new Command.StopRecording()));
            LOG.info("recorded: {}", file);
        } catch (ProblemException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    private static void completed(Operation operation) {
        if (operation.outcome().join() instanceof Outcome.Failed(Problem problem)) {
            throw new ProblemException(problem);
        }
    }

    /// Tells whoever asked for a restart how it went, and closes the window where there is one.
    void finish(Reply reply) {
        restartReply.complete(reply);
        instance.ifPresent(asked -> asked.awaitReplies(time));
        window.ifPresent(RunWindow::close);
    }

    /// A refusal that says what, why and do.
    static Reply refusal(Problem problem) {
        return new Reply(false, Program.lines(problem));
    }

    private Optional<SingleInstance> listen(EngineOptions options, Engine engine) {
        try {
            return Optional.of(SingleInstance.listen(options.home(), time, request -> switch (request) {
                case SingleInstance.Again again -> CompletableFuture.completedFuture(startedAgain(again.arguments()));
                case SingleInstance.Restart _ -> engine.send(new Command.RestartProcess()).outcome().thenCompose(this::replyAfter);
                case SingleInstance.Meetings meetings -> new MeetingRequests(engine.model(), engine::send).answer(meetings.request());
                case SingleInstance.Devices devices -> new DeviceRequests(engine.model(), engine::send, time).answer(devices.request());
            }));
        } catch (IOException e) {
            LOG.warn("later starts cannot reach this one: {}", e.toString());
            return Optional.empty();
        }
    }

    private Reply startedAgain(List<String> later) {
        window.ifPresent(present -> {
            LOG.info("started again with {}: the window comes to the front", later);
            // whoever asks does not wait until a window is open
            Thread.ofVirtual().name("window-again").start(present::show);
        });
        return new Reply(window.isPresent(), List.of());
    }

    private CompletableFuture<Reply> replyAfter(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ when exit.isDone() -> restartReply;
            case Outcome.Done _ -> CompletableFuture.completedFuture(new Reply(true,
                List.of("The server was restarted within its process: nobody would start the process again.")));
            case Outcome.Failed failed -> CompletableFuture.completedFuture(refusal(failed.problem()));
            case Outcome.Cancelled _ -> CompletableFuture.completedFuture(new Reply(false, List.of("The restart was cancelled.")));
        };
    }
}
