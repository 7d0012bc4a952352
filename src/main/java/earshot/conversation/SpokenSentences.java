package earshot.conversation;

import module java.base;

import earshot.turn.Emotion;
import earshot.turn.Sentence;

/// The sentences of an answer that are ready to be spoken, in order. Not safe for use from several threads at once.
final class SpokenSentences {
    private final Deque<Sentence> ready = new ArrayDeque<>();
    private Optional<Emotion> pendingEmotion = Optional.empty();

    /// Adds what can be spoken of sentences as a model wrote them. The emotion of one without words goes to the next.
    void addWritten(List<String> sentences) {
        for (String sentence : sentences) {
            SpokenText spoken = SpokenText.of(sentence);
            pendingEmotion = spoken.emotion().or(() -> pendingEmotion);
            if (!spoken.text().isEmpty()) {
                ready.add(new Sentence(spoken.text(), pendingEmotion));
                pendingEmotion = Optional.empty();
            }
        }
    }

    void add(Sentence sentence) {
        ready.add(sentence);
    }

    void clear() {
        ready.clear();
        pendingEmotion = Optional.empty();
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    Optional<Sentence> poll() {
        return Optional.ofNullable(ready.poll());
    }
}
