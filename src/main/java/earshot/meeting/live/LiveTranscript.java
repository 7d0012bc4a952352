package earshot.meeting.live;

import module java.base;

import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSentence.Status;

/// All sentences of one meeting in memory. Not thread-safe: guarded by the lock of its meeting.
final class LiveTranscript {
    /// Sentences that may be pending; one more merges them early, so that nothing acknowledged is dropped.
    static final int MAX_PENDING = 200;
    /// Characters of a meeting, repeats included, which are 120 MB at most. Ten devices that each hear a sentence every three seconds need 25 million
    /// in twelve hours, and one device that sends nine snippets a second as many hours for all of it.
    static final int MAX_CHARACTERS = 60_000_000;

    /// A sentence as received.
    ///
    /// @param text cleaned, not empty
    /// @param whole whether it is known to be complete: a message may be a partial, a result of our own recognizer is none
    record IncomingSentence(MeetingSentence.Origin origin, String text, boolean whole, Instant at, Optional<MeetingSentence.Span> sound) {}

    /// What a sentence counts beside its text.
    private static final int ROW_CHARACTERS = 100;

    private final List<MeetingSentence> sentences = new ArrayList<>();
    private final TreeSet<Long> pending = new TreeSet<>();
    private final Deduplicator deduplicator = new Deduplicator();
    private int counting;
    private int duplicates;
    private volatile int characters;
    private Instant lastAt;

    LiveTranscript(Instant startedAt, List<MeetingSentence> kept) {
        lastAt = startedAt;
        for (MeetingSentence sentence : kept) {
            sentences.add(sentence);
            count(sentence, 1);
            lastAt = sentence.at().isAfter(lastAt) ? sentence.at() : lastAt;
        }
        Instant old = lastAt.minus(Deduplicator.WINDOW);
        kept.stream().filter(sentence -> sentence.at().isAfter(old)).forEach(this::remember);
    }

    /// Adds a sentence.
    ///
    /// @return what is new or changed; empty when there are no words
    List<MeetingSentence> add(IncomingSentence incoming, Glossary glossary) {
        // compared before the glossary is applied: half a term is not recognized as one, and the result would not begin what it grows to
        NormalizedSentence words = incoming.whole() ? NormalizedSentence.of(incoming.text()).asComplete() : NormalizedSentence.of(incoming.text());
        if (words.key().isEmpty()) {
            return List.of();
        }
        String text = glossary.apply(incoming.text());
        long number = nextNumber();
        lastAt = incoming.at().isAfter(lastAt) ? incoming.at() : lastAt;
        return switch (deduplicator.judge(source(incoming.origin()), words, incoming.at(), number)) {
            case Deduplicator.Verdict.New _ -> add(incoming, text, Status.PENDING);
            case Deduplicator.Verdict.Repeat _ -> add(incoming, text, Status.DUPLICATE);
            case Deduplicator.Verdict.Growth(long partial, boolean repeat) -> grow(partial, incoming, text, repeat);
        };
    }

    /// Merges all pending sentences into the transcript.
    List<MeetingSentence> merge() {
        List<MeetingSentence> merged = pending.stream().map(this::at).map(sentence -> sentence.withStatus(Status.MERGED)).toList();
        pending.clear();
        merged.forEach(sentence -> sentences.set(index(sentence.number()), sentence));
        return merged;
    }

    /// Replaces the text of a sentence, or restores the original when the text is empty; empty when there is no such sentence.
    Optional<MeetingSentence> edit(long number, String text) {
        return find(number).map(sentence -> edited(sentence, text)).map(this::replace);
    }

    /// The same for a sentence of an ended meeting.
    static MeetingSentence edited(MeetingSentence s, String text) {
        String first = s.original().orElse(s.text());
        boolean back = text.isBlank() || text.equals(first);
        return back ? s.withText(first, Optional.empty()) : s.withText(text, Optional.of(first));
    }

    /// Removes the recording positions of all sentences: the recording was deleted, and a new one starts from zero.
    ///
    /// @return what changed
    List<MeetingSentence> removeRecordingSpans() {
        return all().stream().filter(sentence -> sentence.recordingSpan().isPresent()).map(s -> replace(s.withRecordingSpan(Optional.empty()))).toList();
    }

