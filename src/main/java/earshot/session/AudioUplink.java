package earshot.session;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.OpusDecoder;
import earshot.audio.OpusPacket;
import earshot.audio.StreamStatistics;
import earshot.audio.StreamStatisticsMeter;
import earshot.audio.UndecodableAudioException;
import earshot.audio.VadSettings;
import earshot.audio.VoiceActivityDetector;
import earshot.device.MutableDeviceModel;
import earshot.event.Direction;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.feature.DeviceConnection;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.server.Handshake;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import earshot.wire.UnwrappedFrame;

/// Takes the microphone's frames: unwraps, decodes and measures them, and detects voice. Used on the connection's thread only; a frame
/// allocates little beyond its samples.
final class AudioUplink implements AutoCloseable {
    static final int RATE = 16_000;

    private static final long SECOND = 1_000_000_000L;
    private static final long SHOWN_EVERY = SECOND / 4;
    private static final int GOOD_AGAIN = 50;
    /// What a message without sound counts, because reading it costs as well.
    private static final long SHORTEST_NANOS = 2_500_000L;

    /// What a binary message of the device holds.
    sealed interface Input {
        /// @param pcm samples at [#RATE]
        /// @param thresholdDb the level above which it could count as voice, dBFS
        record Audio(byte[] opus, short[] pcm, boolean voice, double thresholdDb) implements Input {}

        /// A text message in a binary frame.
        record Text(String text) implements Input {}

        /// Nothing that can be heard.
        record Nothing() implements Input {}
    }

    private static final Input NOTHING = new Input.Nothing();

    private final SessionServices services;
    private final Framing framing;
    private final MutableDeviceModel deviceModel;
    private final SessionId sessionId;
    private final DeviceId id;
    private final StreamStatisticsMeter meter = new StreamStatisticsMeter();
    private final LateFrameMonitor lateFrames;
    private final SoundRateLimiter rate;
    private final Runnable onTooFast;

    private Optional<OpusDecoder> decoder = Optional.empty();
    private Optional<VoiceActivityDetector> detector = Optional.empty();
    private VadSettings detectorSettings;
    private boolean audioReceived;
    private long lastFrame;
    private long shownAt;
    private int waiting;
    private long dropped;
    private long badPackets;
    private long badShown;
    private long badShownAt;
    private int goodSince;

    /// @param onTooFast called when sound keeps coming faster than it can be spoken
    AudioUplink(SessionServices services, Handshake handshake, MutableDeviceModel deviceModel, DeviceConnection connection, Runnable onTooFast) {
        this.services = services;
        framing = handshake.framing();
        this.deviceModel = deviceModel;
        this.onTooFast = onTooFast;
        sessionId = connection.sessionId();
        id = connection.deviceId();
        lateFrames = new LateFrameMonitor(services.problems(), id, () -> causeOfLateness(handshake.remote().getAddress()));
        detectorSettings = services.settings().get().of(VadSettings.SECTION);
        lastFrame = services.time().nanos();
        rate = new SoundRateLimiter(services.settings().get().of(SessionSettings.SOUND_SPEED), lastFrame);
        shownAt = lastFrame - SHOWN_EVERY;
        badShownAt = lastFrame - SECOND;
    }

    /// Sound that a program on this computer sends, such as the test device, crosses no network: that it is late is not a fault to mend, and the
    /// counters show it.
    private Optional<ProblemCode> causeOfLateness(InetAddress address) {
        if (isOwnAddress(address)) {
            return Optional.empty();
        }
        return Optional.of(services.audio().overloaded().getAsBoolean() ? ProblemCode.FRAMES_LATE_HERE : ProblemCode.FRAMES_LATE);
    }

