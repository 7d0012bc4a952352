package earshot.audio;

/// Counts the frames of one direction of one connection and how evenly they come. Reads no clock: times are handed in.
/// Not safe for use from several threads at once.
///
/// - **Jitter** is RFC 3550's: the mean deviation of the spacing of arrivals from the spacing of the sound in them, over
///   about 16 frames.
/// - **Late** is a frame that comes more than one frame time after it was due. Due is the moment at which the sound sent
///   so far ends, counted from the quickest arrivals of the last 5 to 10 s: so a device whose clock runs slow is not late
///   for ever, and neither is one after a lasting change of the way.
/// - **Lost** is what a queue dropped. The wire has no sequence numbers, and the timestamps of framing 2 repeat those of the
///   downlink for echo cancelling, so frames that never came leave no trace there.
public final class FlowMeter {
    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = 2 * SECOND;
    private static final long PAUSE = SECOND;
    private static final long BASE_PERIOD = 5 * SECOND;
    /// 2 s of the shortest frames that boards send (5 ms); what comes faster than that is a flood, its rate is the ring's.
    private static final int RING = 400;

    private final long[] arrivals = new long[RING];
    private long frames;
    private long late;
    private long lost;
    private double jitterNanos;
    /// Where the sound of this run of frames ends, on the device's own clock of sound.
    private long soundNanos;
    private long lastArrival;
    private long lastTransit;
    private boolean running;
    private long base;
    private long nextBase;
    private long baseUntil;

    /// Counts a frame.
    ///
    /// @param arrivalNanos when it came, monotonic
    /// @param frameNanos how much sound it holds
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

    /// Says that the device stopped sending, so that the next frame is not late. A pause of over a second is seen without.
    public void paused() {
        running = false;
    }

    /// Counts frames that were dropped.
    public void lost(long count) {
        lost += count;
    }

    /// The counters now.
    ///
    /// @param nowNanos monotonic
    /// @param queued frames that wait now
    public Flow flow(long nowNanos, int queued) {
        int kept = (int) Math.min(frames, RING);
        int recent = 0;
        while (recent < kept && nowNanos - arrivals[(int) ((frames - 1 - recent) % RING)] < WINDOW) {
            recent++;
        }
        return new Flow(recent * (double) SECOND / WINDOW, frames, late, lost, jitterNanos / 1e6, queued);
    }
}
