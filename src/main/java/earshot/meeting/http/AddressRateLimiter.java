package earshot.meeting.http;

import earshot.data.BoundedMap;
import earshot.time.Time;
import java.util.Map;

/// Limits requests per second and address with a token bucket. A client that was silent for a second may send a full second's requests at
/// once. The 4096 addresses that asked last are remembered, which bounds the memory. Safe for use from any thread.
final class AddressRateLimiter {
    private static final int MAX_ADDRESSES = 4096;
    private static final double SECOND = 1e9;

    private final Time time;
    private final Map<String, Bucket> buckets = BoundedMap.leastRecentlyUsed(MAX_ADDRESSES);

    private record Bucket(double left, long at) {}

    AddressRateLimiter(Time time) {
        this.time = time;
    }

    /// Whether one more request may be answered.
    ///
    /// @param rate requests per second, 0 for no limit
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
