package earshot.meeting.export;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSamples;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import org.junit.jupiter.api.Test;

/// A laid-out document in the order of reading.
class DocumentBlockTest {
    private static final Meeting ENDED = MeetingSamples.ended(new MeetingId("m"), MeetingSamples.NINE, 2);

    @Test
    void theTitleStandsFirstAndWhatWasSaidLast() {
        List<DocumentBlock> blocks = blocks(ENDED, Optional.of(MeetingSamples.summary("t", "one", "two")), List.of(), "good\nmorning", "bye");
        assertThat(blocks.getFirst()).isEqualTo(new DocumentBlock.Title("Title of m"));
        assertThat(blocks).contains(new DocumentBlock.Fact("Sentences", "2"), new DocumentBlock.Item("one"), new DocumentBlock.Item("two"));
        assertThat(blocks.subList(blocks.size() - 3, blocks.size())).containsExactly(new DocumentBlock.Heading(1, "Transcript"),
            new DocumentBlock.Line("00:00:00", "09:00:00", "S1", "good morning"),
            new DocumentBlock.Line("00:00:01", "09:00:01", "S1", "bye"));
    }

    @Test
    void anEmptyListOfASummarySaysSo() {
        List<DocumentBlock> blocks = blocks(ENDED, Optional.of(MeetingSamples.summary("t", "one")), List.of(), "x");
        int actions = blocks.indexOf(new DocumentBlock.Heading(2, "Actions"));
        assertThat(blocks.subList(actions, actions + 3)).containsExactly(new DocumentBlock.Heading(2, "Actions"), new DocumentBlock.Remark("none"),
            new DocumentBlock.Heading(2, "Risks"));
    }

    @Test
    void withoutAFinalSummaryTheNewestInterimOneIsShown() {
        MeetingTranscript transcript = new MeetingTranscript(ENDED, List.of(), List.of(), Map.of(),
            List.of(MeetingSamples.checkpoint(1), MeetingSamples.checkpoint(2)), Optional.empty(), Optional.empty(), List.of());
        assertThat(SummarySection.summary(document(transcript))).contains(MeetingSamples.checkpoint(2));
        String interim = new ExportTexts(Locale.ENGLISH).get("interim");
        assertThat(DocumentBlock.of(document(transcript))).contains(new DocumentBlock.Heading(1, interim), new DocumentBlock.Item("b"));
    }

    @Test
    void marksAreLinesOfNobody() {
        List<DocumentBlock> blocks = blocks(ENDED, Optional.empty(), List.of(new Bookmark(1, MeetingSamples.NINE.plusSeconds(61), "de\ncision")), "x");
        assertThat(blocks).contains(new DocumentBlock.Line("00:01:01", "09:01:01", "", "de cision"));
        assertThat(blocks(ENDED, Optional.empty(), List.of(), "x")).doesNotContain(new DocumentBlock.Heading(1, "Marks"));
    }

    @Test
    void aMeetingThatGoesOnOrIsSilentIsCalledSo() {
        ExportTexts texts = new ExportTexts(Locale.ENGLISH);
        List<DocumentBlock> blocks = blocks(MeetingSamples.running(new MeetingId("m")), Optional.empty(), List.of());
        assertThat(blocks).startsWith(new DocumentBlock.Title(texts.get("untitled")))
            .contains(new DocumentBlock.Remark(texts.get("running")), new DocumentBlock.Remark(texts.get("unsummarised")),
                new DocumentBlock.Fact("Participants", "none"))
            .endsWith(new DocumentBlock.Remark(texts.get("silence")));
        assertThat(blocks(ENDED, Optional.empty(), List.of(), "x")).doesNotContain(new DocumentBlock.Remark(texts.get("running")),
            new DocumentBlock.Remark(texts.get("silence")));
    }

    @Test
    void theListsOfASummaryAreAlwaysInTheSameOrder() {
        assertThat(SummarySection.of(MeetingSamples.summary("t", "one"))).extracting(SummarySection::key).containsExactly("bullets", "decisions", "actions",
            "risks", "next");
    }

    private static List<DocumentBlock> blocks(Meeting meeting, Optional<Summary> summary, List<Bookmark> marks, String... said) {
        return DocumentBlock.of(document(new MeetingTranscript(meeting, IntStream.range(0, said.length).mapToObj(i -> MeetingSamples.said(i, said[i])).toList(),
            marks, Map.of(), List.of(), summary, Optional.empty(), List.of())));
    }

    private static ExportDocument document(MeetingTranscript transcript) {
        return ExportDocument.of(transcript, new MeetingExporter(Locale.ENGLISH, ZoneOffset.UTC, DeviceId::value));
    }
}
