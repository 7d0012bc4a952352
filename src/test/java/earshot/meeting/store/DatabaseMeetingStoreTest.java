package earshot.meeting.store;

import static earshot.meeting.MeetingSamples.NINE;
import static earshot.meeting.MeetingSamples.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSamples;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.SearchHit;
import earshot.meeting.Summary;
import earshot.meeting.TranscriptVersion;
import earshot.meeting.WebhookDelivery;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.store.ChildProcess;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.store.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseMeetingStoreTest {
    @TempDir
    Path directory;

    private Database database;
    private DatabaseMeetingStore book;

    @BeforeEach
    void open() {
        database = Database.open(new HomeDirectory(directory),
            List.of(DatabaseMeetingStore.SCHEMA, DatabaseMeetingStore.PAUSES, DatabaseMeetingStore.VERSIONS));
        book = new DatabaseMeetingStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everythingOfAMeetingIsThereAgainAfterReopening() {
        Meeting meeting = MeetingSamples.ended(new MeetingId("m"), NINE, 2, "a0", "b1");
        MeetingSentence heard = new MeetingSentence(1, NINE.plusMillis(1234), new MeetingSentence.Origin(new DeviceId("b1"), "S2", ""), "改过的",
            Optional.of("原文"),
            MeetingSentence.Status.MERGED, Optional.of(new MeetingSentence.Span(Duration.ofMillis(1500), Duration.ofMillis(720))));
        WebhookDelivery delivery = new WebhookDelivery(7, new MeetingId("m"), NINE, "example.org",
            new WebhookDelivery.Outcome(WebhookDelivery.Result.FAIL, 500, "it answered 500"), 321, "0a1b2c3d");
        book.put(meeting);
        book.put(new MeetingId("m"), List.of(said(0, "first"), heard));
        book.put(new MeetingId("m"), List.of(said(2, "first", MeetingSentence.Status.DUPLICATE)));
        book.put(new MeetingId("m"), MeetingSamples.checkpoint(1), Optional.empty());
        book.put(new MeetingId("m"), MeetingSamples.checkpoint(2), Optional.empty());
        book.put(new MeetingId("m"), MeetingSamples.summary("周会", "预算"), Optional.of(MeetingSamples.metrics()));
        book.put(new MeetingId("m"), new Bookmark(1, NINE.plusSeconds(9), "later"));
        book.put(new MeetingId("m"), new Bookmark(0, NINE.plusSeconds(5), "here"));
        book.nameSpeaker(new MeetingId("m"), "S2", "Ada");
        book.put(delivery).join();
        close();
        open();

        assertThat(book.read(new MeetingId("m")).join())
            .contains(new MeetingTranscript(meeting, List.of(said(0, "first"), heard, said(2, "first", MeetingSentence.Status.DUPLICATE)),
            List.of(new Bookmark(0, NINE.plusSeconds(5), "here"), new Bookmark(1, NINE.plusSeconds(9), "later")), Map.of("S2", "Ada"),
                List.of(MeetingSamples.checkpoint(1), MeetingSamples.checkpoint(2)), Optional.of(MeetingSamples.summary("周会", "预算")),
                Optional.of(MeetingSamples.metrics()), List.of(delivery)));
        assertThat(book.meetings().join()).containsExactly(meeting);
        assertThat(book.read(new MeetingId("other")).join()).isEmpty();
    }

    @Test
    void aChangeReplacesWhatWasThere() {
        book.put(MeetingSamples.running(new MeetingId("m")));
        book.put(new MeetingId("m"), List.of(said(0, "a grow", MeetingSentence.Status.PENDING), said(1, "b", MeetingSentence.Status.PENDING)));
        book.put(new MeetingId("m"), List.of(said(0, "a growing partial", MeetingSentence.Status.MERGED)));
        book.put(new MeetingId("m"), MeetingSamples.summary("one"), Optional.of(MeetingSamples.metrics()));
        book.put(new MeetingId("m"), MeetingSamples.summary("two"), Optional.empty());
        book.put(new MeetingId("m"), new Bookmark(0, NINE, "x"));
        book.put(new MeetingId("m"), new Bookmark(0, NINE, "y"));
        book.nameSpeaker(new MeetingId("m"), "S1", "Ada");
        book.nameSpeaker(new MeetingId("m"), "S1", "");
        book.put(MeetingSamples.ended(new MeetingId("m"), NINE, 2)).join();
        book.removeBookmark(new MeetingId("m"), 0).join();

        MeetingTranscript now = book.read(new MeetingId("m")).join().orElseThrow();
        assertThat(now.sentences()).containsExactly(said(0, "a growing partial", MeetingSentence.Status.MERGED), said(1, "b", MeetingSentence.Status.PENDING));
        assertThat(now.summary()).map(Summary::title).contains("two");
        assertThat(now.metrics()).as("what the first one cost").contains(MeetingSamples.metrics());
        assertThat(now.marks()).isEmpty();
        assertThat(now.speakers()).isEmpty();
        assertThat(now.meeting()).isEqualTo(MeetingSamples.ended(new MeetingId("m"), NINE, 2));
    }

    @Test
    void severalTextsOfAMeetingAreKeptWithTheirSummariesAndOneIsShown() {
        MeetingId id = new MeetingId("m");
        ArchiveStateStore states = new ArchiveStateStore(database);
        book.put(MeetingSamples.ended(id, NINE, 2));
        book.put(id, List.of(said(0, "first"), said(1, "second"), said(2, "first", MeetingSentence.Status.DUPLICATE)));
        book.put(id, MeetingSamples.checkpoint(1), Optional.empty());
        book.put(id, MeetingSamples.summary("one"), Optional.of(MeetingSamples.metrics())).join();
        states.unannouncedSummaries().join().forEach(summary -> states.markAnnounced(summary).join());
        MeetingTranscript first = book.read(id).join().orElseThrow();

        book.addVersion(id, "better", NINE.plusSeconds(99), List.of(said(0, "whole"))).join();
        book.put(id, MeetingSamples.summary("two"), Optional.empty()).join();
        MeetingTranscript second = book.read(id).join().orElseThrow();
        assertThat(second.sentences()).containsExactly(said(0, "whole"));
        assertThat(second.checkpoints()).as("they tell of the text before").isEmpty();
        assertThat(second.meeting().segments()).isEqualTo(1);
        assertThat(second.versions()).containsExactly(new TranscriptVersion(0, "", first.meeting().endedAt().orElseThrow(), 2, false),
            new TranscriptVersion(1, "better", NINE.plusSeconds(99), 1, true));

        book.showVersion(id, 0).join();
        MeetingTranscript again = book.read(id).join().orElseThrow();
        assertThat(again.sentences()).isEqualTo(first.sentences());
        assertThat(again.checkpoints()).isEqualTo(first.checkpoints());
        assertThat(again.summary()).isEqualTo(first.summary());
        assertThat(again.meeting()).isEqualTo(first.meeting());
        assertThat(states.unannouncedSummaries().join()).as("shown again is not written anew").isEmpty();
        assertThat(book.search("whole", 9).join()).isEmpty();

        book.showVersion(id, 1).join();
        assertThat(book.read(id).join().orElseThrow().summary()).isEqualTo(second.summary());
        assertThatThrownBy(() -> book.showVersion(id, 7).join()).hasCauseInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> book.deleteVersion(id, 7).join()).hasCauseInstanceOf(ProblemException.class);

        book.addVersion(id, "best", NINE.plusSeconds(199), List.of(said(0, "all of it"))).join();
        book.deleteVersion(id, 0).join();
        assertThat(book.read(id).join().orElseThrow().versions()).extracting(TranscriptVersion::recognizer).containsExactly("better", "best");
        book.deleteVersion(id, 2).join();
        MeetingTranscript left = book.read(id).join().orElseThrow();
        assertThat(left.sentences()).as("the shown one was deleted: another is shown").isEqualTo(second.sentences());
        assertThat(left.summary()).isEqualTo(second.summary());
        assertThat(left.versions()).as("who wrote the last one is still known").singleElement()
            .satisfies(one -> assertThat(one.recognizer()).isEqualTo("better")).satisfies(one -> assertThat(one.shown()).isTrue());
        assertThat(rows("version_segment") + rows("version_summary")).isZero();
        assertThatThrownBy(() -> book.deleteVersion(id, 1).join()).as("the last one stays").hasCauseInstanceOf(ProblemException.class);
        book.delete(id).join();
        assertThat(rows("version") + rows("version_segment") + rows("version_summary")).isZero();
    }

    @Test
    void aMeetingOfADatabaseBeforeThereWereSeveralTextsHasOneAndGetsAnother(@TempDir Path older) {
        MeetingId id = new MeetingId("m");
        Meeting meeting = MeetingSamples.ended(id, NINE, 2);
        try (Database before = Database.open(new HomeDirectory(older), List.of(DatabaseMeetingStore.SCHEMA, DatabaseMeetingStore.PAUSES))) {
            DatabaseMeetingStore old = new DatabaseMeetingStore(before);
            old.put(meeting);
            old.put(id, List.of(said(0, "first"), said(1, "second"))).join();
        }
        try (Database after = Database.open(new HomeDirectory(older),
            List.of(DatabaseMeetingStore.SCHEMA, DatabaseMeetingStore.PAUSES, DatabaseMeetingStore.VERSIONS))) {
            DatabaseMeetingStore now = new DatabaseMeetingStore(after);
            MeetingTranscript kept = now.read(id).join().orElseThrow();
            assertThat(kept.meeting()).isEqualTo(meeting);
            assertThat(kept.versions()).isEmpty();
            assertThat(kept.parts()).as("nobody joined it").isEmpty();
            now.addVersion(id, "better", NINE.plusSeconds(99), List.of(said(0, "whole"))).join();
            now.showVersion(id, 0).join();
            assertThat(now.read(id).join().orElseThrow().sentences()).isEqualTo(kept.sentences());
        }
    }

    private long rows(String table) {
        return database.<Long>read(connection -> Sql.query(connection, "select count(*) from " + table, row -> row.getLong(1)).getFirst()).join();
    }

    @Test
    void aRunningMeetingCountsTheSentencesThatAreThere() {
        book.put(MeetingSamples.running(new MeetingId("m")));
        book.put(new MeetingId("m"), List.of(said(0, "a"), said(1, "b", MeetingSentence.Status.PENDING), said(60, "a", MeetingSentence.Status.DUPLICATE)))
            .join();

        assertThat(book.meetings().join()).singleElement().satisfies(m -> {
            assertThat(m.segments()).isEqualTo(2);
            assertThat(m.lastAt()).isEqualTo(NINE.plusSeconds(1));
        });
    }

    @Test
    void theNewestMeetingComesFirstAndTheTrashIsIncluded() {
        book.put(MeetingSamples.ended(new MeetingId("old"), NINE, 0));
        book.put(MeetingSamples.trashed(MeetingSamples.ended(new MeetingId("trashed"), NINE.plusSeconds(2), 0), Optional.of(NINE)));
        book.put(MeetingSamples.ended(new MeetingId("new"), NINE.plusSeconds(1), 0)).join();

        assertThat(book.meetings().join()).extracting(Meeting::id).containsExactly(new MeetingId("trashed"), new MeetingId("new"), new MeetingId("old"));
    }

    @Test
    void nothingIsWrittenToAMeetingThatIsNotThere() {
        assertThatThrownBy(() -> book.put(new MeetingId("gone"), List.of(said(0, "a"))).join()).cause().isInstanceOfSatisfying(ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.MEETING_UNKNOWN));
    }

    @Test
    void aDeletedMeetingLeavesNothingBehind() {
        book.put(MeetingSamples.ended(new MeetingId("m"), NINE, 1));
        book.put(new MeetingId("m"), List.of(said(0, "secret words")));
        book.put(new MeetingId("m"), MeetingSamples.summary("s"), Optional.empty());
        book.put(new MeetingId("m"), new Bookmark(0, NINE, "x"));
        book.nameSpeaker(new MeetingId("m"), "S1", "Ada");
        book.put(new WebhookDelivery(1, new MeetingId("m"), NINE, "h", new WebhookDelivery.Outcome(WebhookDelivery.Result.OK, 200, ""), 1, ""));
        book.delete(new MeetingId("m")).join();

        assertThat(book.read(new MeetingId("m")).join()).isEmpty();
        assertThat(book.search("secret", 10).join()).isEmpty();
        assertThat(book.search("Title", 10).join()).isEmpty();
        for (String table : List.of("meeting", "segment", "summary", "mark", "speaker", "delivery", "words")) {
            assertThat(database.read(c -> Sql.query(c, "select count(*) from " + table, row -> row.getInt(1))).join()).as(table)
                .containsExactly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "预算", "算", "超支了", "本季度预算超支了两成", "BUDGET", "bud", "预算 budget", "budget 两成", "ＢＵＤＧＥＴ", "q3", "Q3预算", "\"budget\"", "budget AND 预算",
        "naive" })
    void sentencesAreFoundByTheirWords(String words) {
        book.put(MeetingSamples.running(new MeetingId("m")));
        book.put(new MeetingId("m"), List.of(said(0, "本季度预算超支了两成"), said(1, "the Budget for Q3预算 is 两成 over, AND naïve"), said(2, "什么都没有"))).join();

        List<Long> expected = switch (words) {
            case "预算", "算" -> List.of(1L, 0L);
            case "超支了", "本季度预算超支了两成" -> List.of(0L);
            default -> List.of(1L);
        };
        assertThat(book.search(words, 10).join()).extracting(SearchHit::number).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "…", "*", "\"", "')", "算预", "udget", "预算 tomorrow", "NOT", "a OR b", "预 支"})
    void whatIsNotThereIsNotFound(String words) {
        book.put(MeetingSamples.running(new MeetingId("m")));
        book.put(new MeetingId("m"), List.of(said(0, "the Budget, 预算"))).join();

        assertThat(book.search(words, 10).join()).isEmpty();
    }

    @Test
    void aWholePageOfWordsIsAQuestionToo() {
        book.put(MeetingSamples.running(new MeetingId("m")));
        book.put(new MeetingId("m"), List.of(said(0, "预算 is spent"))).join();

        assertThat(book.search("预算 spent ".repeat(2000), 10).join()).hasSize(1);
        assertThat(book.search("预算".repeat(2000), 10).join()).isEmpty();
    }

    @Test
    void searchFollowsEveryChange() {
        book.put(MeetingSamples.running(new MeetingId("m")));
        book.put(new MeetingId("m"), List.of(said(0, "alpha", MeetingSentence.Status.PENDING), said(1, "alpha", MeetingSentence.Status.DUPLICATE))).join();
        assertThat(book.search("alpha", 10).join()).extracting(SearchHit::number).containsExactly(0L);

        book.put(new MeetingId("m"), List.of(said(0, "beta"), said(1, "alpha"))).join();
        assertThat(book.search("beta", 10).join()).extracting(SearchHit::number).containsExactly(0L);
        assertThat(book.search("alpha", 10).join()).extracting(SearchHit::number).containsExactly(1L);

        book.put(new MeetingId("m"), List.of(said(1, "alpha", MeetingSentence.Status.DUPLICATE))).join();
        assertThat(book.search("alpha", 10).join()).isEmpty();
    }

    @Test
    void marksAndNamedSpeakersAreFound() {
        MeetingId id = new MeetingId("m");
        book.put(MeetingSamples.ended(id, NINE, 3));
        book.put(id, List.of(said(0, "nothing of it"), said(1, "the budget"), said(2, "预算通过")));
        book.nameSpeaker(id, "S1", "Zoë 李雷");
        book.put(id, new Bookmark(4, NINE.plusSeconds(1), "Décision: budget")).join();

        assertThat(book.search("zoe", 10).join()).as("where she speaks first").extracting(SearchHit::number, SearchHit::speaker)
            .containsExactly(tuple(0L, "Zoë 李雷"));
        assertThat(book.search("李雷 预算", 10).join()).as("what she says of it").extracting(SearchHit::number).containsExactly(2L);
        assertThat(book.search("zoe budget", 10).join()).extracting(SearchHit::number).containsExactly(1L);
        assertThat(book.search("decision bud", 10).join()).extracting(SearchHit::kind, SearchHit::number, SearchHit::text)
            .containsExactly(tuple(SearchHit.Kind.MARK, 4L, "Décision: budget"));
        assertThat(book.search("budget", 10).join()).extracting(SearchHit::kind).containsExactlyInAnyOrder(SearchHit.Kind.MARK, SearchHit.Kind.SENTENCE);
        assertThat(book.search("oe", 10).join()).as("in the middle of a word").isEmpty();

        book.put(MeetingSamples.trashed(MeetingSamples.ended(id, NINE, 3), Optional.of(NINE))).join();
        assertThat(book.search("zoe", 10).join()).isEmpty();
        assertThat(book.search("decision", 10).join()).isEmpty();
    }

    @Test
    void titlesAreFoundAsTheyAreNowAndTheTrashIsNot() {
        book.put(MeetingSamples.ended(new MeetingId("m"), NINE, 1));
        book.put(new MeetingId("m"), List.of(said(0, "a title in a sentence")));
        book.nameSpeaker(new MeetingId("m"), "S1", "Ada").join();
        assertThat(book.search("title", 10).join()).containsExactly(
            new SearchHit(new MeetingId("m"), "Title of m", SearchHit.Kind.TITLE, -1, NINE, "", "Title of m"),
            new SearchHit(new MeetingId("m"), "Title of m", SearchHit.Kind.SENTENCE, 0, NINE, "Ada", "a title in a sentence"));
        assertThat(book.search("title", 1).join()).hasSize(1);

        Meeting renamed = new Meeting(new MeetingId("m"), "预算评审", Meeting.Lifecycle.ENDED, List.of(new DeviceId("a")),
            new Meeting.Times(NINE, Optional.of(NINE), NINE), 1, false, Optional.empty());
        book.put(renamed).join();
        assertThat(book.search("title of", 10).join()).isEmpty();
        assertThat(book.search("评审", 10).join()).extracting(SearchHit::number).containsExactly(-1L);

        book.put(MeetingSamples.trashed(renamed, Optional.of(NINE))).join();
        assertThat(book.search("评审", 10).join()).isEmpty();
        assertThat(book.search("sentence", 10).join()).isEmpty();
    }

    @Test
    void theNewestHitsAreTheOnesThatFit() {
        book.put(MeetingSamples.running(new MeetingId("m")));
        book.put(new MeetingId("m"), MeetingSamples.sentences(300)).join();

        assertThat(book.search("sentence", 200).join()).extracting(SearchHit::number)
            .containsExactlyElementsOf(IntStream.range(0, 200).mapToObj(n -> 299L - n).toList());
    }

    /// "An acknowledged segment survives `kill -9` at any moment."
    @Test
    void whatAFutureCompletedForIsThereAfterTheProcessWasKilled() throws Exception {
        close();
        List<Integer> confirmed = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Process writer = ChildProcess.start(KilledStoreProcess.class, List.of(directory.toString()), directory.resolve("errors"));
            try (BufferedReader said = writer.inputReader()) {
                for (int n = 0; n < 40 + 17 * round; n++) {
                    confirmed.add(Integer.valueOf(said.readLine()));
                }
                // the process' own destroy would close what it has printed
                writer.toHandle().destroyForcibly();
                said.lines().filter(line -> line.matches("\\d+")).map(Integer::valueOf).forEach(confirmed::add);
                writer.waitFor();
            }
        }
        open();
        MeetingTranscript kept = book.read(new MeetingId("m")).join().orElseThrow();
        assertThat(kept.sentences()).isEqualTo(IntStream.range(0, kept.sentences().size()).mapToObj(n -> said(n, "sentence" + n)).toList());
        assertThat(kept.sentences().size()).isBetween(confirmed.getLast() + 1, confirmed.getLast() + 2);
        assertThat(kept.checkpoints()).containsAll(confirmed.stream().filter(n -> n % 10 == 0).map(n -> MeetingSamples.checkpoint(n / 10)).toList());
        assertThat(book.search("sentence" + confirmed.getLast(), 10).join()).isNotEmpty();
    }
}
