package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting.EndCause;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSentence.Span;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.soundfile.SoundFileSentence;
import org.junit.jupiter.api.Test;

/// The kept sound of a meeting becomes another text.
class RetranscribedMeetingTest {
    private static final DeviceId DEVICE = new DeviceId("a0:b1:c2:00:00:01");

    private final MeetingFixture meetingFixture = new MeetingFixture();
    private final MeetingFixture.ConnectionFake badge = meetingFixture.connect(DEVICE);

    @Test
    void whatWasRecordedIsHeardAnewWithItsTimesAndWhatWasNotStays() throws Exception {
        Instant start = meetingFixture.time.now();
        badge.meetingParticipation.begin();
        said("misheard one", start, 0, 4);
        badge.say("A snippet of the device.");
        // the device slept for ten minutes, which no recording has
        meetingFixture.advance(600);
        said("misheard two", start.plusSeconds(600), 4, 3);
        MeetingId id = badge.id();
        badge.meetingParticipation.finish(EndCause.MESSAGE);
        await().until(() -> meetingFixture.ended.size() == 1);
        meetingFixture.meetings.perform(new MeetingCommand.EditSentence(id, 1, "An edited snippet.")).get();

        meetingFixture.meetings
            .addVersion(id, "better", Map.of(DEVICE, List.of(heard("What was said.", 1, 2), heard("Later.", 4, 1), heard("At the end.", 6, 1)))).get();

        MeetingTranscript now = meetingFixture.meetingStore.stored(id);
        assertThat(now.countedSentences()).extracting(MeetingSentence::text).containsExactly("An edited snippet.", "What was said.", "Later.", "At the end.");
        assertThat(now.countedSentences()).extracting(sentence -> Duration.between(start, sentence.at()).toSeconds()).containsExactly(0L, 1L, 600L, 602L);
        assertThat(now.countedSentences().getFirst().original()).contains("A snippet of the device.");
        assertThat(now.countedSentences().getLast().recordingSpan()).contains(new Span(Duration.ofSeconds(6), Duration.ofSeconds(1)));
        assertThat(meetingFixture.changed).as("its files are brought up to date").isNotEmpty();

        meetingFixture.meetings.perform(new MeetingCommand.Continue(id)).get();
        assertThatThrownBy(() -> meetingFixture.meetings.addVersion(id, "better", Map.of()).get()).as("it went on meanwhile").hasMessageContaining(id.value());
    }

    private void said(String text, Instant at, long from, long length) {
        badge.meetingParticipation
            .addRecognized(new RecognizedSentence(text, Optional.empty(), at, Optional.of(new Span(Duration.ofSeconds(from), Duration.ofSeconds(length)))));
    }

    private static SoundFileSentence heard(String text, long begin, long length) {
        return new SoundFileSentence(Duration.ofSeconds(begin), Duration.ofSeconds(length), text, Optional.empty(), Optional.empty());
    }
}
