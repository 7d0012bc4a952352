package earshot.meeting.live;

import module java.base;

import earshot.id.DeviceId;

/// Decides whether a sentence is a repeat, continues a partial, or is new. Only equality of the normalized text counts: nothing that was
/// really said may be lost because it resembles something else.
///
/// Not thread-safe.
final class Deduplicator {
    /// The time within which the same words of the same speaker are a repeat. It runs from the sentence that counts, not from its last
    /// repeat: of a "yes" every 50 s every other one counts.
    static final Duration WINDOW = Duration.ofSeconds(60);
    /// How long a partial may wait for its continuation.
    static final Duration GROWTH_WINDOW = Duration.ofSeconds(10);
    /// How late a partial may come after the sentence it grew to.
    static final Duration STALE_WINDOW = Duration.ofSeconds(3);
    /// How many recent sentences are compared; with more than that within the window a repeat counts as new, and nothing is lost.
    static final int MAX_REMEMBERED = 2_000;

    /// A speaker at a device: the same name at two devices may be two people.
    record Source(DeviceId device, String speaker) {}

    /// What to do with a sentence.
    sealed interface Verdict {
        record New() implements Verdict {}

        /// It repeats a sentence that counts.
        record Repeat() implements Verdict {}

        /// It replaces a partial.
        ///
        /// @param repeat whether the result repeats a sentence that counts
        record Growth(long number, boolean repeat) implements Verdict {}
    }

    private static final class Entry {
        final long number;
        final Source source;
        final NormalizedSentence words;
        /// Whether partials of it were received.
        final boolean grown;
        final Instant at;
        Instant seen;

        Entry(long number, Source source, NormalizedSentence words, boolean grown, Instant at) {
            this.number = number;
            this.source = source;
            this.words = words;
            this.grown = grown;
            this.at = at;
            seen = at;
        }
    }

    private final ArrayDeque<Entry> recent = new ArrayDeque<>();
    /// The last sentence of each speaker that counts and may grow.
    private final Map<Source, Entry> latest = new HashMap<>();
    /// The last sentence of each speaker, repeats included, stale partials excluded.
    private final Map<Source, Entry> lastReceived = new HashMap<>();

    /// Judges a sentence, which is not empty and gets this number if it is new, and remembers it.
    Verdict judge(Source source, NormalizedSentence words, Instant at, long number) {
        forget(at);
        Entry before = latest.get(source);
        if (before != null && grows(before, words, at)) {
            boolean repeats = wasSaid(source, words, before.number, at);
            if (repeats) {
                latest.remove(source);
                lastReceived.put(source, new Entry(number, source, words, true, at));
            } else {
                // the partial stays remembered: received once more it is a repeat
                remember(new Entry(before.number, source, words, true, at));
            }
            return new Verdict.Growth(before.number, repeats);
        }
        if (wasSaid(source, words, -1, at)) {
            if (before != null && before.words.same(words)) {
                before.seen = at;
            }
            if (!stale(source, words, at)) {
                rememberRepeat(source, words, at, number);
            }
            return new Verdict.Repeat();
        }
        if (stale(source, words, at)) {
            return new Verdict.Repeat();
        }
        remember(source, words, at, number);
        return new Verdict.New();
    }

    /// Remembers a sentence of before the program started.
    void remember(Source source, NormalizedSentence words, Instant at, long number) {
        remember(new Entry(number, source, words, false, at));
    }

    private void remember(Entry entry) {
        recent.addLast(entry);
        latest.put(entry.source, entry);
        lastReceived.put(entry.source, entry);
        if (recent.size() > MAX_REMEMBERED) {
            recent.removeFirst();
        }
    }

    void rememberRepeat(Source source, NormalizedSentence words, Instant at, long number) {
        lastReceived.put(source, new Entry(number, source, words, false, at));
    }

    private static boolean grows(Entry before, NormalizedSentence words, Instant at) {
        return before.words.growsInto(words) && within(before.seen, at, GROWTH_WINDOW);
    }

    /// Partials may arrive out of order, and a repeat may come between. A sentence that came at once, from a recognizer without
    /// punctuation, has no partials: who says "nobody came" and then "no" has said both.
    private boolean stale(Source source, NormalizedSentence words, Instant at) {
        return !words.finished() && Stream.concat(recent.stream().filter(entry -> entry.source.equals(source)), Stream.ofNullable(lastReceived.get(source)))
            .anyMatch(entry -> (entry.grown || entry.words.finished()) && words.begins(entry.words) && !words.same(entry.words)
                && within(entry.seen, at, STALE_WINDOW));
    }

    private boolean wasSaid(Source source, NormalizedSentence words, long except, Instant at) {
        return recent.stream().anyMatch(entry -> entry.number != except && entry.words.same(words) && within(entry.at, at, WINDOW)
            && (entry.source.equals(source) || !entry.source.device().equals(source.device()) && words.longEnough()));
    }

    /// Recognizers of different devices have different delays, so a sentence may arrive after one that was said later.
    private static boolean within(Instant one, Instant other, Duration limit) {
        return Duration.between(one, other).abs().compareTo(limit) < 0;
    }

    private void forget(Instant at) {
        Instant old = at.minus(WINDOW).minus(WINDOW);
        while (!recent.isEmpty() && recent.getFirst().at.isBefore(old)) {
            recent.removeFirst();
        }
        latest.values().removeIf(entry -> entry.seen.isBefore(old));
        lastReceived.values().removeIf(entry -> entry.seen.isBefore(old));
    }
}
