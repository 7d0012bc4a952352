package earshot.memory;

import module java.base;

import earshot.llm.Message;
import earshot.llm.Prompt;
import earshot.memory.DeviceMemory.Source;

/// Formats a conversation: as the prompt for a summary, and as the text that is kept without one. Pure functions.
final class MemoryFormatter {
    /// Maximum characters of a conversation in the prompt; the oldest sentences are dropped first.
    static final int MAX_DIALOGUE_CHARACTERS = 12_000;
    private static final int SENTENCE = 2_000;
    private static final String TASK = """
        You keep the memory of a voice assistant about the person it talks with. You are given what is remembered so far and the conversation \
        that has just ended. Write the memory anew: keep what is still true and useful for later conversations (names, wishes, plans, \
        habits, what was agreed), let what was said last win over what contradicts it, leave out small talk. Write in the language of the \
        conversation, at most %d characters, and answer with the memory alone.""".formatted(DeviceMemory.MAX_CHARACTERS);

    private MemoryFormatter() {}

    static boolean hasUserText(List<Message> dialogue) {
        return dialogue.stream().anyMatch(message -> message instanceof Message.User(String text) && !text.isBlank());
    }

    static Prompt summaryPrompt(Optional<DeviceMemory> before, List<Message> dialogue) {
        String known = before.map(DeviceMemory::text).orElse("(nothing)");
        return new Prompt(List.of(new Message.System(TASK),
            new Message.User("Remembered so far:\n" + known + "\n\nThe conversation:\n" + newest(dialogue, MAX_DIALOGUE_CHARACTERS))), List.of());
    }

    /// The text that is kept without a summary: the last sentences. An earlier summary or a person's text keeps up to half of the space.
    static String withoutSummary(Optional<DeviceMemory> before, List<Message> dialogue) {
        int room = DeviceMemory.MAX_CHARACTERS;
        if (before.isEmpty()) {
            return newest(dialogue, room);
        }
        boolean worded = before.get().source() == Source.WORDS;
        String newest = newest(dialogue, worded ? room : room / 2);
        int left = room - newest.length() - 1;
        String known = worded ? tail(before.get().text(), left) : truncate(before.get().text(), left);
        return known.isEmpty() ? newest : known + "\n" + newest;
    }

    /// The first `most` characters of a text, without splitting a surrogate pair.
    static String truncate(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /// The last `most` characters of a text, from the start of a line where there is one.
    private static String tail(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        if (most <= 0) {
            return "";
        }
        int from = text.length() - most;
        int line = text.indexOf('\n', from - 1);
        if (line >= 0) {
            return text.substring(line + 1);
        }
        return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
    }

    /// The newest sentences that fit into `most` characters, one a line, in order.
    private static String newest(List<Message> dialogue, int most) {
        Deque<String> lines = new ArrayDeque<>();
        int length = -1;
        for (Message message : dialogue.reversed()) {
            String line = truncate(line(message), Math.min(SENTENCE, most));
            if (line.isEmpty()) {
                continue;
            }
            length += line.length() + 1;
            if (length > most) {
                break;
            }
            lines.addFirst(line);
        }
        return String.join("\n", lines);
    }

    private static String line(Message message) {
        return switch (message) {
            case Message.User(String text) -> line("User", text);
            case Message.Assistant(String text, _, _) -> line("Assistant", text);
            case Message.System _, Message.ToolResult _ -> "";
        };
    }

    private static String line(String who, String text) {
        return text.isBlank() ? "" : who + ": " + text.strip().replaceAll("\\s+", " ");
    }
}
