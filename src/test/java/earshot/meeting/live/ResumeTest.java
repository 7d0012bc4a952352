package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.id.SessionId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.Summary;
import earshot.meeting.Meeting.EndCause;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.wire.MeetingMessage;
import org.junit.jupiter.api.Test;

/// A meeting survives the end of connections and processes.
class ResumeTest {
    private static final DeviceId DEVICE = new DeviceId("a0:b1:c2:00:00:01");

    private final MeetingFixture meetingFixture = new MeetingFixture();
    private MeetingFixture.ConnectionFake badge = meetingFixture.connect(DEVICE);

    @Test
    void aDeviceThatComesBackGoesOnWithItsMeeting() {
        badge.say("One.");
        MeetingId id = badge.id();
        badge.meetingParticipation.leave();
        meetingFixture.advance(600);
        badge = meetingFixture.new ConnectionFake(DEVICE, new SessionId("another session"));

        badge.meetingParticipation.begin();
        badge.say("Two.");

        assertThat(badge.id()).isEqualTo(id);
        assertThat(meetingFixture.meetingStore.texts(id)).containsExactly("One.", "Two.");
        meetingFixture.advance(5);
        assertThat(badge.lines()).containsExactly("One.", "Two.");
    }

    @Test
    void nothingIsLostWhenTheProcessDies() {
        badge.say("One.");
        meetingFixture.advance(5);
        badge.say("Two.");
        MeetingId id = badge.id();

        meetingFixture.restart();
        badge = meetingFixture.connect(DEVICE);
        badge.meetingParticipation.begin();
        badge.say("Two.");
        badge.say("Three.");

        assertThat(badge.id()).isEqualTo(id);
        assertThat(meetingFixture.meetingStore.texts(id)).containsExactly("One.", "Two.", "Three.");
        assertThat(meetingFixture.meetingStore.stored(id).sentences()).extracting(MeetingSentence::number).containsExactly(0L, 1L, 2L, 3L);
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();
        assertThat(badge.lines()).containsExactly("One.", "Two.", "Three.");
    }

    @Test
    void aMeetingThatCannotBeReadHidesNoOther() {
        badge.say("One.");
        MeetingFixture.ConnectionFake other = meetingFixture.connect(new DeviceId("c0:ff:ee:00:00:01"));
        other.say("Two.");
        badge.meetingParticipation.leave();
        other.meetingParticipation.leave();
        meetingFixture.meetingStore.damage(badge.id());
        meetingFixture.restart();
        assertThat(meetingFixture.meetings.meetings().get()).extracting(Meeting::id).containsExactly(other.id());
        assertThat(meetingFixture.problems).extracting(Problem::code).containsExactly(ProblemCode.STORE_FAILED);
        meetingFixture.meetings.close();
        meetingFixture.meetingStore.damage(other.id());
        assertThat(meetingFixture.meetingStore.meetings().join()).as("nothing is deleted for that").hasSize(2);
    }

    @Test
    void aDeviceWhoseLastSummaryCannotBeReadIsLetGo() {
        badge.say("One.");
        MeetingId id = badge.id();
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();
        badge.meetingParticipation.leave();
        meetingFixture.meetingStore.damage(id);
        badge = meetingFixture.new ConnectionFake(DEVICE, new SessionId("another session"));
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        assertThat(badge.acts).contains("dismissed");
    }

    @Test
    void aMeetingToWhichNobodyComesBackEndsByItselfAsOfWhenTheLastOneLeft() {
        badge.say("One.");
        meetingFixture.advance(60);
        MeetingId id = badge.id();
        badge.meetingParticipation.leave();
        meetingFixture.advance(7_199);
        assertThat(meetingFixture.meetingStore.stored(id).meeting().lifecycle()).isEqualTo(Meeting.Lifecycle.LIVE);
        meetingFixture.advance(1);
        ended(id);

        assertThat(meetingFixture.meetingStore.stored(id).summary().orElseThrow().duration()).isEqualTo(Duration.ofSeconds(60));
        badge = meetingFixture.connect(DEVICE);
        badge.meetingParticipation.begin();
        assertThat(badge.id()).isNotEqualTo(id);
    }

    @Test
    void aMeetingThatWasLeftTooLongBeforeTheStartEndsAtTheStart() {
        badge.say("One.");
        MeetingId id = badge.id();
        meetingFixture.meetings.close();
        meetingFixture.advance(8_000);

        meetingFixture.open(meetingFixture.meetingStore);
        meetingFixture.advance(0);
        ended(id);

        assertThat(meetingFixture.minutes.asked.getLast()).hasSize(1);
        await().until(() -> meetingFixture.ended.size() == 1);
    }

    @Test
    void aMeetingThatWasBeingSummedUpWhenTheProcessDiedIsSummedUpAtTheNextStart() {
        meetingFixture.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        MeetingId id = badge.id();
        await().until(() -> !meetingFixture.minutes.asked.isEmpty());

        meetingFixture.meetings.close();
        assertThat(meetingFixture.meetingStore.stored(id).meeting().lifecycle()).isEqualTo(Meeting.Lifecycle.FINALIZING);
        assertThat(meetingFixture.meetingStore.stored(id).summary()).as("an interrupted summary is none").isEmpty();
        meetingFixture.minutes.gate = new CountDownLatch(0);
        meetingFixture.open(meetingFixture.meetingStore);
        ended(id);

        assertThat(meetingFixture.meetingStore.stored(id).summary()).isPresent();
    }

