package earshot.meeting.archive;

import static earshot.data.JsonMappers.JSON;
import static earshot.meeting.archive.Minutes.NINE;
import static earshot.meeting.archive.Minutes.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.meeting.Meeting;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.problem.Code;
import earshot.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private ArchiveHouse house;

    @BeforeEach
    void open() {
        house = ArchiveHouse.started(home);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void anEndedMeetingIsAFileWithAllThatBelongsToIt() {
        house.book.put(Minutes.ended("m", NINE, 2, "a0:b1", "c2"));
        house.book.nameSpeaker("m", "S1", "Ada");
        house.keep(Minutes.ended("m", NINE, 2, "a0:b1", "c2"), List.of(said(0, "你好"), said(1, "你好", Segment.Status.DUPLICATE), said(2, "再见")));
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
        house.keep(Minutes.ended("short", NINE, 100), Minutes.sentences(100));
        house.keep(Minutes.ended("long", NINE, 250), Minutes.sentences(250));
        house.archive.changed();
        house.awaitIndex("long", "short");

        assertThat(house.files()).containsExactly("long.json", "segments/long_shard_0.json", "segments/long_shard_1.json", "segments/long_shard_2.json", "short.json");
        assertThat(house.json("short.json").has("preview")).isFalse();
        JsonNode main = house.json("long.json");
        assertThat(List.of(main.path("preview").asBoolean(), main.path("totalCount").asInt(), main.path("shardCount").asInt())).containsExactly(true, 250, 3);
        assertThat(texts(main)).isEqualTo(Minutes.sentences(50).stream().map(Segment::text).toList());
        List<String> all = new ArrayList<>();
        IntStream.range(0, 3).forEach(k -> all.addAll(texts(house.json("segments/long_shard_" + k + ".json"))));
        assertThat(all).isEqualTo(Minutes.sentences(250).stream().map(Segment::text).toList());
    }

    @Test
    @DisplayName("section 11: 150 meetings leave an index of 100, the files of the others are gone, and the book has all")
    void hundredFiftyMeetingsLeaveAnIndexOfHundred() {
        for (int n = 0; n < 150; n++) {
            house.keep(Minutes.ended("m" + n, NINE.plusSeconds(n), 1), Minutes.sentences(n < 5 ? 101 : 1));
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
        assertThat(house.book.meetings().join()).hasSize(150);

        house.book.delete("m149").join();
        house.archive.removed("m149");
        await().until(() -> house.files().contains("m49.json") && !house.files().contains("m149.json"));
        assertThat(house.index()).hasSize(100).doesNotContain("m149").endsWith("m49");
    }

    @Test
    void filesFollowWhatPersonsDo() {
        Meeting meeting = Minutes.ended("m", NINE, 101);
        house.keep(meeting, Minutes.sentences(101));
        house.keep(Minutes.ended("other", NINE.minusSeconds(1), 1), Minutes.sentences(1));
        house.archive.changed();
        house.awaitIndex("m", "other");

        house.book.put("m", List.of(said(100, "edited")));
        house.book.nameSpeaker("m", "S1", "Ada");
        house.book.put(new Meeting("m", "评审", Meeting.State.ENDED, meeting.devices(), NINE, meeting.endedAt(), NINE, 101, false, Optional.empty())).join();
        house.archive.changed();
        await().until(() -> house.json("index.json").path(0).path("title").asText().equals("评审"));
        assertThat(house.json("m.json").path("title").asText()).isEqualTo("评审");
        assertThat(house.json("segments/m_shard_1.json").path("segments")).isEqualTo(json("""
            [{"ts":1795338100000,"text":"edited","speakerId":"S1","speaker":"Ada"}]"""));

        house.book.put(Minutes.trashed(meeting, Optional.of(NINE))).join();
        house.archive.changed();
        house.awaitIndex("other");
        await().until(() -> house.files().equals(List.of("other.json")));

        house.book.put(meeting).join();
        house.archive.changed();
        house.awaitIndex("m", "other");
        assertThat(house.files()).containsExactly("m.json", "other.json", "segments/m_shard_0.json", "segments/m_shard_1.json");

        house.book.delete("m").join();
        house.archive.removed("m");
        house.awaitIndex("other");
        await().until(() -> house.files().equals(List.of("other.json")));
    }

    @Test
    void aMeetingThatShrankLeavesNoShardBehind() {
        house.keep(Minutes.ended("m", NINE, 201), Minutes.sentences(201));
        house.archive.changed();
        house.awaitIndex("m");
        house.book.put("m", IntStream.range(50, 201).mapToObj(n -> said(n, "again", Segment.Status.DUPLICATE)).toList()).join();
        house.archive.changed();

        await().until(() -> house.files().equals(List.of("m.json")));
        assertThat(house.json("m.json").path("segments")).hasSize(50);
    }

    @Test
    void eachFinalSummaryIsALineOfMetrics() throws Exception {
        house.keep(Minutes.ended("m", NINE, 1), Minutes.sentences(1));
        house.archive.changed();
        house.awaitIndex("m");
        Path log = home.resolve("meetings/metrics.log");
        String line = "[Meeting Metrics] segmentsCount=12, checkpointCount=1, llmElapsedMs=2300, emptyBullets=false, bulletsLength=5, industry=tech, scenario=review";
        await().until(() -> Files.exists(log) && Files.readAllLines(log).equals(List.of(line)));

        Summary by = Minutes.summary("by a person");
        house.book.put("m", new Summary(by.title(), by.duration(), List.of(), List.of(), List.of(), List.of(), List.of(), 1, false, Summary.Source.PERSON, "", NINE.plusSeconds(800)),
            Optional.empty()).join();
        house.archive.changed();
        await().until(() -> house.json("m.json").path("summary").path("title").asText().equals("by a person"));
        assertThat(Files.readAllLines(log)).hasSize(1);

        house.book.put("m", new Summary("again", by.duration(), List.of(), List.of(), List.of(), List.of(), List.of(), 1, false, Summary.Source.MODEL, "big (big-2)", NINE.plusSeconds(900)),
            Optional.of(Minutes.metrics())).join();
        house.archive.changed();
        await().until(() -> house.json("m.json").path("summary").path("title").asText().equals("again"));
        await().until(() -> Files.readAllLines(log).equals(List.of(line, line)));
    }

    @Test
    void whatHappenedWhileNobodyLookedIsMadeUpForAtTheStart() throws Exception {
        house.keep(Minutes.ended("gone", NINE, 1), Minutes.sentences(1));
        house.keep(Minutes.ended("kept", NINE, 1), Minutes.sentences(1));
        house.archive.changed();
        house.awaitIndex("kept", "gone");
        Path log = home.resolve("meetings/metrics.log");
        await().until(() -> Files.exists(log) && Files.readAllLines(log).size() == 2);
        house.book.delete("gone").join();
        house.book.put("kept", List.of(said(0, "edited"))).join();
        house.keep(Minutes.ended("new", NINE.plusSeconds(1), 1), Minutes.sentences(1));
        house.close();

        open();
        house.awaitIndex("new", "kept");
        await().until(() -> house.files().equals(List.of("kept.json", "new.json")));
        assertThat(house.json("kept.json").path("segments").path(0).path("text").asText()).isEqualTo("edited");
        await().until(() -> Files.readAllLines(log).size() == 3);
    }

    @Test
    void aRunningMeetingIsNoFile() {
        house.book.put(Minutes.running("live")).join();
        house.keep(Minutes.ended("m", NINE, 1), Minutes.sentences(1));
        house.archive.changed();
        house.awaitIndex("m");

        assertThat(house.files()).containsExactly("m.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../escape", "a0:b1:c2:00:00:01", "index", "INDEX", "active_x", "nul", "会议", ".hidden", "", "a/b\\c"})
    void anIdThatNoFileCanBearIsSpelledOtherwiseAndStaysItself(String id) throws Exception {
        house.keep(Minutes.ended(id, NINE, 1), Minutes.sentences(101));
        house.keep(Minutes.ended("m", NINE.plusSeconds(1), 1), Minutes.sentences(1));
        house.archive.changed();
        house.awaitIndex("m", id);

        assertThat(house.files()).hasSize(4).allMatch(name -> name.matches("(segments/)?[A-Za-z0-9_-]+\\.json"));
        assertThat(new ArchiveFolder(house.directory).meeting(id)).isPresent();
        assertThat(home.getParent().resolve("escape.json")).doesNotExist();
    }

    @Test
    void twoIdsThatAreSpelledAlikeAreTwoFiles() {
        assertThat(ArchiveFolder.name("a:b")).isNotEqualTo(ArchiveFolder.name("a/b")).isNotEqualTo(ArchiveFolder.name("a-b"));
        assertThat(ArchiveFolder.name("x".repeat(300))).hasSizeLessThan(100);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsAProblemUntilItCan() throws Exception {
        await().until(() -> putInTheWay(home.resolve("meetings")));
        house.keep(Minutes.ended("m", NINE, 1), Minutes.sentences(1));
        house.archive.changed();
        await().until(() -> house.open.stream().map(Problem::code).toList().equals(List.of(Code.MEETING_FILES_FAILED)));

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
