package earshot.data;

import module java.base;

/// How many bytes may be kept for others: each holder has a [Share] with a limit, and all together have one. A holder that exceeds its share is
/// told to end. Where all together is too much, the one that holds the most is told, whoever asked last. Who was told holds nothing any more.
///
/// Safe for use from any thread; nothing here waits. Sizes are estimates.
///
/// @param <K> what is kept
public final class ByteBudget<K extends Enum<K>> {
    /// Bytes of one object beside its content.
    private static final int OBJECT = 64;

    private final K[] kinds;
    private final long most;
    private final long mostEach;
    private final Set<Share> shares = new HashSet<>();
    private long used;

    /// @param most bytes of all shares together
    /// @param mostEach bytes of one share
    public ByteBudget(Class<K> kinds, long most, long mostEach) {
        this.kinds = kinds.getEnumConstants();
        this.most = most;
        this.mostEach = mostEach;
    }

    /// Bytes of a text.
    public static long size(String text) {
        return OBJECT + 2L * text.length();
    }

    /// Bytes of a binary content.
    public static long size(byte[] content) {
        return OBJECT + (long) content.length;
    }

    /// @param onExceeded called once at most, on the thread that asked for more, with what the share holds most of
    public Share open(Consumer<K> onExceeded) {
        Share share = new Share(onExceeded);
        synchronized (this) {
            shares.add(share);
        }
        return share;
    }

    /// Bytes that all shares hold now.
    public synchronized long used() {
        return used;
    }

    /// The part of one holder.
    public final class Share implements AutoCloseable {
        private final Consumer<K> onExceeded;
        private final long[] held = new long[kinds.length];
        private long sum;
        private boolean over;

        private Share(Consumer<K> onExceeded) {
            this.onExceeded = onExceeded;
        }

        /// Adds bytes of a kind, or gives them back when negative. False when the holder has to end.
        public boolean add(K kind, long bytes) {
            Map<Share, K> ending = Map.of();
            boolean kept;
            synchronized (ByteBudget.this) {
                if (!over) {
                    change(kind, bytes);
                    if (sum > mostEach || used > most) {
                        ending = endLargest();
                    }
                }
                kept = !over;
            }
            ending.forEach((share, largest) -> share.onExceeded.accept(largest));
            return kept;
        }

        /// Ends this share where it is too large, and the largest ones until all together hold no more than they may.
        private Map<Share, K> endLargest() {
            Map<Share, K> ending = new LinkedHashMap<>();
            if (sum > mostEach) {
                ending.put(this, end());
            }
            while (used > most) {
                Share largest = shares.stream().max(Comparator.comparingLong(share -> share.sum)).orElseThrow();
                ending.put(largest, largest.end());
            }
            return ending;
        }

        /// Replaces all that is held of a kind, by the one thread that sets this kind. False when the holder has to end.
        public boolean set(K kind, long bytes) {
            long before;
            synchronized (ByteBudget.this) {
                before = held[kind.ordinal()];
            }
            return add(kind, bytes - before);
        }

        private void change(K kind, long bytes) {
            held[kind.ordinal()] += bytes;
            sum += bytes;
            used += bytes;
        }

        private K end() {
            K largest = Arrays.stream(kinds).max(Comparator.comparingLong(kind -> held[kind.ordinal()])).orElseThrow();
            over = true;
            used -= sum;
            shares.remove(this);
            return largest;
        }

        /// Gives everything back.
        @Override
        public void close() {
            synchronized (ByteBudget.this) {
                if (!over) {
                    end();
                }
            }
        }
    }
}
