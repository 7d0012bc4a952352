package earshot.simulator;

import module java.base;

import earshot.time.Time;
import earshot.wire.Framing;

/// Plays the answers of the server, from `tts start` until the last frame was played. Used by the device's thread.
final class AnswerPlayer {
    /// Audio that comes sooner after `tts start` may be discarded by a board that has not handled the change of state yet.
    private static final long EARLY_NANOS = Duration.ofMillis(20).toNanos();

    private final Time time;
    private final DeviceLoop loop;
    private final DeviceRecorder recorder;
    final PlaybackQueue queue;
    private final Runnable idleListener;
    private boolean open;
    private boolean started;
    private boolean draining;
    private boolean scheduled;
    private long beganAt;

    /// @param idleListener called when nothing is left to play
    AnswerPlayer(Time time, DeviceLoop loop, DeviceRecorder recorder, Loudspeaker loudspeaker, Runnable idleListener) {
        this.time = time;
        this.loop = loop;
        this.recorder = recorder;
        this.queue = new PlaybackQueue(loudspeaker);
        this.idleListener = idleListener;
    }

    /// `tts start` arrived.
    void begin(long at) {
        beganAt = at;
        recorder.arrivals.begin();
        open = true;
        started = false;
        draining = false;
    }

    /// `tts stop` arrived: what waits is still played.
    void finish() {
        draining |= open;
        open = false;
    }

    /// A binary message arrived within an answer.
    void receive(Framing framing, byte[] message, long at) {
        recorder.arrivals.arrived(framing, message, at);
        SimulatedFraming.unwrap(framing, message).ifPresentOrElse(packet -> play(packet, at), () -> recorder.misframed++);
    }

    private void play(byte[] packet, long at) {
        if (at - beganAt < EARLY_NANOS) {
            recorder.early++;
        }
        if (!started) {
            started = true;
            recorder.log(new SimulatedDeviceEvent.FirstFrame(), at);
        }
        queue.offer(packet, at);
        advance();
    }

    /// Plays what is due, and runs again when the current frame ends.
    void advance() {
        long now = time.nanos();
        OptionalLong busy = queue.busyUntil(now);
        if (busy.isEmpty()) {
            if (draining) {
                draining = false;
                recorder.log(new SimulatedDeviceEvent.PlaybackDrained());
            }
            idleListener.run();
        } else if (!scheduled) {
            scheduled = true;
            time.after(Duration.ofNanos(Math.max(0, busy.getAsLong() - now)), () -> loop.post(() -> {
                scheduled = false;
                advance();
            }));
        }
    }

    boolean idle() {
        return queue.drained(time.nanos());
    }

    /// Discards what waits.
    void discard() {
        queue.reset();
    }

    /// Discards what waits, and expects no more of the answer.
    void stop() {
        queue.reset();
        open = false;
        draining = false;
    }
}
