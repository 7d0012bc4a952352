package earshot.meeting.live;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSettings.Join;
import earshot.meeting.MeetingSharingSettings;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.meeting.archive.MeetingArchive;
import earshot.meeting.store.ArchiveStateStore;
import earshot.meeting.store.DatabaseMeetingStore;
import earshot.meeting.webhook.WebhookSender;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSinkFake;
import earshot.remote.SharedHttpClient;
import earshot.store.ChildProcess;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.wire.MeetingMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hours with three devices in manual time, with the real database.
class LongMeetingTest {
    private static final List<String> DEVICES = List.of("a0:b1:c2:00:00:01", "a0:b1:c2:00:00:02", "ff:b1:c2:00:00:03");
    private static final Duration LONG = Duration.ofHours(2);
    private static final long PAUSE = 9_000;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("no sentence is missing, none stands twice, all are in order, and the archive is what was pushed")
    void aMeetingOfTwoHours() throws IOException {
        MeetingScript script = new MeetingScript(new Random(1), DEVICES, LONG.toMillis(), PAUSE);
        assertThat(script.lines().size()).as("snippets").isBetween(3_800, 4_400);
        assertThat(script.lines().size() - script.honest().size()).as("repeats and partials").isGreaterThan(script.lines().size() / 4);
        try (Database database = Database.open(new HomeDirectory(directory),
            List.of(DatabaseMeetingStore.SCHEMA, DatabaseMeetingStore.PAUSES, DatabaseMeetingStore.VERSIONS))) {
            DatabaseMeetingStore book = new DatabaseMeetingStore(database);
            MeetingFixture meetingFixture = new MeetingFixture();
            meetingFixture.change(s -> MeetingFixture.with(s, s.intervals().push(), s.resumeLimit(), Join.ALL));
            meetingFixture.open(book);
            Map<String, MeetingFixture.ConnectionFake> connectionFakes = new HashMap<>();
            DEVICES.forEach(device -> connectionFakes.put(device, meetingFixture.connect(new DeviceId(device))));
            List<MeetingMessage.TranscriptSegment> pushed = new ArrayList<>();
            long now = 0;
            int said = 0;
            for (MeetingScript.Line line : script.lines()) {
                meetingFixture.time.advance(Duration.ofMillis(line.millis() - now));
                now = line.millis();
                connectionFakes.get(line.device()).say(line.speaker(), line.text());
                if (++said % 100 == 0) {
                    acknowledged(connectionFakes, said);
                    gather(connectionFakes.get(DEVICES.getFirst()), pushed);
                }
            }
            acknowledged(connectionFakes, said);
            MeetingFixture.ConnectionFake first = connectionFakes.get(DEVICES.getFirst());
            MeetingId id = first.id();
            first.meetingParticipation.finish(Meeting.EndCause.MESSAGE);
            await().until(() -> connectionFakes.values().stream().allMatch(connectionFake -> connectionFake.acts.contains("dismissed")));
            gather(first, pushed);
            meetingFixture.meetings.close();
            archived(book, database, meetingFixture, id.value(), pushed);

            MeetingTranscript kept = book.read(id).join().orElseThrow();
            assertThat(texts(kept)).containsExactlyElementsOf(script.honest());
            assertThat(pushed).extracting(MeetingMessage.TranscriptSegment::text).containsExactlyElementsOf(texts(kept));
            assertThat(pushed).extracting(MeetingMessage.TranscriptSegment::epochMillis)
                .containsExactlyElementsOf(kept.countedSentences().stream().map(one -> one.at().toEpochMilli()).toList());
            assertThat(kept.countedSentences()).extracting(MeetingSentence::status).containsOnly(MeetingSentence.Status.MERGED);
            assertThat(kept.meeting().devices()).extracting(DeviceId::value).containsExactlyInAnyOrderElementsOf(DEVICES);
            assertThat(kept.checkpoints()).isNotEmpty();
            assertThat(meetingFixture.minutes.asked.getLast()).hasSameSizeAs(script.honest());
            assertThat(connectionFakes.values()).allMatch(connectionFake -> connectionFake.summaries().size() == 1);
            assertThat(kept.summary().orElseThrow().duration()).isGreaterThan(LONG.minusMinutes(1));
        }
    }

    @Tag("proof") // starts a process a dozen times; MeetingCrashTest is the short form
    @Test
    @DisplayName("the same with kill -9 every few minutes and with the model down at the end")
    void aMeetingInAProcessThatIsKilledAgainAndAgain() throws Exception {
        MeetingScript script = new MeetingScript(new Random(2), DEVICES, Duration.ofHours(1).toMillis(), PAUSE);
        Random random = new Random(3);
        List<MeetingScript.Line> left = new ArrayList<>(script.lines());
        int kills = 0;
        while (!left.isEmpty()) {
            int most = 150 + random.nextInt(200);
            left = run(left, left.size() > most ? most : Integer.MAX_VALUE);
            kills++;
        }
        assertThat(kills).isGreaterThan(6);
        Process child = ChildProcess.start(KilledMeetingProcess.class, List.of(directory.toString()), directory.resolve("errors"));
        try (PrintWriter out = new PrintWriter(child.outputWriter(), true); BufferedReader in = child.inputReader()) {
            out.println(script.lines().getLast().millis() + 1_000 + "\tfinish");
            assertThat(in.lines().anyMatch(line -> line.equals("over"))).isTrue();
        }
        child.waitFor();

        try (Database database = Database.open(new HomeDirectory(directory),
            List.of(DatabaseMeetingStore.SCHEMA, DatabaseMeetingStore.PAUSES, DatabaseMeetingStore.VERSIONS))) {
            DatabaseMeetingStore book = new DatabaseMeetingStore(database);
            List<Meeting> all = book.meetings().join();
            assertThat(all).singleElement().matches(meeting -> meeting.lifecycle() == Meeting.Lifecycle.ENDED);
            MeetingTranscript kept = book.read(all.getFirst().id()).join().orElseThrow();
            assertThat(texts(kept)).containsExactlyElementsOf(script.honest());
            assertThat(kept.summary().orElseThrow().source()).isEqualTo(Summary.Source.WITHOUT_MODEL);
            assertThat(kept.summary().orElseThrow().segments()).isEqualTo(script.honest().size());
        }
    }

