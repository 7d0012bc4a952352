package earshot.session;

import earshot.asr.RecognitionStream;
import earshot.audio.AudioLevel;
import earshot.audio.Endpointer;
import earshot.audio.OpusDecoder;
import earshot.audio.PcmAudio;
import earshot.audio.QuietPointFinder;
import earshot.audio.SpeechBoundary;
import earshot.audio.SpeechBuffer;
import earshot.audio.StreamStatistics;
import earshot.audio.StreamStatisticsMeter;
import earshot.audio.UndecodableAudioException;
import earshot.audio.VoiceActivityDetector;
import earshot.config.Settings;
import earshot.device.MutableDeviceModel;
import earshot.event.Direction;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import earshot.wire.UnwrappedFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Takes the microphone's frames: unwraps, decodes and measures them, detects voice, and collects segments while the device listens.
/// Used on the connection's thread only; a frame allocates little beyond its samples.
final class AudioUplink implements AutoCloseable {
    static final int RATE = 16_000;

    private static final long SECOND = 1_000_000_000L;
    private static final long SHOWN_EVERY = SECOND / 4;
    /// Ten packets kept from before the voice, which is detected some time after it begins.
    private static final int PRE_ROLL_MILLIS = 600;
    /// Room in the buffer beyond the longest turn, several packets.
    private static final int SLACK_MILLIS = 500;
    /// How much of a segment that reached the longest turn may move to the next one.
    private static final int MAX_CARRY_OVER_MILLIS = 3_000;
    /// A longer pause starts the barge-in time over.
    private static final long SHORT_PAUSE = SECOND / 5;
    /// Audio ignored after a wake word: its echo in the room and the tone of the device.
    private static final Duration WAKE_WORD_ECHO = Duration.ofSeconds(1);
    private static final int GOOD_AGAIN = 50;

    /// Reports what is detected, and answers what the uplink needs to know. Called on the connection's thread.
    interface UplinkListener {
        /// Whether audio belongs to a segment now.
        boolean collecting();

        void firstAudio();

        /// Whether the device ends the segment, not the server.
        boolean deviceEndsSpeech();

        /// Whether speech may interrupt the answer.
        boolean bargeInAllowed();

        /// Voice went on long enough over the answer.
        void bargeIn(long at);

        /// A frame of the segment held voice.
        void voiceFrame(long at);

        /// The first voice of this segment began.
        void speechStarted();

        /// Opens a recognition stream for the segment in which a voice began; empty where the recognizer does not stream.
        Optional<RecognitionStream> openRecognition();

        /// The person is done, by silence or because the longest turn is reached.
        void endOfSpeech(SpeechBoundary.SpeechEnded ended);

        /// An audio packet was decoded, in any listen state.
        ///
        /// @param samples how many it holds at [#RATE]
        void audioPacket(byte[] opus, int samples);

        /// A text message in a binary frame.
        void textReceived(String text, long at);
    }

    /// A complete segment.
    ///
    /// @param lastVoicedNanos arrival of the last voiced frame
    /// @param recognition has received the same audio while it was spoken; whoever takes the segment closes it
    /// @param followingAudio length of the audio after it that begins the next segment
    record SpeechSegment(PcmAudio pcmAudio, long lastVoicedNanos, Optional<RecognitionStream> recognition, Duration followingAudio) {
        private SpeechSegment upTo(int samples) {
            short[] all = pcmAudio.pcm();
            return new SpeechSegment(new PcmAudio(Arrays.copyOf(all, samples), RATE), lastVoicedNanos, Optional.empty(), Duration.ofNanos((all.length - samples) * SECOND / RATE));
        }
    }

    private final SessionServices services;
    private final Framing framing;
    private final MutableDeviceModel deviceModel;
    private final String sessionId;
    private final String id;
    private final UplinkListener listener;
    private final StreamStatisticsMeter meter = new StreamStatisticsMeter();
    private final LateFrameMonitor lateFrames;
    private Settings.Vad vad;
    private Endpointer endpointer;
    private SpeechBuffer buffer;

    private Optional<OpusDecoder> decoder = Optional.empty();
    private Optional<VoiceActivityDetector> detector = Optional.empty();
    private Optional<RecognitionStream> recognition = Optional.empty();
    /// How many samples of the segment `recognition` has received.
    private int fedSamples;
    private boolean audioReceived;
    private boolean voiced;
    private long segmentSamples;
    private long lastVoiced;
    private long lastFrame;
    private long ignoreAudioUntil;
    private long bargeInSpeech;
    private long bargeInPause;
    private long shownAt;
    private int waiting;
    private long dropped;
    private long badPackets;
    private long badShown;
    private long badShownAt;
    private int goodSince;

