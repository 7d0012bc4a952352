package earshot.meeting.archive;

import earshot.config.MeetingSettings;
import earshot.meeting.Delivery;
import earshot.meeting.MeetingBook;
import earshot.meeting.Metrics;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Web;
import earshot.server.Route;
import earshot.store.Database;
import earshot.store.Home;
import earshot.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Archives meetings that have ended: the files of badge-protocol section 6.3, the line of metrics, the webhook, and the HTTP interface.
///
/// It is never given a meeting: it looks in the store for what changed since the last time, at its start as well, so that nothing is lost
/// when the process dies between the store and a file. Safe for use from any thread; nothing but [#close] blocks. A failure is raised as a
/// problem, and the work is retried with the next change and once a minute.
public final class MeetingArchive implements AutoCloseable {
    /// How many meetings are kept as files and shown over HTTP; the store keeps all.
    static final int MOST = 100;
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(MeetingArchive.class);

    private final MeetingBook book;
    private final Shelf shelf;
    private final ArchiveFolder folder;
    private final Path directory;
    private final Webhook webhook;
    private final Supplier<MeetingSettings> settings;
    private final Problems problems;
    private final Time time;
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    /// One update runs and one waits; the waiting one will see every change made until it begins, so a third is discarded.
    private final ThreadPoolExecutor looks = new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1),
        Thread.ofPlatform().daemon().name("archive").factory(), new ThreadPoolExecutor.DiscardPolicy());
    /// Completes when the update that has not begun yet has written its files; null when none is scheduled.
    private CompletableFuture<Boolean> coming;
    /// Completes when the files contain every change reported so far.
    private volatile CompletableFuture<Boolean> filed = CompletableFuture.completedFuture(true);
    private volatile Time.Timer again = Time.Timer.NONE;

    /// Does nothing before [#start].
    ///
    /// @param book the tables in `database`
    /// @param settings in force at each delivery and each request
    /// @param random for the pause before a retry
    /// @param heard called with each delivery when it begins and when it ends, after it is stored; on a thread that must not be blocked
    public MeetingArchive(Home home, Database database, MeetingBook book, Supplier<MeetingSettings> settings, Web web, Problems problems, RandomGenerator random,
                          Time time, Consumer<Delivery> heard) {
        this.book = book;
        this.settings = settings;
        this.problems = problems;
        this.time = time;
        directory = home.meetings();
        shelf = new Shelf(database);
        folder = new ArchiveFolder(directory);
        webhook = new Webhook(book, shelf, () -> settings.get().webhook(), web, problems, random, time, heard);
    }

    /// Continues what an earlier run left: unfinished deliveries are sent again, and summaries that were not announced are announced.
    public void start() {
        webhook.resume();
        look();
    }

    /// Call it when something changed in an ended meeting: it ended, was summarised again, edited, renamed, moved to the trash or taken out
    /// of it. Call it after the future of the last write has completed; a call without a change is cheap.
    public void changed() {
        look();
    }

    /// Call it when a meeting was deleted from the store: its files are deleted.
    public void removed(String meeting) {
        removed.add(meeting);
        look();
    }

    /// Sends the summary of an ended meeting to the webhook again. Completes when it was accepted, and fails with
    /// [earshot.problem.ProblemException] `WEBHOOK_ABSENT` when no webhook is set, `WEBHOOK_FAILED` when it was not accepted.
    public CompletableFuture<Delivery> sendAgain(Transcript meeting) {
        return webhook.send(meeting);
    }

    /// The HTTP interface below `/supie/meetings`, for the server.
    public Route pages() {
        return new MeetingPages(folder, settings, time, () -> filed);
    }

    /// Finishes the files; a running delivery is aborted, and sent again at the next [#start].
    @Override
    public void close() {
        again.cancel();
        looks.close();
        webhook.close();
    }

    private void look() {
        synchronized (this) {
            if (coming == null) {
                coming = new CompletableFuture<>();
                filed = coming;
            }
        }
        looks.execute(() -> {
            again.cancel();
            try {
                CompletableFuture<Boolean> done = begun();
                try {
                    file();
                } finally {
                    done.complete(true);
                    tell();
                }
                problems.resolve(Code.MEETING_FILES_FAILED, new Subject.File(directory.toString()));
            } catch (Throwable e) {
                LOG.warn("meetings cannot be archived", e);
                problems.raise(Problem.of(Code.MEETING_FILES_FAILED, new Subject.File(directory.toString()), directory, Failures.reason(e)));
                again = time.after(AGAIN, this::look);
            }
        });
    }

    /// Changes reported from now on are left to the next update.
    private synchronized CompletableFuture<Boolean> begun() {
        CompletableFuture<Boolean> mine = coming == null ? new CompletableFuture<>() : coming;
        coming = null;
        return mine;
    }

    private void tell() throws IOException {
        for (Shelf.Untold summary : shelf.untold().join()) {
            Optional<Transcript> meeting = book.read(summary.meeting()).join();
            // a newer one is announced by the update that its change schedules
            if (meeting.flatMap(Transcript::summary).filter(found -> found.at().toEpochMilli() == summary.written()).isEmpty()) {
                continue;
            }
            Optional<Metrics> metrics = meeting.get().metrics().filter(_ -> meeting.get().summary().filter(s -> s.source() != Summary.Source.PERSON).isPresent());
            if (metrics.isPresent()) {
                LOG.info("{}", metrics.get());
                folder.metrics(metrics.get().toString());
            }
            if (summary.first() && meeting.get().deliveries().isEmpty() && settings.get().webhook().isPresent()) {
                webhook.begin(meeting.get()).join();
            }
            shelf.told(summary).join();
        }
    }

    private void file() throws IOException {
        List<Shelf.Item> newest = shelf.newest(MOST).join();
        for (Shelf.Item item : newest) {
            String id = item.meeting().id();
            if (item.archived() != item.revision() || !folder.has(id)) {
                Optional<Transcript> meeting = book.read(id).join();
                if (meeting.isPresent()) {
                    folder.write(meeting.get());
                    shelf.archived(id, item.revision()).join();
                }
            }
        }
        Set<String> kept = newest.stream().map(item -> item.meeting().id()).collect(Collectors.toSet());
        Set<String> gone = folder.index().valueStream().map(entry -> entry.path("sessionId").asText()).collect(Collectors.toSet());
        Set<String> said = Set.copyOf(removed);
        folder.index(newest);
        gone.addAll(said);
        gone.removeAll(kept);
        for (String id : gone) {
            folder.remove(id);
        }
        removed.removeAll(said);
    }
}
