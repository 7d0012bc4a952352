package earshot.meeting.transcription;

import module java.base;

import earshot.asr.HallucinationDetector;
import earshot.asr.Recognizer;
import earshot.id.DeviceId;
import earshot.remote.ActiveProvider;
import earshot.time.Time;

/// Opens a transcriber for each meeting of a connection, and tracks all that still work. Safe for use from any thread.
public final class MeetingTranscribers {
    private static final int BYTES_A_SECOND = 16_000 * Short.BYTES;
    /// Sound of all connections that may wait: as much as an eighth of the heap holds.
    private static final Duration MAX_PENDING = Duration.ofSeconds(Runtime.getRuntime().maxMemory() / 8 / BYTES_A_SECOND);

    private final Time time;
    private final Supplier<ActiveProvider<Recognizer>> recognizers;
    private final HallucinationDetector hallucinations;
    private final Set<MeetingTranscriber> open = ConcurrentHashMap.newKeySet();

    /// @param recognizers opens a recognizer, which its transcriber closes
    public MeetingTranscribers(Time time, Supplier<ActiveProvider<Recognizer>> recognizers, HallucinationDetector hallucinations) {
        this.time = time;
        this.recognizers = recognizers;
        this.hallucinations = hallucinations;
    }

    public MeetingTranscriber open(DeviceId device, MeetingTranscriber.TranscriptionListener listener) {
        MeetingTranscriber opened = new MeetingTranscriber(time, "minutes-" + device, recognizers.get(), hallucinations, listener, this::roomFor, open::remove);
        open.add(opened);
        return opened;
    }

    private boolean roomFor(Duration more) {
        return open.stream().map(MeetingTranscriber::pendingAudio).reduce(more, Duration::plus).compareTo(MAX_PENDING) <= 0;
    }

    /// Call it when all connections are closed: waits up to `patience` for the remaining transcriptions, then turns the rest into gaps.
    public void close(Duration patience) {
        time.await(all().thenApply(_ -> true), patience);
        open.forEach(MeetingTranscriber::abandon);
        time.await(all().thenApply(_ -> true), Duration.ofSeconds(1));
    }

    private CompletableFuture<Void> all() {
        return CompletableFuture.allOf(open.stream().map(MeetingTranscriber::drained).toArray(CompletableFuture[]::new));
    }
}
