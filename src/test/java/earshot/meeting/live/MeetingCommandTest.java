package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.watch.Watch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Commands about meetings from the console.
class MeetingCommandTest {
    private final MeetingFixture meetingFixture = new MeetingFixture();
    private final MeetingFixture.ConnectionFake badge = meetingFixture.connect(new DeviceId("a0:b1:c2:00:00:01"));
    private final MeetingFixture.ConnectionFake second = meetingFixture.connect(new DeviceId("a0:b1:c2:00:00:02"));

    @Test
    @DisplayName("U21: a meeting is started without touching the device, and another device is added")
    void aMeetingIsStartedWithoutTouchingTheDevice() {
        MeetingId id = new MeetingId(done(new MeetingCommand.Start(List.of(badge.device), " Weekly ")).value());
        assertThat(badge.acts).containsExactly("called");
        assertThat(badge.id()).isEqualTo(id).isEqualTo(MeetingId.of(badge.session));
        done(new MeetingCommand.AddDevice(id, second.device));
        assertThat(second.id()).isEqualTo(id);
        badge.say("One.");
        second.say("Two.");

        done(new MeetingCommand.Finish(id));

        MeetingTranscript kept = meetingFixture.meetingStore.stored(id);
        assertThat(kept.meeting()).extracting(Meeting::title, Meeting::lifecycle, Meeting::segments).containsExactly("Weekly", Meeting.Lifecycle.ENDED, 2);
        assertThat(kept.meeting().devices()).containsExactly(badge.device, second.device);
        await().until(() -> badge.acts.contains("dismissed") && second.acts.contains("dismissed"));
        assertThat(done(new MeetingCommand.Finish(id))).as("done already").isEqualTo(id);
    }

    @Test
    void aDeviceThatLostItsConnectionIsAwaitedAndTakenBack() {
        MeetingId id = new MeetingId(done(new MeetingCommand.Start(List.of(badge.device, second.device), "")).value());
        assertThat(second.meetingParticipation.awaited()).as("it takes part").isFalse();
        second.meetingParticipation.leave();
        MeetingFixture.ConnectionFake back = meetingFixture.connect(second.device);
        assertThat(back.meetingParticipation.awaited()).isTrue();
        assertThat(badge.meetingParticipation.awaited()).isFalse();
        done(new MeetingCommand.AddDevice(id, second.device));
        assertThat(back.acts).containsExactly("called");
        assertThat(back.id()).isEqualTo(id);
        assertThat(back.meetingParticipation.awaited()).isFalse();
        assertThat(refused(new MeetingCommand.AddDevice(id, second.device))).isEqualTo(ProblemCode.MEETING_BUSY);
        back.meetingParticipation.leave();
        MeetingFixture.ConnectionFake later = meetingFixture.connect(second.device);
        done(new MeetingCommand.Finish(id));
        assertThat(later.meetingParticipation.awaited()).as("nobody waits any more").isFalse();
    }