    Optional<MeetingSentence> find(long number) {
        int index = index(number);
        return index >= 0 ? Optional.of(sentences.get(index)) : Optional.empty();
    }

    List<MeetingSentence> all() {
        return List.copyOf(sentences);
    }

    /// The sentences that count, from a number on.
    List<MeetingSentence> counting(long from) {
        int index = index(from);
        return sentences.subList(index < 0 ? -index - 1 : index, sentences.size()).stream().filter(MeetingSentence::counts).toList();
    }

    /// The last merged sentences, oldest first.
    List<MeetingSentence> lastMerged(int most) {
        return sentences.reversed().stream().filter(sentence -> sentence.status() == Status.MERGED).limit(most).toList().reversed();
    }

    /// The number of the next sentence.
    long nextNumber() {
        return sentences.isEmpty() ? 0 : sentences.getLast().number() + 1;
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

    /// Whether no more sentences may be added.
    boolean full() {
        return characters > MAX_CHARACTERS;
    }

    /// For any thread.
    int characters() {
        return characters;
    }

    int duplicates() {
        return duplicates;
    }

    /// When the newest sentence was said, repeats included; the start of the meeting when there is none.
    Instant lastAt() {
        return lastAt;
    }

    /// Stored sentences have been through the glossary: one with a corrected term is not recognized as a repeat across a restart.
    private void remember(MeetingSentence sentence) {
        Deduplicator.Source source = source(sentence.origin());
        NormalizedSentence words = NormalizedSentence.of(sentence.original().orElse(sentence.text()));
        if (sentence.counts()) {
            deduplicator.remember(source, words, sentence.at(), sentence.number());
        } else {
            deduplicator.rememberRepeat(source, words, sentence.at(), sentence.number());
        }
    }

    private List<MeetingSentence> add(IncomingSentence incoming, String text, Status status) {
        List<MeetingSentence> changed = new ArrayList<>(status == Status.PENDING && pending.size() >= MAX_PENDING ? merge() : List.of());
        MeetingSentence sentence = new MeetingSentence(nextNumber(), incoming.at(), incoming.origin(), text, Optional.empty(), status, incoming.sound());
        sentences.add(sentence);
        count(sentence, 1);
        changed.add(sentence);
        return changed;
    }

    private List<MeetingSentence> grow(long number, IncomingSentence incoming, String text, boolean repeat) {
        MeetingSentence s = at(number);
        Status status = repeat ? Status.DUPLICATE : s.status();
        // a person's edit stays; the original behind it grows
        MeetingSentence grown = s.withText(s.original().isPresent() ? s.text() : text, s.original().map(_ -> text)).withStatus(status)
            .withRecordingSpan(incoming.sound().or(s::recordingSpan));
        return List.of(replace(grown));
    }

    private MeetingSentence replace(MeetingSentence sentence) {
        int index = index(sentence.number());
        count(sentences.get(index), -1);
        sentences.set(index, sentence);
        count(sentence, 1);
        return sentence;
    }

    private void count(MeetingSentence sentence, int by) {
        characters += by * (sentence.text().length() + sentence.origin().speaker().length() + ROW_CHARACTERS);
        switch (sentence.status()) {
            case DUPLICATE -> duplicates += by;
            case MERGED -> counting += by;
            case PENDING -> {
                counting += by;
                if (by > 0) {
                    pending.add(sentence.number());
                } else {
                    pending.remove(sentence.number());
                }
            }
        }
    }

    private MeetingSentence at(long number) {
        return sentences.get(index(number));
    }

    /// As of `binarySearch` when there is none: a sentence that the disk refused may be missing after a restart.
    private int index(long number) {
        if (number >= 0 && number < sentences.size() && sentences.get((int) number).number() == number) {
            return (int) number;
        }
        return Collections.binarySearch(sentences.stream().map(MeetingSentence::number).toList(), number, Comparator.naturalOrder());
    }

    private static Deduplicator.Source source(MeetingSentence.Origin origin) {
        return new Deduplicator.Source(origin.device(), origin.speaker());
    }
}
