package earshot.capture;

import module java.base;

import earshot.id.DeviceId;
import earshot.server.Handshake;
import earshot.time.Time;

/// What passed last on all connections, in memory, as far as it fits. Noting costs an object and a short lock; nothing is parsed. Safe for use from any thread.
public final class TrafficLog implements TrafficObserver {
    /// Memory for what is kept: half an hour of one device that talks and is talked to.
    static final int MAX_BYTES = 16 << 20;

    /// Takes what is noted from now on. Called under a lock, in order: returns at once.
    interface Receiver {
        void noted(NotedTraffic traffic);
    }

    private static final Receiver NOBODY = _ -> {};

    private final Time time;
    private final int most;
    private final Deque<NotedTraffic> kept = new ArrayDeque<>();
    private final Set<NotedConnection> open = new LinkedHashSet<>();
    private Receiver receiver = NOBODY;
    private int bytes;
    private int numbers;
    private int dropped;

    public TrafficLog(Time time) {
        this(time, MAX_BYTES);
    }

    /// @param most bytes that are kept
    TrafficLog(Time time, int most) {
        this.time = time;
        this.most = most;
    }

    @Override
    public TrafficListener connected(Handshake handshake) {
        NotedConnection connection = new NotedConnection(this, nextNumber(), handshake, time.nanos());
        note(connection.begun());
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
        note(new NotedTraffic.Ota(time.nanos(), device, request, status, reply));
    }

    synchronized void note(NotedTraffic traffic) {
        switch (traffic) {
            case NotedTraffic.Begun begun -> open.add(begun.connection());
            case NotedTraffic.Text text -> text.connection().remember(text);
            case NotedTraffic.Ended ended -> open.remove(ended.connection());
            case NotedTraffic.Binary _, NotedTraffic.Ota _ -> {}
        }
        kept.addLast(traffic);
        bytes += traffic.memory();
        while (bytes > most && kept.size() > 1) {
            bytes -= kept.removeFirst().memory();
            dropped++;
        }
        receiver.noted(traffic);
    }

    /// Hands what is noted from now on to a receiver, the beginning of the connections that are open first. There is one at a time.
    synchronized void send(Receiver to) {
        open.stream().flatMap(connection -> connection.begin().stream()).forEach(to::noted);
        receiver = to;
    }

    /// Nothing more reaches this receiver.
    synchronized void stopSending(Receiver from) {
        receiver = receiver == from ? NOBODY : receiver;
    }

    /// What is kept, and before it the beginning of each connection of which only the rest is; how much is missing, where something is.
    public List<SessionEntry> entries() {
        List<NotedTraffic> rest;
        Set<NotedConnection> connections;
        List<SessionEntry> entries = new ArrayList<>();
        // those who send and receive wait for this
        synchronized (this) {
            rest = new ArrayList<>(kept);
            connections = new LinkedHashSet<>(open);
            if (dropped > 0) {
                entries.add(new SessionEntry.Lost(kept.getFirst().nanos(), dropped));
            }
        }
        Set<NotedTraffic> present = Collections.newSetFromMap(new IdentityHashMap<>());
        present.addAll(rest);
        for (NotedTraffic one : rest) {
            if (one instanceof NotedTraffic.OfConnection part) {
                connections.add(part.connection());
            }
        }
        connections.stream().flatMap(connection -> connection.begin().stream()).filter(begin -> !present.contains(begin))
            .forEach(begin -> entries.add(begin.entry()));
        rest.forEach(one -> entries.add(one.entry()));
        return entries;
    }
}
