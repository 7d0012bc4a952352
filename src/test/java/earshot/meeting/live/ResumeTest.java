package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.meeting.Meeting;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.meeting.live.Seat.Cause;
import earshot.wire.MeetingWord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// A meeting survives the end of connections and processes.
class ResumeTest {
    private static final String DEVICE = "a0:b1:c2:00:00:01";

    private final Room room = new Room();
    private Room.Guest badge = room.guest(DEVICE);

    @Test
    void aDeviceThatComesBackGoesOnWithItsMeeting() {
        badge.say("One.");
        String id = badge.id();
        badge.seat.leave();
        room.advance(600);
        badge = room.new Guest(DEVICE, "another session");

        badge.seat.begin();
        badge.say("Two.");

        assertThat(badge.id()).isEqualTo(id);
        assertThat(room.book.texts(id)).containsExactly("One.", "Two.");
        room.advance(5);
        assertThat(badge.lines()).containsExactly("One.", "Two.");
    }

    @Test
    void nothingIsLostWhenTheProcessDies() {
        badge.say("One.");
        room.advance(5);
        badge.say("Two.");
        String id = badge.id();

        room.die();
        badge = room.guest(DEVICE);
        badge.seat.begin();
        badge.say("Two.");
        badge.say("Three.");

        assertThat(badge.id()).isEqualTo(id);
        assertThat(room.book.texts(id)).containsExactly("One.", "Two.", "Three.");
        assertThat(room.book.kept(id).segments()).extracting(Segment::number).containsExactly(0L, 1L, 2L, 3L);
        badge.seat.finish(Cause.MESSAGE);
        over();
        assertThat(badge.lines()).containsExactly("One.", "Two.", "Three.");
    }

    @Test
    void aMeetingToWhichNobodyComesBackEndsByItselfAsOfWhenTheLastOneLeft() {
        badge.say("One.");
        room.advance(60);
        String id = badge.id();
        badge.seat.leave();
        room.advance(7_199);
        assertThat(room.book.kept(id).meeting().state()).isEqualTo(Meeting.State.LIVE);
        room.advance(1);
        ended(id);

        assertThat(room.book.kept(id).summary().orElseThrow().duration()).isEqualTo(Duration.ofSeconds(60));
        badge = room.guest(DEVICE);
        badge.seat.begin();
        assertThat(badge.id()).isNotEqualTo(id);
    }

    @Test
    void aMeetingThatWasLeftTooLongBeforeTheStartEndsAtTheStart() {
        badge.say("One.");
        String id = badge.id();
        room.meetings.close();
        room.advance(8_000);

        room.open(room.book);
        room.advance(0);
        ended(id);

        assertThat(room.minutes.asked.getLast()).hasSize(1);
        await().until(() -> room.ended.size() == 1);
    }

    @Test
    void aMeetingThatWasBeingSummedUpWhenTheProcessDiedIsSummedUpAtTheNextStart() {
        room.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        badge.seat.finish(Cause.MESSAGE);
        String id = badge.id();
        await().until(() -> !room.minutes.asked.isEmpty());

        room.meetings.close();
        assertThat(room.book.kept(id).meeting().state()).isEqualTo(Meeting.State.FINALIZING);
        assertThat(room.book.kept(id).summary()).as("an interrupted summary is none").isEmpty();
        room.minutes.gate = new CountDownLatch(0);
        room.open(room.book);
        ended(id);

        assertThat(room.book.kept(id).summary()).isPresent();
    }

    @Test
    void aSummaryThatWasKeptBeforeTheProcessDiedIsNotAskedForAgain() {
        badge.say("One.");
        String id = badge.id();
        room.meetings.close();
        Meeting m = room.book.kept(id).meeting();
        room.book.put(new Meeting(m.id(), m.title(), Meeting.State.FINALIZING, m.devices(), m.startedAt(), Optional.empty(), m.lastAt(), 1, false, Optional.empty()));
        room.book.put(id, new Summary("kept", Duration.ofSeconds(9), List.of(), List.of(), List.of(), List.of(), List.of(), 1, false,
            Summary.Source.MODEL, "big (big-2)", room.time.now()), Optional.empty());

        room.open(room.book);
        ended(id);

        assertThat(room.minutes.asked).isEmpty();
        assertThat(room.book.kept(id).meeting().title()).isEqualTo("kept");
    }

