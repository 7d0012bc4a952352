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

    private ArchiveFixture house;

    @BeforeEach
    void open() {
        house = ArchiveFixture.started(home);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void anEndedMeetingIsAFileWithAllThatBelongsToIt() {
        house.meetingStore.put(MeetingSamples.ended(new MeetingId("m"), NINE, 2, "a0:b1", "c2"));
        house.meetingStore.nameSpeaker(new MeetingId("m"), "S1", "Ada");
        house.store(MeetingSamples.ended(new MeetingId("m"), NINE, 2, "a0:b1", "c2"), List.of(said(0, "你好"), said(1, "你好", MeetingSentence.Status.DUPLICATE), said(2, "再见")));
        house.archive.changed();
        house.awaitIndex("m");

        assertThat(house.json("m.json")).isEqualTo(json("""
            {"sessionId":"m","deviceId":"a0:b1","devices":["a0:b1","c2"],"title":"Title of m","startedAt":1795338000000,"endedAt":1795338600000,"durationMs":760000,
             "summary":{"title":"周会","duration":"00:12:40","bullets":["一","二"],"decisions":["一"],"actions":[],"risks":["risk"],"nextSteps":["next"],"bulletsLength":2,
               "sourceSegments":12},
             "metrics":{"segmentsCount":12,"checkpointCount":1,"llmElapsedMs":2300,"emptyBullets":false,"bulletsLength":5,"industry":"tech","scenario":"review"},
             "segments":[{"ts":1795338000000,"text":"你好","speakerId":"S1","speaker":"Ada"},{"ts":1795338002000,"text":"再见","speakerId":"S1","speaker":"Ada"}]}"""));
        assertThat(house.json("index.json")).isEqualTo(json("""
            [{"sessionId":"m","deviceId":"a0:b1","devices":["a0:b1","c2"],"title":"Title of m","startedAt":1795338000000,"endedAt":1795338600000,"durationMs":760000,
              "bulletsLength":2,"segmentsCount":2}]"""));
        assertThat(house.files()).containsExactly("m.json");
    }

    @Test
    void aLongMeetingIsInShardsAndItsMainFileShowsTheFirstFifty() {
        house.store(MeetingSamples.ended(new MeetingId("short"), NINE, 100), MeetingSamples.sentences(100));
        house.store(MeetingSamples.ended(new MeetingId("long"), NINE, 250), MeetingSamples.sentences(250));
        house.archive.changed();
        house.awaitIndex("long", "short");

        assertThat(house.files()).containsExactly("long.json", "segments/long_shard_0.json", "segments/long_shard_1.json", "segments/long_shard_2.json", "short.json");
        assertThat(house.json("short.json").has("preview")).isFalse();
        JsonNode main = house.json("long.json");
        assertThat(List.of(main.path("preview").asBoolean(), main.path("totalCount").asInt(), main.path("shardCount").asInt())).containsExactly(true, 250, 3);
        assertThat(texts(main)).isEqualTo(MeetingSamples.sentences(50).stream().map(MeetingSentence::text).toList());
        List<String> all = new ArrayList<>();
        IntStream.range(0, 3).forEach(k -> all.addAll(texts(house.json("segments/long_shard_" + k + ".json"))));
        assertThat(all).isEqualTo(MeetingSamples.sentences(250).stream().map(MeetingSentence::text).toList());
    }

    @Test
    @DisplayName("section 11: 150 meetings leave an index of 100, the files of the others are gone, and the book has all")
    void hundredFiftyMeetingsLeaveAnIndexOfHundred() {
        for (int n = 0; n < 150; n++) {
            house.store(MeetingSamples.ended(new MeetingId("m" + n), NINE.plusSeconds(n), 1), MeetingSamples.sentences(n < 5 ? 101 : 1));
            if (n == 40) {
                house.archive.changed();
                await().until(() -> house.index().size() == 41);
                assertThat(house.files()).contains("m4.json", "segments/m4_shard_1.json");
            }
        }
        house.archive.changed();
        house.awaitIndex(IntStream.range(0, 100).mapToObj(n -> "m" + (149 - n)).toArray(String[]::new));
        await().until(() -> house.files().size() == 100);

        assertThat(house.files()).containsExactlyElementsOf(IntStream.range(50, 150).mapToObj(n -> "m" + n + ".json").sorted().toList());
        assertThat(house.meetingStore.meetings().join()).hasSize(150);

        house.meetingStore.delete(new MeetingId("m149")).join();
        house.archive.removed(new MeetingId("m149"));
        await().until(() -> house.files().contains("m49.json") && !house.files().contains("m149.json"));
        assertThat(house.index()).hasSize(100).doesNotContain("m149").endsWith("m49");
    }

    @Test
    void filesFollowWhatPersonsDo() {
        Meeting meeting = MeetingSamples.ended(new MeetingId("m"), NINE, 101);
        house.store(meeting, MeetingSamples.sentences(101));
        house.store(MeetingSamples.ended(new MeetingId("other"), NINE.minusSeconds(1), 1), MeetingSamples.sentences(1));
        house.archive.changed();
        house.awaitIndex("m", "other");

        house.meetingStore.put(new MeetingId("m"), List.of(said(100, "edited")));
        house.meetingStore.nameSpeaker(new MeetingId("m"), "S1", "Ada");
        house.meetingStore.put(new Meeting(new MeetingId("m"), "评审", Meeting.Lifecycle.ENDED, meeting.devices(), new Meeting.Times(NINE, meeting.endedAt(), NINE), 101, false, Optional.empty())).join();
        house.archive.changed();
        await().until(() -> house.json("index.json").path(0).path("title").asText().equals("评审"));
        assertThat(house.json("m.json").path("title").asText()).isEqualTo("评审");
        assertThat(house.json("segments/m_shard_1.json").path("segments")).isEqualTo(json("""
            [{"ts":1795338100000,"text":"edited","speakerId":"S1","speaker":"Ada"}]"""));

        house.meetingStore.put(MeetingSamples.trashed(meeting, Optional.of(NINE))).join();
        house.archive.changed();
        house.awaitIndex("other");
        await().until(() -> house.files().equals(List.of("other.json")));

        house.meetingStore.put(meeting).join();
        house.archive.changed();
        house.awaitIndex("m", "other");
        assertThat(house.files()).containsExactly("m.json", "other.json", "segments/m_shard_0.json", "segments/m_shard_1.json");

        house.meetingStore.delete(new MeetingId("m")).join();
        house.archive.removed(new MeetingId("m"));
        house.awaitIndex("other");
        await().until(() -> house.files().equals(List.of("other.json")));
    }

    @Test
    void aMeetingThatShrankLeavesNoShardBehind() {
        house.store(MeetingSamples.ended(new MeetingId("m"), NINE, 201), MeetingSamples.sentences(201));
        house.archive.changed();
        house.awaitIndex("m");
        house.meetingStore.put(new MeetingId("m"), IntStream.range(50, 201).mapToObj(n -> said(n, "again", MeetingSentence.Status.DUPLICATE)).toList()).join();
        house.archive.changed();

        await().until(() -> house.files().equals(List.of("m.json")));
        assertThat(house.json("m.json").path("segments")).hasSize(50);
    }

    @Test
    void eachFinalSummaryIsALineOfMetrics() throws Exception {
        house.store(MeetingSamples.ended(new MeetingId("m"), NINE, 1), MeetingSamples.sentences(1));
        house.archive.changed();
        house.awaitIndex("m");
        Path log = home.resolve("meetings/metrics.log");
        String line = "[Meeting Metrics] segmentsCount=12, checkpointCount=1, llmElapsedMs=2300, emptyBullets=false, bulletsLength=5, industry=tech, scenario=review";
        await().until(() -> Files.exists(log) && Files.readAllLines(log).equals(List.of(line)));

        Summary by = MeetingSamples.summary("by a person");
        house.meetingStore.put(new MeetingId("m"), new Summary(Summary.Content.titled(by.title()), by.duration(), 1, false, Summary.Source.PERSON, "", NINE.plusSeconds(800)),
            Optional.empty()).join();
        house.archive.changed();
        await().until(() -> house.json("m.json").path("summary").path("title").asText().equals("by a person"));
        assertThat(Files.readAllLines(log)).hasSize(1);

        house.meetingStore.put(new MeetingId("m"), new Summary(Summary.Content.titled("again"), by.duration(), 1, false, Summary.Source.MODEL, "big (big-2)", NINE.plusSeconds(900)),
            Optional.of(MeetingSamples.metrics())).join();
        house.archive.changed();
        await().until(() -> house.json("m.json").path("summary").path("title").asText().equals("again"));
        await().until(() -> Files.readAllLines(log).equals(List.of(line, line)));
    }

    @Test
    void whatHappenedWhileNobodyLookedIsMadeUpForAtTheStart() throws Exception {
        house.store(MeetingSamples.ended(new MeetingId("gone"), NINE, 1), MeetingSamples.sentences(1));
        house.store(MeetingSamples.ended(new MeetingId("kept"), NINE, 1), MeetingSamples.sentences(1));
        house.archive.changed();
        house.awaitIndex("kept", "gone");
        Path log = home.resolve("meetings/metrics.log");
        await().until(() -> Files.exists(log) && Files.readAllLines(log).size() == 2);
        house.meetingStore.delete(new MeetingId("gone")).join();
        house.meetingStore.put(new MeetingId("kept"), List.of(said(0, "edited"))).join();
        house.store(MeetingSamples.ended(new MeetingId("new"), NINE.plusSeconds(1), 1), MeetingSamples.sentences(1));
        house.close();

        open();
        house.awaitIndex("new", "kept");
        await().until(() -> house.files().equals(List.of("kept.json", "new.json")));
        assertThat(house.json("kept.json").path("segments").path(0).path("text").asText()).isEqualTo("edited");
        await().until(() -> Files.readAllLines(log).size() == 3);
    }

    @Test
    void aRunningMeetingIsNoFile() {
        house.meetingStore.put(MeetingSamples.running(new MeetingId("live"))).join();
        house.store(MeetingSamples.ended(new MeetingId("m"), NINE, 1), MeetingSamples.sentences(1));
        house.archive.changed();
        house.awaitIndex("m");

        assertThat(house.files()).containsExactly("m.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../escape", "a0:b1:c2:00:00:01", "index", "INDEX", "active_x", "nul", "会议", ".hidden", "", "a/b\\c"})
    void anIdThatNoFileCanBearIsSpelledOtherwiseAndStaysItself(String text) throws Exception {
        MeetingId id = new MeetingId(text);
        house.store(MeetingSamples.ended(id, NINE, 1), MeetingSamples.sentences(101));
        house.store(MeetingSamples.ended(new MeetingId("m"), NINE.plusSeconds(1), 1), MeetingSamples.sentences(1));
        house.archive.changed();
        house.awaitIndex("m", id.value());

        assertThat(house.files()).hasSize(4).allMatch(name -> name.matches("(segments/)?[A-Za-z0-9_-]+\\.json"));
        assertThat(new ArchiveFolder(house.directory).meeting(id)).isPresent();
        assertThat(home.getParent().resolve("escape.json")).doesNotExist();
    }

    @Test
    void twoIdsThatAreSpelledAlikeAreTwoFiles() {
        assertThat(ArchiveFolder.name(new MeetingId("a:b"))).isNotEqualTo(ArchiveFolder.name(new MeetingId("a/b"))).isNotEqualTo(ArchiveFolder.name(new MeetingId("a-b")));
        assertThat(ArchiveFolder.name(new MeetingId("x".repeat(300)))).hasSizeLessThan(100);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsAProblemUntilItCan() throws Exception {
        await().until(() -> putInTheWay(home.resolve("meetings")));
        house.store(MeetingSamples.ended(new MeetingId("m"), NINE, 1), MeetingSamples.sentences(1));
        house.archive.changed();
        await().until(() -> house.open.stream().map(Problem::code).toList().equals(List.of(ProblemCode.MEETING_FILES_FAILED)));

        Files.delete(home.resolve("meetings"));
        await().until(() -> {
            house.time.advance(Duration.ofMinutes(1));
            return house.index().equals(List.of("m")) && house.open.isEmpty();
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
