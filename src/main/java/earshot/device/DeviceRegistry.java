package earshot.device;

import module java.base;

import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import earshot.wire.Dialect;

/// All devices ever seen and not deleted, one row each. Rows of earlier runs start asleep.
///
/// Safe for use from any thread; only the constructor waits for the disk.
public final class DeviceRegistry {
    /// Limit of rows. Beyond it a disconnected device is deleted that nobody named or approved, since anybody who can reach the port can create rows: first one
    /// that never connected, then the one that was known for the fewest hours: who makes up ids may connect with each as often as a device does, but not
    /// since last week. Of these, one that connected once, then the one that was seen longest ago.
    private static final int MAX_ROWS = 2000;

    /// How many disconnected devices keep their newest audio: who tunes a board wants to see what it sent before it hung up.
    private static final int MAX_RECENT_AUDIO = 8;

    private final Time time;
    private final DeviceStore store;
    private final Predicate<DeviceId> approved;
    private final ConcurrentMap<DeviceId, MutableDeviceModel> byId = new ConcurrentHashMap<>();
    private final ConcurrentMap<DeviceId, Instant> firstSeen = new ConcurrentHashMap<>();
    private final Set<DeviceId> stored = ConcurrentHashMap.newKeySet();
    private final Deque<MutableDeviceModel> recentlyDisconnected = new ArrayDeque<>();
    private final Newcomers newcomers = new Newcomers();
    private final MutableWatch<List<DeviceModel>> rows = new MutableWatch<>(List.of());

    /// Where no device needs an approval.
    public DeviceRegistry(Time time, DeviceStore store) {
        this(time, store, _ -> false);
    }

    /// @param approved whether a person approved the device of this id, which is then never deleted to make room
    public DeviceRegistry(Time time, DeviceStore store, Predicate<DeviceId> approved) {
        this.time = time;
        this.store = store;
        this.approved = approved;
        for (DeviceStore.Entry entry : store.read()) {
            byId.put(entry.id(), new MutableDeviceModel(restored(entry), time.nanos(), this::recentlyDisconnected));
            firstSeen.put(entry.id(), entry.firstSeen());
            stored.add(entry.id());
        }
        publish();
    }

    /// The rows, in the order of their ids. Changes only when a device is added or forgotten.
    public Watch<List<DeviceModel>> rows() {
        return rows;
    }

    /// The row of a device; created when it is seen for the first time.
    public MutableDeviceModel findOrAdd(DeviceId id) {
        MutableDeviceModel known = byId.get(id);
        if (known != null) {
            return known;
        }
        MutableDeviceModel fresh = new MutableDeviceModel(DeviceFacts.unknown(id), time.nanos(), this::recentlyDisconnected);
        MutableDeviceModel raced = byId.putIfAbsent(id, fresh);
        if (raced != null) {
            return raced;
        }
        firstSeen.put(id, time.now());
        evictOldest();
        publish();
        return fresh;
    }

