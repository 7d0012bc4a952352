package earshot.audio;

/// Counts the frames of one direction of one connection and measures how regularly they arrive. Reads no clock: times are
/// passed in. Not safe for use from several threads at once.
///
/// - **Jitter** follows RFC 3550: the mean deviation of the spacing of arrivals from the duration of the frames, over about 16
///   frames.
/// - **Late** is a frame that arrives more than one frame duration after it was due. It is due when the audio sent so far
///   ends, counted from the fastest arrivals of the last 5 to 10 s. So a device with a slow clock is not late forever, nor is
///   one after a lasting change of the network route.
/// - **Lost** is what a queue dropped. The protocol has no sequence numbers, and the timestamps of framing 2 repeat those of
///   the downlink for echo cancellation, so frames lost on the network leave no trace.
public final class StreamStatisticsMeter {
    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = 2 * SECOND;
    private static final long PAUSE = SECOND;
    private static final long BASE_PERIOD = 5 * SECOND;
    /// 2 s of the shortest frames that boards send (5 ms). Frames that arrive faster are a flood, whose rate is capped at 200 per second.
    private static final int RING = 400;

    private final long[] arrivals = new long[RING];
    private long frames;
    private long late;
    private long lost;
    private double jitterNanos;
    /// Duration of the audio since the meter was made.
    private long soundNanos;
    private long lastArrival;
    private long lastTransit;
    private boolean running;
    private long base;
    private long nextBase;
    private long baseUntil;

    /// @param arrivalNanos when it arrived, monotonic
    /// @param frameNanos its duration
    public void arrived(long arrivalNanos, long frameNanos) {
        arrivals[(int) (frames++ % RING)] = arrivalNanos;
        if (running && arrivalNanos - lastArrival > PAUSE + frameNanos) {
            paused();
        }
        soundNanos += frameNanos;
        long transit = arrivalNanos - soundNanos;
        if (!running) {
            running = true;
            base = transit;
            nextBase = transit;
            baseUntil = arrivalNanos + BASE_PERIOD;
        } else {
            jitterNanos += (Math.abs(transit - lastTransit) - jitterNanos) / 16;
            if (arrivalNanos - baseUntil > 0) {
                base = nextBase;
                nextBase = transit;
                baseUntil = arrivalNanos + BASE_PERIOD;
            }
            nextBase = Math.min(nextBase, transit);
            base = Math.min(base, transit);
            if (transit - base > frameNanos) {
                late++;
            }
        }
        lastTransit = transit;
        lastArrival = arrivalNanos;
    }

    /// Reports that the device stopped sending, so that the next frame does not count as late. A pause of over a second is
    /// detected without this.
    public void paused() {
        running = false;
    }

    /// Counts frames that were dropped.
    public void lost(long count) {
        lost += count;
    }

    /// @param nowNanos monotonic
    /// @param queued frames in the queue now
    public StreamStatistics statistics(long nowNanos, int queued) {
        int kept = (int) Math.min(frames, RING);
        int recent = 0;
        while (recent < kept && nowNanos - arrivals[(int) ((frames - 1 - recent) % RING)] < WINDOW) {
            recent++;
        }
        return new StreamStatistics(recent * (double) SECOND / WINDOW, frames, late, lost, jitterNanos / 1e6, queued);
    }
}
