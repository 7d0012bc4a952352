package earshot.meeting.voice;

import earshot.asr.Recognizer;
import earshot.provider.Chosen;
import earshot.time.Time;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Opens the transcriber of a connection for each meeting, and knows all of them that still work. Safe for use from any thread.
public final class Transcribers {
    private final Time time;
    private final Supplier<Chosen<Recognizer>> recognizers;
    private final Set<Transcriber> open = ConcurrentHashMap.newKeySet();

    /// @param recognizers opens a recogniser that its transcriber closes
    public Transcribers(Time time, Supplier<Chosen<Recognizer>> recognizers) {
        this.time = time;
        this.recognizers = recognizers;
    }

    public Transcriber open(String device, Transcriber.Told told) {
        Transcriber opened = new Transcriber(time, "minutes-" + device, recognizers.get(), told, open::remove);
        open.add(opened);
        return opened;
    }

    /// All connections are over: gives what they said some time to become text; what is not text then becomes a gap. Waits.
    public void close(Duration patience) {
        time.await(all().thenApply(_ -> true), patience);
        open.forEach(Transcriber::abandon);
        time.await(all().thenApply(_ -> true), Duration.ofSeconds(1));
    }

    private CompletableFuture<Void> all() {
        return CompletableFuture.allOf(open.stream().map(Transcriber::drained).toArray(CompletableFuture[]::new));
    }
}
