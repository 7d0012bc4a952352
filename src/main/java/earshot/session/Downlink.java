package earshot.session;

import earshot.audio.FlowMeter;
import earshot.audio.Level;
import earshot.device.DeviceCells;
import earshot.server.Link;
import earshot.time.Time;
import earshot.wire.Frames;
import earshot.wire.Framing;

/// Frames, counts and shows the audio sent to the device. Packets come from the pacing thread, the rest from the connection's.
final class Downlink {
    private static final long SHOWN_EVERY = 250_000_000L;

    private final Time time;
    private final Link link;
    private final Framing framing;
    private final int rate;
    private final DeviceCells cells;
    private final String sessionId;
    private final FlowMeter meter = new FlowMeter();
    private final long opened;
    private long shownAt;

    Downlink(Time time, Link link, Framing framing, int rate, DeviceCells cells, String sessionId) {
        this.time = time;
        this.link = link;
        this.framing = framing;
        this.rate = rate;
        this.cells = cells;
        this.sessionId = sessionId;
        opened = time.nanos();
        shownAt = opened - SHOWN_EVERY;
    }

    synchronized boolean send(byte[] packet, short[] pcm) {
        long now = time.nanos();
        boolean sent = link.send(Frames.wrap(framing, packet, (now - opened) / 1_000_000));
        if (sent) {
            meter.arrived(now, pcm.length * 1_000_000_000L / rate);
            cells.spoken(sessionId, pcm, rate, Level.of(pcm));
        } else {
            meter.lost(1);
        }
        if (now - shownAt >= SHOWN_EVERY) {
            show(now);
        }
        return sent;
    }

    /// The answer is over: the output level falls to silence.
    synchronized void quiet() {
        cells.quiet(sessionId);
        show(time.nanos());
    }

    /// Publishes the current numbers.
    synchronized void refresh() {
        show(time.nanos());
    }

    private void show(long now) {
        shownAt = now;
        cells.flowOut(sessionId, meter.flow(now, 0));
    }
}
