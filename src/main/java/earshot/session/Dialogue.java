package earshot.session;

import earshot.device.TurnFacts;
import earshot.llm.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was said during a connection, for the memory: who answered does not matter, only what was heard and what was spoken.
/// The newest turns; used on the connection's thread.
final class Dialogue {
    static final int TURNS = 100;

    private record Exchange(String heard, String answered) {}

    /// By end of speech, which tells turns apart while their facts still change.
    private final Map<Instant, Exchange> turns = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Instant, Exchange> eldest) {
            return size() > TURNS;
        }
    };

    void note(TurnFacts facts) {
        turns.put(facts.at(), new Exchange(facts.heard(), facts.answered()));
    }

    /// In order; a turn in which nothing was heard is left out.
    List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        turns.values().stream().filter(turn -> !turn.heard().isBlank()).forEach(turn -> {
            messages.add(new Message.User(turn.heard()));
            if (!turn.answered().isBlank()) {
                messages.add(new Message.Assistant(turn.answered(), List.of()));
            }
        });
        return messages;
    }
}
