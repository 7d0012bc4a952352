package earshot.data;

import module java.base;

/// A map that forgets an entry for each one that does not fit. Not safe for use from several threads.
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private final int most;

    private BoundedMap(int most, boolean byUse) {
        super(16, 0.75f, byUse);
        this.most = most;
    }

    /// Forgets the entry that was read or written the longest time ago.
    public static <K, V> BoundedMap<K, V> leastRecentlyUsed(int most) {
        return new BoundedMap<>(most, true);
    }

    /// Forgets the entry that came first.
    public static <K, V> BoundedMap<K, V> oldest(int most) {
        return new BoundedMap<>(most, false);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
