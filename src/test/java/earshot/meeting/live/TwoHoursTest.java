package earshot.meeting.live;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.config.MeetingSettings.Join;
import earshot.meeting.Meeting;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.meeting.archive.MeetingArchive;
import earshot.meeting.archive.MeetingTable;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Web;
import earshot.store.ChildJava;
import earshot.store.Database;
import earshot.store.Home;
import earshot.wire.MeetingWord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hours with three devices in manual time, with the real database.
class TwoHoursTest {
    private static final List<String> DEVICES = List.of("a0:b1:c2:00:00:01", "a0:b1:c2:00:00:02", "ff:b1:c2:00:00:03");
    private static final Duration LONG = Duration.ofHours(2);
    private static final long PAUSE = 9_000;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("no sentence is missing, none stands twice, all are in order, and the archive is what was pushed")
    void aMeetingOfTwoHours() throws IOException {
        Script script = new Script(new Random(1), DEVICES, LONG.toMillis(), PAUSE);
        assertThat(script.lines().size()).as("snippets").isBetween(3_800, 4_400);
        assertThat(script.lines().size() - script.honest().size()).as("repeats and partials").isGreaterThan(script.lines().size() / 4);
        try (Database database = Database.open(new Home(directory), List.of(MeetingTable.SCHEMA))) {
            MeetingTable book = new MeetingTable(database);
            Room room = new Room();
            room.change(s -> Room.with(s, s.push(), s.resume(), Join.ALL, s.broadcast()));
            room.open(book);
            Map<String, Room.Guest> guests = new HashMap<>();
            DEVICES.forEach(device -> guests.put(device, room.guest(device)));
            List<MeetingWord.Line> pushed = new ArrayList<>();
            long now = 0;
            int said = 0;
            for (Script.Line line : script.lines()) {
                room.time.advance(Duration.ofMillis(line.millis() - now));
                now = line.millis();
                guests.get(line.device()).say(line.speaker(), line.text());
                if (++said % 100 == 0) {
                    acknowledged(guests, said);
                    gather(guests.get(DEVICES.getFirst()), pushed);
                }
            }
            acknowledged(guests, said);
            Room.Guest first = guests.get(DEVICES.getFirst());
            String id = first.id();
            first.seat.finish(Seat.Cause.MESSAGE);
            await().until(() -> guests.values().stream().allMatch(guest -> guest.acts.contains("dismissed")));
            gather(first, pushed);
            room.meetings.close();
            archived(book, database, room, id, pushed);

            Transcript kept = book.read(id).join().orElseThrow();
            assertThat(texts(kept)).containsExactlyElementsOf(script.honest());
            assertThat(pushed).extracting(MeetingWord.Line::text).containsExactlyElementsOf(texts(kept));
            assertThat(pushed).extracting(MeetingWord.Line::epochMillis).containsExactlyElementsOf(kept.counting().stream().map(one -> one.at().toEpochMilli()).toList());
            assertThat(kept.counting()).extracting(Segment::status).containsOnly(Segment.Status.MERGED);
            assertThat(kept.meeting().devices()).containsExactlyInAnyOrderElementsOf(DEVICES);
            assertThat(kept.checkpoints()).isNotEmpty();
            assertThat(room.minutes.asked.getLast()).hasSameSizeAs(script.honest());
            assertThat(guests.values()).allMatch(guest -> guest.summaries().size() == 1);
            assertThat(kept.summary().orElseThrow().duration()).isGreaterThan(LONG.minusMinutes(1));
        }
    }