    private static boolean isOwnAddress(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) {
            return false;
        }
    }

    /// Reads a binary message.
    ///
    /// @param arrival monotonic nanoseconds
    /// @param waiting frames queued after it
    /// @param dropped frames of this connection that the full mailbox has dropped so far
    Input read(byte[] frame, long arrival, VadSettings vad, int waiting, long dropped) {
        this.waiting = waiting;
        if (dropped != this.dropped) {
            meter.lost(dropped - this.dropped);
            this.dropped = dropped;
        }
        lastFrame = arrival;
        UnwrappedFrame unwrapped = BinaryFrameCodec.unwrap(framing, frame);
        if (tooFast(unwrapped, arrival)) {
            return NOTHING;
        }
        return switch (unwrapped) {
            case UnwrappedFrame.Packet packet -> decode(packet.opus(), arrival, vad);
            case UnwrappedFrame.Empty _ -> {
                meter.paused();
                yield NOTHING;
            }
            case UnwrappedFrame.Text text -> new Input.Text(text.text());
            case UnwrappedFrame.Malformed malformed -> undecodable(frame, malformed.reason(), arrival);
        };
    }

    private boolean tooFast(UnwrappedFrame unwrapped, long arrival) {
        long sound = switch (unwrapped) {
            case UnwrappedFrame.Packet packet -> Math.max(SHORTEST_NANOS, OpusPacket.statedMicros(packet.opus()) * 1000L);
            case UnwrappedFrame.Empty _, UnwrappedFrame.Malformed _ -> SHORTEST_NANOS;
            // the session counts it as a message
            case UnwrappedFrame.Text _ -> 0;
        };
        SoundRateLimiter.Verdict verdict = rate.judge(sound, arrival);
        switch (verdict) {
            case TAKEN -> {}
            case DROPPED_FIRST -> {
                meter.lost(1);
                services.events().log(id, "audio", Severity.WARNING, EventText.of(EventCode.AUDIO_TOO_FAST));
            }
            case DROPPED -> meter.lost(1);
            case EXCEEDED -> onTooFast.run();
        }
        return verdict != SoundRateLimiter.Verdict.TAKEN;
    }

    private Input decode(byte[] opus, long arrival, VadSettings vad) {
        short[] pcm;
        try {
            pcm = decoder().decode(opus);
        } catch (UndecodableAudioException e) {
            return undecodable(opus, e.argument(), arrival);
        } catch (RuntimeException | AssertionError e) {
            // its state is unknown now: the next packet gets a new decoder
            decoder.ifPresent(OpusDecoder::close);
            decoder = Optional.empty();
            return undecodable(opus, "the decoder failed: " + e, arrival);
        }
        meter.arrived(arrival, pcm.length * SECOND / RATE);
        if (!audioReceived) {
            audioReceived = true;
            services.events().logBinary(id, Direction.IN, Severity.INFO, EventText.of(EventCode.AUDIO_FIRST, opus.length, pcm.length * 1000 / RATE), opus);
        }
        if (badPackets > 0 && ++goodSince == GOOD_AGAIN) {
            badPackets = 0;
            services.problems().resolve(ProblemCode.AUDIO_UNDECODABLE, new ProblemSubject.Device(id));
        }
        deviceModel.packetReceived(sessionId, opus, arrival, pcm.length * SECOND / RATE);
        VoiceActivityDetector active = detector(vad);
        boolean voice = active.voiced(pcm);
        deviceModel.audioReceived(sessionId, pcm, RATE, AudioLevel.of(pcm), voice, active.thresholdDb());
        return new Input.Audio(opus, pcm, voice, active.thresholdDb());
    }

    /// The device begins or stops sending: the next frame does not count as late.
    void expectPause() {
        meter.paused();
    }

    /// Whether no frame came for longer than `limit`.
    boolean framesStopped(long now, Duration limit) {
        return now - lastFrame > limit.toNanos();
    }

    /// How long it takes until [#framesStopped] if no frame comes.
    Duration untilFramesStopped(long now, Duration limit) {
        return limit.minusNanos(now - lastFrame).plusMillis(1);
    }

    /// Publishes the current numbers four times a second.
    void publishIfDue(long now) {
        if (now - shownAt >= SHOWN_EVERY) {
            publish(now);
        }
    }

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
    private Input undecodable(byte[] frame, String reason, long at) {
        badPackets++;
        goodSince = 0;
        if (badPackets > 1 && at - badShownAt < SECOND) {
            return NOTHING;
        }
        long more = badPackets - badShown - 1;
        badShown = badPackets;
        badShownAt = at;
        services.events().logBinary(id, Direction.IN, Severity.WARNING,
            more > 0 ? EventText.of(EventCode.AUDIO_BAD_MORE, reason, more) : EventText.of(EventCode.AUDIO_BAD, reason), frame);
        services.problems().raise(Problem.of(ProblemCode.AUDIO_UNDECODABLE, new ProblemSubject.Device(id), id, reason));
        return NOTHING;
    }

    private OpusDecoder decoder() {
        if (decoder.isEmpty()) {
            decoder = Optional.of(services.audio().codec().decoder(RATE));
        }
        return decoder.get();
    }

    private VoiceActivityDetector detector(VadSettings vad) {
        if (detector.isEmpty() || !vad.equals(detectorSettings)) {
            detector.ifPresent(VoiceActivityDetector::close);
            detector = Optional.of(services.audio().detectors().apply(vad));
            detectorSettings = vad;
        }
        return detector.get();
    }

    @Override
    public void close() {
        decoder.ifPresent(OpusDecoder::close);
        decoder = Optional.empty();
        detector.ifPresent(VoiceActivityDetector::close);
        detector = Optional.empty();
    }
}