    @Test
    void aDeviceThatComesBackOnlyToFinishFinishesItsMeeting() {
        badge.say("One.");
        String id = badge.id();
        badge.seat.leave();
        badge = room.new Guest(DEVICE, "another session");

        badge.seat.finish(Cause.MESSAGE);
        over();

        assertThat(badge.heard(MeetingWord.FinalizeAck.class)).singleElement().matches(ack -> ack.sessionId().equals(id));
        assertThat(badge.summaries()).hasSize(1);
    }

    @Test
    void aDeviceWhoseConnectionBrokeBeforeItHadItsSummaryAsksForItAgain() {
        room.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        String id = badge.id();
        badge.seat.finish(Cause.MESSAGE);
        badge.seat.leave();
        badge.there = false;
        badge = room.new Guest(DEVICE, "another session");
        badge.seat.finish(Cause.MESSAGE);
        room.minutes.gate.countDown();
        over();
        assertThat(badge.summaries()).singleElement().matches(summary -> !summary.idempotent());
        badge = room.new Guest(DEVICE, "a third session");

        badge.seat.finish(Cause.MESSAGE);

        assertThat(badge.heard(MeetingWord.FinalizeAck.class)).singleElement().matches(ack -> ack.sessionId().equals(id) && ack.startedAt() > 0);
        assertThat(badge.summaries()).singleElement().matches(MeetingWord.Summary::idempotent);
        assertThat(badge.acts).containsExactly("dismissed");
        assertThat(room.minutes.asked).hasSize(1);
        badge.seat.begin();
        assertThat(badge.id()).isNotEqualTo(id);
    }

    @Test
    void aConnectionThatReplacesAnotherIsNotSentAwayByTheOldOneLeaving() {
        badge.say("One.");
        Room.Guest newer = room.new Guest(DEVICE, "another session");
        newer.seat.begin();
        badge.seat.leave();
        newer.say("Two.");
        room.advance(7_300);

        assertThat(newer.seat.state()).isEqualTo(Seat.State.COLLECTING);
        assertThat(newer.lines()).containsExactly("One.", "Two.");
    }

    @Test
    void interimSummariesSayWhatIsNewAndClearNothing() {
        for (int minute = 0; minute < 25; minute++) {
            badge.say("Minute " + minute + ".");
            room.advance(60);
            if (minute == 9 || minute == 19) {
                int wanted = minute / 10 + 1;
                await().until(() -> badge.heard(MeetingWord.Summary.class).size() == wanted);
            }
        }
        assertThat(badge.heard(MeetingWord.Summary.class)).allMatch(MeetingWord.Summary::checkpoint).extracting(MeetingWord.Summary::segments).containsExactly(10, 10);
        assertThat(room.minutes.asked.get(1).getFirst().text()).isEqualTo("Minute 10.");
        assertThat(room.book.kept(badge.id()).checkpoints()).hasSize(2);

        room.die();
        badge = room.guest(DEVICE);
        badge.seat.begin();
        room.advance(600);
        await().until(() -> room.minutes.asked.size() == 3);
        assertThat(room.minutes.asked.getLast()).as("goes on where the last one ended").extracting(Segment::text)
            .containsExactly("Minute 20.", "Minute 21.", "Minute 22.", "Minute 23.", "Minute 24.");
        room.advance(1_200);
        assertThat(room.minutes.asked).as("nothing new, nothing to sum up").hasSize(3);
        badge.seat.finish(Cause.MESSAGE);
        over();
        assertThat(room.minutes.asked.getLast()).hasSize(25);
    }

    @Test
    void twoInterimSummariesNeverRunAtOnceAndAFinalOneEndsThem() {
        room.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        room.advance(600);
        await().until(() -> room.minutes.asked.size() == 1);
        badge.say("Two.");
        room.advance(1_200);
        assertThat(room.minutes.asked).hasSize(1);

        room.minutes.gate = new CountDownLatch(0);
        badge.seat.finish(Cause.MESSAGE);
        over();

        assertThat(room.minutes.checkpoints).containsExactly(true, false);
        assertThat(badge.heard(MeetingWord.Summary.class)).singleElement().matches(summary -> !summary.checkpoint());
    }

    private void over() {
        await().until(() -> badge.seat.state() == Seat.State.ENDED && badge.acts.contains("dismissed"));
    }

    private void ended(String id) {
        await().until(() -> room.book.kept(id).meeting().state() == Meeting.State.ENDED && room.meetings.running().get().isEmpty());
    }
}
