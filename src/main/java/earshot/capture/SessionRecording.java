package earshot.capture;

import module java.base;

import earshot.data.ByteLimit;
import earshot.event.Event;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.time.Time;
import earshot.turn.TurnRecord;
import earshot.watch.EventLog;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// One recording to a file: what passes, the timeline, turns and problems, written on a thread of its own. What comes faster than the disk
/// takes it is left out and counted. When writing fails, recording ends and nothing else is disturbed; what was written stays and can be
/// opened. Safe for use from any thread.
public final class SessionRecording {
    /// Some ten seconds of a hundred devices that talk and are talked to.
    private static final int QUEUE = 32_768;
    /// What waits may take so much memory: a message may be a thousand times as large as a frame.
    static final int MOST_BYTES = 32 << 20;
    private static final int ROWS = 1_000;
    /// What passed is written so often, and not packet by packet: to wake a thread costs more than to write a line. After a kill, this much is missing.
    private static final Duration STEP = Duration.ofMillis(500);
    /// Devices and settings as they are known after a kill are this old.
    private static final int MANIFEST_STEPS = 20;

    /// What is recorded.
    ///
    /// @param rows of the timeline
    public record Sources(TrafficHistory traffic, EventLog<Event> rows, SessionFacts facts, Time time) {}

    private final Sources sources;
    private final Path file;
    private final SessionClock clock;
    private final Consumer<Problem> failed;
    private final BlockingQueue<CapturedTraffic> queue = new ArrayBlockingQueue<>(QUEUE);
    /// Permits to write.
    private final Semaphore due = new Semaphore(0);
    private final MutableWatch<RecordingState> state;
    private final ByteLimit waiting = new ByteLimit(MOST_BYTES);
    /// What was left out since the last step.
    private final AtomicReference<Optional<SessionEntry.Lost>> dropped = new AtomicReference<>(Optional.empty());
    private final TrafficHistory.Receiver receiver = this::offer;
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private volatile boolean stopping;
    private Time.Timer step = Time.Timer.NONE;
    private int steps;
    private long row;
    private Set<Long> turns;
    private long lost;
    private List<RecordedProblem> problems = List.of();
    private List<RecordedFault> faults = List.of();

    /// @param failed learns why recording ended by itself
    private SessionRecording(Sources sources, Path file, Consumer<Problem> failed) {
        this.sources = sources;
        this.file = file.toAbsolutePath();
        this.failed = failed;
        Instant now = sources.time().now();
        clock = new SessionClock(now, sources.time().nanos(), now, sources.facts().zone());
        state = new MutableWatch<>(new RecordingState(this.file, now, 0, 0));
        row = sources.rows().end();
        turns = numbers(sources.facts().turns());
    }

    /// Begins to record. Waits for the disk.
    ///
    /// @param failed learns why recording ended by itself
    /// @throws ProblemException `SESSION_UNSAVED`, when it cannot even begin
    public static SessionRecording start(Sources sources, Path file, Consumer<Problem> failed) {
        SessionRecording recording = new SessionRecording(sources, file, failed);
        SessionDirectory part = recording.begin();
        sources.traffic().send(recording.receiver);
        recording.step = sources.time().every(STEP, recording.due::release);
        Thread.ofPlatform().daemon().name("disk-session").start(() -> recording.work(part));
        return recording;
    }

