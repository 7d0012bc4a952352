package earshot.turn;

import earshot.tts.Voice;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Reads a source of sentences on a virtual thread of its own, and has each one voiced as soon as it is there, a few ahead of the
/// one being played: so model, voice and device work at the same time, and an answer of any length holds little.
final class Ahead implements AutoCloseable {
    /// Sentences that are voiced and wait, beside the one being played.
    private static final int MOST = 2;

    /// A sentence with the sound that is being made of it.
    record Voiced(Sentence sentence, Voicing sound) {}

    /// One link of the chain that the reader writes and the turn follows.
    private static final class Link {
        final CompletableFuture<Optional<Voiced>> value = new CompletableFuture<>();
        Link next;
    }

    private final SentenceSource source;
    private final Voice voice;
    private final int rate;
    private final Semaphore room = new Semaphore(MOST);
    private final Set<Voicing> making = ConcurrentHashMap.newKeySet();
    private final Thread reader;
    private volatile boolean closed;
    private Link at = new Link();

    /// @param rate Hz that the device plays
    Ahead(SentenceSource source, Voice voice, int rate, String thread) {
        this.source = source;
        this.voice = voice;
        this.rate = rate;
        Link first = at;
        reader = Thread.ofVirtual().name(thread).unstarted(() -> read(first));
    }

    Ahead start() {
        reader.start();
        return this;
    }

    /// The next sentence; empty when the answer is complete. One caller at a time, and not before the future of the call before is done.
    CompletableFuture<Optional<Voiced>> next() {
        Link here = at;
        return here.value.whenComplete((_, _) -> at = here.next);
    }

    /// This sentence is being played, and closed by who plays it: another may be made.
    void taken(Voiced playing) {
        making.remove(playing.sound());
        room.release();
    }

    private void read(Link link) {
        try {
            while (!closed) {
                room.acquire();
                Optional<Sentence> sentence = source.next();
                Link following = new Link();
                link.next = following;
                link.value.complete(sentence.map(this::voiced));
                if (sentence.isEmpty()) {
                    return;
                }
                link = following;
            }
            link.value.completeExceptionally(new CancellationException());
        } catch (InterruptedException e) {
            link.value.completeExceptionally(new CancellationException());
        } catch (Throwable e) {
            link.value.completeExceptionally(e);
        } finally {
            source.close();
        }
    }

    private Voiced voiced(Sentence sentence) {
        Voicing sound = new Voicing(voice.stream(sentence.text(), rate));
        making.add(sound);
        if (closed) {
            sound.close();
        }
        return new Voiced(sentence, sound);
    }

    /// Ends the source and what is being voiced. For any thread.
    @Override
    public void close() {
        closed = true;
        source.close();
        reader.interrupt();
        making.forEach(Voicing::close);
    }
}
