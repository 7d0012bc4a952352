package earshot.session;

import earshot.asr.Hearing;
import earshot.audio.Endpoint;
import earshot.audio.Endpointer;
import earshot.audio.Flow;
import earshot.audio.FlowMeter;
import earshot.audio.Level;
import earshot.audio.OpusDecoder;
import earshot.audio.Quietest;
import earshot.audio.Speech;
import earshot.audio.SpeechBuffer;
import earshot.audio.UndecodableAudio;
import earshot.audio.VoiceDetector;
import earshot.config.Settings;
import earshot.device.DeviceCells;
import earshot.event.Direction;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.problem.Subject;
import earshot.wire.Frames;
import earshot.wire.Framing;
import earshot.wire.Unwrapped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// What the microphone sends: unwrapped, decoded, measured, judged, and collected into segments while the device listens.
/// Lives on the connection's thread; what it does for a frame allocates little beyond the samples.
final class Uplink implements AutoCloseable {
    static final int RATE = 16_000;

    private static final long SECOND = 1_000_000_000L;
    private static final long SHOWN_EVERY = SECOND / 4;
    /// Ten packets: a voice is noticed after its first sounds.
    private static final int BEFORE_MILLIS = 600;
    /// Several packets.
    private static final int SLACK_MILLIS = 500;
    /// How much of a speech that is cut because it is too long may begin the next segment.
    private static final int REST_MILLIS = 3_000;
    /// A pause inside of what one says.
    private static final long BREATH = SECOND / 5;
    /// After a wake word: its echo in the room, and the sound the device makes.
    private static final Duration WOKEN = Duration.ofSeconds(1);
    private static final int GOOD_AGAIN = 50;

    /// What the connection is told.
    interface Found {
        /// Whether sound belongs to a segment now.
        boolean collecting();

        void firstSound();

        /// Whether the device says when the person is done.
        boolean untilStop();

        /// Whether a voice may interrupt what the device is being told.
        boolean interruptible();

        /// A voice went on for long enough over what the device is being told.
        void bargeIn(long at);

        /// A frame of the segment held a voice.
        void voice(long at);

        /// A voice began, the first of this segment.
        void voiceBegan();

        /// Opens an ear for the segment in which a voice began, where the recogniser listens while a person speaks.
        Optional<Hearing> hear();

        /// The person is done, by silence or by the longest turn.
        void endOfSpeech(Endpoint.VoiceEnded ended);

        /// A packet of sound, whether anybody listens or not.
        ///
        /// @param samples in it at [#RATE]
        void packet(byte[] opus, int samples);

        /// A text message in binary clothes.
        void text(String text, long at);
    }

    /// @param lastVoicedNanos arrival of the last voiced frame
    /// @param hearing heard the same sound while it was spoken; whoever takes the segment closes it
    /// @param behind sound that came after it already and begins the next one
    record Segment(Speech speech, long lastVoicedNanos, Optional<Hearing> hearing, Duration behind) {
        private Segment upTo(int samples) {
            short[] all = speech.pcm();
            return new Segment(new Speech(Arrays.copyOf(all, samples), RATE), lastVoicedNanos, Optional.empty(), Duration.ofNanos((all.length - samples) * SECOND / RATE));
        }
    }

    private final SessionParts parts;
    private final Framing framing;
    private final DeviceCells cells;
    private final String sessionId;
    private final String id;
    private final Found found;
    private final FlowMeter meter = new FlowMeter();
    private final LateFrames lateFrames;
    private Settings.Vad vad;
    private Endpointer endpointer;
    private SpeechBuffer buffer;

    private Optional<OpusDecoder> decoder = Optional.empty();
    private Optional<VoiceDetector> detector = Optional.empty();
    private Optional<Hearing> hearing = Optional.empty();
    /// Samples of the segment that `hearing` has.
    private int fed;
    private boolean sounded;
    private boolean voiced;
    private long segmentSamples;
    private long lastVoiced;
    private long lastFrame;
    private long deafUntil;
    private long over;
    private long between;
    private long shownAt;
    private int waiting;
    private long dropped;
    private long bad;
    private long badShown;
    private long badShownAt;
    private int goodSince;

    Uplink(SessionParts parts, Framing framing, DeviceCells cells, String sessionId, String id, Found found) {
        this.parts = parts;
        this.framing = framing;
        this.cells = cells;
        this.sessionId = sessionId;
        this.id = id;
        this.found = found;
        lateFrames = new LateFrames(parts.problems(), id);
        follow(parts.settings().get().vad());
        long now = parts.time().nanos();
        lastFrame = now;
        deafUntil = now;
        shownAt = now - SHOWN_EVERY;
        badShownAt = now - SECOND;
    }

