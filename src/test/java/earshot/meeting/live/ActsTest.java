package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.meeting.Mark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingAct;
import earshot.meeting.Segment;
import earshot.meeting.Transcript;
import earshot.problem.Code;
import earshot.problem.ProblemException;
import earshot.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Commands about meetings from the console.
class ActsTest {
    private final Room room = new Room();
    private final Room.Guest badge = room.guest("a0:b1:c2:00:00:01");
    private final Room.Guest second = room.guest("a0:b1:c2:00:00:02");

    @Test
    @DisplayName("U21: a meeting is started without touching the device, and another device is added")
    void aMeetingIsStartedWithoutTouchingTheDevice() {
        String id = done(new MeetingAct.Start(List.of(badge.device), " Weekly "));
        assertThat(badge.acts).containsExactly("called");
        assertThat(badge.id()).isEqualTo(id).isEqualTo(badge.session);
        done(new MeetingAct.Add(id, second.device));
        assertThat(second.id()).isEqualTo(id);
        badge.say("One.");
        second.say("Two.");

        done(new MeetingAct.Finish(id));

        Transcript kept = room.book.kept(id);
        assertThat(kept.meeting()).extracting(Meeting::title, Meeting::state, Meeting::segments).containsExactly("Weekly", Meeting.State.ENDED, 2);
        assertThat(kept.meeting().devices()).containsExactly(badge.device, second.device);
        await().until(() -> badge.acts.contains("dismissed") && second.acts.contains("dismissed"));
        assertThat(done(new MeetingAct.Finish(id))).as("done already").isEqualTo(id);
    }

    @Test
    void whatCannotBeDoneSaysWhy() {
        String id = done(new MeetingAct.Start(List.of(badge.device), ""));

        assertThat(refused(new MeetingAct.Start(List.of(), ""))).isEqualTo(Code.DEVICE_ABSENT);
        assertThat(refused(new MeetingAct.Start(List.of("nobody"), ""))).isEqualTo(Code.DEVICE_ABSENT);
        assertThat(refused(new MeetingAct.Start(List.of(second.device, badge.device), ""))).isEqualTo(Code.MEETING_BUSY);
        assertThat(refused(new MeetingAct.Add(id, badge.device))).isEqualTo(Code.MEETING_BUSY);
        assertThat(refused(new MeetingAct.Discard(id))).isEqualTo(Code.MEETING_RUNNING);
        assertThat(refused(new MeetingAct.SumUpAgain(id))).isEqualTo(Code.MEETING_RUNNING);
        assertThat(refused(new MeetingAct.EditSegment(id, 7, "x"))).isEqualTo(Code.MEETING_SENTENCE);
        assertThat(refused(new MeetingAct.Rename("none", "x"))).isEqualTo(Code.MEETING_UNKNOWN);
        done(new MeetingAct.Finish(id));
        assertThat(refused(new MeetingAct.Add(id, second.device))).isEqualTo(Code.MEETING_OVER);
        assertThat(refused(new MeetingAct.Put(id, Optional.empty(), room.time.now(), "x"))).isEqualTo(Code.MEETING_OVER);
        assertThat(refused(new MeetingAct.EditSegment(id, 7, "x"))).isEqualTo(Code.MEETING_SENTENCE);
        assertThat(refused(new MeetingAct.Erase(id))).isEqualTo(Code.MEETING_KEPT);
        assertThat(second.seat.meeting()).isEmpty();
    }

    @Test
    @DisplayName("U22: titles, names, words and marks are changed while a meeting runs, and the original is kept")
    void aRunningMeetingIsEdited() {
        badge.say("S1", "One.");
        String id = badge.id();
        edits(id);
    }

    @Test
    @DisplayName("U22: a mark stands at the moment at which somebody thought of it, never outside the meeting")
    void aMarkHasTheMomentOfItsThought() {
        badge.say("S1", "One.");
        String id = badge.id();
        Instant begin = room.book.kept(id).meeting().startedAt();
        room.time.advance(Duration.ofSeconds(20));
        Instant thought = room.time.now();
        room.time.advance(Duration.ofSeconds(9));
        done(new MeetingAct.Put(id, Optional.empty(), thought, "named later"));
        done(new MeetingAct.Put(id, Optional.empty(), begin.minusSeconds(60), "before"));
        done(new MeetingAct.Put(id, Optional.empty(), thought.plusSeconds(600), "after"));
        assertThat(room.book.kept(id).marks()).extracting(Mark::at).containsExactlyInAnyOrder(thought, begin, room.time.now());
    }

