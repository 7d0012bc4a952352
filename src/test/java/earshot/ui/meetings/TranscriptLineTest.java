package earshot.ui.meetings;

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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TranscriptLineTest {
    private static final Meeting.Pause PAUSE = new Meeting.Pause(NINE.plusSeconds(12), NINE.plusSeconds(18), Optional.empty());

    @Test
    void marksAndPausesStandBetweenTheSentencesBesideWhichTheyHappened() {
        List<TranscriptLine> lines = TranscriptLine.of(transcript(Optional.of(Meeting.EndCause.SILENCE), said(10, "a"), said(20, "b"), said(30, "c")), false);
        assertThat(lines.stream().map(TranscriptLineTest::shown)).containsExactly("mark 5", "a", "pause", "b", "mark 20", "c", "mark 99", "end");
    }

    @Test
    void aMarkOfTheSameMomentFollowsItsSentence() {
        assertThat(
            TranscriptLine.of(transcript(Optional.empty(), said(20, "b"), said(20, "b too"), said(21, "c")), false).stream().map(TranscriptLineTest::shown))
            .containsExactly("mark 5", "pause", "b", "b too", "mark 20", "c", "mark 99");
    }

    @Test
    void repeatsAreShownOnlyWhenTheyAreAskedForAndMoveNoMark() {
        MeetingTranscript transcript = transcript(Optional.empty(), said(10, "a"), said(40, "a", MeetingSentence.Status.DUPLICATE), said(41, "b"));
        assertThat(TranscriptLine.of(transcript, false).stream().map(TranscriptLineTest::shown)).containsExactly("mark 5", "a", "pause", "mark 20", "b",
            "mark 99");
        assertThat(TranscriptLine.of(transcript, true).stream().map(TranscriptLineTest::shown)).containsExactly("mark 5", "a", "pause", "mark 20", "a", "b",
            "mark 99");
    }

    @Test
    void everyLineHasAKeyOfItsOwnThatStaysWhenOthersCome() {
        List<TranscriptLine> before = TranscriptLine.of(transcript(Optional.of(Meeting.EndCause.SILENCE), said(10, "a")), false);
        List<TranscriptLine> after = TranscriptLine.of(transcript(Optional.of(Meeting.EndCause.SILENCE), said(3, "x"), said(10, "a"), said(11, "y")), false);
        assertThat(after.stream().map(TranscriptLine::key)).doesNotHaveDuplicates().containsAll(before.stream().map(TranscriptLine::key).toList());
    }

    @Test
    @DisplayName("U22: sentences stand in the order in which they were said, also where the recogniser was behind with one device")
    void sentencesStandAsTheyWereSaid() {
        assertThat(
            TranscriptLine.of(transcript(Optional.empty(), said(28, "one device"), said(53, "later"), said(27, "the other device"), said(39, "between")), false)
                .stream().map(TranscriptLineTest::shown))
            .containsExactly("mark 5", "pause", "mark 20", "the other device", "one device", "between", "later", "mark 99");
    }

    @Test
    void onlyWordsCanBeSearched() {
        assertThat(TranscriptLine.of(transcript(Optional.of(Meeting.EndCause.SILENCE), said(10, "a")), false).stream().map(TranscriptLine::text)
            .filter(text -> !text.isEmpty())).containsExactly("mark 5", "a", "mark 20", "mark 99");
    }

    @Test
    void aMeetingThatRunsHasNoEndYet() {
        Meeting running = MeetingSamples.running(new MeetingId("m"));
        assertThat(TranscriptLine
            .of(new MeetingTranscript(running, List.of(said(1, "a")), List.of(), Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of()), false)
            .stream().map(TranscriptLineTest::shown)).containsExactly("a");
    }

    private static MeetingTranscript transcript(Optional<Meeting.EndCause> cause, MeetingSentence... sentences) {
        Meeting meeting = new Meeting(new MeetingId("m"), "", Meeting.Lifecycle.ENDED, List.of(MeetingSamples.DEVICE),
            new Meeting.Times(NINE, Optional.of(NINE.plusSeconds(100)), NINE.plusSeconds(90), List.of(PAUSE), cause), sentences.length, false,
            Optional.empty());
        List<Bookmark> marks = LongStream.of(5, 20, 99).mapToObj(second -> new Bookmark(second, NINE.plusSeconds(second), "mark " + second)).toList();
        return new MeetingTranscript(meeting, List.of(sentences), marks, Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    private static String shown(TranscriptLine line) {
        return switch (line) {
            case TranscriptLine.SegmentLine _, TranscriptLine.MarkLine _ -> line.text();
            case TranscriptLine.PauseLine _ -> "pause";
            case TranscriptLine.EndLine _ -> "end";
        };
    }
}
