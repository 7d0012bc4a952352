package earshot.cli;

import module java.base;

import earshot.cli.SingleInstance.Reply;
import earshot.engine.Command;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.engine.StartConditions;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.process.FatalErrorHandler;
import earshot.process.Predecessor;
import earshot.process.ServedPorts;
import earshot.process.Successor;
import earshot.process.Supervision;
import earshot.store.HomeDirectory;
import earshot.store.HomeInspection;
import earshot.store.HomeLock;
import earshot.store.UnusableFile;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/// Runs the engine in a home that this process owns, until the window is closed, the process is asked to end, or a successor serves. When a
/// successor does not come to serve, the engine runs again here.
///
/// @param screens opens the window; empty for none
/// @param arguments of this program
/// @param supervision who starts this process again
/// @param halt ends the process after a fatal error; empty where it is not this program's alone
/// @param recording file into which everything is recorded; each further run of the engine gets one beside it
record EngineRunner(Time time, Optional<ConsoleHandle.Opener> screens, EngineReport report, List<String> arguments, Supplier<Supervision> supervision,
        Optional<IntConsumer> halt, Optional<Path> recording) {
    private static final Duration LOCK_PAUSE = Duration.ofMillis(100);
    private static final int LOCK_ATTEMPTS = 150;
    private static final Logger LOG = LoggerFactory.getLogger(EngineRunner.class);

    /// Takes the home and runs the engine. Returns the exit code of the process.
    ///
    /// @throws ProblemException when the home is owned by another process, or the server does not open
    int run(EngineOptions options, Optional<Predecessor> predecessor) {
        try {
            predecessor.ifPresent(_ -> time.sleep(FatalErrorHandler.pause(System.getenv())));
            Optional<Command.ChoosePorts> ports = predecessor.flatMap(Predecessor::awaitRelease)
                .map(served -> new Command.ChoosePorts(served.webSocket(), served.http()));
            HomeLock lock = predecessor.isPresent() ? takeReleased(options) : HomeLock.take(options.home());
            // what is in the place of the logs would leave this run without them
            Stream<Problem> aside = HomeInspection.inspect(options.home(), time.now()).stream().map(UnusableFile::problem);
            LogConfigurator.addLogFile(options.home());
            return run(options, lock, new StartConditions(ports, Stream.concat(aside, FatalErrorHandler.lastRun(options.home()).stream()).toList(),
                predecessor.isPresent()), predecessor);
        } catch (ProblemException e) {
            predecessor.ifPresent(before -> before.failed(e.getMessage()));
            throw e;
        }
    }

    private int run(EngineOptions options, HomeLock taken, StartConditions initial, Optional<Predecessor> predecessor) {
        CompletableFuture<ProcessExit> exit = new CompletableFuture<>();
        ProcessHandover handover = new ProcessHandover(options.home(), arguments, time, supervision, exit);
        EngineRun run = new EngineRun(time, screens, report, exit, recording.map(RecordingFile::unused));
        try (HomeLock _ = taken) {
            Optional<FatalErrorHandler> fatalErrors = handleFatalErrors(options.home());
            try {
                run.run(options.in(handover, initial), handover, predecessor);
            } finally {
                fatalErrors.ifPresent(FatalErrorHandler::close);
            }
        }
        return switch (exit.join()) {
            case ProcessExit.ForGood _ -> ExitCode.OK;
            case ProcessExit.ForBackup _ -> {
                LOG.info("a backup is restored");
                run.finish(new Reply(false, List.of("A backup was restored meanwhile.")));
                yield run(options, HomeLock.take(options.home()), StartConditions.NONE, Optional.empty());
            }
            case ProcessExit.ForSupervisor _ -> {
                run.finish(new Reply(true, List.of("Earshot ends with exit code " + Supervision.RESTART_EXIT_CODE
                    + ", and is started again by what supervises it.")));
                yield Supervision.RESTART_EXIT_CODE;
            }
            case ProcessExit.ForSuccessor next -> handOver(options, run, next);
        };
    }

    private int handOver(EngineOptions options, EngineRun run, ProcessExit.ForSuccessor next) {
        Optional<String> failure;
        try (Successor successor = next.successor()) {
            failure = successor.takeOver(next.ports().map(ports -> new ServedPorts(ports.port(), ports.httpPort())));
        }
        if (failure.isEmpty()) {
            LOG.info("process {} serves now", next.successor().pid());
            run.finish(new Reply(true, List.of("Earshot was restarted: process " + next.successor().pid() + " serves.")));
            return ExitCode.OK;
        }
        Problem problem = Problem.of(ProblemCode.PROCESS_RESTART_FAILED, failure.get());
        HomeLock lock = HomeLock.take(options.home());
        run.finish(EngineRun.refusal(problem));
        Engine.takeBack(options.home(), time.now());
        return run(options, lock, new StartConditions(next.ports(), List.of(problem), true), Optional.empty());
    }

    /// A handler of fatal errors, as long as this process owns the home.
    private Optional<FatalErrorHandler> handleFatalErrors(HomeDirectory home) {
        try {
            return halt.isEmpty() ? Optional.empty() : Optional.of(FatalErrorHandler.install(time,
                new FatalErrorHandler.Setup(home, arguments, System.getenv(), supervision, report::newestEvents, halt.get())));
        } catch (IOException e) {
            LOG.warn("a fatal error would leave no report: {}", e.toString());
            return Optional.empty();
        }
    }

    /// Takes the home of a predecessor, which may still be ending.
    private HomeLock takeReleased(EngineOptions options) {
        for (int attempt = 1; ; attempt++) {
            try {
                return HomeLock.take(options.home());
            } catch (ProblemException e) {
                if (e.problem().code() != ProblemCode.HOME_OWNED || attempt == LOCK_ATTEMPTS) {
                    throw e;
                }
                time.sleep(LOCK_PAUSE);
            }
        }
    }
}
