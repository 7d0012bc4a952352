package earshot.cli;

import module java.base;

/// What a later start may ask about the meetings of the one that runs.
sealed interface MeetingRequest {
    /// Which meetings there are, newest first.
    record ListAll() implements MeetingRequest {}

    /// Lets an ended meeting run again.
    record Continue(String meeting) implements MeetingRequest {}

    /// Makes one meeting of two.
    record Join(String one, String other) implements MeetingRequest {}

    /// Undoes a join.
    record Separate(String joined) implements MeetingRequest {}

    /// Transcribes the kept sound of a meeting again.
    ///
    /// @param recognizer alias; empty for the one of the settings
    record Retranscribe(String meeting, String recognizer) implements MeetingRequest {}

    /// As words for [#read].
    default List<String> words() {
        return switch (this) {
            case ListAll _ -> List.of("list");
            case Continue(String meeting) -> List.of("continue", meeting);
            case Join(String one, String other) -> List.of("join", one, other);
            case Separate(String joined) -> List.of("separate", joined);
            case Retranscribe(String meeting, String recognizer) -> List.of("transcribe", meeting, recognizer);
        };
    }

    /// @throws IOException for words that no version of [#words] writes
    static MeetingRequest read(List<String> words) throws IOException {
        return switch (words.isEmpty() ? "" : words.getFirst() + " " + (words.size() - 1)) {
            case "list 0" -> new ListAll();
            case "continue 1" -> new Continue(words.get(1));
            case "join 2" -> new Join(words.get(1), words.get(2));
            case "separate 1" -> new Separate(words.get(1));
            case "transcribe 2" -> new Retranscribe(words.get(1), words.get(2));
            default -> throw new IOException("it asks for something unknown about meetings");
        };
    }
}
