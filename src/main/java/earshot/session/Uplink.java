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

/// Takes the microphone's frames: unwraps, decodes and measures them, detects voice, and collects segments while the device listens.
/// Used on the connection's thread only; a frame allocates little beyond its samples.
final class Uplink implements AutoCloseable {
    static final int RATE = 16_000;

    private static final long SECOND = 1_000_000_000L;
    private static final long SHOWN_EVERY = SECOND / 4;
    /// Ten packets kept from before the voice, which is detected some time after it begins.
    private static final int BEFORE_MILLIS = 600;
    /// Room in the buffer beyond the longest turn, several packets.
    private static final int SLACK_MILLIS = 500;
    /// How much of a segment that reached the longest turn may move to the next one.
    private static final int REST_MILLIS = 3_000;
    /// A longer pause starts the barge-in time over.
    private static final long BREATH = SECOND / 5;
    /// Audio ignored after a wake word: its echo in the room and the tone of the device.
    private static final Duration WOKEN = Duration.ofSeconds(1);
    private static final int GOOD_AGAIN = 50;

    /// Reports what is detected, and answers what the uplink needs to know. Called on the connection's thread.
    interface Found {
        /// Whether audio belongs to a segment now.
        boolean collecting();

        void firstSound();

        /// Whether the device ends the segment, not the server.
        boolean untilStop();

        /// Whether speech may interrupt the answer.
        boolean interruptible();

        /// Voice went on long enough over the answer.
        void bargeIn(long at);

        /// A frame of the segment held voice.
        void voice(long at);

        /// The first voice of this segment began.
        void voiceBegan();

        /// Opens a recognition stream for the segment in which a voice began; empty where the recognizer does not stream.
        Optional<Hearing> hear();

        /// The person is done, by silence or because the longest turn is reached.
        void endOfSpeech(Endpoint.VoiceEnded ended);

        /// An audio packet was decoded, in any listen state.
        ///
        /// @param samples how many it holds at [#RATE]
        void packet(byte[] opus, int samples);

        /// A text message in a binary frame.
        void text(String text, long at);
    }

    /// A complete segment.
    ///
    /// @param lastVoicedNanos arrival of the last voiced frame
    /// @param hearing has received the same audio while it was spoken; whoever takes the segment closes it
    /// @param behind length of the audio after it that begins the next segment
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
    /// How many samples of the segment `hearing` has received.
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

    /// Applies settings. Called between two segments, so that one settings object holds for a whole segment.
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
    /// @param arrival monotonic nanoseconds
    /// @param waiting frames queued behind it
    /// @param dropped frames of this connection that the full mailbox has dropped so far
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
            // its state is unknown now: the next packet gets a new decoder
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

    /// Detects speech over the answer. The audio is kept, because it becomes the begin of the segment if the answer is interrupted.
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
        // with the button held even a very short word counts
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

    /// Sends what the segment holds to the recognition stream, beginning with the audio before the voice.
    private void feed(Hearing ear) {
        short[] more = buffer.since(fed);
        if (more.length > 0) {
            fed += more.length;
            ear.accept(more);
        }
    }

    /// Whether the segment holds voice.
    boolean voiced() {
        return voiced;
    }

    /// The length of this segment's audio.
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

    /// The device reported a wake word: audio is ignored for a moment, because it still contains the wake word.
    void justWoken(long at) {
        deafUntil = at + WOKEN.toNanos();
    }

    /// Returns the segment if it holds voice, and begins a new one.
    Optional<Segment> take() {
        Optional<Segment> segment = voiced ? Optional.of(new Segment(buffer.take(), lastVoiced, hearing, Duration.ZERO)) : Optional.empty();
        hearing = Optional.empty();
        clear();
        return segment;
    }

    /// As [#take] while the speech goes on: splits at the quietest point, so that no word is split; the rest begins the next
    /// segment. For segments without a recognition stream.
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

    /// Begins anew.
    void clear() {
        buffer.clear();
        deafen();
        voiced = false;
        segmentSamples = 0;
        endpointer.reset();
        Settings.Vad now = parts.settings().get().vad();
        if (!now.equals(vad)) {
            follow(now);
        }
    }

    /// The device begins or stops sending: the next frame does not count as late.
    void boundary() {
        meter.paused();
    }

    /// Publishes the current numbers.
    void show(long now) {
        shownAt = now;
        Flow flow = meter.flow(now, waiting);
        cells.flowIn(sessionId, flow);
        lateFrames.seen(flow.late(), now);
        if (sounded && now - lastFrame > SECOND) {
            cells.unheard(sessionId);
        }
    }

    /// Logs at most one row a second, with the count of others; the connection continues.
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

    /// Closes the recognition stream; its result is not wanted any more.
    private void deafen() {
        hearing.ifPresent(Hearing::close);
        hearing = Optional.empty();
    }
}
