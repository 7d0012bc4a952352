package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.config.MeetingSettings;
import earshot.meeting.Running;
import earshot.meeting.Segment;
import earshot.meeting.Transcript;
import earshot.problem.Code;
import earshot.watch.Watch;
import earshot.wire.MeetingWord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// From a message to the store and to the devices that get copies.
class MeetingIntakeTest {
    private final Room room = new Room();
    private final Room.Guest badge = room.guest("a0:b1:c2:00:00:01");

    @Test
    @DisplayName("row 31: a new connection has no meeting, and a new meeting is empty and not finalized")
    void aNewMeetingIsEmpty() {
        assertThat(badge.seat.state()).isEqualTo(Seat.State.NONE);
        assertThat(badge.seat.meeting()).isEmpty();

        badge.seat.begin();

        Transcript kept = room.book.kept(badge.id());
        assertThat(badge.seat.state()).isEqualTo(Seat.State.COLLECTING);
        assertThat(kept.segments()).isEmpty();
        assertThat(kept.summary()).isEmpty();
        assertThat(kept.meeting().startedAt()).isEqualTo(room.time.now());
        assertThat(now()).extracting(Running::pending, Running::duplicates, Running::phase).containsExactly(0, 0, Optional.empty());
    }

    @Test
    @DisplayName("row 31: the same text twice inside the window counts once, rapid snippets merge in batches, segments carry whole milliseconds and text")
    void repeatsCountOnceAndRapidSnippetsMergeInBatches() {
        badge.say("先看上周的问题。");
        badge.say("先看上周的问题");
        badge.say("硬件这周能到。");
        assertThat(now()).extracting(Running::pending, Running::duplicates).containsExactly(2, 1);
        assertThat(badge.heard(MeetingWord.Transcript.class)).isEmpty();

        room.advance(5);

        assertThat(now().pending()).isZero();
        MeetingWord.Transcript pushed = badge.heard(MeetingWord.Transcript.class).getFirst();
        assertThat(pushed.total()).isEqualTo(2);
        assertThat(pushed.segments()).extracting(MeetingWord.Line::text).containsExactly("先看上周的问题。", "硬件这周能到。");
        assertThat(pushed.segments().getFirst().epochMillis()).isEqualTo(room.time.now().minusSeconds(5).toEpochMilli());
        assertThat(pushed.segments().getFirst().speakerId()).isEqualTo(badge.device);
        assertThat(room.book.kept(badge.id()).segments()).extracting(Segment::status).containsExactly(Segment.Status.MERGED, Segment.Status.DUPLICATE, Segment.Status.MERGED);
    }

    /// The embedded recogniser and FunASR without its punctuation model write no punctuation: an answer is no partial of what is said next,
    /// and a prefix of an earlier sentence is an answer.
    @Test
    void whatWasHeardBetweenTwoPausesStandsAlthoughItBeginsAsItsNeighboursDo() {
        List<String> said = List.of("yes", "yes we can ship on friday", "no the battery is not ready", "no", "the budget", "the budget is too small");
        for (String text : said) {
            badge.seat.heard(text, room.time.now(), Optional.empty());
            room.advance(1);
        }

        assertThat(room.book.texts(badge.id())).containsExactlyElementsOf(said);
    }

    @Test
    void aSnippetIsAcknowledgedWhenItIsKeptAndNotBefore() {
        room.book.hold();
        badge.say("Kept first.");
        assertThat(badge.received).isEmpty();

        room.book.release();

        assertThat(badge.received).containsExactly(new MeetingWord.SnippetOk());
        assertThat(room.book.texts(badge.id())).containsExactly("Kept first.");
    }

    @Test
    void answersGoOutInTheOrderOfTheQuestions() {
        room.book.hold();
        badge.say("one");
        badge.seat.snippets(JsonNodeFactory.instance.objectNode());
        badge.say("two");
        assertThat(badge.received).isEmpty();

        room.book.release();

        assertThat(badge.received).containsExactly(new MeetingWord.SnippetOk(),
            new MeetingWord.Refused("SCHEMA_INVALID", "items must be array of {tag,text}: missing one of tag/text"), new MeetingWord.SnippetOk());
    }

    @Test
    void whatTheDiskRefusesIsNotAcknowledgedAndItsRepeatKeepsIt() {
        badge.say("First.");
        room.book.refuse(true);
        badge.say("Second.");
        assertThat(badge.received.getLast()).isInstanceOf(MeetingWord.Refused.class);
        assertThat(room.problems).singleElement().matches(problem -> problem.code() == Code.MEETING_UNKEPT);
        badge.say("Second.");
        assertThat(badge.received.getLast()).isInstanceOf(MeetingWord.Refused.class);

        room.book.refuse(false);
        badge.say("Second.");

        assertThat(badge.received.getLast()).isEqualTo(new MeetingWord.SnippetOk());
        assertThat(room.book.texts(badge.id())).containsExactly("First.", "Second.");
        assertThat(room.problems).isEmpty();
    }

