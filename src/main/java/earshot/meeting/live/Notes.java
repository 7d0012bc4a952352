package earshot.meeting.live;

import earshot.meeting.Segment;
import earshot.meeting.Segment.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// All sentences of one meeting in memory. Not thread-safe: guarded by the lock of its meeting.
final class Notes {
    /// Sentences that may be pending; one more merges them early, so that nothing acknowledged is dropped.
    static final int MOST_PENDING = 200;

    /// A sentence as received.
    ///
    /// @param text cleaned, not empty
    /// @param whole whether it is known to be complete: what our own recogniser returns, between two pauses, is never a partial, while a
    /// message may be
    record Said(String device, String speaker, String tag, String text, boolean whole, Instant at, Optional<Segment.Span> sound) {}

    private final List<Segment> segments = new ArrayList<>();
    private final TreeSet<Long> pending = new TreeSet<>();
    private final Repeats repeats = new Repeats();
    private int counting;
    private int duplicates;
    private Instant lastAt;

    Notes(Instant startedAt, List<Segment> kept) {
        lastAt = startedAt;
        for (Segment segment : kept) {
            segments.add(segment);
            count(segment, 1);
            lastAt = segment.at().isAfter(lastAt) ? segment.at() : lastAt;
        }
        Instant old = lastAt.minus(Repeats.WINDOW);
        kept.stream().filter(segment -> segment.at().isAfter(old)).forEach(this::remember);
    }

    /// Adds a sentence.
    ///
    /// @return what is new or changed; empty when there are no words
    List<Segment> take(Said said, Terms terms) {
        // compared before the glossary is applied: half a term is not recognised as one, and the result would not begin what it grows to
        Likeness words = said.whole() ? Likeness.of(said.text()).whole() : Likeness.of(said.text());
        if (words.key().isEmpty()) {
            return List.of();
        }
        String text = terms.apply(said.text());
        long number = next();
        lastAt = said.at().isAfter(lastAt) ? said.at() : lastAt;
        return switch (repeats.judge(source(said.device(), said.speaker()), words, said.at(), number)) {
            case Repeats.Verdict.New _ -> add(said, text, Status.PENDING);
            case Repeats.Verdict.Repeat _ -> add(said, text, Status.DUPLICATE);
            case Repeats.Verdict.Growth growth -> grow(growth.number(), said, text, false);
            case Repeats.Verdict.GrowthToRepeat growth -> grow(growth.number(), said, text, true);
        };
    }

    /// Merges all pending sentences into the transcript.
    List<Segment> merge() {
        List<Segment> merged = pending.stream().map(this::at).map(segment -> with(segment, Status.MERGED)).toList();
        pending.clear();
        merged.forEach(segment -> segments.set(index(segment.number()), segment));
        return merged;
    }

    /// Replaces the text of a sentence, or restores the original when the text is empty; empty when there is no such sentence.
    Optional<Segment> edit(long number, String text) {
        return find(number).map(segment -> edited(segment, text)).map(this::replace);
    }

    /// The same for a sentence of an ended meeting.
    static Segment edited(Segment s, String text) {
        String first = s.original().orElse(s.text());
        boolean back = text.isBlank() || text.equals(first);
        return new Segment(s.number(), s.at(), s.device(), s.speaker(), s.tag(), back ? first : text, back ? Optional.empty() : Optional.of(first), s.status(), s.sound());
    }

    /// Removes the recording positions of all sentences: the recording was deleted, and a new one starts from zero.
    ///
    /// @return what changed
    List<Segment> soundless() {
        return all().stream().filter(segment -> segment.sound().isPresent())
            .map(s -> replace(new Segment(s.number(), s.at(), s.device(), s.speaker(), s.tag(), s.text(), s.original(), s.status(), Optional.empty()))).toList();
    }

    Optional<Segment> find(long number) {
        int index = index(number);
        return index >= 0 ? Optional.of(segments.get(index)) : Optional.empty();
    }