    /// Judges by these settings from now on. Called between two segments, so that none is judged by two.
    private void follow(Settings.Vad settings) {
        vad = settings;
        endpointer = new Endpointer(vad);
        // the longest turn is counted from its first voiced frame
        buffer = new SpeechBuffer(RATE, BEFORE_MILLIS, Math.toIntExact(vad.longestTurn().toMillis()) + BEFORE_MILLIS + SLACK_MILLIS);
        detector.ifPresent(VoiceDetector::close);
        detector = Optional.empty();
    }

    /// Takes a binary message.
    ///
    /// @param waiting frames behind it
    /// @param dropped frames that never got here because too many waited
    void frame(byte[] frame, long arrival, int waiting, long dropped) {
        this.waiting = waiting;
        if (dropped != this.dropped) {
            meter.lost(dropped - this.dropped);
            this.dropped = dropped;
        }
        lastFrame = arrival;
        switch (Frames.unwrap(framing, frame)) {
            case Unwrapped.Packet packet -> packet(packet.opus(), arrival);
            case Unwrapped.Empty _ -> meter.paused();
            case Unwrapped.Text text -> found.text(text.text(), arrival);
            case Unwrapped.Wrong wrong -> undecodable(frame, wrong.reason(), arrival);
        }
        if (arrival - shownAt >= SHOWN_EVERY) {
            show(arrival);
        }
    }

    private void packet(byte[] opus, long arrival) {
        short[] pcm;
        try {
            pcm = decoder().decode(opus);
        } catch (UndecodableAudio e) {
            undecodable(opus, e.getMessage(), arrival);
            return;
        } catch (RuntimeException | AssertionError e) {
            // whatever state it is in now, the next packet deserves a decoder that works
            decoder.ifPresent(OpusDecoder::close);
            decoder = Optional.empty();
            undecodable(opus, "the decoder failed: " + e, arrival);
            return;
        }
        meter.arrived(arrival, pcm.length * SECOND / RATE);
        if (!sounded) {
            sounded = true;
            parts.events().binary(id, Direction.IN, Severity.INFO, "first audio: " + opus.length + " bytes, " + pcm.length * 1000 / RATE + " ms", opus);
            found.firstSound();
        }
        if (bad > 0 && ++goodSince == GOOD_AGAIN) {
            bad = 0;
            parts.problems().resolve(Code.AUDIO_UNDECODABLE, new Subject.Device(id));
        }
        cells.packet(sessionId, opus, arrival, pcm.length * SECOND / RATE);
        found.packet(opus, pcm.length);
        VoiceDetector judge = detector();
        boolean voice = judge.voiced(pcm);
        cells.heard(sessionId, pcm, RATE, Level.of(pcm), voice, judge.thresholdDb());
        if (arrival - deafUntil >= 0 && found.collecting()) {
            collect(pcm, voice, arrival);
        } else if (arrival - deafUntil >= 0 && found.interruptible()) {
            overhear(pcm, voice, arrival);
        }
    }

    /// Somebody may be talking over what the device is told. What is heard is kept, so that nothing of it is missing when it was so.
    private void overhear(short[] pcm, boolean voice, long arrival) {
        buffer.add(pcm);
        long length = pcm.length * SECOND / RATE;
        if (voice) {
            over += length;
            between = 0;
        } else {
            between += length;
            if (between > BREATH) {
                over = 0;
            }
        }
        if (over >= vad.bargeIn().toNanos()) {
            over = 0;
            found.bargeIn(arrival);
        }
    }

    private void collect(short[] pcm, boolean voice, long arrival) {
        buffer.add(pcm);
        segmentSamples += pcm.length;
        if (voice) {
            lastVoiced = arrival;
            found.voice(arrival);
        }
        Optional<Endpoint> endpoint = endpointer.hear(voice, pcm.length * SECOND / RATE, arrival);
        // who holds a button means to speak: the shortest word counts
        if (!voiced && (endpoint.isPresent() || voice && found.untilStop())) {
            voiced = true;
            buffer.keep();
            found.voiceBegan();
            hearing = found.hear();
            fed = 0;
        }
        hearing.ifPresent(this::feed);
        if (endpoint.isPresent() && endpoint.get() instanceof Endpoint.VoiceEnded ended && !found.untilStop()) {
            found.endOfSpeech(ended);
        } else if (voiced && buffer.full() && !found.untilStop()) {
            found.endOfSpeech(new Endpoint.VoiceEnded(Endpoint.Reason.LONGEST_TURN, lastVoiced, arrival, heard()));
        }
    }