    @Test
    @DisplayName("the same with kill -9 every few minutes and with the model down at the end")
    void aMeetingInAProcessThatIsKilledAgainAndAgain() throws Exception {
        Script script = new Script(new Random(2), DEVICES, Duration.ofHours(1).toMillis(), PAUSE);
        Random random = new Random(3);
        List<Script.Line> left = new ArrayList<>(script.lines());
        int kills = 0;
        while (!left.isEmpty()) {
            int most = 150 + random.nextInt(200);
            left = run(left, left.size() > most ? most : Integer.MAX_VALUE);
            kills++;
        }
        assertThat(kills).isGreaterThan(6);
        Process child = ChildJava.start(KilledRoom.class, List.of(directory.toString()), directory.resolve("errors"));
        try (PrintWriter out = new PrintWriter(child.outputWriter(), true); BufferedReader in = child.inputReader()) {
            out.println(script.lines().getLast().millis() + 1_000 + "\tfinish");
            assertThat(in.lines().anyMatch(line -> line.equals("over"))).isTrue();
        }
        child.waitFor();

        try (Database database = Database.open(new Home(directory), List.of(MeetingTable.SCHEMA))) {
            MeetingTable book = new MeetingTable(database);
            List<Meeting> all = book.meetings().join();
            assertThat(all).singleElement().matches(meeting -> meeting.state() == Meeting.State.ENDED);
            Transcript kept = book.read(all.getFirst().id()).join().orElseThrow();
            assertThat(texts(kept)).containsExactlyElementsOf(script.honest());
            assertThat(kept.summary().orElseThrow().source()).isEqualTo(Summary.Source.WITHOUT_MODEL);
            assertThat(kept.summary().orElseThrow().segments()).isEqualTo(script.honest().size());
        }
    }

    /// The archive files contain what was sent to the devices.
    private void archived(MeetingTable book, Database database, Room room, String id, List<MeetingWord.Line> pushed) throws IOException {
        Home home = new Home(directory);
        Problems nobody = new Problems() {
            @Override
            public void raise(Problem problem) {
                room.problems.add(problem);
            }

            @Override
            public void resolve(Code code, Subject subject) {}
        };
        try (Web web = new Web(room.time);
             MeetingArchive archive = new MeetingArchive(home, database, book, () -> room.settings.get().meetings(), web, nobody, new Random(7), room.time, _ -> {})) {
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
        assertThat(texts).containsExactlyElementsOf(pushed.stream().map(MeetingWord.Line::text).toList());
        assertThat(times).containsExactlyElementsOf(pushed.stream().map(MeetingWord.Line::epochMillis).toList());
        assertThat(JSON.readTree(home.meetings().resolve("index.json").toFile()).toString()).contains(id);
        assertThat(room.problems).isEmpty();
    }

    /// Sends lines to a process until it has acknowledged so many, and kills it. Returns those that were not acknowledged.
    private List<Script.Line> run(List<Script.Line> lines, int most) throws IOException, InterruptedException {
        Process child = ChildJava.start(KilledRoom.class, List.of(directory.toString()), directory.resolve("errors"));
        Map<String, Deque<Script.Line>> open = new HashMap<>();
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

    private static void acknowledged(Map<String, Room.Guest> guests, int said) {
        await().atMost(Duration.ofMinutes(1)).until(() -> guests.values().stream().mapToInt(guest -> guest.heard(MeetingWord.SnippetOk.class).size()).sum() == said);
        assertThat(guests.values()).allMatch(guest -> guest.heard(MeetingWord.Refused.class).isEmpty());
    }

    /// Merges the transcripts sent to a device, as a device would.
    private static void gather(Room.Guest guest, List<MeetingWord.Line> pushed) {
        guest.heard(MeetingWord.Transcript.class).forEach(transcript -> {
            int from = transcript.total() - transcript.segments().size();
            assertThat(from).as("no sentence falls between two transcripts").isLessThanOrEqualTo(pushed.size());
            pushed.subList(from, pushed.size()).clear();
            pushed.addAll(transcript.segments());
        });
        guest.received.removeIf(MeetingWord.Transcript.class::isInstance);
    }

    private static List<String> texts(Transcript kept) {
        return kept.counting().stream().map(Segment::text).toList();
    }
}
