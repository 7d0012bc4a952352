package earshot.meeting.archive;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import earshot.id.MeetingId;
import earshot.meeting.MeetingStore;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.meeting.SummaryMetrics;
import earshot.meeting.WebhookDelivery;
import earshot.meeting.store.ArchiveStateStore;
import earshot.meeting.webhook.WebhookSender;
import earshot.problem.Failures;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.store.BoundedFile;
import earshot.store.HomeDirectory;
import earshot.store.UnusableFile;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Archives meetings that have ended: the files of badge-protocol section 6.3, the line of metrics, the webhook.
///
/// It is never given a meeting: it looks in the store for what changed since the last time, at its start as well, so that nothing is lost
/// when the process dies between the store and a file. Safe for use from any thread; nothing but [#close] blocks. A failure is raised as a
/// problem, and the work is retried with the next change and once a minute.
public final class MeetingArchive implements AutoCloseable {
    /// How many meetings are kept as files; the store keeps all.
    public static final int MAX_ARCHIVED = 100;
    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(MeetingArchive.class);

    private final MeetingStore meetingStore;
    private final ArchiveStateStore archiveStateStore;
    private final ArchiveFolder folder;
    private final Path directory;
    private final WebhookSender webhook;
    private final ProblemSink problems;
    private final Time time;
    /// Whether the files are still to be read once, to find those that are damaged.
    private final AtomicBoolean unchecked = new AtomicBoolean(true);
    private final Set<MeetingId> removed = ConcurrentHashMap.newKeySet();
    /// One update runs and one waits; the waiting one will see every change made until it begins, so a third is discarded.
    private final ThreadPoolExecutor updates = new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1),
        Thread.ofPlatform().daemon().name("archive").factory(), new ThreadPoolExecutor.DiscardPolicy());
    /// Completes when the update that has not begun yet has written its files; null when none is scheduled.
    private CompletableFuture<Boolean> pendingUpdate;
    private volatile CompletableFuture<Boolean> filesUpToDate = CompletableFuture.completedFuture(true);
    private volatile Time.Timer retry = Time.Timer.NONE;

    /// Does nothing before [#start].
    ///
    /// @param webhook is closed with the archive
    public MeetingArchive(HomeDirectory home, MeetingStore meetingStore, ArchiveStateStore archiveStateStore, WebhookSender webhook, ProblemSink problems,
        Time time) {
        this.meetingStore = meetingStore;
        this.problems = problems;
        this.time = time;
        directory = home.meetings();
        this.archiveStateStore = archiveStateStore;
        this.webhook = webhook;
        folder = new ArchiveFolder(directory);
    }

    /// Continues what an earlier run left: unfinished deliveries are sent again, and summaries that were not announced are announced.
    public void start() {
        webhook.resume();
        changed();
    }

    /// Call it when something changed in an ended meeting: it ended, was summarized again, edited, renamed, moved to the trash or taken out
    /// of it. Call it after the future of the last write has completed; a call without a change is cheap.
    public void changed() {
        synchronized (this) {
            if (pendingUpdate == null) {
                pendingUpdate = new CompletableFuture<>();
                filesUpToDate = pendingUpdate;
            }
        }
        updates.execute(this::update);
    }

    /// Call it when a file could not be read: all are checked, and those that are damaged written again.
    public void damaged() {
        unchecked.set(true);
        changed();
    }

    /// Call it when a meeting was deleted from the store: its files are deleted.
    public void removed(MeetingId meeting) {
        removed.add(meeting);
        changed();
    }

    /// Sends the summary of an ended meeting to the webhook again. Completes when it was accepted, and fails with
    /// [earshot.problem.ProblemException] `WEBHOOK_ABSENT` when no webhook is set, `WEBHOOK_FAILED` when it was not accepted.
    public CompletableFuture<WebhookDelivery> resendWebhook(MeetingTranscript meeting) {
        return webhook.send(meeting);
    }

    /// The files of archived meetings, for reading.
    public ArchiveFolder folder() {
        return folder;
    }

    /// Completes when the files contain every change reported so far.
    public CompletableFuture<Boolean> filesUpToDate() {
        return filesUpToDate;
    }

    /// Finishes the files; a running delivery is aborted, and sent again at the next [#start].
    @Override
    public void close() {
        retry.cancel();
        updates.close();
        webhook.close();
    }

    private void update() {
        retry.cancel();
        try {
            CompletableFuture<Boolean> done = takePendingUpdate();
            try {
                updateFiles();
            } finally {
                done.complete(true);
                announceSummaries();
            }
            problems.resolve(ProblemCode.MEETING_FILES_FAILED, new ProblemSubject.File(directory.toString()));
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.warn("meetings cannot be archived", e);
            problems.raise(Problem.of(ProblemCode.MEETING_FILES_FAILED, new ProblemSubject.File(directory.toString()), directory, Failures.argument(e)));
            retry = time.after(RETRY_DELAY, this::changed);
        }
    }

    /// The index of earlier runs; one that cannot be read is set aside, and written again.
    private ArrayNode readIndex() throws IOException {
        try {
            return folder.index();
        } catch (JsonProcessingException | BoundedFile.TooLargeException _) {
            setAside(folder.indexFile());
            return folder.index();
        }
    }

    private void setAside(Path file) throws IOException {
        UnusableFile moved = UnusableFile.setAside(file, time.now(), ProblemReason.REWRITTEN);
        problems.raise(moved.problem());
    }

    /// Changes reported from now on are left to the next update.
    private synchronized CompletableFuture<Boolean> takePendingUpdate() {
        CompletableFuture<Boolean> mine = pendingUpdate == null ? new CompletableFuture<>() : pendingUpdate;
        pendingUpdate = null;
        return mine;
    }

    private void announceSummaries() throws IOException {
        forEach(archiveStateStore.unannouncedSummaries().join(), this::announce);
    }

    private void announce(ArchiveStateStore.UnannouncedSummary summary) throws IOException {
        Optional<MeetingTranscript> meeting = meetingStore.read(summary.meeting()).join();
        // a newer one is announced by the update that its change schedules
        if (meeting.flatMap(MeetingTranscript::summary).filter(found -> found.at().toEpochMilli() == summary.written()).isEmpty()) {
            return;
        }
        Optional<SummaryMetrics> metrics = meeting.get().metrics()
            .filter(_ -> meeting.get().summary().filter(s -> s.source() != Summary.Source.PERSON).isPresent());
        if (metrics.isPresent()) {
            LOG.info("{}", metrics.get());
            folder.metrics(metrics.get().toString());
        }
        // one of before belongs to the end that the meeting had before it continued
        boolean begun = meeting.get().deliveries().stream().anyMatch(delivery -> delivery.at().toEpochMilli() >= summary.written());
        if (summary.first() && !begun && webhook.configured()) {
            webhook.begin(meeting.get()).join();
        }
        archiveStateStore.markAnnounced(summary).join();
    }

    private void updateFiles() throws IOException {
        boolean checkAll = unchecked.getAndSet(false);
        List<ArchiveStateStore.Entry> newest = archiveStateStore.newest(MAX_ARCHIVED).join();
        try {
            forEach(newest, item -> write(item, checkAll));
        } finally {
            updateIndex(newest);
        }
    }

    private void write(ArchiveStateStore.Entry item, boolean check) throws IOException {
        MeetingId id = item.meeting().id();
        boolean damaged = check && folder.has(id) && !folder.readable(id);
        if (damaged) {
            setAside(folder.mainFile(id));
        }
        if (damaged || item.archived() != item.revision() || !folder.has(id)) {
            Optional<MeetingTranscript> meeting = meetingStore.read(id).join();
            if (meeting.isPresent()) {
                folder.write(meeting.get());
                archiveStateStore.markArchived(id, item.revision()).join();
            }
        }
    }

    /// Brings the index up to date, and deletes the files of meetings that are not in it any more.
    private void updateIndex(List<ArchiveStateStore.Entry> newest) throws IOException {
        Set<MeetingId> kept = newest.stream().map(item -> item.meeting().id()).collect(Collectors.toSet());
        Set<MeetingId> gone = readIndex().valueStream().map(entry -> new MeetingId(entry.path("sessionId").asText())).collect(Collectors.toSet());
        Set<MeetingId> requested = Set.copyOf(removed);
        folder.index(newest);
        gone.addAll(requested);
        gone.removeAll(kept);
        for (MeetingId id : gone) {
            folder.remove(id);
        }
        removed.removeAll(requested);
    }

    private interface Step<T> {
        void take(T item) throws IOException;
    }

    /// A meeting that fails does not keep the others from their files. The first failure is thrown at the end.
    private static <T> void forEach(List<T> items, Step<T> step) throws IOException {
        Optional<Exception> first = Optional.empty();
        for (T item : items) {
            try {
                step.take(item);
            } catch (IOException | RuntimeException e) {
                first = first.or(() -> Optional.of(e));
            }
        }
        switch (first.orElse(null)) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case null, default -> {}
        }
    }
}
