package earshot.session;

import earshot.device.TurnFacts;
import earshot.llm.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was said during a connection, for the memory: what was heard, and what a model answered. What an assistant says that has none
/// is a test of the device and no conversation (`Echo 1.4 s`, `You said …`), and would be taken for one by whoever reads it later.
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
        turns.put(facts.at(), new Exchange(facts.heard(), facts.model().isBlank() ? "" : facts.answered()));
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
