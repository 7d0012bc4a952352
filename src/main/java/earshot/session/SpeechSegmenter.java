package earshot.session;

import module java.base;

import earshot.asr.RecognitionStream;
import earshot.audio.Endpointer;
import earshot.audio.QuietPointFinder;
import earshot.audio.SpeechBoundary;
import earshot.audio.SpeechBoundary.EndReason;
import earshot.audio.SpeechBoundary.SpeechEnded;
import earshot.audio.SpeechBuffer;
import earshot.audio.VadSettings;
import earshot.audio.VoiceActivityMeter;

/// Collects audio into segments: finds where speech begins and ends, keeps what came before the voice, and feeds the recognition stream.
/// Used on the connection's thread only.
final class SpeechSegmenter implements AutoCloseable {
    private static final int RATE = AudioUplink.RATE;
    private static final long SECOND = 1_000_000_000L;
    /// Ten packets kept from before the voice, which is detected some time after it begins.
    private static final int PRE_ROLL_MILLIS = 600;
    /// Room in the buffer beyond the longest turn, several packets.
    private static final int SLACK_MILLIS = 500;
    /// How much of a segment that reached the longest turn may move to the next one.
    private static final int MAX_CARRY_OVER_MILLIS = 3_000;

    private final Supplier<VadSettings> settings;
    private final Supplier<Optional<RecognitionStream>> onSpeechStarted;
    private VadSettings vad;
    private Endpointer endpointer;
    private SpeechBuffer buffer;
    private final VoiceActivityMeter activity = new VoiceActivityMeter(RATE);
    private Optional<RecognitionStream> recognition = Optional.empty();
    /// How many samples of the segment `recognition` has received.
    private int fedSamples;
    private boolean voiced;
    private long segmentSamples;
    private long lastVoiced;

    /// @param onSpeechStarted called with the first voice of a segment; opens its recognition stream, where there is one
    SpeechSegmenter(Supplier<VadSettings> settings, Supplier<Optional<RecognitionStream>> onSpeechStarted) {
        this.settings = settings;
        this.onSpeechStarted = onSpeechStarted;
        applySettings(settings.get());
    }

    /// Applies settings. Called between two segments, so that one settings object holds for a whole segment.
    private void applySettings(VadSettings next) {
        vad = next;
        endpointer = new Endpointer(vad);
        // the longest turn is counted from its first voiced frame
        buffer = new SpeechBuffer(RATE, PRE_ROLL_MILLIS, Math.toIntExact(vad.maxTurn().toMillis()) + PRE_ROLL_MILLIS + SLACK_MILLIS);
    }

    /// The settings of the segment that is collected now.
    VadSettings vad() {
        return vad;
    }

    /// Keeps audio that is not a segment yet but becomes the beginning of one if the answer is interrupted.
    void keep(short[] pcm) {
        buffer.add(pcm);
    }

    /// Adds a packet to the segment. Returns how the segment ended, if it did: by silence or because the longest turn is reached.
    ///
    /// @param deviceEnds whether the device ends the segment, not the server
    Optional<SpeechEnded> accept(AudioUplink.Input.Audio audio, long arrival, boolean deviceEnds) {
        short[] pcm = audio.pcm();
        buffer.add(pcm);
        segmentSamples += pcm.length;
        activity.add(pcm.length, audio.voice(), audio.thresholdDb());
        if (audio.voice()) {
            lastVoiced = arrival;
        }
        Optional<SpeechBoundary> boundary = endpointer.accept(audio.voice(), pcm.length * SECOND / RATE, arrival);
        // with the button held even a very short word counts
        if (!voiced && (boundary.isPresent() || audio.voice() && deviceEnds)) {
            voiced = true;
            buffer.keep();
            recognition = onSpeechStarted.get();
            fedSamples = 0;
        }
        recognition.ifPresent(this::feed);
        if (deviceEnds) {
            return Optional.empty();
        }
        if (boundary.isPresent() && boundary.get() instanceof SpeechEnded ended) {
            return Optional.of(ended);
        }
        return voiced && buffer.full() ? Optional.of(new SpeechEnded(EndReason.LONGEST_TURN, lastVoiced, arrival, duration())) : Optional.empty();
    }

    /// Sends what the segment holds to the recognition stream, beginning with the audio before the voice.
    private void feed(RecognitionStream stream) {
        short[] more = buffer.since(fedSamples);
        if (more.length > 0) {
            fedSamples += more.length;
            stream.accept(more);
        }
    }

    boolean voiced() {
        return voiced;
    }

    Duration duration() {
        return Duration.ofMillis(segmentSamples * 1000 / RATE);
    }

    /// Whether no voice came for longer than `limit`.
    boolean voiceless(long now, Duration limit) {
        return now - lastVoiced > limit.toNanos();
    }

    /// Returns the segment if it holds voice, and begins a new one.
    Optional<SpeechSegment> take() {
        Optional<SpeechSegment> segment = voiced
            ? Optional.of(new SpeechSegment(buffer.take(), lastVoiced, recognition, activity.take(), Optional.empty(), Duration.ZERO))
            : Optional.empty();
        recognition = Optional.empty();
        clear();
        return segment;
    }

    /// As [#take] while the speech continues: splits at the quietest point, so that no word is split; the rest begins the next
    /// segment. For segments without a recognition stream.
    Optional<SpeechSegment> takeUpToPause() {
        Optional<SpeechSegment> all = take();
        all.ifPresent(segment -> {
            short[] pcm = segment.pcmAudio().pcm();
            short[] rest = Arrays.copyOfRange(pcm, QuietPointFinder.find(segment.pcmAudio(), MAX_CARRY_OVER_MILLIS), pcm.length);
            voiced = true;
            buffer.keep();
            buffer.add(rest);
            segmentSamples = rest.length;
            // they were part of what was voiced for so long
            activity.add(rest.length, true, segment.activity().thresholdDb());
            endpointer.continueSpeech(rest.length * SECOND / RATE, segment.lastVoicedNanos());
        });
        return all.map(segment -> segment.upTo(segment.pcmAudio().pcm().length - buffer.samples()));
    }

    void clear() {
        close();
        voiced = false;
        segmentSamples = 0;
        activity.clear();
        endpointer.reset();
        VadSettings now = settings.get();
        if (!now.equals(vad)) {
            applySettings(now);
        }
    }

    /// Drops the audio and the recognition stream, whose result is not wanted any more.
    @Override
    public void close() {
        buffer.clear();
        recognition.ifPresent(RecognitionStream::close);
        recognition = Optional.empty();
    }
}
