package earshot.session;

import earshot.audio.AudioLevel;
import earshot.audio.StreamStatisticsMeter;
import earshot.device.MutableDeviceModel;
import earshot.id.SessionId;
import earshot.server.DeviceTransport;
import earshot.time.Time;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;

/// Frames, counts and shows the audio sent to the device. Packets come from the pacing thread, the rest from the connection's.
final class AudioDownlink {
    private static final long SHOWN_EVERY = 250_000_000L;

    private final Time time;
    private final DeviceTransport transport;
    private final Framing framing;
    private final int rate;
    private final MutableDeviceModel deviceModel;
    private final SessionId sessionId;
    private final StreamStatisticsMeter meter = new StreamStatisticsMeter();
    private final long opened;
    private long shownAt;

    AudioDownlink(Time time, DeviceTransport transport, Framing framing, int rate, MutableDeviceModel deviceModel, SessionId sessionId) {
        this.time = time;
        this.transport = transport;
        this.framing = framing;
        this.rate = rate;
        this.deviceModel = deviceModel;
        this.sessionId = sessionId;
        opened = time.nanos();
        shownAt = opened - SHOWN_EVERY;
    }

    synchronized boolean send(byte[] packet, short[] pcm) {
        long now = time.nanos();
        boolean sent = transport.send(BinaryFrameCodec.wrap(framing, packet, (now - opened) / 1_000_000));
        if (sent) {
            meter.arrived(now, pcm.length * 1_000_000_000L / rate);
            deviceModel.audioSent(sessionId, pcm, rate, AudioLevel.of(pcm));
        } else {
            meter.lost(1);
        }
        if (now - shownAt >= SHOWN_EVERY) {
            publish(now);
        }
        return sent;
    }

    /// The answer is over: the output level falls to silence.
    synchronized void speechEnded() {
        deviceModel.outputSilent(sessionId);
        publish(time.nanos());
    }

    synchronized void refresh() {
        publish(time.nanos());
    }

    private void publish(long now) {
        shownAt = now;
        deviceModel.flowOut(sessionId, meter.statistics(now, 0));
    }
}
