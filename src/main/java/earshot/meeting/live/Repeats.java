package earshot.meeting.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Finds out whether a sentence was said before, goes on, or is new. Only exact likeness counts: nothing that was honestly said may be
/// lost because it resembles something else.
///
/// Not safe for use from several threads.
final class Repeats {
    /// Within it the same words of the same mouth are a repeat. Counted from the sentence that stands, not from its last repeat: who
    /// says yes every 50 s is heard every other time.
    static final Duration WINDOW = Duration.ofSeconds(60);
    /// How long an unfinished sentence may wait to go on.
    static final Duration GROWS = Duration.ofSeconds(10);
    /// How late a partial may come after what it grew to.
    static final Duration STALE = Duration.ofSeconds(3);
    /// Sentences looked back at; more within the window let a repeat stand, and lose nothing.
    static final int MOST = 2_000;

    /// Who speaks: the same name on two devices may be two people.
    record Source(String device, String speaker) {}

    /// What to do with a sentence.
    sealed interface Verdict {
        record New() implements Verdict {}

        /// It says again what stands.
        record Repeat() implements Verdict {}

        /// It takes the place of a sentence that broke off.
        record Growth(long number) implements Verdict {}

        /// It takes the place of a sentence that broke off, and both together repeat what stands.
        record GrowthToRepeat(long number) implements Verdict {}
    }

    private static final class Entry {
        final long number;
        final Source source;
        final Likeness words;
        /// Whether partials of it were heard.
        final boolean grown;
        final Instant at;
        Instant seen;

        Entry(long number, Source source, Likeness words, boolean grown, Instant at) {
            this.number = number;
            this.source = source;
            this.words = words;
            this.grown = grown;
            this.at = at;
            seen = at;
        }
    }

    private final ArrayDeque<Entry> recent = new ArrayDeque<>();
    /// The sentence of each that stands and may go on.
    private final Map<Source, Entry> latest = new HashMap<>();
    /// What each said last, repeats included, but no stale partials.
    private final Map<Source, Entry> heard = new HashMap<>();

    /// Judges a sentence and remembers it. The words are never empty.
    ///
    /// @param number that it will have if it is new
    Verdict judge(Source source, Likeness words, Instant at, long number) {
        forget(at);
        Entry before = latest.get(source);
        if (before != null && goesOn(before, words, at)) {
            boolean repeats = said(source, words, before.number, at);
            if (repeats) {
                latest.remove(source);
                heard.put(source, new Entry(number, source, words, true, at));
            } else {
                // the partial stays among what was said: heard once more it is a repeat
                remember(new Entry(before.number, source, words, true, at));
            }
            return repeats ? new Verdict.GrowthToRepeat(before.number) : new Verdict.Growth(before.number);
        }
        if (said(source, words, -1, at)) {
            if (before != null && before.words.same(words)) {
                before.seen = at;
            }
            if (!stale(source, words, at)) {
                overheard(source, words, at, number);
            }
            return new Verdict.Repeat();
        }
        if (stale(source, words, at)) {
            return new Verdict.Repeat();
        }
        remember(source, words, at, number);
        return new Verdict.New();
    }

    /// What stood before the program started.
    void remember(Source source, Likeness words, Instant at, long number) {
        remember(new Entry(number, source, words, false, at));
    }

    private void remember(Entry entry) {
        recent.addLast(entry);
        latest.put(entry.source, entry);
        heard.put(entry.source, entry);
        if (recent.size() > MOST) {
            recent.removeFirst();
        }
    }

    /// A repeat that was known before the program started.
    void overheard(Source source, Likeness words, Instant at, long number) {
        heard.put(source, new Entry(number, source, words, false, at));
    }

    private static boolean goesOn(Entry before, Likeness words, Instant at) {
        return before.words.growsInto(words) && within(before.seen, at, GROWS);
    }

    /// Partials may overtake each other on their way, and a repeat may come between. What was said at once, by a recogniser that sets no
    /// marks, has no partials: who says "nobody came" and then "no" has said both.
    private boolean stale(Source source, Likeness words, Instant at) {
        return !words.finished() && Stream.concat(recent.stream().filter(entry -> entry.source.equals(source)), Stream.ofNullable(heard.get(source)))
            .anyMatch(entry -> (entry.grown || entry.words.finished()) && words.begins(entry.words) && !words.same(entry.words) && within(entry.seen, at, STALE));
    }

    /// @param but number of the sentence that is not compared with
    private boolean said(Source source, Likeness words, long but, Instant at) {
        return recent.stream().anyMatch(entry -> entry.number != but && entry.words.same(words) && within(entry.at, at, WINDOW)
            && (entry.source.equals(source) || !entry.source.device().equals(source.device()) && words.longEnough()));
    }

    /// Recognisers of different devices are late by different times, so that a sentence may come after one that was said later.
    private static boolean within(Instant one, Instant other, Duration limit) {
        return Duration.between(one, other).abs().compareTo(limit) < 0;
    }

    private void forget(Instant at) {
        Instant old = at.minus(WINDOW).minus(WINDOW);
        while (!recent.isEmpty() && recent.getFirst().at.isBefore(old)) {
            recent.removeFirst();
        }
        latest.values().removeIf(entry -> entry.seen.isBefore(old));
        heard.values().removeIf(entry -> entry.seen.isBefore(old));
    }
}
