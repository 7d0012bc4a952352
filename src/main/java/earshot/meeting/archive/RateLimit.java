package earshot.meeting.archive;

import earshot.time.Time;
import java.util.LinkedHashMap;
import java.util.Map;

/// Requests a second from one address. Who was silent for a second may ask so often at once, then as fast as the rate. The addresses that
/// asked last are remembered, so that a crowd of them costs no more memory than that. Safe for use from any thread.
final class RateLimit {
    private static final int MOST = 4096;
    private static final double SECOND = 1e9;

    private final Time time;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
        }
    };

    private record Bucket(double left, long at) {}

    RateLimit(Time time) {
        this.time = time;
    }

    /// Whether one more request may be answered.
    ///
    /// @param rate a second, 0 for any number
    synchronized boolean allows(String address, int rate) {
        if (rate == 0) {
            return true;
        }
        long now = time.nanos();
        Bucket before = buckets.getOrDefault(address, new Bucket(rate, now));
        double left = Math.min(rate, before.left + (now - before.at) / SECOND * rate);
        boolean allowed = left >= 1;
        buckets.put(address, new Bucket(allowed ? left - 1 : left, now));
        return allowed;
    }

    synchronized int remembered() {
        return buckets.size();
    }
}
