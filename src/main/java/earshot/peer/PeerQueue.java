package earshot.peer;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.id.SessionId;
import earshot.peer.PeerMessageState.Delivered;
import earshot.peer.PeerMessageState.DropReason;
import earshot.peer.PeerMessageState.Dropped;
import earshot.peer.PeerMessageState.Sent;
import earshot.peer.PeerMessageState.Waiting;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The messages that wait for their receivers, and the newest of those that are over, in memory and in the store. Source: badge-protocol section 7.3.
///
/// One that a connection took keeps its place here until it has arrived: where the connection ends before, it waits again, before all that came later.
///
/// Safe for use from any thread; only the constructor waits for the disk. One lock covers all of it, also while a message is handed to a connection, which
/// only queues it: so messages to a device keep their order, and none is sent twice by two threads.
public final class PeerQueue {
    /// Messages that may wait for a device. One more is refused and its sender told, rather than dropping one that its sender was promised.
    static final int MAX_OF_DEVICE = 100;
    /// Messages of a sender that may wait.
    static final int MAX_OF_SENDER = 1000;
    /// All messages that may wait.
    static final int MAX_WAITING = 5000;
    /// Bytes of all that may wait, and of a sender's part of it: some 600 of the longest messages, or all its 1000 of ordinary length.
    static final long MAX_BYTES = 32L << 20;
    static final long MAX_BYTES_OF_SENDER = 8L << 20;
    /// Messages that are over and still listed.
    static final int MAX_OVER = 300;
    static final Duration LIFETIME = Duration.ofDays(3);

    private final Time time;
    private final PeerStore store;
    /// What waits for a device, and what its connections took without having shown that it arrived.
    private final Map<DeviceId, List<PeerMessage>> waiting = new LinkedHashMap<>();
    private final Map<DeviceId, Load> bySender = new HashMap<>();
    private final ArrayDeque<PeerMessage> over = new ArrayDeque<>();
    private final MutableWatch<List<PeerMessage>> rows;
    private Load all = Load.NONE;

    /// @param database empty when there is none: then what waits is lost when the program ends
    public static PeerQueue open(Time time, Optional<Database> database, ProblemSink problems) {
        return new PeerQueue(time, database.<PeerStore>map(open -> new DatabasePeerStore(open, problems)).orElseGet(PeerStore::none));
    }

    PeerQueue(Time time, PeerStore store) {
        this.time = time;
        this.store = store;
        List<PeerMessage> stored = store.read();
        stored.stream().filter(PeerMessage::waiting).forEach(this::append);
        stored.stream().filter(message -> !message.waiting()).forEach(over::addLast);
        rows = new MutableWatch<>(listed());
    }

    /// How much waits.
    private record Load(int messages, long bytes) {
        private static final Load NONE = new Load(0, 0);

        private Load with(PeerMessage message) {
            return new Load(messages + 1, bytes + message.bytes());
        }

        private Load without(PeerMessage message) {
            return new Load(messages - 1, bytes - message.bytes());
        }

        private boolean within(int mostMessages, long mostBytes) {
            return messages <= mostMessages && bytes <= mostBytes;
        }
    }

    /// What a device's connection took of what waits for it.
    ///
    /// @param expired dropped instead, as they waited too long
    record Drained(List<PeerMessage> sent, List<PeerMessage> expired) {}

    /// All messages: what waits and what is on its way in the order in which it was accepted, then what is over, the newest first.
    public Watch<List<PeerMessage>> rows() {
        return rows;
    }

    /// Takes messages in, in memory only ([#keep] stores them). Returns those that wait now; the others found no room and are over.
    synchronized List<PeerMessage> add(List<PeerMessage> messages) {
        List<PeerMessage> taken = new ArrayList<>();
        List<PeerMessage> refused = new ArrayList<>();
        for (PeerMessage message : messages) {
            if (roomFor(message)) {
                append(message);
                taken.add(message);
            } else {
                refused.add(message.with(new Dropped(time.now(), DropReason.QUEUE_FULL)));
            }
        }
        finish(refused);
        publish();
        return taken;
    }