    @Test
    void aMeetingThatCouldNotBeBegunIsWrittenWithItsFirstSentence() {
        room.book.refuse(true);
        badge.seat.begin();
        room.book.refuse(false);
        badge.say("Here.");

        assertThat(badge.received.getLast()).isEqualTo(new MeetingWord.SnippetOk());
        assertThat(room.book.texts(badge.id())).containsExactly("Here.");
    }

    @Test
    void theTenthMessageWithinASecondIsRefusedAndNeverAcknowledged() {
        IntStream.rangeClosed(1, 12).forEach(i -> badge.say("Sentence " + i + "."));

        assertThat(badge.heard(MeetingWord.SnippetOk.class)).hasSize(9);
        assertThat(badge.heard(MeetingWord.Refused.class)).hasSize(3).allMatch(refused -> refused.code().equals("RATE_LIMITED"));
        room.advance(1);
        badge.say("Sentence 10.");
        assertThat(room.book.texts(badge.id())).hasSize(10).last().isEqualTo("Sentence 10.");
    }

    @Test
    void aSnippetWithoutAMeetingBeginsOne() {
        badge.say("Hello.");

        assertThat(badge.seat.state()).isEqualTo(Seat.State.COLLECTING);
        assertThat(badge.id()).isEqualTo(badge.session);
        assertThat(room.book.texts(badge.id())).containsExactly("Hello.");
    }

    @Test
    void whatIsHeardIsASentenceOfTheDevice() {
        badge.seat.begin();
        Instant at = room.time.now().minusSeconds(2).plusNanos(1_234_567);
        badge.seat.heard(" 那 我 们 开 始 。", at, Optional.of(new Segment.Span(Duration.ofSeconds(3), Duration.ofSeconds(2))));
        badge.seat.heard(" 。", at, Optional.empty());

        Transcript kept = room.book.kept(badge.id());
        assertThat(kept.segments()).singleElement().satisfies(one -> {
            assertThat(one.text()).isEqualTo("那我们开始。");
            assertThat(one.at().getNano() % 1_000_000).isZero();
            assertThat(one.speaker()).isEqualTo(badge.device);
            assertThat(one.sound()).isPresent();
        });
        assertThat(kept.meeting().sounds()).isTrue();
    }

    @Test
    void aPartialThatWasPushedGrowsInItsPlace() {
        badge.say("S1", "今天我们");
        badge.say("S2", "等一下。");
        room.advance(5);
        assertThat(badge.lines()).containsExactly("今天我们", "等一下。");

        badge.say("S1", "今天我们讨论预算。");
        room.advance(5);

        assertThat(badge.lines()).containsExactly("今天我们讨论预算。", "等一下。");
        assertThat(room.book.texts(badge.id())).containsExactly("今天我们讨论预算。", "等一下。");
    }

    @Test
    void atMostTheLastFiftyAreSentAndAllAreCounted() {
        for (int i = 0; i < 57; i++) {
            room.advance(1);
            badge.say("Sentence " + i + ".");
        }
        room.advance(5);

        MeetingWord.Transcript last = badge.heard(MeetingWord.Transcript.class).getLast();
        assertThat(last.total()).isEqualTo(57);
        assertThat(last.segments()).hasSize(50);
        assertThat(last.segments().getLast().text()).isEqualTo("Sentence 56.");
    }

    @Test
    void aChangedIntervalHoldsFromTheNextCycleOn() {
        badge.say("One.");
        room.advance(4);
        room.change(s -> Room.with(s, Duration.ofSeconds(15), s.resume(), s.join(), s.broadcast()));
        room.advance(1);
        assertThat(badge.heard(MeetingWord.Transcript.class)).as("the running cycle ends as it began").hasSize(1);
        room.advance(14);
        assertThat(badge.heard(MeetingWord.Transcript.class)).hasSize(1);
        room.advance(1);
        assertThat(badge.heard(MeetingWord.Transcript.class)).hasSize(2);
    }

    @Test
    void timersRunFromTheFirstSentenceOn() {
        badge.seat.begin();
        room.advance(60);
        assertThat(badge.received).isEmpty();
        assertThat(now().nextPush()).isEmpty();

        badge.say("Now.");

        assertThat(now().nextPush()).contains(room.time.now().plusSeconds(5));
        assertThat(now().nextCheckpoint()).contains(room.time.now().plusSeconds(600));
    }

    @Test
    void whereTheTranscriptIsSentSeldomSentencesAreMergedNonetheless() {
        room.change(s -> Room.with(s, Duration.ofSeconds(15), s.resume(), s.join(), s.broadcast()));
        badge.say("One.");
        room.advance(11);
        assertThat(now().pending()).isEqualTo(1);
        room.advance(1);
        assertThat(now().pending()).isZero();
        assertThat(badge.heard(MeetingWord.Transcript.class)).isEmpty();
    }