    /// The archive files contain what was sent to the devices.
    private void archived(DatabaseMeetingStore book, Database database, MeetingFixture meetingFixture, String id, List<MeetingMessage.TranscriptSegment> pushed)
        throws IOException {
        HomeDirectory home = new HomeDirectory(directory);
        ProblemSink nobody = new ProblemSinkFake(meetingFixture.problems::add);
        try (SharedHttpClient sharedHttpClient = new SharedHttpClient(meetingFixture.time);
             MeetingArchive archive = new MeetingArchive(home, book, new ArchiveStateStore(database), new WebhookSender(book, new ArchiveStateStore(database),
                () -> meetingFixture.settings.get().of(MeetingSharingSettings.SECTION).webhook(), sharedHttpClient, nobody, new Random(7), meetingFixture.time,
                _ -> {}), nobody, meetingFixture.time)) {
            archive.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(home.meetings().resolve("index.json")));
        }
        List<String> texts = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (int k = 0; texts.size() < pushed.size(); k++) {
            try (Stream<Path> files = Files.list(home.meetings().resolve("segments"))) {
                String end = "_shard_" + k + ".json";
                Path shard = files.filter(file -> file.getFileName().toString().endsWith(end)).findFirst().orElseThrow();
                JSON.readTree(shard.toFile()).path("segments").forEach(segment -> {
                    texts.add(segment.path("text").asText());
                    times.add(segment.path("ts").asLong());
                });
            }
        }
        assertThat(texts).containsExactlyElementsOf(pushed.stream().map(MeetingMessage.TranscriptSegment::text).toList());
        assertThat(times).containsExactlyElementsOf(pushed.stream().map(MeetingMessage.TranscriptSegment::epochMillis).toList());
        assertThat(JSON.readTree(home.meetings().resolve("index.json").toFile()).toString()).contains(id);
        assertThat(meetingFixture.problems).isEmpty();
    }

    /// Sends lines to a process until it has acknowledged so many, and kills it. Returns those that were not acknowledged.
    private List<MeetingScript.Line> run(List<MeetingScript.Line> lines, int most) throws IOException, InterruptedException {
        Process child = ChildProcess.start(KilledMeetingProcess.class, List.of(directory.toString()), directory.resolve("errors"));
        Map<String, Deque<MeetingScript.Line>> open = new HashMap<>();
        lines.forEach(line -> open.computeIfAbsent(line.device(), _ -> new ArrayDeque<>()).add(line));
        Thread writer = Thread.ofVirtual().start(() -> {
            PrintWriter out = new PrintWriter(child.outputWriter(), true);
            lines.forEach(line -> out.println(line.millis() + "\t" + line.device() + "\t" + line.speaker() + "\t" + line.text()));
        });
        try (BufferedReader in = child.inputReader()) {
            int acknowledged = 0;
            for (String answer = in.readLine(); answer != null; answer = in.readLine()) {
                if (answer.startsWith("ok ")) {
                    open.get(answer.substring(3)).removeFirst();
                    acknowledged++;
                }
                if (acknowledged == most || acknowledged == lines.size()) {
                    child.toHandle().destroyForcibly();
                }
            }
        }
        child.waitFor();
        writer.join();
        return lines.stream().filter(line -> open.get(line.device()).contains(line)).toList();
    }

    private static void acknowledged(Map<String, MeetingFixture.ConnectionFake> connectionFakes, int said) {
        await().atMost(Duration.ofMinutes(1)).until(
            () -> connectionFakes.values().stream().mapToInt(connectionFake -> connectionFake.heard(MeetingMessage.SnippetOk.class).size()).sum() == said);
        assertThat(connectionFakes.values()).allMatch(connectionFake -> connectionFake.heard(MeetingMessage.Refused.class).isEmpty());
    }

    /// Merges the transcripts sent to a device, as a device would.
    private static void gather(MeetingFixture.ConnectionFake connectionFake, List<MeetingMessage.TranscriptSegment> pushed) {
        connectionFake.heard(MeetingMessage.Transcript.class).forEach(transcript -> {
            int from = transcript.total() - transcript.segments().size();
            assertThat(from).as("no sentence falls between two transcripts").isLessThanOrEqualTo(pushed.size());
            pushed.subList(from, pushed.size()).clear();
            pushed.addAll(transcript.segments());
        });
        connectionFake.received.removeIf(MeetingMessage.Transcript.class::isInstance);
    }

    private static List<String> texts(MeetingTranscript kept) {
        return kept.countedSentences().stream().map(MeetingSentence::text).toList();
    }
}