    AudioUplink(SessionServices services, Framing framing, MutableDeviceModel deviceModel, String sessionId, String id, UplinkListener listener) {
        this.services = services;
        this.framing = framing;
        this.deviceModel = deviceModel;
        this.sessionId = sessionId;
        this.id = id;
        this.listener = listener;
        lateFrames = new LateFrameMonitor(services.problems(), id);
        applySettings(services.settings().get().vad());
        long now = services.time().nanos();
        lastFrame = now;
        ignoreAudioUntil = now;
        shownAt = now - SHOWN_EVERY;
        badShownAt = now - SECOND;
    }

    /// Applies settings. Called between two segments, so that one settings object holds for a whole segment.
    private void applySettings(Settings.Vad settings) {
        vad = settings;
        endpointer = new Endpointer(vad);
        // the longest turn is counted from its first voiced frame
        buffer = new SpeechBuffer(RATE, PRE_ROLL_MILLIS, Math.toIntExact(vad.maxTurn().toMillis()) + PRE_ROLL_MILLIS + SLACK_MILLIS);
        detector.ifPresent(VoiceActivityDetector::close);
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
        switch (BinaryFrameCodec.unwrap(framing, frame)) {
            case UnwrappedFrame.Packet packet -> packet(packet.opus(), arrival);
            case UnwrappedFrame.Empty _ -> meter.paused();
            case UnwrappedFrame.Text text -> listener.textReceived(text.text(), arrival);
            case UnwrappedFrame.Malformed malformed -> undecodable(frame, malformed.reason(), arrival);
        }
        if (arrival - shownAt >= SHOWN_EVERY) {
            publish(arrival);
        }
    }