    private SessionDirectory begin() {
        try {
            SessionDirectory part = new SessionDirectory(SessionFileWriter.part(file), clock);
            try {
                part.manifest(sources.facts().manifest(clock));
                part.problems(problems);
                return part;
            } catch (IOException e) {
                part.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ProblemException(SessionFileWriter.unsaved(file, e), e);
        }
    }

    /// How far it is.
    public Watch<RecordingState> state() {
        return state;
    }

    private void offer(CapturedTraffic traffic) {
        if (waiting.take(traffic.memory())) {
            if (queue.offer(traffic)) {
                return;
            }
            waiting.give(traffic.memory());
        }
        dropped.updateAndGet(before -> Optional.of(before.map(lost -> new SessionEntry.Lost(lost.nanos(), lost.count() + 1))
            .orElseGet(() -> new SessionEntry.Lost(traffic.nanos(), 1))));
    }

    private void append(SessionDirectory part, CapturedTraffic traffic) throws IOException {
        waiting.give(traffic.memory());
        part.append(traffic.entry());
    }

    /// Ends it. Waits until everything is written.
    ///
    /// @return false when it had ended by itself before
    public boolean end() {
        stopping = true;
        due.release();
        return over.join();
    }

    /// Makes the file of a recording that was ended. Waits for the disk.
    ///
    /// @param progress gets a value from 0 to 1
    /// @throws ProblemException `SESSION_UNSAVED`; what was written stays beside the file
    public Path pack(DoubleConsumer progress) {
        try {
            SessionPacker.pack(SessionFileWriter.part(file), file, progress);
            return file;
        } catch (IOException e) {
            throw new ProblemException(SessionFileWriter.unsaved(file, e), e);
        }
    }

    private void work(SessionDirectory part) {
        boolean whole = false;
        try (part) {
            write(part);
            whole = true;
        } catch (IOException | RuntimeException e) {
            whole = false;
            failed.accept(SessionFileWriter.unsaved(file, e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            sources.traffic().stopSending(receiver);
            step.cancel();
            over.complete(whole);
        }
    }

    private void write(SessionDirectory part) throws IOException, InterruptedException {
        boolean last = false;
        while (!last) {
            due.acquire();
            due.drainPermits();
            last = stopping;
            if (last) {
                sources.traffic().stopSending(receiver);
            }
            for (CapturedTraffic next = queue.poll(); next != null; next = queue.poll()) {
                append(part, next);
            }
            step(part);
        }
        part.manifest(sources.facts().manifest(clock.ended(sources.time().now())));
    }

    /// Writes what is not traffic, and lets the operating system have it all.
    private void step(SessionDirectory part) throws IOException {
        Optional<SessionEntry.Lost> missing = dropped.getAndSet(Optional.empty());
        if (missing.isPresent()) {
            lost += missing.get().count();
            part.append(missing.get());
        }
        rows(part);
        turns(part);
        List<RecordedProblem> now = sources.facts().problems();
        if (!now.equals(problems)) {
            problems = now;
            part.problems(now);
        }
        List<RecordedFault> switched = sources.facts().faults(clock.started());
        if (++steps % MANIFEST_STEPS == 0 || !switched.equals(faults)) {
            faults = switched;
            part.manifest(sources.facts().manifest(clock));
        }
        part.flush();
        state.set(new RecordingState(file, clock.started(), part.bytes(), lost));
    }

    private void rows(SessionDirectory part) throws IOException {
        EventLog.Page<Event> page;
        do {
            page = sources.rows().read(row, ROWS);
            row = page.next();
            if (page.lost() > 0) {
                lost += page.lost();
                part.append(new SessionEntry.Lost(sources.time().nanos(), (int) Math.min(Integer.MAX_VALUE, page.lost())));
            }
            for (Event event : page.rows()) {
                part.append(new SessionEntry.Row(event));
            }
        } while (!page.rows().isEmpty());
    }

    private void turns(SessionDirectory part) throws IOException {
        List<TurnRecord> now = sources.facts().turns();
        for (TurnRecord one : now.reversed()) {
            if (!turns.contains(one.number())) {
                part.append(one);
            }
        }
        turns = numbers(now);
    }

    private static Set<Long> numbers(List<TurnRecord> turns) {
        return turns.stream().map(TurnRecord::number).collect(Collectors.toSet());
    }

    /// The recordings in a directory that were not ended because the process was. Call it before another one can begin.
    ///
    /// @param directory may be absent
    public static List<Path> unfinished(Path directory) {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, "*" + SessionFile.EXTENSION + SessionFile.PART)) {
            return StreamSupport.stream(parts.spliterator(), false).toList();
        } catch (IOException | DirectoryIteratorException _) {
            return List.of();
        }
    }

    /// Makes a file of such a recording. Waits for the disk.
    ///
    /// @return the file
    /// @throws ProblemException `SESSION_UNSAVED`; what was written stays
    public static Path finish(Path part) {
        String name = part.getFileName().toString();
        String stem = name.substring(0, name.length() - SessionFile.EXTENSION.length() - SessionFile.PART.length());
        Path file = Stream.iterate(1, number -> number + 1).map(number -> part.resolveSibling(stem + (number == 1 ? "" : "-" + number) + SessionFile.EXTENSION))
            .filter(Files::notExists).findFirst().orElseThrow();
        try {
            SessionPacker.pack(part, file, _ -> {});
            return file;
        } catch (IOException e) {
            throw new ProblemException(SessionFileWriter.unsaved(file, e), e);
        }
    }
}
