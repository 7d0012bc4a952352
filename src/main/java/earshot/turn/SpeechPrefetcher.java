package earshot.turn;

import module java.base;

import earshot.problem.FatalErrors;
import earshot.tts.Voice;

/// Reads a sentence source on a virtual thread of its own and starts the speech of each sentence as soon as it arrives, a few ahead of
/// the one being played. So model, voice and device work at the same time, and memory stays bounded for an answer of any length.
final class SpeechPrefetcher implements AutoCloseable {
    /// Sentences that are synthesized ahead, beside the one being played.
    private static final int MAX_AHEAD = 2;

    /// A sentence and its speech, which is still being made.
    record PrefetchedSentence(Sentence sentence, SentenceSynthesis synthesis) {}

    /// One element of the linked queue that the reader fills and the turn consumes.
    private static final class Link {
        final CompletableFuture<Optional<PrefetchedSentence>> value = new CompletableFuture<>();
        Link next;
    }

    private final SentenceSource source;
    private final Voice voice;
    private final int rate;
    private final Semaphore room = new Semaphore(MAX_AHEAD);
    private final Set<SentenceSynthesis> inProgress = ConcurrentHashMap.newKeySet();
    private final Thread reader;
    private volatile boolean closed;
    private Link position = new Link();

    SpeechPrefetcher(SentenceSource source, Voice voice, int rate, String thread) {
        this.source = source;
        this.voice = voice;
        this.rate = rate;
        Link first = position;
        reader = Thread.ofVirtual().name(thread).unstarted(() -> read(first));
    }

    SpeechPrefetcher start() {
        reader.start();
        return this;
    }

    /// The next sentence; empty when the answer is complete. One caller at a time, and not before the future of the call before is done.
    CompletableFuture<Optional<PrefetchedSentence>> next() {
        Link here = position;
        return here.value.whenComplete((_, _) -> position = here.next);
    }

    /// The caller now plays this sentence and closes it; another one may be prefetched.
    void playbackStarted(PrefetchedSentence playing) {
        inProgress.remove(playing.synthesis());
        room.release();
    }

    private void read(Link link) {
        try {
            while (!closed) {
                room.acquire();
                Optional<Sentence> sentence = source.next();
                Link following = new Link();
                link.next = following;
                link.value.complete(sentence.map(this::synthesize));
                if (sentence.isEmpty()) {
                    return;
                }
                link = following;
            }
            link.value.completeExceptionally(new CancellationException());
        } catch (InterruptedException _) {
            link.value.completeExceptionally(new CancellationException());
        } catch (Throwable e) {
            FatalErrors.report(e);
            link.value.completeExceptionally(e);
        } finally {
            source.close();
        }
    }

    private PrefetchedSentence synthesize(Sentence sentence) {
        SentenceSynthesis sound = new SentenceSynthesis(voice.stream(sentence.text(), rate));
        inProgress.add(sound);
        if (closed) {
            sound.close();
        }
        return new PrefetchedSentence(sentence, sound);
    }

    /// Stops the source and all speech being made. May be called from any thread.
    @Override
    public void close() {
        closed = true;
        source.close();
        reader.interrupt();
        inProgress.forEach(SentenceSynthesis::close);
    }
}
