package earshot.session;

import module java.base;

import earshot.data.BoundedMap;
import earshot.llm.Message;
import earshot.turn.TurnFacts;

/// The newest turns of a connection, for the memory: what was recognized and what a model answered. Answers of an assistant without a
/// model (`Echo 1.4 s`, `You said …`) are left out: they test the device, and a later reader would take them for conversation.
/// Used on the connection's thread.
final class DialogueRecorder {
    static final int MAX_TURNS = 100;
    /// Of all turns together; more than the memory uses.
    static final int MAX_CHARACTERS = 64_000;

    private record Exchange(String transcript, String answer) {
        int characters() {
            return transcript.length() + answer.length();
        }
    }

    /// By end of speech, which tells turns apart while their facts still change.
    private final Map<Instant, Exchange> turns = BoundedMap.oldest(MAX_TURNS);

    void record(TurnFacts facts) {
        turns.put(facts.at(), new Exchange(facts.transcript().text(), facts.answer().model().isPresent() ? facts.answer().text() : ""));
        int characters = turns.values().stream().mapToInt(Exchange::characters).sum();
        while (characters > MAX_CHARACTERS && turns.size() > 1) {
            characters -= turns.remove(turns.keySet().iterator().next()).characters();
        }
    }

    /// In order; a turn without a transcript is left out.
    List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        turns.values().stream().filter(turn -> !turn.transcript().isBlank()).forEach(turn -> {
            messages.add(new Message.User(turn.transcript()));
            if (!turn.answer().isBlank()) {
                messages.add(new Message.Assistant(turn.answer(), List.of()));
            }
        });
        return messages;
    }
}
