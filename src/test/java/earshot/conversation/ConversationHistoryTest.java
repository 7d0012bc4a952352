package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.llm.Message;
import earshot.llm.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationHistoryTest {
    private final ConversationHistory history = new ConversationHistory(20);

    @Test
    void turnsStayInTheirOrder() {
        history.add(turn("one", "two"));
        history.add(turn("three", "four"));
        assertThat(history.messages()).isEqualTo(List.of(new Message.User("one"), said("two"), new Message.User("three"), said("four")));
    }

    @Test
    void beyondTheLimitTheOldestTurnsAreDroppedWhole() {
        history.add(turn("1234567", "1234567"));
        history.add(turn("abc", "def"));
        assertThat(history.messages()).hasSize(4);
        history.add(turn("x", ""));
        assertThat(history.messages()).startsWith(new Message.User("abc")).hasSize(4);
    }

    @Test
    void theNewestTurnStaysWhateverItsLength() {
        history.add(turn("short", "short"));
        history.add(turn("x".repeat(100), "y"));
        assertThat(history.messages()).containsExactly(new Message.User("x".repeat(100)), said("y"));
        history.add(turn("a", "b"));
        assertThat(history.messages()).containsExactly(new Message.User("a"), said("b"));
    }

    @Test
    void theRestOfAVeryLongMessageIsCutOff() {
        history.add(List.of(new Message.User("u".repeat(250_000)), new Message.ToolResult("id", "r".repeat(250_000))));
        assertThat(history.messages()).hasSize(2).allMatch(message -> message.toString().length() < ConversationHistory.MAX_MESSAGE + 100);
    }

    @Test
    void toolCallsAndTheirResultsCountToo() {
        history.add(List.of(new Message.User("time?"), new Message.Assistant("", List.of(new ToolCall("id", "clock", "{}"))),
            new Message.ToolResult("id", "noon"), said("Noon.")));
        history.add(turn("ok", ""));
        assertThat(history.messages()).as("5 + 5 + 2 + 4 + 5 characters are over the limit").containsExactly(new Message.User("ok"), said(""));
    }

    @Test
    void aTurnIsKeptAsItWasAdded() {
        List<Message> turn = new java.util.ArrayList<>(turn("one", "two"));
        history.add(turn);
        turn.clear();
        history.messages().clear();
        assertThat(history.messages()).hasSize(2);
    }

    private static List<Message> turn(String user, String assistant) {
        return List.of(new Message.User(user), said(assistant));
    }

    private static Message said(String text) {
        return new Message.Assistant(text, List.of());
    }
}
