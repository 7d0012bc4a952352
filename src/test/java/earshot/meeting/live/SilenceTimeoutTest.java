package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingEndSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A forgotten meeting asks and ends.
class SilenceTimeoutTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MeetingFixture meetingFixture = new MeetingFixture();
    private final MeetingFixture.ConnectionFake badge = meetingFixture.connect(new DeviceId("a0:b1:c2:00:00:01"));

    @BeforeEach
    void twentyMinutes() {
        meetingFixture.endAfterSilence(MeetingEndSettings.SECTION.defaults().silenceLimit());
        badge.say("One.");
    }

    @Test
    void peopleAreAskedFiveMinutesBeforeAndTheTranscriptSaysWhyItEnded() {
        Instant said = meetingFixture.time.now();
        advance(14);
        assertThat(badge.acts).isEmpty();
        assertThat(end()).isEmpty();

        advance(1);
        assertThat(badge.acts).containsExactly("asked 5");
        assertThat(end()).contains(said.plus(MINUTE.multipliedBy(20)).truncatedTo(ChronoUnit.MILLIS));
        assertThat(meetingFixture.problems).extracting(Problem::code).containsExactly(ProblemCode.MEETING_SILENT);

        advance(5);
        Meeting ended = ended();
        assertThat(ended.times().cause()).contains(Meeting.EndCause.SILENCE);
        assertThat(ended.endedAt()).as("nobody was there after the last sentence").contains(ended.lastAt());
        assertThat(meetingFixture.problems).as("nothing is left to do").isEmpty();
        assertThat(badge.acts).containsExactly("asked 5", "last words", "dismissed");
    }

    @Test
    void aSentenceOrAPersonStartsTheTimeOver() throws Exception {
        advance(16);
        badge.say("Two.");
        assertThat(end()).isEmpty();
        assertThat(meetingFixture.problems).isEmpty();
        advance(16);
        assertThat(badge.acts).containsExactly("asked 5", "asked 5");
        meetingFixture.meetings.perform(new MeetingCommand.KeepGoing(badge.id())).get();
        assertThat(end()).isEmpty();
        advance(14);
        assertThat(running()).isTrue();
        advance(6);
        ended();
    }

    @Test
    void aMeetingThatWaitsForItsDevicesIsNotForgotten() {
        advance(16);
        badge.meetingParticipation.leave();
        assertThat(meetingFixture.problems).isEmpty();
        advance(60);
        assertThat(running()).isTrue();
    }

    @Test
    void soundThatWaitsToBecomeTextIsNoSilence() {
        badge.pending = Duration.ofSeconds(3);
        advance(30);
        assertThat(running()).isTrue();
        badge.pending = Duration.ZERO;
        advance(1);
        ended();
    }

    @Test
    void aSentenceThatIsBeingSpokenIsNoSilenceButEndlessNoiseIs() {
        advance(19);
        badge.speaking = true;
        advance(2);
        assertThat(running()).isTrue();
        badge.say("Just in time.");
        advance(19);
        assertThat(running()).isTrue();
        advance(5);
        ended();
    }

    @Test
    void anotherLimitHoldsWithinAMinuteAndZeroNeverEnds() {
        meetingFixture.endAfterSilence(Duration.ZERO);
        advance(300);
        assertThat(running()).isTrue();
        assertThat(badge.acts).isEmpty();
        meetingFixture.endAfterSilence(MINUTE.multipliedBy(301));
        advance(1);
        ended();
    }

    @Test
    void aShortLimitAsksHalfWay() {
        meetingFixture.endAfterSilence(MINUTE.multipliedBy(4));
        advance(2);
        assertThat(badge.acts).containsExactly("asked 2");
        advance(2);
        ended();
    }

    private Optional<Instant> end() {
        return meetingFixture.meetings.running().get().getFirst().due().end();
    }

    private boolean running() {
        return badge.meetingParticipation.state() == MeetingParticipation.IntakeState.COLLECTING;
    }

    private void advance(int minutes) {
        for (int i = 0; i < minutes; i++) {
            meetingFixture.time.advance(MINUTE);
        }
    }

    private Meeting ended() {
        MeetingId id = badge.id();
        await().until(() -> meetingFixture.meetings.running().get().isEmpty());
        return meetingFixture.meetingStore.stored(id).meeting();
    }
}