    private boolean roomFor(PeerMessage message) {
        int ofDevice = waiting.getOrDefault(message.to(), List.of()).size();
        return ofDevice < MAX_OF_DEVICE && all.with(message).within(MAX_WAITING, MAX_BYTES)
            && bySender.getOrDefault(message.from(), Load.NONE).with(message).within(MAX_OF_SENDER, MAX_BYTES_OF_SENDER);
    }

    /// Hands what waits for a device to its connection, the oldest first, until one is not taken; that one stays the first.
    ///
    /// @param by the connection
    /// @param send whether the connection took it; returns at once
    synchronized Drained drain(DeviceId device, SessionId by, Predicate<PeerMessage> send) {
        List<PeerMessage> queue = waiting.get(device);
        if (queue == null) {
            return new Drained(List.of(), List.of());
        }
        List<PeerMessage> sent = new ArrayList<>();
        List<PeerMessage> expired = new ArrayList<>(expire(queue));
        AtomicBoolean takes = new AtomicBoolean(true);
        Instant now = time.now();
        queue.replaceAll(message -> {
            if (!(message.state() instanceof Waiting(Instant expires)) || !takes.get()) {
                return message;
            }
            takes.set(send.test(message));
            PeerMessage next = takes.get() ? message.with(new Sent(now, by, expires)) : message;
            if (takes.get()) {
                sent.add(next);
            }
            return next;
        });
        finish(expired);
        publish();
        return new Drained(sent, expired);
    }

    /// What a connection took has arrived.
    synchronized void arrived(List<PeerMessage> sent) {
        Delivered state = new Delivered(time.now());
        finish(sent.stream().filter(this::listed).map(message -> remove(message, state)).toList());
        publish();
    }

    /// A connection ended: what it took of a device's messages and did not show to have arrived waits again. Returns that.
    synchronized List<PeerMessage> lost(DeviceId device, SessionId by) {
        List<PeerMessage> again = new ArrayList<>();
        waiting.getOrDefault(device, new ArrayList<>()).replaceAll(message -> {
            if (!(message.state() instanceof Sent(Instant _, SessionId took, Instant expires)) || !took.equals(by)) {
                return message;
            }
            PeerMessage next = message.with(new Waiting(expires));
            again.add(next);
            return next;
        });
        publish();
        return again;
    }

    /// Drops what waited too long for any device.
    synchronized List<PeerMessage> expire() {
        List<PeerMessage> expired = List.copyOf(waiting.values()).stream().flatMap(queue -> expire(queue).stream()).toList();
        if (!expired.isEmpty()) {
            finish(expired);
            publish();
        }
        return expired;
    }

    private List<PeerMessage> expire(List<PeerMessage> queue) {
        Instant now = time.now();
        return queue.stream().filter(message -> message.state() instanceof Waiting(Instant expires) && !expires.isAfter(now)).toList().stream()
            .map(message -> remove(message, new Dropped(now, DropReason.EXPIRED))).toList();
    }

    /// Stores those of the messages that are not over, as what waits. What could not be stored is dropped, unless it was delivered meanwhile.
    ///
    /// @return completes, always normally, when they are on disk or dropped
    synchronized CompletableFuture<?> keep(List<PeerMessage> messages) {
        Set<PeerMessageId> ids = messages.stream().map(PeerMessage::id).collect(Collectors.toSet());
        List<PeerMessage> still = notOver(ids);
        return still.isEmpty() ? CompletableFuture.completedFuture(null) : store.write(still).handle((_, failure) -> {
            if (failure != null) {
                drop(ids, DropReason.NOT_STORED);
            }
            return null;
        });
    }

    /// Whether it is not over, and still what it was.
    private boolean listed(PeerMessage message) {
        return waiting.getOrDefault(message.to(), List.of()).contains(message);
    }

    /// Where a message is now; empty when it is not listed any more.
    synchronized Optional<PeerMessageState> state(PeerMessage message) {
        return Stream.concat(waiting.getOrDefault(message.to(), List.of()).stream(), over.stream()).filter(listed -> listed.id().equals(message.id()))
            .map(PeerMessage::state).findFirst();
    }

