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

    /// @param which id of a device
    /// @param what the sentence of [SendAs#SAY], what [SendAs#ALERT] says, or a whole message
    /// @param anyway whether a message is sent although it breaks rules of the protocol
    record Send(String which, SendAs as, String what, boolean anyway) implements DeviceRequest {}

    enum SendAs { SAY, ALERT, MESSAGE }

    enum Decision { APPROVE, REFUSE, FORGET }

    /// As words for [#read].
    default List<String> words() {
        return switch (this) {
            case ListAll _ -> List.of("list");
            case Decide decide -> List.of(decide.decision().name(), decide.which());
            case Send send -> List.of("send", send.which(), send.as().name(), send.what(), String.valueOf(send.anyway()));
            case Export export -> List.of("export", export.which(), export.format().name(), export.file().toString());
        };
    }

    /// @throws IOException for words that no version of [#words] writes
    static DeviceRequest read(List<String> words) throws IOException {
        if (words.equals(List.of("list"))) {
            return new ListAll();
        }
        if (words.size() == 4 && words.getFirst().equals("export")) {
            Optional<ConversationExporter.Format> format = Arrays.stream(ConversationExporter.Format.values()).filter(one -> one.name().equals(words.get(2)))
                .findFirst();
            return new Export(words.get(1), format.orElseThrow(() -> new IOException("it asks for an unknown format")), Path.of(words.get(3)));
        }
        if (words.size() == 5 && words.getFirst().equals("send")) {
            Optional<SendAs> as = Arrays.stream(SendAs.values()).filter(one -> one.name().equals(words.get(2))).findFirst();
            return new Send(words.get(1), as.orElseThrow(() -> new IOException("it asks to send something unknown")), words.get(3),
                Boolean.parseBoolean(words.get(4)));
        }
        Optional<Decision> decision = Arrays.stream(Decision.values()).filter(one -> words.size() == 2 && one.name().equals(words.getFirst())).findFirst();
        return new Decide(decision.orElseThrow(() -> new IOException("it asks for something unknown about devices")), words.getLast());
    }
}
