package earshot.conversation;

import module java.base;

import earshot.llm.Message;

/// The messages of a conversation, turn by turn, up to a number of characters. Safe for use from any thread.
final class ConversationHistory {
    private final int mostCharacters;
    private final Deque<List<Message>> turns = new ArrayDeque<>();
    private int characters;

    ConversationHistory(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /// Adds a whole turn and drops the oldest turns beyond the limit; the newest stays whatever its length.
    synchronized void add(List<Message> turn) {
        turns.addLast(List.copyOf(turn));
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

    private static int length(List<Message> turn) {
        return turn.stream().mapToInt(message -> switch (message) {
            case Message.System(String text) -> text.length();
            case Message.User(String text) -> text.length();
            case Message.Assistant said -> said.text().length() + said.calls().stream().mapToInt(call -> call.arguments().length() + call.name().length()).sum();
            case Message.ToolResult(String _, String text) -> text.length();
        }).sum();
    }
}
