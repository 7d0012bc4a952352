package earshot.meeting.archive;

import static earshot.data.JsonMappers.JSON;
import static earshot.meeting.MeetingSamples.NINE;
import static earshot.meeting.MeetingSamples.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSamples;
import earshot.meeting.MeetingSentence;
import earshot.meeting.Summary;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.store.Durability;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingArchiveTest {
    @TempDir
    Path home;

    private ArchiveFixture fixture;

    @BeforeEach
    void open() {
        fixture = ArchiveFixture.started(home);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anEndedMeetingIsAFileWithAllThatBelongsToIt() {
        fixture.meetingStore.put(MeetingSamples.ended(new MeetingId("m"), NINE, 2, "a0:b1", "c2"));
        fixture.meetingStore.nameSpeaker(new MeetingId("m"), "S1", "Ada");
        fixture.store(MeetingSamples.ended(new MeetingId("m"), NINE, 2, "a0:b1", "c2"),
            List.of(said(0, "你好"), said(1, "你好", MeetingSentence.Status.DUPLICATE), said(2, "再见")));
        fixture.archive.changed();
        fixture.awaitIndex("m");

        assertThat(fixture.json("m.json")).isEqualTo(json("""
            {"sessionId":"m","deviceId":"a0:b1","devices":["a0:b1","c2"],"title":"Title of m","startedAt":1795338000000,"endedAt":1795338600000,"durationMs":760000,
             "summary":{"title":"周会","duration":"00:12:40","bullets":["一","二"],"decisions":["一"],"actions":[],"risks":["risk"],"nextSteps":["next"],"bulletsLength":2,
               "sourceSegments":12},
             "metrics":{"segmentsCount":12,"checkpointCount":1,"llmElapsedMs":2300,"emptyBullets":false,"bulletsLength":5,"industry":"tech","scenario":"review"},
             "segments":[{"ts":1795338000000,"text":"你好","speakerId":"S1","speaker":"Ada"},{"ts":1795338002000,"text":"再见","speakerId":"S1","speaker":"Ada"}]}"""));
        assertThat(fixture.json("index.json")).isEqualTo(json("""
            [{"sessionId":"m","deviceId":"a0:b1","devices":["a0:b1","c2"],"title":"Title of m","startedAt":1795338000000,"endedAt":1795338600000,"durationMs":760000,
              "bulletsLength":2,"segmentsCount":2}]"""));
        assertThat(fixture.files()).containsExactly("m.json");
    }

    @Test
    void aLongMeetingIsInShardsAndItsMainFileShowsTheFirstFifty() {
        fixture.store(MeetingSamples.ended(new MeetingId("short"), NINE, 100), MeetingSamples.sentences(100));
        fixture.store(MeetingSamples.ended(new MeetingId("long"), NINE, 250), MeetingSamples.sentences(250));
        fixture.archive.changed();
        fixture.awaitIndex("long", "short");

        assertThat(fixture.files()).containsExactly("long.json", "segments/long_shard_0.json", "segments/long_shard_1.json", "segments/long_shard_2.json",
            "short.json");
        assertThat(fixture.json("short.json").has("preview")).isFalse();
        JsonNode main = fixture.json("long.json");
        assertThat(List.of(main.path("preview").asBoolean(), main.path("totalCount").asInt(), main.path("shardCount").asInt())).containsExactly(true, 250, 3);
        assertThat(texts(main)).isEqualTo(MeetingSamples.sentences(50).stream().map(MeetingSentence::text).toList());
        List<String> all = new ArrayList<>();
        IntStream.range(0, 3).forEach(k -> all.addAll(texts(fixture.json("segments/long_shard_" + k + ".json"))));
        assertThat(all).isEqualTo(MeetingSamples.sentences(250).stream().map(MeetingSentence::text).toList());
    }

    @Test
    @DisplayName("section 11: 150 meetings leave an index of 100, the files of the others are gone, and the book has all")
    void hundredFiftyMeetingsLeaveAnIndexOfHundred() {
        for (int n = 0; n < 150; n++) {
            fixture.store(MeetingSamples.ended(new MeetingId("m" + n), NINE.plusSeconds(n), 1), MeetingSamples.sentences(n < 5 ? 101 : 1));
            if (n == 40) {
                fixture.archive.changed();
                await().until(() -> fixture.index().size() == 41);
                assertThat(fixture.files()).contains("m4.json", "segments/m4_shard_1.json");
            }
        }
        fixture.archive.changed();
        fixture.awaitIndex(IntStream.range(0, 100).mapToObj(n -> "m" + (149 - n)).toArray(String[]::new));
        await().until(() -> fixture.files().size() == 100);

        assertThat(fixture.files()).containsExactlyElementsOf(IntStream.range(50, 150).mapToObj(n -> "m" + n + ".json").sorted().toList());
        assertThat(fixture.meetingStore.meetings().join()).hasSize(150);

        fixture.meetingStore.delete(new MeetingId("m149")).join();
        fixture.archive.removed(new MeetingId("m149"));
        await().until(() -> fixture.files().contains("m49.json") && !fixture.files().contains("m149.json"));
        assertThat(fixture.index()).hasSize(100).doesNotContain("m149").endsWith("m49");
    }

    @Test
    void filesFollowWhatPersonsDo() {
        Meeting meeting = MeetingSamples.ended(new MeetingId("m"), NINE, 101);
        fixture.store(meeting, MeetingSamples.sentences(101));
        fixture.store(MeetingSamples.ended(new MeetingId("other"), NINE.minusSeconds(1), 1), MeetingSamples.sentences(1));
        fixture.archive.changed();
        fixture.awaitIndex("m", "other");

        fixture.meetingStore.put(new MeetingId("m"), List.of(said(100, "edited")));
        fixture.meetingStore.nameSpeaker(new MeetingId("m"), "S1", "Ada");
        fixture.meetingStore.put(new Meeting(new MeetingId("m"), "评审", Meeting.Lifecycle.ENDED, meeting.devices(),
            new Meeting.Times(NINE, meeting.endedAt(), NINE), 101, false, Optional.empty())).join();
        fixture.archive.changed();
        await().until(() -> fixture.json("index.json").path(0).path("title").asText().equals("评审"));
        assertThat(fixture.json("m.json").path("title").asText()).isEqualTo("评审");
        assertThat(fixture.json("segments/m_shard_1.json").path("segments")).isEqualTo(json("""
            [{"ts":1795338100000,"text":"edited","speakerId":"S1","speaker":"Ada"}]"""));

        fixture.meetingStore.put(MeetingSamples.trashed(meeting, Optional.of(NINE))).join();
        fixture.archive.changed();
        fixture.awaitIndex("other");
        await().until(() -> fixture.files().equals(List.of("other.json")));

        fixture.meetingStore.put(meeting).join();
        fixture.archive.changed();
        fixture.awaitIndex("m", "other");
        assertThat(fixture.files()).containsExactly("m.json", "other.json", "segments/m_shard_0.json", "segments/m_shard_1.json");

        fixture.meetingStore.delete(new MeetingId("m")).join();
        fixture.archive.removed(new MeetingId("m"));
        fixture.awaitIndex("other");
        await().until(() -> fixture.files().equals(List.of("other.json")));
    }

    @Test
    void whatKeepsOneMeetingFromItsFileKeepsNoOther() throws IOException {
        fixture.archive.filesUpToDate().join();
        Files.createDirectories(fixture.directory.resolve("newest.json/full"));
        fixture.store(MeetingSamples.ended(new MeetingId("newest"), NINE.plusSeconds(1), 1), MeetingSamples.sentences(1));
        fixture.store(MeetingSamples.ended(new MeetingId("other"), NINE, 1), MeetingSamples.sentences(1));
        fixture.archive.changed();
        fixture.awaitIndex("newest", "other");

        await().until(() -> fixture.open.stream().anyMatch(problem -> problem.code() == ProblemCode.MEETING_FILES_FAILED));
        assertThat(fixture.json("other.json").path("segments")).hasSize(1);
    }

    @Test
    void aDamagedDeliveryKeepsNoSummaryFromBeingAnnounced() {
        fixture.close();
        fixture = new ArchiveFixture(home);
        fixture.store(MeetingSamples.ended(new MeetingId("broken"), NINE, 1), MeetingSamples.sentences(1));
        fixture.store(MeetingSamples.ended(new MeetingId("other"), NINE.plusSeconds(1), 1), MeetingSamples.sentences(1));
        fixture.database.write(Durability.PROCESS_DEATH, connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("insert into delivery select 1, number, 0, '', 'NONE', 0, 0, '', '' from meeting where id = 'broken'");
            }
        }).join();
        fixture.archive.start();
        await().until(() -> Files.exists(fixture.directory.resolve("metrics.log")));
    }

    @Test
    void aMeetingThatShrankLeavesNoShardBehind() {
        fixture.store(MeetingSamples.ended(new MeetingId("m"), NINE, 201), MeetingSamples.sentences(201));
        fixture.archive.changed();
        fixture.awaitIndex("m");
        fixture.meetingStore.put(new MeetingId("m"), IntStream.range(50, 201).mapToObj(n -> said(n, "again", MeetingSentence.Status.DUPLICATE)).toList())
            .join();
        fixture.archive.changed();

        await().until(() -> fixture.files().equals(List.of("m.json")));
        assertThat(fixture.json("m.json").path("segments")).hasSize(50);
    }

    @Test
    void eachFinalSummaryIsALineOfMetrics() throws Exception {
        fixture.store(MeetingSamples.ended(new MeetingId("m"), NINE, 1), MeetingSamples.sentences(1));
        fixture.archive.changed();
        fixture.awaitIndex("m");
        Path log = home.resolve("meetings/metrics.log");
        String line = "[Meeting Metrics] segmentsCount=12, checkpointCount=1, llmElapsedMs=2300, emptyBullets=false, bulletsLength=5, industry=tech, scenario=review";
        await().until(() -> Files.exists(log) && Files.readAllLines(log).equals(List.of(line)));

        Summary by = MeetingSamples.summary("by a person");
        fixture.meetingStore
            .put(new MeetingId("m"), new Summary(Summary.Content.titled(by.title()), by.duration(), 1, false, Summary.Source.PERSON, "", NINE.plusSeconds(800)),
            Optional.empty()).join();
        fixture.archive.changed();
        await().until(() -> fixture.json("m.json").path("summary").path("title").asText().equals("by a person"));
        assertThat(Files.readAllLines(log)).hasSize(1);

        fixture.meetingStore.put(new MeetingId("m"),
            new Summary(Summary.Content.titled("again"), by.duration(), 1, false, Summary.Source.MODEL, "big (big-2)", NINE.plusSeconds(900)),
            Optional.of(MeetingSamples.metrics())).join();
        fixture.archive.changed();
        await().until(() -> fixture.json("m.json").path("summary").path("title").asText().equals("again"));
        await().until(() -> Files.readAllLines(log).equals(List.of(line, line)));
    }

    @Test
    void whatHappenedWhileNobodyLookedIsMadeUpForAtTheStart() throws Exception {
        fixture.store(MeetingSamples.ended(new MeetingId("gone"), NINE, 1), MeetingSamples.sentences(1));
        fixture.store(MeetingSamples.ended(new MeetingId("kept"), NINE, 1), MeetingSamples.sentences(1));
        fixture.archive.changed();
        fixture.awaitIndex("kept", "gone");
        Path log = home.resolve("meetings/metrics.log");
        await().until(() -> Files.exists(log) && Files.readAllLines(log).size() == 2);
        fixture.meetingStore.delete(new MeetingId("gone")).join();
        fixture.meetingStore.put(new MeetingId("kept"), List.of(said(0, "edited"))).join();
        fixture.store(MeetingSamples.ended(new MeetingId("new"), NINE.plusSeconds(1), 1), MeetingSamples.sentences(1));
        fixture.close();

        open();
        fixture.awaitIndex("new", "kept");
        await().until(() -> fixture.files().equals(List.of("kept.json", "new.json")));
        assertThat(fixture.json("kept.json").path("segments").path(0).path("text").asText()).isEqualTo("edited");
        await().until(() -> Files.readAllLines(log).size() == 3);
    }

    @Test
    void aRunningMeetingIsNoFile() {
        fixture.meetingStore.put(MeetingSamples.running(new MeetingId("live"))).join();
        fixture.store(MeetingSamples.ended(new MeetingId("m"), NINE, 1), MeetingSamples.sentences(1));
        fixture.archive.changed();
        fixture.awaitIndex("m");

        assertThat(fixture.files()).containsExactly("m.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../escape", "a0:b1:c2:00:00:01", "index", "INDEX", "active_x", "nul", "会议", ".hidden", "", "a/b\\c"})
    void anIdThatNoFileCanBearIsSpelledOtherwiseAndStaysItself(String text) throws Exception {
        MeetingId id = new MeetingId(text);
        fixture.store(MeetingSamples.ended(id, NINE, 1), MeetingSamples.sentences(101));
        fixture.store(MeetingSamples.ended(new MeetingId("m"), NINE.plusSeconds(1), 1), MeetingSamples.sentences(1));
        fixture.archive.changed();
        fixture.awaitIndex("m", id.value());

        assertThat(fixture.files()).hasSize(4).allMatch(name -> name.matches("(segments/)?[A-Za-z0-9_-]+\\.json"));
        assertThat(new ArchiveFolder(fixture.directory).meeting(id)).isPresent();
        assertThat(home.getParent().resolve("escape.json")).doesNotExist();
    }

    @Test
    void twoIdsThatAreSpelledAlikeAreTwoFiles() {
        assertThat(ArchiveFolder.name(new MeetingId("a:b"))).isNotEqualTo(ArchiveFolder.name(new MeetingId("a/b")))
            .isNotEqualTo(ArchiveFolder.name(new MeetingId("a-b")));
        assertThat(ArchiveFolder.name(new MeetingId("x".repeat(300)))).hasSizeLessThan(100);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsAProblemUntilItCan() throws Exception {
        await().until(() -> putInTheWay(home.resolve("meetings")));
        fixture.store(MeetingSamples.ended(new MeetingId("m"), NINE, 1), MeetingSamples.sentences(1));
        fixture.archive.changed();
        await().until(() -> fixture.open.stream().map(Problem::code).toList().equals(List.of(ProblemCode.MEETING_FILES_FAILED)));

        Files.delete(home.resolve("meetings"));
        await().until(() -> {
            fixture.time.advance(Duration.ofMinutes(1));
            return fixture.index().equals(List.of("m")) && fixture.open.isEmpty();
        });
    }

    /// Puts a file in place of the directory; the archive's first update may be creating the directory meanwhile.
    private static boolean putInTheWay(Path path) {
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.walk(path)) {
                    for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(each);
                    }
                }
            }
            Files.writeString(path, "in the way");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> texts(JsonNode file) {
        return file.path("segments").valueStream().map(segment -> segment.path("text").asText()).toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