    @Test
    void copiesGoToWhomTheRulesAllow() {
        Room.Guest same = room.guest("a0:b1:c2:ff:ff:ff");
        Room.Guest listed = room.guest("bb:00");
        Room.Guest other = room.guest("cc:00");
        Room.Guest gone = room.guest("a0:b1:c2:ee:ee:ee");
        gone.there = false;
        room.change(s -> Room.with(s, s.push(), s.resume(), s.join(), new MeetingSettings.Broadcast(MeetingSettings.Broadcast.Mode.GROUP, List.of("bb:00"), false)));

        badge.say("Tell them.");
        room.advance(5);

        assertThat(same.received).hasSize(2);
        assertThat(same.received.getFirst()).isEqualTo(new MeetingWord.Snippet(Room.items("Tell them."), badge.device));
        assertThat(same.heard(MeetingWord.Transcript.class)).singleElement().matches(copy -> copy.from().equals(Optional.of(badge.device)));
        assertThat(listed.received).hasSize(2);
        assertThat(other.received).isEmpty();
        assertThat(badge.heard(MeetingWord.Snippet.class)).isEmpty();
        assertThat(badge.heard(MeetingWord.Transcript.class)).hasSize(1);
    }

    @Test
    void summariesAreCopiedTooAndThoseAtTheTableGetTheirOwn() {
        Room.Guest same = room.guest("a0:b1:c2:ff:ff:ff");
        Room.Guest beside = room.guest("a0:b1:c2:00:00:02");
        room.change(s -> Room.with(s, s.push(), s.resume(), MeetingSettings.Join.ALL, new MeetingSettings.Broadcast(MeetingSettings.Broadcast.Mode.GROUP, List.of(), false)));
        badge.say("Tell them.");
        beside.seat.begin();
        badge.seat.finish(Seat.Cause.MESSAGE);
        await().until(() -> badge.acts.contains("dismissed"));

        assertThat(same.summaries()).singleElement().matches(copy -> copy.from().equals(Optional.of(badge.device)));
        assertThat(beside.summaries()).singleElement().matches(own -> own.from().isEmpty());
        assertThat(same.acts).isEmpty();
    }

    @Test
    void bySessionOnlyThoseOnTheListAreSentCopiesAndTheOriginWhereItIsWished() {
        Room.Guest same = room.guest("a0:b1:c2:ff:ff:ff");
        Room.Guest listed = room.guest("bb:00");
        room.change(s -> Room.with(s, s.push(), s.resume(), s.join(), new MeetingSettings.Broadcast(MeetingSettings.Broadcast.Mode.SESSION, List.of("bb:00"), true)));

        badge.say("Tell them.");

        assertThat(same.received).isEmpty();
        assertThat(listed.heard(MeetingWord.Snippet.class)).hasSize(1);
        assertThat(badge.heard(MeetingWord.Snippet.class)).hasSize(1);
    }

    @Test
    void devicesThatSpeakAtOnceLoseNothingAndTheBookIsWhatIsShown() throws Exception {
        room.change(s -> Room.with(s, s.push(), s.resume(), MeetingSettings.Join.ALL, s.broadcast()));
        badge.seat.begin();
        Watch<Transcript> watch = room.meetings.open(badge.id()).join();
        List<Room.Guest> guests = IntStream.range(0, 8).mapToObj(i -> room.guest("device " + i)).toList();
        List<Thread> threads = guests.stream().map(guest -> Thread.ofPlatform().start(() -> {
            guest.seat.begin();
            for (int i = 0; i < 250; i++) {
                guest.seat.heard("Sentence " + i + " of " + guest.device + ".", room.time.now(), Optional.empty());
            }
        })).toList();
        for (int i = 0; i < 60; i++) {
            room.advance(1);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        room.advance(15);

        Transcript kept = room.book.kept(badge.id());
        assertThat(kept.segments()).hasSize(2_000).isEqualTo(watch.get().segments());
        assertThat(kept.segments()).extracting(Segment::number).containsExactlyElementsOf(LongStream.range(0, 2_000).boxed().toList());
        for (Room.Guest guest : guests) {
            assertThat(kept.counting().stream().filter(one -> one.device().equals(guest.device)).map(Segment::text))
                .containsExactlyElementsOf(IntStream.range(0, 250).mapToObj(i -> "Sentence " + i + " of " + guest.device + ".").toList());
        }
        assertThat(badge.heard(MeetingWord.Transcript.class).getLast().total()).isEqualTo(2_000);
        assertThat(room.meetings.meetings().get().getFirst().segments()).isEqualTo(2_000);
    }

    @Test
    void whoLooksSeesEachSentenceAtOnce() {
        badge.seat.begin();
        Watch<Transcript> watch = room.meetings.open(badge.id()).join();
        badge.say("One.");
        assertThat(watch.get().segments()).hasSize(1);
        assertThat(watch.get().meeting().segments()).isEqualTo(1);
        assertThat(room.meetings.open(badge.id()).join()).isSameAs(watch);
        assertThat(room.meetings.meetings().get()).singleElement().matches(meeting -> meeting.segments() == 1);
    }

    private Running now() {
        return room.meetings.running().get().getFirst();
    }
}