    @Test
    void whatCannotBeDoneSaysWhy() {
        MeetingId id = new MeetingId(done(new MeetingCommand.Start(List.of(badge.device), "")).value());

        assertThat(refused(new MeetingCommand.Start(List.of(), ""))).isEqualTo(ProblemCode.DEVICE_ABSENT);
        assertThat(refused(new MeetingCommand.Start(List.of(new DeviceId("nobody")), ""))).isEqualTo(ProblemCode.DEVICE_ABSENT);
        assertThat(refused(new MeetingCommand.Start(List.of(second.device, badge.device), ""))).isEqualTo(ProblemCode.MEETING_BUSY);
        assertThat(refused(new MeetingCommand.AddDevice(id, badge.device))).isEqualTo(ProblemCode.MEETING_BUSY);
        assertThat(refused(new MeetingCommand.MoveToTrash(id))).isEqualTo(ProblemCode.MEETING_RUNNING);
        assertThat(refused(new MeetingCommand.Resummarize(id))).isEqualTo(ProblemCode.MEETING_RUNNING);
        assertThat(refused(new MeetingCommand.EditSentence(id, 7, "x"))).isEqualTo(ProblemCode.MEETING_SENTENCE_UNKNOWN);
        assertThat(refused(new MeetingCommand.Rename(new MeetingId("none"), "x"))).isEqualTo(ProblemCode.MEETING_UNKNOWN);
        done(new MeetingCommand.Finish(id));
        assertThat(refused(new MeetingCommand.AddDevice(id, second.device))).isEqualTo(ProblemCode.MEETING_OVER);
        assertThat(refused(new MeetingCommand.AddBookmark(id, Optional.empty(), meetingFixture.time.now(), "x"))).isEqualTo(ProblemCode.MEETING_OVER);
        assertThat(refused(new MeetingCommand.EditSentence(id, 7, "x"))).isEqualTo(ProblemCode.MEETING_SENTENCE_UNKNOWN);
        assertThat(refused(new MeetingCommand.DeletePermanently(id))).isEqualTo(ProblemCode.MEETING_NOT_IN_TRASH);
        assertThat(second.meetingParticipation.meeting()).isEmpty();
    }

    @Test
    @DisplayName("U22: titles, names, words and marks are changed while a meeting runs, and the original is kept")
    void aRunningMeetingIsEdited() {
        badge.say("S1", "One.");
        MeetingId id = badge.id();
        edits(id);
    }

    @Test
    @DisplayName("U22: a mark stands at the moment at which somebody thought of it, never outside the meeting")
    void aMarkHasTheMomentOfItsThought() {
        badge.say("S1", "One.");
        MeetingId id = badge.id();
        Instant begin = meetingFixture.meetingStore.stored(id).meeting().startedAt();
        meetingFixture.time.advance(Duration.ofSeconds(20));
        Instant thought = meetingFixture.time.now();
        meetingFixture.time.advance(Duration.ofSeconds(9));
        done(new MeetingCommand.AddBookmark(id, Optional.empty(), thought, "named later"));
        done(new MeetingCommand.AddBookmark(id, Optional.empty(), begin.minusSeconds(60), "before"));
        done(new MeetingCommand.AddBookmark(id, Optional.empty(), thought.plusSeconds(600), "after"));
        assertThat(meetingFixture.meetingStore.stored(id).marks()).extracting(Bookmark::at).containsExactlyInAnyOrder(thought, begin,
            meetingFixture.time.now());
    }

    @Test
    @DisplayName("U22: the same when it is over")
    void anEndedMeetingIsEdited() {
        badge.say("S1", "One.");
        MeetingId id = badge.id();
        done(new MeetingCommand.Finish(id));
        edits(id);
        assertThat(meetingFixture.changed).isNotEmpty();
        done(new MeetingCommand.Rename(id, ""));
        assertThat(meetingFixture.meetingStore.stored(id).meeting().title()).as("that of the summary").isEqualTo("summary 1");
    }

    private void edits(MeetingId id) {
        Watch<MeetingTranscript> watch = meetingFixture.meetings.open(id).join();
        done(new MeetingCommand.Rename(id, "Named"));
        done(new MeetingCommand.NameSpeaker(id, "S1", "Ann"));
        done(new MeetingCommand.EditSentence(id, 0, "Won."));
        done(new MeetingCommand.AddBookmark(id, Optional.of(0L), meetingFixture.time.now(), "here"));
        done(new MeetingCommand.AddBookmark(id, Optional.of(0L), meetingFixture.time.now(), "there"));
        done(new MeetingCommand.RemoveBookmark(id, 1));
        for (MeetingTranscript now : List.of(meetingFixture.meetingStore.stored(id), watch.get())) {
            assertThat(now.meeting().title()).isEqualTo("Named");
            assertThat(now.speakerName("S1")).isEqualTo("Ann");
            assertThat(now.sentences().getFirst()).extracting(MeetingSentence::text, MeetingSentence::original).containsExactly("Won.", Optional.of("One."));
            assertThat(now.marks()).extracting(Bookmark::label).containsExactly("there");
        }
        done(new MeetingCommand.EditSentence(id, 0, "Two."));
        assertThat(watch.get().sentences().getFirst().original()).as("the first original").contains("One.");
        done(new MeetingCommand.EditSentence(id, 0, ""));
        assertThat(watch.get().sentences().getFirst()).extracting(MeetingSentence::text, MeetingSentence::original).containsExactly("One.", Optional.empty());
        assertThat(meetingFixture.meetings.meetings().get().getFirst().title()).isEqualTo("Named");
    }