    private void packet(byte[] opus, long arrival) {
        short[] pcm;
        try {
            pcm = decoder().decode(opus);
        } catch (UndecodableAudioException e) {
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
        if (!audioReceived) {
            audioReceived = true;
            services.events().logBinary(id, Direction.IN, Severity.INFO, "first audio: " + opus.length + " bytes, " + pcm.length * 1000 / RATE + " ms", opus);
            listener.firstAudio();
        }
        if (badPackets > 0 && ++goodSince == GOOD_AGAIN) {
            badPackets = 0;
            services.problems().resolve(ProblemCode.AUDIO_UNDECODABLE, new ProblemSubject.Device(id));
        }
        deviceModel.packetReceived(sessionId, opus, arrival, pcm.length * SECOND / RATE);
        listener.audioPacket(opus, pcm.length);
        VoiceActivityDetector active = detector();
        boolean voice = active.voiced(pcm);
        deviceModel.audioReceived(sessionId, pcm, RATE, AudioLevel.of(pcm), voice, active.thresholdDb());
        if (arrival - ignoreAudioUntil >= 0 && listener.collecting()) {
            collect(pcm, voice, arrival);
        } else if (arrival - ignoreAudioUntil >= 0 && listener.bargeInAllowed()) {
            detectBargeIn(pcm, voice, arrival);
        }
    }

    /// Detects speech over the answer. The audio is kept, because it becomes the begin of the segment if the answer is interrupted.
    private void detectBargeIn(short[] pcm, boolean voice, long arrival) {
        buffer.add(pcm);
        long length = pcm.length * SECOND / RATE;
        if (voice) {
            bargeInSpeech += length;
            bargeInPause = 0;
        } else {
            bargeInPause += length;
            if (bargeInPause > SHORT_PAUSE) {
                bargeInSpeech = 0;
            }
        }
        if (bargeInSpeech >= vad.bargeIn().toNanos()) {
            bargeInSpeech = 0;
            listener.bargeIn(arrival);
        }
    }

    private void collect(short[] pcm, boolean voice, long arrival) {
        buffer.add(pcm);
        segmentSamples += pcm.length;
        if (voice) {
            lastVoiced = arrival;
            listener.voiceFrame(arrival);
        }
        Optional<SpeechBoundary> speechBoundary = endpointer.accept(voice, pcm.length * SECOND / RATE, arrival);
        // with the button held even a very short word counts
        if (!voiced && (speechBoundary.isPresent() || voice && listener.deviceEndsSpeech())) {
            voiced = true;
            buffer.keep();
            listener.speechStarted();
            recognition = listener.openRecognition();
            fedSamples = 0;
        }
        recognition.ifPresent(this::feed);
        if (speechBoundary.isPresent() && speechBoundary.get() instanceof SpeechBoundary.SpeechEnded ended && !listener.deviceEndsSpeech()) {
            listener.endOfSpeech(ended);
        } else if (voiced && buffer.full() && !listener.deviceEndsSpeech()) {
            listener.endOfSpeech(new SpeechBoundary.SpeechEnded(SpeechBoundary.EndReason.LONGEST_TURN, lastVoiced, arrival, segmentDuration()));
        }
    }

    /// Sends what the segment holds to the recognition stream, beginning with the audio before the voice.
    private void feed(RecognitionStream stream) {
        short[] more = buffer.since(fedSamples);
        if (more.length > 0) {
            fedSamples += more.length;
            stream.accept(more);
        }
    }

    /// Whether the segment holds voice.
    boolean voiced() {
        return voiced;
    }

    /// The length of this segment's audio.
    Duration segmentDuration() {
        return Duration.ofMillis(segmentSamples * 1000 / RATE);
    }

    /// Whether no frame came for longer than `limit`.
    boolean framesStopped(long now, Duration limit) {
        return now - lastFrame > limit.toNanos();
    }

    /// Whether no voice came for longer than `limit`.
    boolean voiceless(long now, Duration limit) {
        return now - lastVoiced > limit.toNanos();
    }

    /// The device reported a wake word: audio is ignored for a moment, because it still contains the wake word.
    void ignoreWakeWordEcho(long at) {
        ignoreAudioUntil = at + WAKE_WORD_ECHO.toNanos();
    }

    /// Returns the segment if it holds voice, and begins a new one.
    Optional<SpeechSegment> take() {
        Optional<SpeechSegment> segment = voiced ? Optional.of(new SpeechSegment(buffer.take(), lastVoiced, recognition, Duration.ZERO)) : Optional.empty();
        recognition = Optional.empty();
        clear();
        return segment;
    }

    /// As [#take] while the speech goes on: splits at the quietest point, so that no word is split; the rest begins the next
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
            endpointer.continueSpeech(rest.length * SECOND / RATE, segment.lastVoicedNanos());
        });
        return all.map(segment -> segment.upTo(segment.pcmAudio().pcm().length - buffer.samples()));
    }

    /// Begins anew.
    void clear() {
        buffer.clear();
        closeRecognition();
        voiced = false;
        segmentSamples = 0;
        endpointer.reset();
        Settings.Vad now = services.settings().get().vad();
        if (!now.equals(vad)) {
            applySettings(now);
        }
    }

    /// The device begins or stops sending: the next frame does not count as late.
    void expectPause() {
        meter.paused();
    }

    /// Publishes the current numbers.
    void publish(long now) {
        shownAt = now;
        StreamStatistics streamStatistics = meter.statistics(now, waiting);
        deviceModel.flowIn(sessionId, streamStatistics);
        lateFrames.update(streamStatistics.late(), now);
        if (audioReceived && now - lastFrame > SECOND) {
            deviceModel.inputSilent(sessionId);
        }
    }

    /// Logs at most one row a second, with the count of others; the connection continues.
    private void undecodable(byte[] frame, String reason, long at) {
        badPackets++;
        goodSince = 0;
        if (badPackets > 1 && at - badShownAt < SECOND) {
            return;
        }
        long more = badPackets - badShown - 1;
        badShown = badPackets;
        badShownAt = at;
        services.events().logBinary(id, Direction.IN, Severity.WARNING, reason + (more > 0 ? " (and " + more + " more like it)" : ""), frame);
        services.problems().raise(Problem.of(ProblemCode.AUDIO_UNDECODABLE, new ProblemSubject.Device(id), id, reason));
    }

    private OpusDecoder decoder() {
        if (decoder.isEmpty()) {
            decoder = Optional.of(services.codec().decoder(RATE));
        }
        return decoder.get();
    }

    private VoiceActivityDetector detector() {
        if (detector.isEmpty()) {
            detector = Optional.of(services.detectorFactory().apply(vad));
        }
        return detector.get();
    }

    @Override
    public void close() {
        decoder.ifPresent(OpusDecoder::close);
        decoder = Optional.empty();
        detector.ifPresent(VoiceActivityDetector::close);
        detector = Optional.empty();
        closeRecognition();
        buffer.clear();
    }

    /// Closes the recognition stream; its result is not wanted any more.
    private void closeRecognition() {
        recognition.ifPresent(RecognitionStream::close);
        recognition = Optional.empty();
    }
}