    @Test
    @DisplayName("U22: the same when it is over")
    void anEndedMeetingIsEdited() {
        badge.say("S1", "One.");
        String id = badge.id();
        done(new MeetingAct.Finish(id));
        edits(id);
        assertThat(room.changed).isNotEmpty();
        done(new MeetingAct.Rename(id, ""));
        assertThat(room.book.kept(id).meeting().title()).as("that of the summary").isEqualTo("summary 1");
    }

    private void edits(String id) {
        Watch<Transcript> watch = room.meetings.open(id).join();
        done(new MeetingAct.Rename(id, "Named"));
        done(new MeetingAct.NameSpeaker(id, "S1", "Ann"));
        done(new MeetingAct.EditSegment(id, 0, "Won."));
        done(new MeetingAct.Put(id, Optional.of(0L), room.time.now(), "here"));
        done(new MeetingAct.Put(id, Optional.of(0L), room.time.now(), "there"));
        done(new MeetingAct.Unmark(id, 1));
        for (Transcript now : List.of(room.book.kept(id), watch.get())) {
            assertThat(now.meeting().title()).isEqualTo("Named");
            assertThat(now.name("S1")).isEqualTo("Ann");
            assertThat(now.segments().getFirst()).extracting(Segment::text, Segment::original).containsExactly("Won.", Optional.of("One."));
            assertThat(now.marks()).extracting(Mark::label).containsExactly("there");
        }
        done(new MeetingAct.EditSegment(id, 0, "Two."));
        assertThat(watch.get().segments().getFirst().original()).as("the first original").contains("One.");
        done(new MeetingAct.EditSegment(id, 0, ""));
        assertThat(watch.get().segments().getFirst()).extracting(Segment::text, Segment::original).containsExactly("One.", Optional.empty());
        assertThat(room.meetings.meetings().get().getFirst().title()).isEqualTo("Named");
    }

    @Test
    void theTrashGivesBackForThirtyDays() {
        badge.say("One.");
        String id = badge.id();
        done(new MeetingAct.Finish(id));
        done(new MeetingAct.Discard(id));
        assertThat(room.meetings.meetings().get().getFirst().trashedAt()).contains(room.time.now());
        done(new MeetingAct.Restore(id));
        assertThat(room.book.kept(id).meeting().trashedAt()).isEmpty();
        done(new MeetingAct.Discard(id));
        room.meetings.close();
        room.time.advance(Meeting.TRASH.minusHours(2));
        room.open(room.book);
        assertThat(room.meetings.meetings().get()).hasSize(1);

        room.advance(3 * 3_600);

        assertThat(room.meetings.meetings().get()).isEmpty();
        assertThat(room.book.meetings().join()).isEmpty();
    }

    @Test
    void aMeetingIsErasedFromTheTrash() {
        badge.say("One.");
        String id = badge.id();
        done(new MeetingAct.Finish(id));
        done(new MeetingAct.Discard(id));
        done(new MeetingAct.Erase(id));
        assertThat(refused(new MeetingAct.Restore(id))).isEqualTo(Code.MEETING_UNKNOWN);
    }

    @Test
    void aMeetingIsSummedUpAgain() {
        badge.say("One.");
        String id = badge.id();
        done(new MeetingAct.Finish(id));
        room.advance(60);
        done(new MeetingAct.SumUpAgain(id));

        Transcript kept = room.book.kept(id);
        assertThat(kept.summary().orElseThrow().title()).isEqualTo("summary 2");
        assertThat(kept.meeting().title()).isEqualTo("summary 2");
        assertThat(room.ended).as("nobody is told twice").hasSize(1);
    }

    @Test
    void soundIsForgotten() {
        badge.seat.begin();
        badge.seat.heard("One.", room.time.now(), Optional.of(new Segment.Span(java.time.Duration.ZERO, java.time.Duration.ofSeconds(1))));
        String id = badge.id();
        done(new MeetingAct.ForgetSounds(Optional.empty()));
        assertThat(room.book.kept(id).meeting().sounds()).isFalse();
    }

    private String done(MeetingAct act) {
        return room.meetings.perform(act).join();
    }

    private Code refused(MeetingAct act) {
        Throwable failure = room.meetings.perform(act).handle((_, why) -> why).join();
        return ((ProblemException) (failure instanceof ProblemException ? failure : failure.getCause())).problem().code();
    }
}