    /// A copy.
    List<Segment> all() {
        return List.copyOf(segments);
    }

    /// The sentences that count, from a number on.
    List<Segment> counting(long from) {
        int index = index(from);
        return segments.subList(index < 0 ? -index - 1 : index, segments.size()).stream().filter(Segment::counts).toList();
    }

    /// The last merged sentences, oldest first.
    List<Segment> lastMerged(int most) {
        List<Segment> last = new ArrayList<>();
        for (int i = segments.size() - 1; i >= 0 && last.size() < most; i--) {
            if (segments.get(i).status() == Status.MERGED) {
                last.add(segments.get(i));
            }
        }
        return last.reversed();
    }

    /// The number of the next sentence.
    long next() {
        return segments.isEmpty() ? 0 : segments.getLast().number() + 1;
    }

    int counting() {
        return counting;
    }

    int merged() {
        return counting - pending.size();
    }

    int pending() {
        return pending.size();
    }

    int duplicates() {
        return duplicates;
    }

    /// When the newest sentence was said, repeats included; the start of the meeting when there is none.
    Instant lastAt() {
        return lastAt;
    }

    /// The glossary has been applied to stored sentences already; so a sentence with a corrected term is not recognised as a repeat across
    /// a restart.
    private void remember(Segment segment) {
        Repeats.Source source = source(segment.device(), segment.speaker());
        Likeness words = Likeness.of(segment.original().orElse(segment.text()));
        if (segment.counts()) {
            repeats.remember(source, words, segment.at(), segment.number());
        } else {
            repeats.overheard(source, words, segment.at(), segment.number());
        }
    }

    private List<Segment> add(Said said, String text, Status status) {
        List<Segment> changed = new ArrayList<>(status == Status.PENDING && pending.size() >= MOST_PENDING ? merge() : List.of());
        Segment segment = new Segment(next(), said.at(), said.device(), said.speaker(), said.tag(), text, Optional.empty(), status, said.sound());
        segments.add(segment);
        count(segment, 1);
        changed.add(segment);
        return changed;
    }

    private List<Segment> grow(long number, Said said, String text, boolean repeat) {
        Segment s = at(number);
        Status status = repeat ? Status.DUPLICATE : s.status();
        Optional<Segment.Span> sound = said.sound().or(s::sound);
        // a person's edit stays; the original behind it grows
        Segment grown = new Segment(number, s.at(), s.device(), s.speaker(), s.tag(), s.original().isPresent() ? s.text() : text, s.original().map(_ -> text), status, sound);
        return List.of(replace(grown));
    }

    private Segment replace(Segment segment) {
        int index = index(segment.number());
        count(segments.get(index), -1);
        segments.set(index, segment);
        count(segment, 1);
        return segment;
    }

    private void count(Segment segment, int by) {
        switch (segment.status()) {
            case DUPLICATE -> duplicates += by;
            case MERGED -> counting += by;
            case PENDING -> {
                counting += by;
                if (by > 0) {
                    pending.add(segment.number());
                } else {
                    pending.remove(segment.number());
                }
            }
        }
    }

    private Segment at(long number) {
        return segments.get(index(number));
    }

    /// The index of a sentence, or as of `binarySearch` when there is none: a sentence that the disk refused may be missing after a
    /// restart.
    private int index(long number) {
        if (number >= 0 && number < segments.size() && segments.get((int) number).number() == number) {
            return (int) number;
        }
        return Collections.binarySearch(segments.stream().map(Segment::number).toList(), number, Comparator.naturalOrder());
    }

    private static Segment with(Segment s, Status status) {
        return new Segment(s.number(), s.at(), s.device(), s.speaker(), s.tag(), s.text(), s.original(), status, s.sound());
    }

    private static Repeats.Source source(String device, String speaker) {
        return new Repeats.Source(device, speaker);
    }
}