    /// What the segment keeps goes up at once, from the sound before the voice on.
    private void feed(Hearing ear) {
        short[] more = buffer.since(fed);
        if (more.length > 0) {
            fed += more.length;
            ear.accept(more);
        }
    }

    /// Whether the segment holds a voice.
    boolean voiced() {
        return voiced;
    }

    /// How long the sound of this segment is.
    Duration heard() {
        return Duration.ofMillis(segmentSamples * 1000 / RATE);
    }

    /// Whether no frame came for longer than `limit`.
    boolean ceased(long now, Duration limit) {
        return now - lastFrame > limit.toNanos();
    }

    /// Whether no voice came for longer than `limit`.
    boolean voiceless(long now, Duration limit) {
        return now - lastVoiced > limit.toNanos();
    }

    /// A wake word was heard: what comes now is still part of it.
    void justWoken(long at) {
        deafUntil = at + WOKEN.toNanos();
    }

    /// Hands the segment over where a voice is in it, and begins anew.
    Optional<Segment> take() {
        Optional<Segment> segment = voiced ? Optional.of(new Segment(buffer.take(), lastVoiced, hearing, Duration.ZERO)) : Optional.empty();
        hearing = Optional.empty();
        clear();
        return segment;
    }

    /// As [#take] while the voice goes on: cuts where it is quietest, so that no word is cut in two; what is behind the cut begins the next
    /// segment. For whole segments, without an ear.
    Optional<Segment> cut() {
        Optional<Segment> all = take();
        all.ifPresent(segment -> {
            short[] pcm = segment.speech().pcm();
            short[] rest = Arrays.copyOfRange(pcm, Quietest.cut(segment.speech(), REST_MILLIS), pcm.length);
            voiced = true;
            buffer.keep();
            buffer.add(rest);
            segmentSamples = rest.length;
            endpointer.goOn(rest.length * SECOND / RATE, segment.lastVoicedNanos());
        });
        return all.map(segment -> segment.upTo(segment.speech().pcm().length - buffer.samples()));
    }

    /// Begins anew. Returns how many packets of 60 ms went.
    int clear() {
        int packets = buffer.samples() * 1000 / RATE / 60;
        buffer.clear();
        deafen();
        voiced = false;
        segmentSamples = 0;
        endpointer.reset();
        Settings.Vad now = parts.settings().get().vad();
        if (!now.equals(vad)) {
            follow(now);
        }
        return packets;
    }

    /// The device said that it begins or stops to send: what comes next is not late, however short the pause.
    void boundary() {
        meter.paused();
    }

    /// Brings the shown numbers up to date.
    void show(long now) {
        shownAt = now;
        Flow flow = meter.flow(now, waiting);
        cells.flowIn(sessionId, flow);
        lateFrames.seen(flow.late(), now);
        if (sounded && now - lastFrame > SECOND) {
            cells.unheard(sessionId);
        }
    }

    /// At most one row a second says it, with the count; the connection goes on.
    private void undecodable(byte[] frame, String reason, long at) {
        bad++;
        goodSince = 0;
        if (bad > 1 && at - badShownAt < SECOND) {
            return;
        }
        long more = bad - badShown - 1;
        badShown = bad;
        badShownAt = at;
        parts.events().binary(id, Direction.IN, Severity.WARNING, reason + (more > 0 ? " (and " + more + " more like it)" : ""), frame);
        parts.problems().raise(Problem.of(Code.AUDIO_UNDECODABLE, new Subject.Device(id), id, reason));
    }

    private OpusDecoder decoder() {
        if (decoder.isEmpty()) {
            decoder = Optional.of(parts.codec().decoder(RATE));
        }
        return decoder.get();
    }

    private VoiceDetector detector() {
        if (detector.isEmpty()) {
            detector = Optional.of(parts.detectors().apply(vad));
        }
        return detector.get();
    }

    @Override
    public void close() {
        decoder.ifPresent(OpusDecoder::close);
        decoder = Optional.empty();
        detector.ifPresent(VoiceDetector::close);
        detector = Optional.empty();
        deafen();
        buffer.clear();
    }

    /// Nobody wants to know what was said so far.
    private void deafen() {
        hearing.ifPresent(Hearing::close);
        hearing = Optional.empty();
    }
}
