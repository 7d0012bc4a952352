package earshot.meeting.voice;

import earshot.asr.Recognizer;
import earshot.provider.Chosen;
import earshot.time.Time;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Opens a transcriber for each meeting of a connection, and tracks all that still work. Safe for use from any thread.
public final class Transcribers {
    private final Time time;
    private final Supplier<Chosen<Recognizer>> recognizers;
    private final Set<Transcriber> open = ConcurrentHashMap.newKeySet();

    /// @param recognizers opens a recogniser, which its transcriber closes
    public Transcribers(Time time, Supplier<Chosen<Recognizer>> recognizers) {
        this.time = time;
        this.recognizers = recognizers;
    }

    public Transcriber open(String device, Transcriber.Told told) {
        Transcriber opened = new Transcriber(time, "minutes-" + device, recognizers.get(), told, open::remove);
        open.add(opened);
        return opened;
    }

    /// Call it when all connections are closed: waits up to `patience` for the remaining speech to be transcribed, then turns the rest into
    /// gaps.
    public void close(Duration patience) {
        time.await(all().thenApply(_ -> true), patience);
        open.forEach(Transcriber::abandon);
        time.await(all().thenApply(_ -> true), Duration.ofSeconds(1));
    }

    private CompletableFuture<Void> all() {
        return CompletableFuture.allOf(open.stream().map(Transcriber::drained).toArray(CompletableFuture[]::new));
    }
}