    @Test
    void aSummaryThatWasKeptBeforeTheProcessDiedIsNotAskedForAgain() {
        badge.say("One.");
        MeetingId id = badge.id();
        meetingFixture.meetings.close();
        Meeting m = meetingFixture.meetingStore.stored(id).meeting();
        meetingFixture.meetingStore
            .put(new Meeting(m.id(), m.title(), Meeting.Lifecycle.FINALIZING, m.devices(), new Meeting.Times(m.startedAt(), Optional.empty(),
            m.lastAt()), 1, false, Optional.empty()));
        meetingFixture.meetingStore.put(id, new Summary(Summary.Content.titled("kept"), Duration.ofSeconds(9), 1, false, Summary.Source.MODEL, "big (big-2)",
            meetingFixture.time.now()), Optional.empty());

        meetingFixture.open(meetingFixture.meetingStore);
        ended(id);

        assertThat(meetingFixture.minutes.asked).isEmpty();
        assertThat(meetingFixture.meetingStore.stored(id).meeting().title()).isEqualTo("kept");
    }

    @Test
    void aDeviceThatComesBackOnlyToFinishFinishesItsMeeting() {
        badge.say("One.");
        MeetingId id = badge.id();
        badge.meetingParticipation.leave();
        badge = meetingFixture.new ConnectionFake(DEVICE, new SessionId("another session"));

        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();

        assertThat(badge.heard(MeetingMessage.FinalizeAck.class)).singleElement().matches(ack -> ack.meeting().equals(id));
        assertThat(badge.summaries()).hasSize(1);
    }

    @Test
    void aDeviceWhoseConnectionBrokeBeforeItHadItsSummaryAsksForItAgain() {
        meetingFixture.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        MeetingId id = badge.id();
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        badge.meetingParticipation.leave();
        badge.there = false;
        badge = meetingFixture.new ConnectionFake(DEVICE, new SessionId("another session"));
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        meetingFixture.minutes.gate.countDown();
        over();
        assertThat(badge.summaries()).singleElement().matches(summary -> !summary.idempotent());
        badge = meetingFixture.new ConnectionFake(DEVICE, new SessionId("a third session"));

        badge.meetingParticipation.finish(EndCause.MESSAGE);

        assertThat(badge.heard(MeetingMessage.FinalizeAck.class)).singleElement().matches(ack -> ack.meeting().equals(id) && ack.startedAt() > 0);
        assertThat(badge.summaries()).singleElement().matches(MeetingMessage.Summary::idempotent);
        assertThat(badge.acts).containsExactly("dismissed");
        assertThat(meetingFixture.minutes.asked).hasSize(1);
        badge.meetingParticipation.begin();
        assertThat(badge.id()).isNotEqualTo(id);
    }

    @Test
    void aConnectionThatReplacesAnotherIsNotSentAwayByTheOldOneLeaving() {
        badge.say("One.");
        MeetingFixture.ConnectionFake newer = meetingFixture.new ConnectionFake(DEVICE, new SessionId("another session"));
        newer.meetingParticipation.begin();
        badge.meetingParticipation.leave();
        newer.say("Two.");
        meetingFixture.advance(7_300);

        assertThat(newer.meetingParticipation.state()).isEqualTo(MeetingParticipation.IntakeState.COLLECTING);
        assertThat(newer.lines()).containsExactly("One.", "Two.");
    }

    @Test
    void interimSummariesSayWhatIsNewAndClearNothing() {
        for (int minute = 0; minute < 25; minute++) {
            badge.say("Minute " + minute + ".");
            meetingFixture.advance(60);
            if (minute == 9 || minute == 19) {
                int wanted = minute / 10 + 1;
                await().until(() -> badge.heard(MeetingMessage.Summary.class).size() == wanted);
            }
        }
        assertThat(badge.heard(MeetingMessage.Summary.class)).allMatch(MeetingMessage.Summary::checkpoint).extracting(MeetingMessage.Summary::segments)
            .containsExactly(10, 10);
        assertThat(meetingFixture.minutes.asked.get(1).getFirst().text()).isEqualTo("Minute 10.");
        assertThat(meetingFixture.meetingStore.stored(badge.id()).checkpoints()).hasSize(2);

        meetingFixture.restart();
        badge = meetingFixture.connect(DEVICE);
        badge.meetingParticipation.begin();
        meetingFixture.advance(600);
        await().until(() -> meetingFixture.minutes.asked.size() == 3);
        assertThat(meetingFixture.minutes.asked.getLast()).as("goes on where the last one ended").extracting(MeetingSentence::text)
            .containsExactly("Minute 20.", "Minute 21.", "Minute 22.", "Minute 23.", "Minute 24.");
        meetingFixture.advance(1_200);
        assertThat(meetingFixture.minutes.asked).as("nothing new, nothing to sum up").hasSize(3);
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();
        assertThat(meetingFixture.minutes.asked.getLast()).hasSize(25);
    }

    @Test
    void twoInterimSummariesNeverRunAtOnceAndAFinalOneEndsThem() {
        meetingFixture.minutes.gate = new CountDownLatch(1);
        badge.say("One.");
        meetingFixture.advance(600);
        await().until(() -> meetingFixture.minutes.asked.size() == 1);
        badge.say("Two.");
        meetingFixture.advance(1_200);
        assertThat(meetingFixture.minutes.asked).hasSize(1);

        meetingFixture.minutes.gate = new CountDownLatch(0);
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        over();

        assertThat(meetingFixture.minutes.checkpoints).containsExactly(true, false);
        assertThat(badge.heard(MeetingMessage.Summary.class)).singleElement().matches(summary -> !summary.checkpoint());
    }

    private void over() {
        await().until(() -> badge.meetingParticipation.state() == MeetingParticipation.IntakeState.ENDED && badge.acts.contains("dismissed"));
    }

    private void ended(MeetingId id) {
        await().until(
            () -> meetingFixture.meetingStore.stored(id).meeting().lifecycle() == Meeting.Lifecycle.ENDED && meetingFixture.meetings.running().get().isEmpty());
    }
}
