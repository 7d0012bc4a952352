package earshot.tap;

import module java.base;

/// The newest samples, up to a bound of at least one. It grows to that as samples come. Safe for use from any thread.
final class SampleRing {
    private static final int FIRST = 4_096;

    private final int bound;
    private short[] samples;
    private int next;
    private int count;

    SampleRing(int bound) {
        this.bound = bound;
        samples = new short[Math.min(FIRST, bound)];
    }

    synchronized void add(short[] more) {
        if (count + more.length > samples.length && samples.length < bound) {
            short[] kept = all();
            samples = Arrays.copyOf(kept, Math.min(bound, Math.max(2 * samples.length, count + more.length)));
            next = count % samples.length;
        }
        for (short sample : more) {
            samples[next] = sample;
            next = (next + 1) % samples.length;
        }
        count = Math.min(samples.length, count + more.length);
    }

    /// All of them, the oldest first.
    synchronized short[] all() {
        short[] all = new short[count];
        int from = (next - count + samples.length) % samples.length;
        int head = Math.min(count, samples.length - from);
        System.arraycopy(samples, from, all, 0, head);
        System.arraycopy(samples, 0, all, head, count - head);
        return all;
    }

    synchronized void clear() {
        count = 0;
        next = 0;
    }
}
