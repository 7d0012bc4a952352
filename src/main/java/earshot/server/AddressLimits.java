package earshot.server;

import module java.base;

import earshot.time.Time;

/// Limits how much of the server one address may take up, on both ports together: connections, and among them those whose request is not complete.
/// The oldest incomplete ones give way to new ones, so that who only opens connections keeps nobody out. Safe for use from any thread.
final class AddressLimits {
    /// Incomplete requests of one address. Fifty boards that wake at once have fewer.
    static final int MAX_UNFINISHED_AN_ADDRESS = 100;
    /// Incomplete requests of all addresses.
    static final int MAX_UNFINISHED = 1000;
    /// Connections of all addresses, unless one may have more.
    static final int MAX_CONNECTIONS = 2000;
    /// An address at its limit is reported once in this time.
    private static final Duration TOLD = Duration.ofMinutes(1);

    private final Time time;
    private final IntSupplier maxConnections;
    private final Map<InetAddress, AddressUsage> byAddress = new HashMap<>();
    /// When addresses without a connection were reported, by count.
    private final AddressUsage others = new AddressUsage();
    private int unfinished;
    private int connections;

    private static final class AddressUsage {
        private final LinkedHashSet<Slot> unfinished = new LinkedHashSet<>();
        private int connections;
        private Optional<Long> toldAt = Optional.empty();
    }

    /// What came of a connection.
    sealed interface Outcome {}

    /// One connection, counted until [#close].
    final class Slot implements Outcome, AutoCloseable {
        private final InetAddress address;
        private Runnable drop = () -> {};
        private boolean counted = true;
        private boolean complete;

        private Slot(InetAddress address) {
            this.address = address;
        }

        /// @param drop closes the connection; runs on any thread while its request is not complete
        void whenDropped(Runnable drop) {
            synchronized (AddressLimits.this) {
                this.drop = drop;
                if (counted) {
                    return;
                }
            }
            drop.run();
        }

        /// The request of the connection is complete.
        void complete() {
            synchronized (AddressLimits.this) {
                finish();
            }
        }

        @Override
        public void close() {
            synchronized (AddressLimits.this) {
                release(this);
            }
        }

        private void finish() {
            if (!complete) {
                complete = true;
                unfinished--;
                byAddress.get(address).unfinished.remove(this);
            }
        }
    }

    /// The address has too many connections, or all addresses have.
    ///
    /// @param has how many it has
    /// @param all how many all addresses together may have
    /// @param tell whether nothing was reported for a while
    record Exceeded(int has, int all, boolean tell) implements Outcome {}

    /// @param maxConnections of one address, read for each connection
    AddressLimits(Time time, IntSupplier maxConnections) {
        this.time = time;
        this.maxConnections = maxConnections;
    }

    /// Counts a new connection.
    Outcome open(InetAddress client) {
        InetAddress address = AddressKey.of(client);
        Optional<Slot> dropped = Optional.empty();
        Slot slot = new Slot(address);
        synchronized (this) {
            AddressUsage usage = byAddress.computeIfAbsent(address, _ -> new AddressUsage());
            int most = maxConnections.getAsInt();
            boolean full = usage.connections >= most;
            boolean allFull = connections >= Math.max(most, MAX_CONNECTIONS);
            if (full && usage.unfinished.isEmpty() || allFull && unfinished == 0) {
                return exceeded(usage);
            }
            if (full || usage.unfinished.size() >= MAX_UNFINISHED_AN_ADDRESS) {
                dropped = Optional.of(usage.unfinished.getFirst());
            } else if (allFull || unfinished >= MAX_UNFINISHED) {
                dropped = byAddress.values().stream().max(Comparator.comparingInt(other -> other.unfinished.size())).map(other -> other.unfinished.getFirst());
            }
            usage.connections++;
            connections++;
            usage.unfinished.add(slot);
            unfinished++;
            dropped.ifPresent(this::release);
        }
        dropped.ifPresent(oldest -> oldest.drop.run());
        return slot;
    }

    private Exceeded exceeded(AddressUsage usage) {
        AddressUsage told = usage.connections == 0 ? others : usage;
        boolean tell = told.toldAt.filter(at -> time.nanos() - at < TOLD.toNanos()).isEmpty();
        if (tell) {
            told.toldAt = Optional.of(time.nanos());
        }
        Exceeded exceeded = new Exceeded(usage.connections, Math.max(maxConnections.getAsInt(), MAX_CONNECTIONS), tell);
        if (usage.connections == 0) {
            byAddress.values().remove(usage);
        }
        return exceeded;
    }

    private void release(Slot slot) {
        if (!slot.counted) {
            return;
        }
        slot.counted = false;
        slot.finish();
        AddressUsage usage = byAddress.get(slot.address);
        usage.connections--;
        connections--;
        if (usage.connections == 0) {
            byAddress.remove(slot.address);
        }
    }
}
