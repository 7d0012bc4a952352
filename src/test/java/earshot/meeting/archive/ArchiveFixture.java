package earshot.meeting.archive;

import static earshot.data.JsonMappers.JSON;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSamples;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSharingSettings;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.WebhookDelivery;
import earshot.meeting.store.ArchiveStateStore;
import earshot.meeting.store.DatabaseMeetingStore;
import earshot.meeting.webhook.WebhookSender;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.SharedHttpClient;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import org.awaitility.Awaitility;

/// A home with a database, the store of meetings and the archive, in manual time.
public final class ArchiveFixture implements AutoCloseable, ProblemSink {
    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    public final TimeFake time = new TimeFake();
    public final List<Problem> open = new CopyOnWriteArrayList<>();
    public final List<WebhookDelivery> reportedDeliveries = new CopyOnWriteArrayList<>();
    public final Path directory;
    public final Database database;
    public final DatabaseMeetingStore meetingStore;
    public final SharedHttpClient sharedHttpClient;
    public final MeetingArchive archive;
    public volatile Optional<MeetingSharingSettings.Webhook> webhook = Optional.empty();
    public volatile int rate;
    public volatile Optional<String> token = Optional.empty();

    public ArchiveFixture(Path home) {
        directory = home.resolve("meetings");
        database = Database.open(new HomeDirectory(home), List.of(DatabaseMeetingStore.SCHEMA, DatabaseMeetingStore.PAUSES, DatabaseMeetingStore.VERSIONS));
        meetingStore = new DatabaseMeetingStore(database);
        sharedHttpClient = new SharedHttpClient(time);
        ArchiveStateStore states = new ArchiveStateStore(database);
        WebhookSender sender = new WebhookSender(meetingStore, states, () -> webhook, sharedHttpClient, this, new Random(7), time, reportedDeliveries::add);
        archive = new MeetingArchive(new HomeDirectory(home), meetingStore, states, sender, this, time);
    }

    /// An archive that was started, and so continues earlier runs.
    public static ArchiveFixture started(Path home) {
        ArchiveFixture fixture = new ArchiveFixture(home);
        fixture.archive.start();
        return fixture;
    }

    /// Stores an ended meeting without notifying the archive.
    public MeetingTranscript store(Meeting meeting, List<MeetingSentence> meetingSentences) {
        if (meetingStore.read(meeting.id()).join().isEmpty()) {
            meetingStore.put(MeetingSamples.running(meeting.id()));
        }
        meetingStore.put(meeting.id(), meetingSentences);
        meetingStore.put(meeting.id(), MeetingSamples.summary("周会", "一", "二"), Optional.of(MeetingSamples.metrics()));
        // last, as in the real program: the archive may read at any moment
        meetingStore.put(meeting).join();
        return meetingStore.read(meeting.id()).join().orElseThrow();
    }

    public JsonNode json(String file) {
        try {
            return JSON.readTree(Files.readAllBytes(directory.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Names of the files, index and logs excepted, of the shards with their directory.
    public List<String> files() {
        return Stream.concat(names(directory, ""), names(directory.resolve("segments"), "segments/"))
            .filter(name -> !name.equals("index.json") && !name.equals("metrics.log"))
            .sorted().toList();
    }

    private static Stream<String> names(Path directory, String before) {
        File[] files = directory.toFile().listFiles();
        return files == null ? Stream.of() : Arrays.stream(files).filter(file -> !file.getName().equals("segments")).map(file -> before + file.getName());
    }

    /// Ids in the index, in its order.
    public List<String> index() {
        return Files.exists(directory.resolve("index.json")) ? json("index.json").valueStream().map(entry -> entry.path("sessionId").asText()).toList()
            : List.of();
    }

    public void awaitIndex(String... ids) {
        // an update that began before the last change may have made the same index
        await().until(() -> archive.filesUpToDate().isDone() && index().equals(List.of(ids)));
    }

    /// All deliveries of a meeting, once none is under way.
    public List<WebhookDelivery> deliveries(MeetingId meeting) {
        await().until(() -> {
            List<WebhookDelivery> all = meetingStore.read(meeting).join().orElseThrow().deliveries();
            return !all.isEmpty() && all.stream().noneMatch(d -> d.result() == WebhookDelivery.Result.UNDER_WAY);
        });
        return meetingStore.read(meeting).join().orElseThrow().deliveries();
    }

    public MeetingSharingSettings settings() {
        return new MeetingSharingSettings(webhook, MeetingSharingSettings.SECTION.defaults().broadcast(), rate, token);
    }

    public void webhook(String url, String secret, Map<String, String> headers) {
        webhook = Optional.of(new MeetingSharingSettings.Webhook(url, Optional.ofNullable(secret), headers));
    }

    @Override
    public void raise(Problem problem) {
        resolve(problem.code(), problem.subject());
        open.add(problem);
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {
        open.removeIf(problem -> problem.code() == code && problem.subject().equals(subject));
    }

    @Override
    public void close() {
        archive.close();
        sharedHttpClient.close();
        database.close();
    }
}
