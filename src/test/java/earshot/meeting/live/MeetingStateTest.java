package earshot.meeting.live;

import static earshot.meeting.MeetingSamples.NINE;
import static earshot.meeting.MeetingSamples.said;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSamples;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import org.junit.jupiter.api.Test;

/// A meeting in memory as it was kept, and what a person and a summary change of it; and one that goes on after its end.
class MeetingStateTest {
    private static final MeetingId ID = new MeetingId("m");

    @Test
    void aMeetingThatWasKeptIsTheSameInMemory() {
        MeetingTranscript kept = transcript(MeetingSamples.ended(ID, NINE, 2),
            List.of(said(0, "a"), said(1, "b"), said(2, "b", MeetingSentence.Status.DUPLICATE)), List.of(MeetingSamples.checkpoint(1)),
            Optional.of(MeetingSamples.summary("Budget")));
        MeetingState state = new MeetingState(kept);
        assertThat(state.transcript().sentences()).isEqualTo(kept.sentences());
        assertThat(state.transcript().checkpoints()).isEqualTo(kept.checkpoints());
        assertThat(state.summary()).isEqualTo(kept.summary());
        assertThat(state.meeting().segments()).isEqualTo(2);
        assertThat(state.live()).isFalse();
    }

    @Test
    void aTitleOfAPersonStaysAndOneOfASummaryIsReplaced() {
        MeetingState state = running();
        state.setSummary(MeetingSamples.summary("First"), MeetingSamples.metrics());
        assertThat(state.meeting().title()).isEqualTo("First");
        state.setSummary(MeetingSamples.summary("Second"), MeetingSamples.metrics());
        assertThat(state.meeting().title()).as("nobody chose the first").isEqualTo("Second");
        state.rename("Mine");
        state.setSummary(MeetingSamples.summary("Third"), MeetingSamples.metrics());
        assertThat(state.meeting().title()).isEqualTo("Mine");
        assertThat(state.summary()).map(Summary::title).contains("Third");
        state.rename("");
        state.setSummary(MeetingSamples.summary("Fourth"), MeetingSamples.metrics());
        assertThat(state.meeting().title()).isEqualTo("Fourth");
    }

    @Test
    void itEndsWhenItWasAskedToOrWithItsLastSentence() {
        MeetingState state = new MeetingState(transcript(MeetingSamples.running(ID), List.of(said(40, "a")), List.of(), Optional.empty()));
        state.end = NINE.plusSeconds(30);
        assertThat(state.lastMoment()).as("words that became text later").isEqualTo(NINE.plusSeconds(40));
        state.end = NINE.plusSeconds(50);
        state.setSummary(MeetingSamples.summary("x"), MeetingSamples.metrics());
        assertThat(state.meeting().endedAt()).contains(NINE.plusSeconds(50));
    }

    @Test
    void aNameOfASpeakerIsTakenBackByAnEmptyOne() {
        MeetingState state = running();
        state.nameSpeaker("S1", "Ada");
        assertThat(state.transcript().speakers()).isEqualTo(Map.of("S1", "Ada"));
        state.nameSpeaker("S1", "");
        assertThat(state.transcript().speakers()).isEmpty();
    }

    @Test
    void marksAreNumberedOnAndShownInTheOrderOfTime() {
        MeetingState state = running();
        Bookmark first = state.addBookmark(NINE.plusSeconds(20), "later");
        Bookmark second = state.addBookmark(NINE.plusSeconds(10), "sooner");
        assertThat(second.number()).isEqualTo(first.number() + 1);
        assertThat(state.transcript().marks()).containsExactly(second, first);
        state.removeBookmark(first.number());
        assertThat(state.addBookmark(NINE, "again").number()).isEqualTo(second.number() + 1);
    }

    @Test
    void whatAnInterimSummaryCoversIsNotSummedUpAgainAlsoAfterARestart() {
        List<MeetingSentence> sentences = IntStream.range(0, 8)
            .mapToObj(i -> said(i, "sentence number " + i, i == 1 ? MeetingSentence.Status.DUPLICATE : MeetingSentence.Status.MERGED)).toList();
        MeetingState state = new MeetingState(transcript(MeetingSamples.running(ID), sentences, List.of(), Optional.empty()));
        assertThat(state.unsummarized()).hasSize(7);
        state.addCheckpoint(MeetingSamples.checkpoint(1), 4);
        assertThat(state.unsummarized()).extracting(MeetingSentence::number).containsExactly(4L, 5L, 6L, 7L);
        MeetingState again = new MeetingState(state.transcript());
        assertThat(MeetingSamples.checkpoint(1).segments()).as("sentences that it says it covers").isEqualTo(3);
        assertThat(again.unsummarized()).isEqualTo(state.unsummarized());
        assertThat(again.lastSeen()).as("the summary came after the last word").isEqualTo(NINE.plusSeconds(600));
    }

    @Test
    void anEndedMeetingThatGoesOnHasAPauseAndItsSummaryIsAnInterimOne() {
        Meeting ended = MeetingSamples.ended(ID, NINE, 12);
        MeetingTranscript kept = transcript(ended, List.of(said(0, "a")), List.of(MeetingSamples.checkpoint(1)), Optional.of(MeetingSamples.summary("Budget")));
        ContinuedMeeting goesOn = ContinuedMeeting.of(kept, NINE.plusSeconds(900));
        assertThat(goesOn.transcript().meeting().pauses()).containsExactly(new Meeting.Pause(NINE.plusSeconds(600), NINE.plusSeconds(900), Optional.empty()));
        assertThat(goesOn.transcript().meeting().endedAt()).isEmpty();
        assertThat(goesOn.transcript().meeting().running()).isTrue();
        assertThat(goesOn.transcript().summary()).isEmpty();
        assertThat(goesOn.interim().orElseThrow()).satisfies(interim -> {
            assertThat(interim.checkpoint()).isTrue();
            assertThat(interim.segments()).as("those that no earlier one covers").isEqualTo(12 - 3);
        });
        assertThat(goesOn.transcript().checkpoints()).containsExactly(MeetingSamples.checkpoint(1), goesOn.interim().orElseThrow());
        assertThat(goesOn.transcript().meeting().duration(NINE.plusSeconds(960))).isEqualTo(Duration.ofSeconds(660));
    }

    @Test
    void aMeetingInWhichNothingWasSaidGoesOnWithoutASummaryAndAClockThatWasSetBackMakesNoPause() {
        Summary nothing = new Summary(Summary.Content.titled(""), Duration.ZERO, 0, false, Summary.Source.NOTHING_SAID, "", NINE);
        ContinuedMeeting goesOn = ContinuedMeeting.of(transcript(MeetingSamples.ended(ID, NINE, 0), List.of(), List.of(), Optional.of(nothing)), NINE);
        assertThat(goesOn.interim()).isEmpty();
        assertThat(goesOn.transcript().checkpoints()).isEmpty();
        assertThat(goesOn.transcript().meeting().pauses()).containsExactly(new Meeting.Pause(NINE.plusSeconds(600), NINE.plusSeconds(600), Optional.empty()));
    }

    private static MeetingState running() {
        return new MeetingState(transcript(MeetingSamples.running(ID), List.of(said(0, "a")), List.of(), Optional.empty()));
    }

    private static MeetingTranscript transcript(Meeting meeting, List<MeetingSentence> sentences, List<Summary> checkpoints, Optional<Summary> summary) {
        return new MeetingTranscript(meeting, sentences, List.of(), Map.of(), checkpoints, summary, Optional.empty(), List.of());
    }
}
