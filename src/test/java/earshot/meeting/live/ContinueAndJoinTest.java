package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.id.SessionId;
import earshot.meeting.Meeting;
import earshot.meeting.Meeting.EndCause;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import org.junit.jupiter.api.Test;

/// An ended meeting goes on, and two become one.
class ContinueAndJoinTest {
    private static final DeviceId DEVICE = new DeviceId("a0:b1:c2:00:00:01");
    private static final DeviceId OTHER = new DeviceId("d0:e1:f2:00:00:02");

    private final MeetingFixture meetingFixture = new MeetingFixture();
    private final MeetingFixture.ConnectionFake badge = meetingFixture.connect(DEVICE);

    @Test
    void anEndedMeetingGoesOnBehindAPauseAndItsSummaryIsWrittenAnew() throws Exception {
        MeetingId id = held(badge, "One.");
        Instant ended = stored(id).meeting().endedAt().orElseThrow();
        meetingFixture.advance(3_600);

        meetingFixture.meetings.perform(new MeetingCommand.Continue(id)).get();

        assertThat(badge.acts).endsWith("called");
        assertThat(badge.id()).isEqualTo(id);
        assertThat(stored(id).summary()).isEmpty();
        assertThat(stored(id).checkpoints()).extracting(Summary::title).containsExactly("summary 1");
        assertThat(meetingFixture.changed).as("its files are brought up to date").extracting(one -> one.meeting().running()).endsWith(true);
        badge.say("Two.");
        meetingFixture.advance(60);
        badge.meetingParticipation.finish(EndCause.PHRASE);
        await().until(() -> meetingFixture.ended.size() == 2);

        MeetingTranscript whole = stored(id);
        assertThat(whole.countedSentences()).extracting(MeetingSentence::text).containsExactly("One.", "Two.");
        assertThat(whole.meeting().pauses()).singleElement().satisfies(pause -> {
            assertThat(pause.from()).isEqualTo(ended);
            assertThat(Duration.between(pause.from(), pause.to())).isEqualTo(Duration.ofHours(1));
            assertThat(pause.cause()).contains(EndCause.MESSAGE);
        });
        assertThat(whole.meeting().times().cause()).contains(EndCause.PHRASE);
        assertThat(meetingFixture.minutes.asked.getLast()).extracting(MeetingSentence::text).containsExactly("One.", "Two.");
        assertThat(whole.summary().orElseThrow().title()).isEqualTo("summary 2");
        assertThat(whole.meeting().title()).as("no person gave the first one").isEqualTo("summary 2");
        assertThat(whole.summary().orElseThrow().duration()).as("without the pause").isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void aMeetingThatGoesOnWaitsForADeviceThatIsAsleepAlsoAfterARestart() throws Exception {
        MeetingId id = held(badge, "One.");
        badge.meetingParticipation.leave();
        meetingFixture.advance(86_400);
        meetingFixture.meetings.perform(new MeetingCommand.Continue(id)).get();
        meetingFixture.restart();
        meetingFixture.advance(600);

        MeetingFixture.ConnectionFake back = meetingFixture.new ConnectionFake(DEVICE, new SessionId("another session"));
        back.meetingParticipation.begin();
        back.say("Two.");

        assertThat(back.id()).isEqualTo(id);
        assertThat(meetingFixture.meetingStore.texts(id)).containsExactly("One.", "Two.");
    }

    @Test
    void aMeetingWhoseDeviceIsInAnotherDoesNotGoOnAndNoneGoesOnTwice() throws Exception {
        MeetingId id = held(badge, "One.");
        badge.meetingParticipation.begin();
        assertThatThrownBy(() -> meetingFixture.meetings.perform(new MeetingCommand.Continue(id)).get()).hasMessageContaining(DEVICE.value());
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        await().until(() -> meetingFixture.meetings.running().get().isEmpty());
        meetingFixture.meetings.perform(new MeetingCommand.Continue(id)).get();
        assertThatThrownBy(() -> meetingFixture.meetings.perform(new MeetingCommand.Continue(id)).get()).hasMessageContaining(id.value());
        assertThat(stored(id).meeting().pauses()).hasSize(1);
    }

    @Test
    void twoMeetingsBecomeOneInTheOrderOfTheirSentencesAndStayInTheTrash() throws Exception {
        MeetingFixture.ConnectionFake second = meetingFixture.connect(OTHER);
        badge.say("S1", "Everybody is here now.");
        meetingFixture.advance(5);
        second.say("S1", "Everybody is here now.");
        meetingFixture.advance(5);
        second.say("S1", "Then we begin.");
        meetingFixture.advance(5);
        badge.say("S1", "Good.");
        MeetingId one = badge.id();
        MeetingId other = second.id();
        meetingFixture.meetings.perform(new MeetingCommand.NameSpeaker(one, "S1", "Anna")).get();
        meetingFixture.meetings.perform(new MeetingCommand.AddBookmark(other, Optional.of(1L), meetingFixture.time.now(), "start")).get();
        second.meetingParticipation.addRecognized(new RecognizedSentence("With sound.", Optional.empty(), meetingFixture.time.now(),
            Optional.of(new MeetingSentence.Span(Duration.ofSeconds(7), Duration.ofSeconds(2)))));
        second.meetingParticipation.finish(EndCause.MESSAGE);
        badge.meetingParticipation.finish(EndCause.CONSOLE);
        await().until(() -> meetingFixture.ended.size() == 2);

        MeetingId joined = meetingFixture.meetings.perform(new MeetingCommand.Join(other, one)).get().orElseThrow();
        await().until(() -> meetingFixture.ended.size() == 3);

        MeetingTranscript whole = stored(joined);
        assertThat(whole.countedSentences()).extracting(MeetingSentence::text).containsExactly("Everybody is here now.", "Then we begin.", "Good.",
            "With sound.");
        assertThat(whole.countedSentences()).extracting(MeetingSentence::at).isSorted();
        assertThat(whole.sentences()).as("heard twice, counted once").hasSize(5);
        assertThat(whole.countedSentences()).extracting(sentence -> whole.speakerName(sentence.speaker())).containsExactly("Anna", "S1-2", "Anna",
            OTHER.value());
        assertThat(whole.marks()).singleElement().satisfies(mark -> assertThat(mark.label()).isEqualTo("start"));
        assertThat(whole.countedSentences().getLast().recordingSpan())
            .contains(new MeetingSentence.Span(MeetingFixture.RECORDED.plusSeconds(7), Duration.ofSeconds(2)));
        assertThat(whole.meeting().lifecycle()).isEqualTo(Meeting.Lifecycle.ENDED);
        assertThat(whole.meeting().devices()).containsExactly(DEVICE, OTHER);
        assertThat(whole.summary().orElseThrow().segments()).isEqualTo(4);
        assertThat(stored(one).meeting().trashedAt()).isPresent();
        assertThat(stored(other).meeting().trashedAt()).isPresent();
        assertThat(stored(one).countedSentences()).as("as they were").hasSize(2);
    }

    @Test
    void aJoinIsUndoneAlsoAfterARestartUntilOneOfTheTwoIsGone() throws Exception {
        MeetingId one = held(badge, "One.");
        meetingFixture.advance(600);
        MeetingId other = held(badge, "Two.");
        assertThatThrownBy(() -> meetingFixture.meetings.perform(new MeetingCommand.Separate(one)).get()).hasMessageContaining(one.value());
        MeetingId joined = meetingFixture.meetings.perform(new MeetingCommand.Join(other, one)).get().orElseThrow();
        await().until(() -> meetingFixture.ended.size() == 3);
        assertThat(meetingFixture.ended.getLast().parts()).containsExactly(one, other);
        meetingFixture.restart();

        assertThat(meetingFixture.meetings.perform(new MeetingCommand.Separate(joined)).get()).contains(one);
        assertThat(List.of(one, other)).allMatch(id -> stored(id).meeting().trashedAt().isEmpty());
        assertThat(stored(joined).meeting().trashedAt()).as("what was changed in it is not lost").isPresent();

        meetingFixture.meetings.perform(new MeetingCommand.Restore(joined)).get();
        meetingFixture.meetings.perform(new MeetingCommand.MoveToTrash(one)).get();
        meetingFixture.meetings.perform(new MeetingCommand.MoveToTrash(other)).get();
        meetingFixture.meetings.perform(new MeetingCommand.DeletePermanently(other)).get();
        assertThatThrownBy(() -> meetingFixture.meetings.perform(new MeetingCommand.Separate(joined)).get()).hasMessageContaining(other.value());
        assertThat(stored(one).meeting().trashedAt()).as("all or nothing").isPresent();
    }

    @Test
    void aMeetingIsNotJoinedWithItselfAndTheTimeBetweenTwoIsAPause() throws Exception {
        MeetingId one = held(badge, "One.");
        meetingFixture.advance(600);
        MeetingId other = held(badge, "One.");
        assertThatThrownBy(() -> meetingFixture.meetings.perform(new MeetingCommand.Join(one, one)).get()).hasMessageContaining("itself");

        MeetingId joined = meetingFixture.meetings.perform(new MeetingCommand.Join(one, other)).get().orElseThrow();
        await().until(() -> meetingFixture.ended.size() == 3);

        assertThat(meetingFixture.meetingStore.texts(joined)).as("said again ten minutes later").containsExactly("One.", "One.");
        assertThat(stored(joined).meeting().pauses()).singleElement()
            .matches(pause -> Duration.between(pause.from(), pause.to()).equals(Duration.ofMinutes(10)));
    }

    @Test
    void aMeetingThatIsTakenOutOfTheTrashOrGoesOnIsNotDeletedByWhatWaited() throws Exception {
        MeetingId one = held(badge, "One.");
        MeetingId other = held(badge, "Two.");
        for (MeetingId id : List.of(one, other)) {
            meetingFixture.meetings.perform(new MeetingCommand.MoveToTrash(id)).get();
        }
        meetingFixture.meetingStore.hold();
        CompletableFuture<?> back = meetingFixture.meetings.perform(new MeetingCommand.Restore(one));
        CompletableFuture<?> deletion = meetingFixture.meetings.perform(new MeetingCommand.DeletePermanently(one));
        CompletableFuture<?> goesOn = meetingFixture.meetings.perform(new MeetingCommand.Continue(other));
        CompletableFuture<?> second = meetingFixture.meetings.perform(new MeetingCommand.DeletePermanently(other));
        meetingFixture.meetingStore.release();
        CompletableFuture.allOf(back, goesOn).get(30, TimeUnit.SECONDS);

        assertThat(deletion).failsWithin(Duration.ofSeconds(30));
        assertThat(second).failsWithin(Duration.ofSeconds(30));
        assertThat(meetingFixture.meetingStore.texts(one)).containsExactly("One.");
        assertThat(meetingFixture.meetingStore.texts(other)).containsExactly("Two.");
    }

    private MeetingTranscript stored(MeetingId id) {
        return meetingFixture.meetingStore.stored(id);
    }

    private MeetingId held(MeetingFixture.ConnectionFake connection, String sentence) {
        int before = meetingFixture.ended.size();
        connection.meetingParticipation.begin();
        connection.say(sentence);
        MeetingId id = connection.id();
        meetingFixture.advance(60);
        connection.meetingParticipation.finish(EndCause.MESSAGE);
        await().until(() -> meetingFixture.ended.size() == before + 1);
        return id;
    }
}
