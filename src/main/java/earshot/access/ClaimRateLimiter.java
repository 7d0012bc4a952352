package earshot.access;

import module java.base;

import earshot.data.TokenBucket;

/// Limits how many new claims an address may make: [#BURST] at once, as many boards behind one router may, and [#A_MINUTE] from then on.
/// Not thread-safe.
final class ClaimRateLimiter {
    static final int BURST = 60;
    static final int A_MINUTE = 20;
    /// Addresses that are told apart; further ones share one limit until the next minute.
    static final int MAX_ADDRESSES = 256;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final String OTHERS = "";

    private final Map<String, TokenBucket> byAddress = new HashMap<>();
    private long sweptAt;

    ClaimRateLimiter(long nanos) {
        sweptAt = nanos;
    }

    /// @param nanos monotonic
    boolean take(String address, long nanos) {
        if (nanos - sweptAt >= MINUTE) {
            sweptAt = nanos;
            byAddress.values().removeIf(bucket -> bucket.full(nanos));
        }
        String counted = byAddress.containsKey(address) || byAddress.size() < MAX_ADDRESSES ? address : OTHERS;
        return byAddress.computeIfAbsent(counted, _ -> new TokenBucket(BURST, A_MINUTE / 60.0, nanos)).take(1, nanos);
    }
}
