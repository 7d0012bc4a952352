package earshot.meeting.archive;

import static earshot.data.JsonMappers.JSON;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.config.MeetingSettings;
import earshot.config.Settings;
import earshot.meeting.Delivery;
import earshot.meeting.Meeting;
import earshot.meeting.Segment;
import earshot.meeting.Transcript;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Web;
import earshot.store.Database;
import earshot.store.Home;
import earshot.time.ManualTime;
import earshot.time.Time;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A home with a database, the store of meetings and the archive, in manual time.
final class ArchiveHouse implements AutoCloseable, Problems {
    static {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    final ManualTime time = new ManualTime();
    /// The limit of each wait.
    final List<Duration> limits = new CopyOnWriteArrayList<>();
    final List<Problem> open = new CopyOnWriteArrayList<>();
    final List<Delivery> heard = new CopyOnWriteArrayList<>();
    final Path directory;
    final Database database;
    final MeetingTable book;
    final Web web;
    final MeetingArchive archive;
    volatile Optional<MeetingSettings.Webhook> webhook = Optional.empty();
    volatile int rate;
    volatile Optional<String> token = Optional.empty();

    ArchiveHouse(Path home) {
        directory = home.resolve("meetings");
        database = Database.open(new Home(home), List.of(MeetingTable.SCHEMA));
        book = new MeetingTable(database);
        Time noting = new Noting();
        web = new Web(noting);
        archive = new MeetingArchive(new Home(home), database, book, this::settings, web, this, new Random(7), noting, heard::add);
    }

    /// An archive that was started, and so continues earlier runs.
    static ArchiveHouse started(Path home) {
        ArchiveHouse house = new ArchiveHouse(home);
        house.archive.start();
        return house;
    }

    /// Stores an ended meeting without notifying the archive.
    Transcript keep(Meeting meeting, List<Segment> segments) {
        if (book.read(meeting.id()).join().isEmpty()) {
            book.put(Minutes.running(meeting.id()));
        }
        book.put(meeting.id(), segments);
        book.put(meeting.id(), Minutes.summary("周会", "一", "二"), Optional.of(Minutes.metrics()));
        // last, as in the real program: the archive may read at any moment
        book.put(meeting).join();
        return book.read(meeting.id()).join().orElseThrow();
    }

    JsonNode json(String file) {
        try {
            return JSON.readTree(Files.readAllBytes(directory.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Names of the files, index and logs excepted, of the shards with their directory.
    List<String> files() {
        return Stream.concat(names(directory, ""), names(directory.resolve("segments"), "segments/")).filter(name -> !name.equals("index.json") && !name.equals("metrics.log"))
            .sorted().toList();
    }

    private static Stream<String> names(Path directory, String before) {
        File[] files = directory.toFile().listFiles();
        return files == null ? Stream.of() : Arrays.stream(files).filter(file -> !file.getName().equals("segments")).map(file -> before + file.getName());
    }

    /// Ids in the index, in its order.
    List<String> index() {
        return Files.exists(directory.resolve("index.json")) ? json("index.json").valueStream().map(entry -> entry.path("sessionId").asText()).toList() : List.of();
    }

    void awaitIndex(String... ids) {
        await().until(() -> index().equals(List.of(ids)));
    }

    /// All deliveries of a meeting, once none is under way.
    List<Delivery> deliveries(String meeting) {
        await().until(() -> {
            List<Delivery> all = book.read(meeting).join().orElseThrow().deliveries();
            return !all.isEmpty() && all.stream().noneMatch(d -> d.result() == Delivery.Result.UNDER_WAY);
        });
        return book.read(meeting).join().orElseThrow().deliveries();
    }

    private MeetingSettings settings() {
        MeetingSettings usual = Settings.defaults().meetings();
        return new MeetingSettings(usual.disableTts(), usual.chatOff(), usual.preferDeviceVad(), usual.push(), usual.merge(), usual.checkpoint(), usual.shortest(),
            usual.resume(), usual.join(), usual.keepSound(), usual.writing(), webhook, usual.broadcast(), rate, token);
    }

    void webhook(String url, String secret, Map<String, String> headers) {
        webhook = Optional.of(new MeetingSettings.Webhook(url, Optional.ofNullable(secret), headers));
    }

    @Override
    public void raise(Problem problem) {
        resolve(problem.code(), problem.subject());
        open.add(problem);
    }

    @Override
    public void resolve(Code code, Subject subject) {
        open.removeIf(problem -> problem.code() == code && problem.subject().equals(subject));
    }

    @Override
    public void close() {
        archive.close();
        web.close();
        database.close();
    }

    private final class Noting implements Time {
        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return time.after(delay, task);
        }

        @Override
        public Timer every(Duration period, Runnable task) {
            return time.every(period, task);
        }

        /// When a limit is listed, its wait has begun.
        @Override
        public <T> Optional<T> await(CompletableFuture<T> future, Duration limit) {
            CompletableFuture<Optional<T>> either = future.thenApply(Optional::of);
            Timer timer = time.after(limit, () -> either.complete(Optional.empty()));
            limits.add(limit);
            try {
                return time.await(either, Duration.ofDays(1)).orElseThrow();
            } finally {
                timer.cancel();
            }
        }

        @Override
        public Alarm alarm(String thread, LongSupplier work) {
            return time.alarm(thread, work);
        }
    }
}
