package earshot.audio;

/// Counters of one direction of one device, newest values.
///
/// @param perSecond frames per second over the last two seconds
/// @param frames frames since the connection opened
/// @param late frames that came more than one frame time behind their due time
/// @param lost frames that never came, as far as the framing tells (timestamps) or the queue dropped
/// @param jitterMillis smoothed inter-arrival jitter as in RFC 3550, ms
/// @param queued frames that wait now
public record Flow(double perSecond, long frames, long late, long lost, double jitterMillis, int queued) {
    public static final Flow NONE = new Flow(0, 0, 0, 0, 0, 0);
}