    public Optional<MutableDeviceModel> find(DeviceId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// The dialect that a person chose for the device, empty for "by path".
    public Optional<Dialect> dialectChoice(DeviceId id) {
        return find(id).flatMap(row -> row.facts().get().profile().dialectChoice());
    }

    /// Deletes the newest audio of all devices.
    public void clearRecentAudio() {
        byId.values().forEach(row -> row.recentPackets().clear());
    }

    private void recentlyDisconnected(MutableDeviceModel row) {
        synchronized (recentlyDisconnected) {
            recentlyDisconnected.remove(row);
            recentlyDisconnected.addLast(row);
            while (recentlyDisconnected.size() > MAX_RECENT_AUDIO) {
                MutableDeviceModel oldest = recentlyDisconnected.removeFirst();
                if (oldest.facts().get().presence() != Presence.CONNECTED) {
                    oldest.recentPackets().clear();
                }
            }
        }
    }

    /// Records what a device reported in an OTA request.
    public void otaReceived(DeviceId id, DeviceFacts.OtaFacts ota) {
        MutableDeviceModel row = findOrAdd(id);
        row.change(facts -> facts.withOta(ota));
        if (row.facts().get().newcomer()) {
            limitNewcomers(id, ota.remote());
        } else {
            save(id);
        }
    }

    private void limitNewcomers(DeviceId id, String address) {
        Optional<DeviceId> oldest;
        synchronized (newcomers) {
            oldest = newcomers.add(id, address);
        }
        oldest.flatMap(this::find).filter(row -> row.facts().get().newcomer() && !approved.test(row.id())).ifPresent(row -> forget(row.id()));
    }

    /// Marks one of the program's test devices; its row is stored only while a person has decided anything about it, such as its name.
    public void markTest(DeviceId id) {
        findOrAdd(id).change(facts -> facts.withTest(true));
        save(id);
    }

    public boolean rename(DeviceId id, String name) {
        return changeAndSave(id, facts -> facts.withName(name));
    }

    public boolean annotate(DeviceId id, String note) {
        return changeAndSave(id, facts -> facts.withNote(note));
    }

    /// Applies from the next connection on.
    public boolean chooseDialect(DeviceId id, Optional<Dialect> choice) {
        return changeAndSave(id, facts -> facts.withDialectChoice(choice));
    }

    /// Applies from the next turn on.
    public boolean chooseLead(DeviceId id, PlaybackLead lead) {
        return changeAndSave(id, facts -> facts.withLead(lead));
    }

    /// How far ahead of what it plays the device is sent answers.
    public PlaybackLead lead(DeviceId id) {
        return find(id).map(row -> row.facts().get().profile().lead()).orElse(PlaybackLead.USUAL);
    }

    /// Deletes a disconnected device. False when it is connected or unknown.
    public boolean forget(DeviceId id) {
        MutableDeviceModel row = byId.get(id);
        if (row == null || row.facts().get().presence() == Presence.CONNECTED || !byId.remove(id, row)) {
            return false;
        }
        firstSeen.remove(id);
        synchronized (newcomers) {
            newcomers.remove(id);
        }
        if (stored.remove(id)) {
            store.delete(id);
        }
        publish();
        return true;
    }

    /// Stores a device; called when a connection opens and ends. Automatic ids, newcomers and test devices that nobody named are not stored.
    public void save(DeviceId id) {
        find(id).map(row -> row.facts().get()).ifPresent(facts -> {
            if (persistent(facts)) {
                stored.add(id);
                store.write(new DeviceStore.Entry(id, facts.name(), facts.profile().note(), facts.profile().dialectChoice(), facts.profile().lead(),
                    firstSeen.getOrDefault(id, time.now()), facts.history().lastSeen(), facts.history().lastEnd(), facts.history().connections()));
            } else if (stored.remove(id)) {
                store.delete(id);
            }
        });
    }

    /// Completes once all changes so far are stored.
    public CompletableFuture<?> saved() {
        return store.written();
    }

    private boolean changeAndSave(DeviceId id, UnaryOperator<DeviceFacts> change) {
        Optional<MutableDeviceModel> row = find(id);
        row.ifPresent(known -> {
            known.change(change);
            save(id);
        });
        return row.isPresent();
    }

    /// The list is made again when another thread published meanwhile, so that an older one never stays.
    private void publish() {
        rows.update(_ -> byId.values().stream().sorted(Comparator.comparing(DeviceModel::id)).<DeviceModel>map(row -> row).toList());
    }

    private void evictOldest() {
        if (byId.size() <= MAX_ROWS) {
            return;
        }
        byId.values().stream()
            .map(row -> row.facts().get())
            .filter(facts -> facts.presence() != Presence.CONNECTED && !facts.profile().decided(facts.id()) && !approved.test(facts.id())
                && facts.history().lastSeen().isPresent())
            .min(Comparator.<DeviceFacts>comparingLong(facts -> Math.min(1, facts.history().connections())).thenComparingLong(this::hoursKnown)
                .thenComparingLong(facts -> Math.min(2, facts.history().connections())).thenComparing(facts -> facts.history().lastSeen().orElseThrow()))
            .ifPresent(oldest -> forget(oldest.id()));
    }

    /// Between the first and the last time it was seen; the clock may have been set back in between.
    private long hoursKnown(DeviceFacts facts) {
        Instant last = facts.history().lastSeen().orElseThrow();
        return Duration.between(firstSeen.getOrDefault(facts.id(), last), last).abs().toHours();
    }

    private static boolean persistent(DeviceFacts facts) {
        DeviceFacts.Profile profile = facts.profile();
        return !facts.id().value().startsWith("auto-") && (!profile.test() || profile.decided(facts.id())) && !facts.newcomer();
    }

    private static DeviceFacts restored(DeviceStore.Entry entry) {
        DeviceFacts.Profile profile = new DeviceFacts.Profile(entry.name(), entry.note(), false, entry.dialectChoice(), entry.lead());
        return DeviceFacts.stored(entry.id(), profile, new DeviceFacts.History(entry.lastSeen(), entry.lastEnd(), entry.connections()));
    }
}
