package earshot.asr;

import module java.base;

/// Which utterance is decoded next: there is memory for one decoder, and it holds one utterance. An utterance that has ended goes first,
/// since a person waits for its answer, the others in the order of their ends; meanwhile one that is still spoken is decoded as far as its
/// audio has come, and begins again when it had to give way. Whoever speaks at the same time waits for its own end. Utterances for whose text nobody waits,
/// those of meetings, come when there are no others, or have waited for long.
///
/// Safe for use from any thread; utterances are decoded on one.
final class SphinxQueue {
    /// Utterances that have ended. The last one waits for some two minutes on a computer of two cores.
    static final int BOUND = 64;

    private final Deque<SphinxUtterance> ended = new ArrayDeque<>();
    private final Deque<SphinxUtterance> background = new ArrayDeque<>();
    private Optional<SphinxUtterance> spoken = Optional.empty();
    private Optional<SphinxUtterance> current = Optional.empty();

    /// Whether no other utterance is still spoken.
    synchronized boolean free() {
        spoken = spoken.filter(SphinxQueue::wanted);
        return spoken.isEmpty();
    }

    /// Adds an utterance that is still spoken; false where there is another.
    synchronized boolean open(SphinxUtterance utterance) {
        boolean free = free();
        spoken = free ? Optional.of(utterance) : spoken;
        return free;
    }

    /// Adds an utterance that has ended; false when too many wait.
    synchronized boolean add(SphinxUtterance utterance) {
        Deque<SphinxUtterance> queue = utterance.background() ? background : ended;
        queue.removeIf(other -> !wanted(other));
        return queue.size() < BOUND && queue.add(utterance);
    }

    /// The utterance to decode a part of; empty when there is nothing to do now.
    synchronized Optional<SphinxUtterance> next() {
        ended.removeIf(other -> !wanted(other));
        background.removeIf(other -> !wanted(other));
        spoken = spoken.filter(SphinxQueue::wanted);
        current = current.filter(SphinxQueue::wanted);
        if (spoken.filter(SphinxUtterance::ended).isPresent()) {
            spoken.filter(utterance -> !current.equals(spoken)).ifPresent(ended::add);
            spoken = Optional.empty();
        }
        while (!background.isEmpty() && !background.peek().givesWay()) {
            ended.add(background.remove());
        }
        if (current.filter(SphinxUtterance::givesWay).isPresent() && (!ended.isEmpty() || spoken.filter(SphinxUtterance::decodableEarly).isPresent())) {
            background.addFirst(current.get());
            current = Optional.empty();
        }
        if (!ended.isEmpty() && current.filter(SphinxUtterance::ended).isEmpty()) {
            current = Optional.of(ended.remove());
        }
        current = current.or(() -> spoken.filter(SphinxUtterance::decodableEarly)).or(() -> Optional.ofNullable(background.poll()));
        return current.filter(SphinxUtterance::decodable);
    }

    /// Nothing of it will be decoded: the utterances that were there.
    synchronized List<SphinxUtterance> clear() {
        List<SphinxUtterance> all = Stream.of(current.stream(), ended.stream(), background.stream(), spoken.stream()).flatMap(part -> part).distinct().toList();
        current = Optional.empty();
        spoken = Optional.empty();
        ended.clear();
        background.clear();
        return all;
    }

    synchronized boolean empty() {
        return next().isEmpty() && current.isEmpty() && spoken.isEmpty();
    }

    private static boolean wanted(SphinxUtterance utterance) {
        return !utterance.answer().isDone();
    }
}
