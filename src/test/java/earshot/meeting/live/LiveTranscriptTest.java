package earshot.meeting.live;

import static earshot.meeting.MeetingSamples.NINE;
import static earshot.meeting.MeetingSamples.said;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.Settings;
import earshot.meeting.MeetingSamples;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSentence.Status;
import earshot.meeting.SummarySettings;
import org.junit.jupiter.api.Test;

class LiveTranscriptTest {
    private static final Glossary NO_TERMS = new Glossary(Settings.defaults().of(SummarySettings.SECTION));

    private final LiveTranscript transcript = new LiveTranscript(NINE, List.of());

    @Test
    void aSentenceIsNumberedCountedAndMergedOnce() {
        assertThat(say(1, "The first one.")).extracting(MeetingSentence::number).containsExactly(0L);
        say(2, "Another one.");
        assertThat(say(3, "…")).as("no words").isEmpty();
        assertThat(List.of(transcript.counting(), transcript.pending(), transcript.merged())).containsExactly(2, 2, 0);
        assertThat(transcript.merge()).extracting(MeetingSentence::status).containsOnly(Status.MERGED);
        assertThat(transcript.merge()).isEmpty();
        assertThat(List.of(transcript.counting(), transcript.pending(), transcript.merged())).containsExactly(2, 0, 2);
        assertThat(transcript.lastAt()).isEqualTo(NINE.plusSeconds(2));
    }

    @Test
    void aRepeatIsKeptAndCountsForNothing() {
        say(1, "We meet on Monday.");
        assertThat(say(20, "we meet on monday")).extracting(MeetingSentence::status).containsExactly(Status.DUPLICATE);
        assertThat(List.of(transcript.counting(), transcript.duplicates(), transcript.all().size())).containsExactly(1, 1, 2);
        assertThat(transcript.lastAt()).as("somebody spoke").isEqualTo(NINE.plusSeconds(20));
        transcript.merge();
        assertThat(transcript.lastMerged(10)).extracting(MeetingSentence::number).containsExactly(0L);
    }

    @Test
    void theTwoHundredAndFirstThatWaitsMergesTheOthers() {
        for (int i = 0; i < LiveTranscript.MAX_PENDING; i++) {
            assertThat(say(i, "Sentence number " + i + ".")).hasSize(1);
        }
        assertThat(say(LiveTranscript.MAX_PENDING, "One more.")).hasSize(LiveTranscript.MAX_PENDING + 1).last()
            .satisfies(last -> assertThat(last.status()).isEqualTo(Status.PENDING));
        assertThat(List.of(transcript.pending(), transcript.merged())).containsExactly(1, LiveTranscript.MAX_PENDING);
    }

    @Test
    void anEditKeepsWhatWasHeardAndAnEmptyOneGivesItBack() {
        say(1, "We met on Munday.");
        MeetingSentence edited = transcript.edit(0, "We met on Monday.").orElseThrow();
        assertThat(edited.text()).isEqualTo("We met on Monday.");
        assertThat(edited.original()).contains("We met on Munday.");
        assertThat(transcript.edit(0, "We met.").orElseThrow().original()).as("always the first").contains("We met on Munday.");
        assertThat(transcript.edit(0, " ").orElseThrow()).satisfies(back -> {
            assertThat(back.text()).isEqualTo("We met on Munday.");
            assertThat(back.original()).isEmpty();
        });
        assertThat(transcript.edit(7, "x")).isEmpty();
    }

    @Test
    void theSizeFollowsEveryChange() {
        int empty = transcript.characters();
        say(1, "abc def.");
        int one = transcript.characters();
        transcript.edit(0, "abc def, and more.");
        assertThat(transcript.characters() - one).isEqualTo("abc def, and more.".length() - "abc def.".length());
        transcript.edit(0, "");
        assertThat(transcript.characters()).isEqualTo(one);
        assertThat(one - empty).isEqualTo("abc def.".length() + "S1".length() + 100);
        assertThat(transcript.full()).isFalse();
    }

    @Test
    void aSentenceThatTheDiskLostLeavesAGapAndTheOthersAreFound() {
        LiveTranscript kept = new LiveTranscript(NINE, List.of(said(0, "one"), said(3, "four"), said(4, "five", Status.PENDING)));
        assertThat(kept.nextNumber()).isEqualTo(5);
        assertThat(kept.find(3)).map(MeetingSentence::text).contains("four");
        assertThat(kept.find(2)).isEmpty();
        assertThat(kept.counting(1)).extracting(MeetingSentence::number).containsExactly(3L, 4L);
        assertThat(kept.edit(4, "six")).map(MeetingSentence::status).contains(Status.PENDING);
        assertThat(List.of(kept.pending(), kept.merged())).containsExactly(1, 2);
        assertThat(kept.lastAt()).isEqualTo(NINE.plusSeconds(4));
    }

    @Test
    void aRecordingThatIsDeletedLeavesNoPlaceInIt() {
        MeetingSentence heard = said(1, "heard").withRecordingSpan(Optional.of(new MeetingSentence.Span(Duration.ofSeconds(3), Duration.ofSeconds(1))));
        LiveTranscript kept = new LiveTranscript(NINE, List.of(said(0, "typed"), heard));
        assertThat(kept.removeRecordingSpans()).extracting(MeetingSentence::number).containsExactly(1L);
        assertThat(kept.all()).allSatisfy(sentence -> assertThat(sentence.recordingSpan()).isEmpty());
        assertThat(kept.removeRecordingSpans()).isEmpty();
    }

    private List<MeetingSentence> say(int second, String text) {
        return transcript.add(new LiveTranscript.IncomingSentence(new MeetingSentence.Origin(MeetingSamples.DEVICE, "S1", ""), text, false,
            NINE.plusSeconds(second), Optional.empty()), NO_TERMS);
    }
}
