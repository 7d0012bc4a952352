package earshot.cli;

import module java.base;

import earshot.memory.ConversationExporter;

/// What a later start may ask about the devices of the one that runs.
sealed interface DeviceRequest {
    /// Which devices there are, and what was decided about each.
    record ListAll() implements DeviceRequest {}

    /// @param which an id, or the code that a board shows
    record Decide(Decision decision, String which) implements DeviceRequest {}

    /// @param which id of a device; empty for all
    /// @param file absolute
    record Export(String which, ConversationExporter.Format format, Path file) implements DeviceRequest {}

    enum Decision { APPROVE, REFUSE, FORGET }

    /// As words for [#read].
    default List<String> words() {
        return switch (this) {
            case ListAll _ -> List.of("list");
            case Decide decide -> List.of(decide.decision().name(), decide.which());
            case Export export -> List.of("export", export.which(), export.format().name(), export.file().toString());
        };
    }

    /// @throws IOException for words that no version of [#words] writes
    static DeviceRequest read(List<String> words) throws IOException {
        if (words.equals(List.of("list"))) {
            return new ListAll();
        }
        if (words.size() == 4 && words.getFirst().equals("export")) {
            Optional<ConversationExporter.Format> format = Arrays.stream(ConversationExporter.Format.values()).filter(one -> one.name().equals(words.get(2))).findFirst();
            return new Export(words.get(1), format.orElseThrow(() -> new IOException("it asks for an unknown format")), Path.of(words.get(3)));
        }
        Optional<Decision> decision = Arrays.stream(Decision.values()).filter(one -> words.size() == 2 && one.name().equals(words.getFirst())).findFirst();
        return new Decide(decision.orElseThrow(() -> new IOException("it asks for something unknown about devices")), words.getLast());
    }
}
