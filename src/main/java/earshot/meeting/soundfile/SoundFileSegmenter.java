package earshot.meeting.soundfile;

import module java.base;

import earshot.audio.Endpointer;
import earshot.audio.PcmAudio;
import earshot.audio.QuietPointFinder;
import earshot.audio.SpeechBoundary;
import earshot.audio.SpeechBoundary.EndReason;
import earshot.audio.SpeechBuffer;
import earshot.audio.VadSettings;
import earshot.audio.VoiceActivityDetector;
import earshot.audio.VoiceActivityMeter;

/// Finds the stretches of speech in a recording, in order. For one thread at a time; [#close] may be called by another, and waits for what
/// is computed then: who cancels must not free the detector under it.
final class SoundFileSegmenter implements AutoCloseable {
    static final int RATE = 16_000;
    private static final long SECOND = 1_000_000_000L;
    /// As much as boards send at a time.
    private static final int FRAME = RATE * 60 / 1000;
    /// Kept from before the voice, which is detected some time after it begins.
    private static final int PRE_ROLL_MILLIS = 600;
    private static final int SLACK_MILLIS = 500;
    /// How much of the longest stretch may move to the next one.
    private static final int MAX_CARRY_OVER_MILLIS = 3_000;
    /// A device that speaks waits for the stretch that is being recognized.
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final VoiceActivityDetector detector;
    private final Endpointer endpointer;
    private final SpeechBuffer buffer;
    private final VoiceActivityMeter meter = new VoiceActivityMeter(RATE);
    private final List<SoundFileSegment> found = new ArrayList<>();
    private short[] unfinished = new short[0];
    /// Samples so far.
    private long position;
    private boolean speech;
    private long from;
    private long lastVoiced;

    /// @param detector fresh; closed here
    SoundFileSegmenter(VadSettings settings, VoiceActivityDetector detector) {
        this.detector = detector;
        Duration longest = settings.maxTurn().compareTo(LONGEST) < 0 ? settings.maxTurn() : LONGEST;
        endpointer = new Endpointer(new VadSettings(settings.mode(), settings.minSilence(), longest, settings.gateDb(), settings.bargeIn()));
        buffer = new SpeechBuffer(RATE, PRE_ROLL_MILLIS, Math.toIntExact(longest.toMillis()) + PRE_ROLL_MILLIS + SLACK_MILLIS);
    }

    /// Takes the next samples; returns the stretches that end in them.
    synchronized List<SoundFileSegment> add(short[] pcm) {
        short[] all = Arrays.copyOf(unfinished, unfinished.length + pcm.length);
        System.arraycopy(pcm, 0, all, unfinished.length, pcm.length);
        int at = 0;
        for (; at + FRAME <= all.length; at += FRAME) {
            frame(Arrays.copyOfRange(all, at, at + FRAME));
        }
        unfinished = Arrays.copyOfRange(all, at, all.length);
        return taken();
    }

    /// No more samples come: returns what is left.
    synchronized List<SoundFileSegment> end() {
        if (unfinished.length > 0) {
            frame(unfinished);
        }
        if (speech) {
            segment(buffer.take());
        }
        return taken();
    }

    /// Of all samples so far.
    Duration length() {
        return time(position + unfinished.length);
    }

    /// Share of all samples so far that belong to no stretch that still goes on, 0 to 1.
    synchronized double settled() {
        return speech && position > 0 ? (double) from / position : 1;
    }

    @Override
    public synchronized void close() {
        detector.close();
    }

    private void frame(short[] pcm) {
        buffer.add(pcm);
        position += pcm.length;
        boolean voiced = detector.voiced(pcm);
        long now = time(position).toNanos();
        Optional<SpeechBoundary> boundary = endpointer.accept(voiced, pcm.length * SECOND / RATE, now);
        if (voiced) {
            lastVoiced = position;
        } else if (!speech) {
            meter.clear();
        }
        meter.add(pcm.length, voiced, detector.thresholdDb());
        if (boundary.isPresent()) {
            switch (boundary.get()) {
                case SpeechBoundary.SpeechStarted started -> {
                    speech = true;
                    buffer.keep();
                    from = Math.max(0, started.firstVoicedNanos() * RATE / SECOND - pcm.length);
                }
                case SpeechBoundary.SpeechEnded ended when ended.reason() == EndReason.SILENCE -> {
                    segment(buffer.take());
                    speech = false;
                }
                case SpeechBoundary.SpeechEnded _ -> split(buffer.take(), now);
            }
        }
    }

    /// Somebody speaks for long: the stretch ends at its quietest point, and the rest begins the next one.
    private void split(PcmAudio all, long now) {
        int end = QuietPointFinder.find(all, MAX_CARRY_OVER_MILLIS);
        short[] rest = Arrays.copyOfRange(all.pcm(), end, all.pcm().length);
        long border = position - rest.length;
        long voice = lastVoiced;
        lastVoiced = Math.min(border, voice);
        segment(new PcmAudio(Arrays.copyOf(all.pcm(), end), RATE));
        lastVoiced = voice;
        from = border;
        buffer.keep();
        buffer.add(rest);
        endpointer.continueSpeech(rest.length * SECOND / RATE, now);
    }

    private void segment(PcmAudio sound) {
        found.add(new SoundFileSegment(sound, time(from), time(Math.max(0, lastVoiced - from)), meter.take()));
    }

    private List<SoundFileSegment> taken() {
        List<SoundFileSegment> all = List.copyOf(found);
        found.clear();
        return all;
    }

    private static Duration time(long samples) {
        return Duration.ofNanos(samples * SECOND / RATE);
    }
}
