package earshot.meeting.archive;

import earshot.config.MeetingSettings;
import earshot.meeting.Delivery;
import earshot.meeting.MeetingBook;
import earshot.meeting.Metrics;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.problem.Code;
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

/// What happens with meetings once they are over: the files of badge-protocol section 6.3, the line of metrics, the webhook, and the pages
/// over HTTP.
///
/// It is never handed a meeting: it looks into the book for what changed since it last looked, at its start as well, so that nothing is
/// forgotten when the process dies between the book and a file. Safe for use from any thread; nothing but [#close] waits. What fails is a
/// problem, and is tried again with the next change and once a minute.
public final class MeetingArchive implements AutoCloseable {
    /// So many are kept as files and shown over HTTP; the book keeps all.
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
    /// One look at work and one that waits, which will see all that changed until it begins: a third would see nothing more.
    private final ThreadPoolExecutor looks = new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1),
        Thread.ofPlatform().daemon().name("archive").factory(), new ThreadPoolExecutor.DiscardPolicy());
    /// Completes when the look that has not begun yet has written its files; null when none is to come.
    private CompletableFuture<Boolean> coming;
    /// Completes when all is in the files that was said to be new so far.
    private volatile CompletableFuture<Boolean> filed = CompletableFuture.completedFuture(true);
    private volatile Time.Timer again = () -> {};

    /// Nothing happens before [#start].
    ///
    /// @param book the tables in `database`
    /// @param settings in force at each delivery and each request
    /// @param random for the pause before a retry
    /// @param heard hears of each delivery, when it begins and when it ends, once the book has it; on a thread that may not be held up
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

    /// Takes up what an earlier run left: deliveries under way are sent again, and ends that nobody was told of are told.
    public void start() {
        webhook.resume();
        look();
    }

    /// Says that the book has something new of meetings that are over: one ended, was summed up again, edited, renamed, put into the trash
    /// or taken out of it. To be said when the future of the last write completed; saying it for nothing is cheap.
    public void changed() {
        look();
    }

    /// Says that the book has no meeting of this id any more: its files go.
    public void removed(String meeting) {
        removed.add(meeting);
        look();
    }

    /// Tells the webhook of a meeting that has ended once more. Completes when somebody took it, and fails with
    /// [earshot.problem.ProblemException] `WEBHOOK_ABSENT` when none is set, `WEBHOOK_FAILED` when nobody took it.
    public CompletableFuture<Delivery> sendAgain(Transcript meeting) {
        return webhook.send(meeting);
    }

    /// The pages below `/supie/meetings`, for the doors.
    public Route pages() {
        return new MeetingPages(folder, settings, time, () -> filed);
    }

    /// Finishes the files; a delivery that is under way is broken off, and sent again at the next [#start].
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
                problems.raise(Problem.of(Code.MEETING_FILES_FAILED, new Subject.File(directory.toString()), directory, reason(e)));
                again = time.after(AGAIN, this::look);
            }
        });
    }

    /// What is said to be new from now on is for the next look.
    private synchronized CompletableFuture<Boolean> begun() {
        CompletableFuture<Boolean> mine = coming == null ? new CompletableFuture<>() : coming;
        coming = null;
        return mine;
    }

    private void tell() throws IOException {
        for (Shelf.Untold summary : shelf.untold().join()) {
            Optional<Transcript> meeting = book.read(summary.meeting()).join();
            // a newer one is told of by the look that it brings
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

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
