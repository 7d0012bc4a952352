package earshot.capture;

import module java.base;

import earshot.id.DeviceId;
import earshot.server.Handshake;
import earshot.time.Time;

/// What passed last on all connections, in memory, as far as it fits. Noting costs an object and a short lock; nothing is parsed. Safe for use from any thread.
public final class TrafficHistory implements TrafficObserver {
    /// Memory for what is kept: half an hour of one device that talks and is talked to.
    static final int MAX_BYTES = 16 << 20;

    /// Takes what is captured from now on. Called under a lock, in order: returns at once.
    interface Receiver {
        void captured(CapturedTraffic traffic);
    }

    private static final Receiver NOBODY = _ -> {};

    private final Time time;
    private final int most;
    private final Deque<CapturedTraffic> kept = new ArrayDeque<>();
    private final Set<CapturedConnection> open = new LinkedHashSet<>();
    private Receiver receiver = NOBODY;
    private int bytes;
    private int numbers;
    private int dropped;

    public TrafficHistory(Time time) {
        this(time, MAX_BYTES);
    }

    /// @param most bytes that are kept
    TrafficHistory(Time time, int most) {
        this.time = time;
        this.most = most;
    }

    @Override
    public TrafficListener connected(Handshake handshake) {
        CapturedConnection connection = new CapturedConnection(this, nextNumber(), handshake, time.nanos());
        capture(connection.begun());
        return connection;
    }

    private synchronized int nextNumber() {
        return ++numbers;
    }

    /// A boot request was answered.
    ///
    /// @param request body of it
    /// @param status of HTTP
    /// @param reply body of the answer
    public void otaAnswered(DeviceId device, byte[] request, int status, byte[] reply) {
        capture(new CapturedTraffic.Ota(time.nanos(), device, request, status, reply));
    }

    synchronized void capture(CapturedTraffic traffic) {
        switch (traffic) {
            case CapturedTraffic.Begun begun -> open.add(begun.connection());
            case CapturedTraffic.Text text -> text.connection().remember(text);
            case CapturedTraffic.Ended ended -> open.remove(ended.connection());
            case CapturedTraffic.Binary _, CapturedTraffic.Ota _ -> {}
        }
        kept.addLast(traffic);
        bytes += traffic.memory();
        while (bytes > most && kept.size() > 1) {
            bytes -= kept.removeFirst().memory();
            dropped++;
        }
        receiver.captured(traffic);
    }

    /// Hands what is captured from now on to a receiver, the beginning of the connections that are open first. There is one at a time.
    synchronized void send(Receiver to) {
        open.stream().flatMap(connection -> connection.begin().stream()).forEach(to::captured);
        receiver = to;
    }

    /// Nothing more reaches this receiver.
    synchronized void stopSending(Receiver from) {
        receiver = receiver == from ? NOBODY : receiver;
    }

    /// What is kept, and before it the beginning of each connection of which only the rest is; how much is missing, where something is.
    public List<SessionEntry> entries() {
        List<CapturedTraffic> rest;
        Set<CapturedConnection> connections;
        List<SessionEntry> entries = new ArrayList<>();
        // those who send and receive wait for this
        synchronized (this) {
            rest = new ArrayList<>(kept);
            connections = new LinkedHashSet<>(open);
            if (dropped > 0) {
                entries.add(new SessionEntry.Lost(kept.getFirst().nanos(), dropped));
            }
        }
        Set<CapturedTraffic> present = Collections.newSetFromMap(new IdentityHashMap<>());
        present.addAll(rest);
        for (CapturedTraffic one : rest) {
            if (one instanceof CapturedTraffic.OfConnection part) {
                connections.add(part.connection());
            }
        }
        connections.stream().flatMap(connection -> connection.begin().stream()).filter(begin -> !present.contains(begin))
            .forEach(begin -> entries.add(begin.entry()));
        rest.forEach(one -> entries.add(one.entry()));
        return entries;
    }
}
