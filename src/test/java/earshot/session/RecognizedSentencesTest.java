package earshot.session;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.asr.RecognitionResult;
import earshot.asr.RecognitionResult.SpeakerPart;
import earshot.audio.PcmAudio;
import earshot.data.ByteBudget;
import earshot.meeting.MeetingSentence.Span;
import earshot.meeting.live.RecognizedSentence;
import earshot.meeting.transcription.MeetingUtterance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a connection hands to a meeting, and sentences that count as the same.
class RecognizedSentencesTest {
    private static final Instant END = Instant.parse("2026-11-22T09:00:10Z");
    private static final Optional<Span> SPAN = Optional.of(new Span(Duration.ofSeconds(3), Duration.ofSeconds(2)));

    private final MeetingUtterance utterance = new MeetingUtterance(new PcmAudio(new short[32_000], 16_000), Optional.empty(), END,
        CompletableFuture.completedFuture(SPAN));

    @Test
    void withoutSpeakersAnUtteranceIsOneSentenceFromItsBegin() {
        assertThat(RecognizedSentences.of(utterance, new RecognitionResult("we meet on Monday", 1), SPAN))
            .containsExactly(new RecognizedSentence("we meet on Monday", Optional.empty(), END.minusSeconds(2), SPAN));
    }

    @Test
    void eachPartOfASpeakerIsASentenceAtItsOwnTime() {
        List<SpeakerPart> parts = List.of(new SpeakerPart("0", "we meet", Duration.ZERO), new SpeakerPart("1", "on Monday", Duration.ofMillis(1_200)));
        assertThat(RecognizedSentences.of(utterance, new RecognitionResult("we meet on Monday", 1, OptionalDouble.empty(), List.of(), parts), SPAN))
            .containsExactly(
                new RecognizedSentence("we meet", Optional.of("0"), END.minusSeconds(2), SPAN),
                new RecognizedSentence("on Monday", Optional.of("1"), END.minusMillis(800), SPAN));
    }

    @Test
    void whatWaitsForTheNextMeetingCountsUntilItIsHandedOver() throws Exception {
        ByteBudget<ServerCloseReason> budget = new ByteBudget<>(ServerCloseReason.class, 1 << 20, 1 << 19);
        try (ByteBudget<ServerCloseReason>.Share memory = budget.open(_ -> { })) {
            JsonNode items = JSON.readTree("[{\"text\":\"预算\"}]");
            List<JsonNode> taken = new ArrayList<>();
            QueuedSnippets waiting = new QueuedSnippets(items, memory, taken::add);
            assertThat(budget.used()).isGreaterThanOrEqualTo(items.toString().length());
            waiting.run();
            assertThat(taken).containsExactly(items);
            assertThat(budget.used()).isZero();
            new QueuedSnippets(JSON.missingNode(), memory, taken::add).run();
            assertThat(taken.getLast().isMissingNode()).isTrue();
            assertThat(budget.used()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"Hello Earshot!, hello earshot, true", "你好小智。, 你好 小智, true", "ΛΟΓΟΣ, λογος, true", "hello, hallo, false"})
    void aWakeWordIsTheSameWithoutItsCaseAndItsMarks(String one, String other, boolean same) {
        assertThat(TextComparison.sameText(one, other)).isEqualTo(same);
    }

    @Test
    void aSecretIsTheSameOnlyAsAWhole() {
        assertThat(TextComparison.sameSecret("s3cret键", "s3cret键")).isTrue();
        assertThat(TextComparison.sameSecret("s3cret", "S3cret")).isFalse();
        assertThat(TextComparison.sameSecret("s3cret", "s3cret ")).isFalse();
        assertThat(TextComparison.sameSecret("", "s")).isFalse();
    }
}