    @Test
    void theTrashGivesBackForThirtyDays() {
        badge.say("One.");
        MeetingId id = badge.id();
        done(new MeetingCommand.Finish(id));
        done(new MeetingCommand.MoveToTrash(id));
        assertThat(meetingFixture.meetings.meetings().get().getFirst().trashedAt()).contains(meetingFixture.time.now());
        done(new MeetingCommand.Restore(id));
        assertThat(meetingFixture.meetingStore.stored(id).meeting().trashedAt()).isEmpty();
        done(new MeetingCommand.MoveToTrash(id));
        meetingFixture.meetings.close();
        meetingFixture.time.advance(Meeting.TRASH.minusHours(2));
        meetingFixture.open(meetingFixture.meetingStore);
        assertThat(meetingFixture.meetings.meetings().get()).hasSize(1);

        meetingFixture.advance(3 * 3_600);

        assertThat(meetingFixture.meetings.meetings().get()).isEmpty();
        assertThat(meetingFixture.meetingStore.meetings().join()).isEmpty();
    }

    @Test
    void aMeetingIsErasedFromTheTrash() {
        badge.say("One.");
        MeetingId id = badge.id();
        done(new MeetingCommand.Finish(id));
        done(new MeetingCommand.MoveToTrash(id));
        done(new MeetingCommand.DeletePermanently(id));
        assertThat(refused(new MeetingCommand.Restore(id))).isEqualTo(ProblemCode.MEETING_UNKNOWN);
    }

    @Test
    void aMeetingIsSummedUpAgain() {
        badge.say("One.");
        MeetingId id = badge.id();
        done(new MeetingCommand.Finish(id));
        meetingFixture.advance(60);
        done(new MeetingCommand.Resummarize(id));

        MeetingTranscript kept = meetingFixture.meetingStore.stored(id);
        assertThat(kept.summary().orElseThrow().title()).isEqualTo("summary 2");
        assertThat(kept.meeting().title()).isEqualTo("summary 2");
        assertThat(meetingFixture.ended).as("nobody is told twice").hasSize(1);
    }

    @Test
    void soundIsForgotten() {
        badge.meetingParticipation.begin();
        badge.meetingParticipation.addRecognized(new RecognizedSentence("One.", Optional.empty(), meetingFixture.time.now(),
            Optional.of(new MeetingSentence.Span(java.time.Duration.ZERO, java.time.Duration.ofSeconds(1)))));
        MeetingId id = badge.id();
        assertThat(meetingFixture.meetings.perform(new MeetingCommand.DeleteRecordings(Optional.empty())).join()).isEmpty();
        assertThat(meetingFixture.meetingStore.stored(id).meeting().recorded()).isFalse();
    }

    private MeetingId done(MeetingCommand act) {
        return meetingFixture.meetings.perform(act).join().orElseThrow();
    }

    private ProblemCode refused(MeetingCommand act) {
        Throwable failure = meetingFixture.meetings.perform(act).handle((_, why) -> why).join();
        return ((ProblemException) (failure instanceof ProblemException ? failure : failure.getCause())).problem().code();
    }
}
