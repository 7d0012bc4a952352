package earshot.engine;

import module java.base;

import earshot.capture.RecordingState;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFacts;
import earshot.capture.SessionFile;
import earshot.capture.SessionFileWriter;
import earshot.capture.SessionRecording;
import earshot.engine.Operation.Outcome;
import earshot.event.Event;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// Saves what passed to session files: what memory keeps, or what passes while a recording is in progress. Safe for use from any thread.
final class SessionRecorder implements AutoCloseable {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH-mm-ss", Locale.ROOT);
    /// What is made one file before the program ends; a longer recording becomes one at the next start.
    private static final long SHORT_BYTES = 64 << 20;

    private final CoreServices core;
    private final SessionFacts facts;
    private final MutableWatch<Optional<RecordingState>> state = new MutableWatch<>(Optional.empty());
    /// The recording in progress, or about to begin.
    private final AtomicReference<Optional<CompletableFuture<SessionRecording>>> current = new AtomicReference<>(Optional.empty());

    SessionRecorder(CoreServices core, EngineModel model) {
        this.core = core;
        facts = new EngineFacts(model, core.faults());
        List<Path> unfinished = SessionRecording.unfinished(core.home().sessions());
        if (!unfinished.isEmpty()) {
            Thread.ofPlatform().daemon().name("disk-session-end").start(() -> unfinished.forEach(this::finish));
        }
    }

    private void finish(Path part) {
        try {
            SessionRecording.finish(part);
        } catch (ProblemException e) {
            core.problems().raise(e.problem());
        }
    }

    /// The recording in progress.
    Watch<Optional<RecordingState>> state() {
        return state;
    }

    Operation run(OperationRunner operations, Command.SessionCommand command) {
        return switch (command) {
            case Command.SaveSession(Path file) -> operations.inBackground(OperationKind.SAVE_SESSION, operation -> onDisk(() -> save(file, operation)));
            case Command.StartRecording(Optional<Path> file) -> operations.inBackgroundUnlisted(OperationKind.RECORDING, _ -> onDisk(() -> start(file)));
            case Command.StopRecording _ -> operations.inBackground(OperationKind.RECORDING, operation -> onDisk(() -> stop(operation)));
        };
    }

    private Outcome save(Path file, RunningOperation operation) {
        try {
            SessionFileWriter.write(kept(), file, done -> {
                if (operation.whenCancelled().isDone()) {
                    throw new CancellationException();
                }
                operation.reportProgress("save", done, file.getFileName());
            });
            return Outcome.Done.of("session", file);
        } catch (CancellationException _) {
            return new Outcome.Cancelled();
        }
    }

    /// What memory keeps.
    private SessionFile kept() {
        List<SessionEntry> entries = new ArrayList<>(core.traffic().entries());
        for (Event event : core.timeline().rows().read(0, core.timeline().rows().capacity()).rows()) {
            entries.add(new SessionEntry.Row(event));
        }
        entries.sort(Comparator.comparingLong(SessionEntry::nanos));
        return SessionFile.of(entries, facts, core.time());
    }

    private Outcome start(Optional<Path> wanted) {
        CompletableFuture<SessionRecording> begun = new CompletableFuture<>();
        Optional<CompletableFuture<SessionRecording>> mine = Optional.of(begun);
        if (!current.compareAndSet(Optional.empty(), mine)) {
            return Outcome.Done.of("recording.on");
        }
        Path file = wanted.orElseGet(this::freeName);
        try {
            SessionRecording recording = SessionRecording.start(new SessionRecording.Sources(core.traffic(), core.timeline().rows(), facts, core.time()), file,
                problem -> failed(mine, problem));
            recording.state().observe(now -> show(mine, now));
            begun.complete(recording);
            return Outcome.Done.of("recording", file);
        } catch (RuntimeException e) {
            current.compareAndSet(mine, Optional.empty());
            begun.completeExceptionally(e);
            throw e;
        }
    }

    private Path freeName() {
        String name = NAME.format(core.time().now().atZone(facts.zone()));
        return Stream.iterate(1, number -> number + 1)
            .map(number -> core.home().sessions().resolve(name + (number == 1 ? "" : "-" + number) + SessionFile.EXTENSION)).filter(Files::notExists)
            .findFirst().orElseThrow();
    }

    private synchronized void show(Optional<CompletableFuture<SessionRecording>> of, RecordingState now) {
        if (current.get() == of) {
            state.set(Optional.of(now));
        }
    }

    private synchronized boolean take(Optional<CompletableFuture<SessionRecording>> of) {
        boolean taken = of.isPresent() && current.compareAndSet(of, Optional.empty());
        if (taken) {
            state.set(Optional.empty());
        }
        return taken;
    }

    private void failed(Optional<CompletableFuture<SessionRecording>> of, Problem problem) {
        take(of);
        core.problems().raise(problem);
    }

    private Outcome stop(RunningOperation operation) {
        Optional<CompletableFuture<SessionRecording>> running = current.get();
        if (!take(running)) {
            return Outcome.Done.of("recording.off");
        }
        SessionRecording recording = Failures.join(running.orElseThrow());
        if (!recording.end()) {
            return Outcome.Done.of("recording.off");
        }
        return Outcome.Done.of("recording.saved", recording.pack(done -> operation.reportProgress("save", done, recording.state().get().file().getFileName())));
    }

    /// Ends the recording in progress.
    @Override
    public void close() {
        Optional<CompletableFuture<SessionRecording>> running = current.get();
        if (take(running)) {
            SessionRecording recording = Failures.join(running.orElseThrow());
            if (recording.end() && recording.state().get().bytes() < SHORT_BYTES) {
                recording.pack(_ -> {});
            }
        }
    }

    private static Outcome onDisk(Supplier<Outcome> work) {
        return Failures.join(CompletableFuture.supplyAsync(work, run -> Thread.ofPlatform().daemon().name("disk-session-work").start(run)));
    }
}
