package earshot.conversation;

import module java.base;

import earshot.data.TextLimit;
import earshot.llm.Message;

/// The messages of a conversation, turn by turn, up to a number of characters. Safe for use from any thread.
final class ConversationHistory {
    /// Characters of one message; the rest of a longer one is cut off.
    static final int MAX_MESSAGE = 8_000;

    private final int mostCharacters;
    private final Deque<List<Message>> turns = new ArrayDeque<>();
    private int characters;

    ConversationHistory(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /// Adds a whole turn and drops the oldest turns beyond the limit; the newest stays whatever its length.
    synchronized void add(List<Message> messages) {
        List<Message> turn = withoutExtra(messages).map(ConversationHistory::cut).toList();
        turns.addLast(turn);
        characters += length(turn);
        while (characters > mostCharacters && turns.size() > 1) {
            characters -= length(turns.removeFirst());
        }
    }

    synchronized List<Message> messages() {
        List<Message> all = new ArrayList<>();
        turns.forEach(all::addAll);
        return all;
    }

    /// What providers send beside text and calls is not kept. They refuse calls that come back without it, also in later turns; so such calls are not
    /// kept either, and what was said remains.
    private static Stream<Message> withoutExtra(List<Message> turn) {
        boolean extra = turn.stream().anyMatch(message -> message instanceof Message.Assistant said && said.hasExtra());
        return turn.stream()
            .filter(message -> !extra || !(message instanceof Message.ToolResult || message instanceof Message.Assistant said && !said.calls().isEmpty()));
    }

    private static Message cut(Message message) {
        return switch (message) {
            case Message.System(String text) -> new Message.System(cut(text));
            case Message.User(String text) -> new Message.User(cut(text));
            // arguments have to stay whole: they are JSON
            case Message.Assistant said -> new Message.Assistant(cut(said.text()), said.calls());
            case Message.ToolResult(String call, String text) -> new Message.ToolResult(call, cut(text));
        };
    }

    private static String cut(String text) {
        return TextLimit.cut(text, MAX_MESSAGE);
    }

    private static int length(List<Message> turn) {
        return turn.stream().mapToInt(message -> switch (message) {
            case Message.System(String text) -> text.length();
            case Message.User(String text) -> text.length();
            case Message.Assistant said -> said.text().length()
                + said.calls().stream().mapToInt(call -> call.arguments().length() + call.name().length()).sum();
            case Message.ToolResult(String _, String text) -> text.length();
        }).sum();
    }
}
