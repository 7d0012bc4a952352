package earshot.meeting.export;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.MeetingSamples;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import org.junit.jupiter.api.Test;

/// How long a sentence is shown, and at which one a mark stands.
class SubtitleCueTest {
    @Test
    void aSentenceIsShownForAsLongAsItTakesToReadButAtLeastASecond() {
        assertThat(lengths(said(0, "yes"))).containsExactly(1_000L);
        assertThat(lengths(said(0, "a".repeat(50)))).as("70 ms a letter").containsExactly(3_500L);
        assertThat(lengths(said(0, "好".repeat(20)))).as("220 ms a syllable").containsExactly(4_400L);
        assertThat(lengths(said(0, "a".repeat(1_000)))).containsExactly(10_000L);
    }

    @Test
    void theNextSentenceEndsAnEstimateAndNoRecordedLength() {
        MeetingSentence first = said(0, "a".repeat(100));
        assertThat(lengths(first, said(3, "then"))).containsExactly(3_000L, 1_000L);
        assertThat(lengths(recorded(first, 5_000), said(3, "then"))).containsExactly(5_000L, 1_000L);
        assertThat(lengths(recorded(first, 0), said(3, "then"))).as("no length").containsExactly(3_000L, 1_000L);
        assertThat(lengths(recorded(first, 200))).containsExactly(1_000L);
    }

    @Test
    void whatTwoPeopleSayAtTheSameTimeIsShownTogether() {
        assertThat(lengths(said(0, "a".repeat(50)), said(0, "b".repeat(40)), said(9, "then"))).containsExactly(3_500L, 2_800L, 1_000L);
        assertThat(lengths(said(0, "a".repeat(50)), said(0, "b".repeat(40)), said(2, "then"))).containsExactly(2_000L, 2_000L, 1_000L);
    }

    @Test
    void aMarkStandsAtTheLastCueThatBeganBeforeIt() {
        List<MeetingSentence> said = List.of(said(10, "one"), said(20, "two"), said(30, "three"));
        assertThat(marks(said, 5, 10, 19, 20, 500)).containsExactly(List.of("5", "10", "19"), List.of("20"), List.of("500"));
        assertThat(marks(List.of(), 5)).as("there is no cue to stand at").isEmpty();
    }

    @Test
    void aSentenceWithoutWordsIsNotShown() {
        assertThat(SubtitleCue.of(document(List.of(said(1, " \n "), said(2, "two")), List.of()))).extracting(cue -> cue.line().text()).containsExactly("two");
    }

    @Test
    void whatWasSaidBeforeTheStartIsShownAtTheStart() {
        SubtitleCue cue = SubtitleCue.of(document(List.of(said(-5, "early")), List.of())).getFirst();
        assertThat(cue.from()).isZero();
        assertThat(cue.to()).isEqualTo(Duration.ofSeconds(1));
    }

    private static List<Long> lengths(MeetingSentence... said) {
        return SubtitleCue.of(document(List.of(said), List.of())).stream().map(cue -> cue.to().minus(cue.from()).toMillis()).toList();
    }

    private static List<List<String>> marks(List<MeetingSentence> said, int... seconds) {
        List<Bookmark> marks = IntStream.of(seconds).mapToObj(at -> new Bookmark(at, MeetingSamples.NINE.plusSeconds(at), String.valueOf(at))).toList();
        return SubtitleCue.of(document(said, marks)).stream().map(cue -> cue.marks().stream().map(Bookmark::label).toList()).toList();
    }

    private static ExportDocument document(List<MeetingSentence> said, List<Bookmark> marks) {
        return ExportDocument.of(
            new MeetingTranscript(MeetingSamples.ended(new MeetingId("m"), MeetingSamples.NINE, said.size()), said, marks, Map.of(), List.of(),
                Optional.empty(), Optional.empty(), List.of()),
            new MeetingExporter(Locale.ENGLISH, ZoneOffset.UTC, DeviceId::value));
    }

    /// Numbers follow the times, but those before the start.
    private static MeetingSentence said(int second, String text) {
        return new MeetingSentence(Math.max(0, second), MeetingSamples.NINE.plusSeconds(second), new MeetingSentence.Origin(MeetingSamples.DEVICE, "S1", ""),
            text, Optional.empty(), MeetingSentence.Status.MERGED, Optional.empty());
    }

    private static MeetingSentence recorded(MeetingSentence sentence, long millis) {
        return sentence.withRecordingSpan(Optional.of(new MeetingSentence.Span(Duration.ofSeconds(9), Duration.ofMillis(millis))));
    }
}