    /// Drops messages that wait, and takes those that are over off the list. Returns how many there were, and completes when that is on disk.
    synchronized Deleted delete(Set<PeerMessageId> ids) {
        List<PeerMessage> listed = over.stream().filter(message -> ids.contains(message.id())).toList();
        over.removeAll(listed);
        int dropped = drop(ids, DropReason.DELETED).size();
        return new Deleted(dropped + listed.size(), store.delete(listed.stream().map(PeerMessage::id).toList()));
    }

    record Deleted(int messages, CompletableFuture<?> stored) {}

    /// Drops what waits for or from a device that is forgotten, and what is listed of it.
    public synchronized CompletableFuture<?> forget(DeviceId device) {
        Set<PeerMessageId> ids = rows.get().stream().filter(message -> message.to().equals(device) || message.from().equals(device)).map(PeerMessage::id)
            .collect(Collectors.toSet());
        // not listed as dropped: that would push what is over between others off the list
        notOver(ids).forEach(message -> remove(message, new Dropped(time.now(), DropReason.DELETED)));
        over.removeIf(message -> ids.contains(message.id()));
        publish();
        return store.delete(List.copyOf(ids));
    }

    /// Lets dropped messages wait again, for another three days. Returns those; the rest found no room or is not listed as dropped.
    synchronized List<PeerMessage> again(Set<PeerMessageId> ids) {
        List<PeerMessage> revived = new ArrayList<>();
        for (PeerMessage message : over.stream().filter(one -> ids.contains(one.id()) && one.state() instanceof Dropped).toList()) {
            PeerMessage fresh = message.with(new Waiting(time.now().plus(LIFETIME)));
            if (roomFor(fresh)) {
                over.remove(message);
                append(fresh);
                revived.add(fresh);
            }
        }
        publish();
        return revived;
    }

    /// The devices for which one of these messages waits.
    synchronized Set<DeviceId> receivers(Set<PeerMessageId> ids) {
        return notOver(ids).stream().filter(PeerMessage::waiting).map(PeerMessage::to).collect(Collectors.toSet());
    }

    private List<PeerMessage> notOver(Set<PeerMessageId> ids) {
        return waiting.values().stream().flatMap(List::stream).filter(message -> ids.contains(message.id())).toList();
    }

    private synchronized List<PeerMessage> drop(Set<PeerMessageId> ids, DropReason reason) {
        Dropped state = new Dropped(time.now(), reason);
        List<PeerMessage> dropped = notOver(ids).stream().map(message -> remove(message, state)).toList();
        finish(dropped);
        publish();
        return dropped;
    }

    private void append(PeerMessage message) {
        waiting.computeIfAbsent(message.to(), _ -> new ArrayList<>()).add(message);
        bySender.compute(message.from(), (_, load) -> (load == null ? Load.NONE : load).with(message));
        all = all.with(message);
    }

    /// Takes a message out of its queue; it has another state from then on.
    private PeerMessage remove(PeerMessage message, PeerMessageState next) {
        List<PeerMessage> queue = waiting.get(message.to());
        queue.remove(message);
        if (queue.isEmpty()) {
            waiting.remove(message.to());
        }
        bySender.computeIfPresent(message.from(), (_, load) -> load.messages() == 1 ? null : load.without(message));
        all = all.without(message);
        return message.with(next);
    }

    /// Lists and stores what is over. The oldest beyond the bound leave the list.
    private void finish(List<PeerMessage> ended) {
        if (ended.isEmpty()) {
            return;
        }
        ended.forEach(over::addFirst);
        store.write(ended);
        List<PeerMessageId> gone = new ArrayList<>();
        while (over.size() > MAX_OVER) {
            gone.add(over.removeLast().id());
        }
        if (!gone.isEmpty()) {
            store.delete(gone);
        }
    }

    private void publish() {
        rows.set(listed());
    }

    private List<PeerMessage> listed() {
        return Stream.concat(waiting.values().stream().flatMap(List::stream), over.stream()).toList();
    }
}
