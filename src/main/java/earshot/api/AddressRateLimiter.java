package earshot.api;

import earshot.data.BoundedMap;
import earshot.data.TokenBucket;
import earshot.time.Time;
import java.util.Map;

/// Limits requests per second and address. A client that was silent for a second may send a full second's requests at once. The 4096 addresses
/// that asked last are remembered, which bounds the memory. Safe for use from any thread.
final class AddressRateLimiter {
    private static final int MAX_ADDRESSES = 4096;

    private final Time time;
    private final Map<String, Limit> limits = BoundedMap.leastRecentlyUsed(MAX_ADDRESSES);

    private record Limit(int rate, TokenBucket requests) {}

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
        Limit limit = limits.get(address);
        if (limit == null || limit.rate != rate) {
            limit = new Limit(rate, new TokenBucket(rate, rate, now));
            limits.put(address, limit);
        }
        return limit.requests.take(1, now);
    }

    synchronized int remembered() {
        return limits.size();
    }
}
