package earshot.memory;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.llm.Message;
import earshot.memory.DeviceMemory.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is kept of a conversation without a model, and what a model is asked.
class MemoryFormatterTest {
    private static final int MOST = DeviceMemory.MAX_CHARACTERS;
    private static final String SMILE = "\uD83D\uDE00";

    @Test
    void sentencesAreLinesAndOnlyWhatPeopleAndTheAssistantSaidCounts() {
        List<Message> dialogue = List.of(new Message.System("You are kind."), new Message.User(" I like\n tea. "), new Message.Assistant("  ", List.of()),
            new Message.ToolResult("id", "{}"), new Message.Assistant("So do I.", List.of()));
        assertThat(MemoryFormatter.withoutSummary(Optional.empty(), dialogue)).isEqualTo("User: I like tea.\nAssistant: So do I.");
        assertThat(MemoryFormatter.hasUserText(dialogue)).isTrue();
        assertThat(MemoryFormatter.hasUserText(List.of(new Message.User(" \n"), new Message.Assistant("Hello?", List.of())))).isFalse();
    }

    @Test
    void theOldestSentencesGoFirst() {
        List<Message> dialogue = IntStream.range(0, 100).<Message>mapToObj(i -> new Message.User("sentence number " + i + " of a long talk")).toList();
        String kept = MemoryFormatter.withoutSummary(Optional.empty(), dialogue);
        assertThat(kept).endsWith("User: sentence number 99 of a long talk").startsWith("User: sentence number ").hasSizeBetween(MOST - 50, MOST);
        assertThat(kept.lines()).allMatch(line -> line.endsWith("of a long talk"));
    }

    @Test
    void earlierWordsFillTheRestFromTheBeginOfALine() {
        String before = IntStream.range(0, 60).mapToObj(i -> "User: earlier sentence number " + i).collect(Collectors.joining("\n"));
        String kept = MemoryFormatter.withoutSummary(Optional.of(memory(before, Source.WORDS)), List.of(new Message.User("x".repeat(1_000))));
        assertThat(kept).hasSizeLessThanOrEqualTo(MOST).startsWith("User: earlier sentence number ").contains("User: earlier sentence number 59\nUser: xxx");
        assertThat(MemoryFormatter.withoutSummary(Optional.of(memory(before, Source.WORDS)), List.of(new Message.User("x".repeat(5_000)))))
            .as("no room for them").hasSize(MOST).startsWith("User: xxx");
    }

    @ParameterizedTest
    @EnumSource(names = {"MODEL", "PERSON"})
    void whatWasSummedUpOrWrittenKeepsHalfOfTheRoom(Source source) {
        String before = "A".repeat(MOST);
        String kept = MemoryFormatter.withoutSummary(Optional.of(memory(before, source)), List.of(new Message.User("x".repeat(5_000))));
        assertThat(kept).hasSize(MOST).startsWith("A".repeat(MOST / 2 - 1)).endsWith("x");
        assertThat(MemoryFormatter.withoutSummary(Optional.of(memory("likes tea", source)), List.of(new Message.User("and cake"))))
            .isEqualTo("likes tea\nUser: and cake");
    }

    @Test
    void noCharacterIsCutInTwo() {
        for (int shift = 0; shift < 2; shift++) {
            String text = "y".repeat(shift) + SMILE.repeat(MOST);
            for (Source source : Source.values()) {
                assertThat(MemoryFormatter.withoutSummary(Optional.of(memory(text, source)), List.of(new Message.User(text))))
                    .doesNotContainPattern("[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]");
            }
            assertThat(MemoryFormatter.truncate(text, 7)).hasSizeBetween(6, 7);
        }
    }

    @Test
    void aModelIsShownWhatIsKnownAndTheEndOfALongConversation() {
        List<Message> dialogue = IntStream.range(0, 2_000).<Message>mapToObj(i -> new Message.User("number " + i)).toList();
        List<Message> asked = MemoryFormatter.summaryPrompt(Optional.of(memory("likes tea", Source.PERSON)), dialogue).messages();
        assertThat(((Message.System) asked.getFirst()).text()).contains("at most " + MOST + " characters");
        assertThat(((Message.User) asked.getLast()).text()).startsWith("Remembered so far:\nlikes tea\n\nThe conversation:\nUser: number ")
            .endsWith("number 1999").hasSizeLessThan(MemoryFormatter.MAX_DIALOGUE_CHARACTERS + 100);
        assertThat(((Message.User) MemoryFormatter.summaryPrompt(Optional.empty(), dialogue).messages().getLast()).text())
            .startsWith("Remembered so far:\n(nothing)\n");
    }

    private static DeviceMemory memory(String text, Source source) {
        return new DeviceMemory(new DeviceId("aa"), text, Instant.EPOCH, source);
    }
}
