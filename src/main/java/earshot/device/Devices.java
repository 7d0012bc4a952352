package earshot.device;

import earshot.time.Time;
import earshot.watch.Cell;
import earshot.watch.Watch;
import earshot.wire.Dialect;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// All devices ever seen and not deleted, one row each. Rows of earlier runs start asleep.
///
/// Safe for use from any thread; only the constructor waits for the disk.
public final class Devices {
    /// Limit of rows. Beyond it the disconnected device without a name that was seen longest ago is deleted: with automatic ids,
    /// anybody who can reach the port can create rows.
    private static final int MOST = 2000;

    /// How many disconnected devices keep their newest audio: who tunes a board wants to see what it sent before it hung up.
    private static final int LEFT = 8;

    private final Time time;
    private final DeviceBook book;
    private final ConcurrentMap<String, DeviceCells> byId = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> firstSeen = new ConcurrentHashMap<>();
    private final Deque<DeviceCells> left = new ArrayDeque<>();
    private final Cell<List<DeviceModel>> rows = new Cell<>(List.of());

    public Devices(Time time, DeviceBook book) {
        this.time = time;
        this.book = book;
        for (DeviceBook.Entry entry : book.read()) {
            byId.put(entry.id(), new DeviceCells(remembered(entry), time.nanos(), this::left));
            firstSeen.put(entry.id(), entry.firstSeen());
        }
        publish();
    }

    /// The rows, in the order of their ids. Changes only when a device is added or forgotten.
    public Watch<List<DeviceModel>> rows() {
        return rows;
    }

    /// The row of a device; created when it is seen for the first time.
    public DeviceCells sighted(String id) {
        DeviceCells known = byId.get(id);
        if (known != null) {
            return known;
        }
        DeviceCells fresh = new DeviceCells(DeviceFacts.unknown(id), time.nanos(), this::left);
        DeviceCells raced = byId.putIfAbsent(id, fresh);
        if (raced != null) {
            return raced;
        }
        firstSeen.put(id, time.now());
        makeRoom();
        publish();
        return fresh;
    }

    public Optional<DeviceCells> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// The dialect that a person chose for the device, empty for "by path".
    public Optional<Dialect> dialectChoice(String id) {
        return find(id).flatMap(row -> row.facts().get().dialectChoice());
    }

    /// Deletes the newest audio of all devices.
    public void forgetSounds() {
        byId.values().forEach(row -> row.recent().clear());
    }

    private void left(DeviceCells row) {
        synchronized (left) {
            left.remove(row);
            left.addLast(row);
            while (left.size() > LEFT) {
                DeviceCells oldest = left.removeFirst();
                if (oldest.facts().get().presence() != Presence.CONNECTED) {
                    oldest.recent().clear();
                }
            }
        }
    }

    /// Records what a device reported in an OTA request.
    public void ota(String id, DeviceFacts.OtaFacts told) {
        sighted(id).change(facts -> facts.withOta(told));
        remember(id);
    }

    /// Marks one of the program's test devices; its row is not stored.
    public void markTest(String id) {
        sighted(id).change(facts -> facts.withTest(true));
        book.forget(id);
    }

    public boolean rename(String id, String name) {
        return changed(id, row -> row.change(facts -> facts.withName(name)));
    }

    public boolean annotate(String id, String note) {
        return changed(id, row -> row.change(facts -> facts.withNote(note)));
    }

    /// Applies from the next connection on.
    public boolean chooseDialect(String id, Optional<Dialect> choice) {
        return changed(id, row -> row.change(facts -> facts.withDialectChoice(choice)));
    }

    /// Deletes a disconnected device. False when it is connected or unknown.
    public boolean forget(String id) {
        DeviceCells row = byId.get(id);
        if (row == null || row.facts().get().presence() == Presence.CONNECTED || !byId.remove(id, row)) {
            return false;
        }
        firstSeen.remove(id);
        book.forget(id);
        publish();
        return true;
    }

    /// Stores a device; called when a connection opens and ends. Test devices and automatic ids are not stored.
    public void remember(String id) {
        find(id).map(row -> row.facts().get()).filter(Devices::worthRemembering).ifPresent(facts -> book.write(new DeviceBook.Entry(
            id, facts.name(), facts.note(), facts.dialectChoice(),
            firstSeen.getOrDefault(id, time.now()), facts.lastSeen(), facts.ended(), facts.connections())));
    }

    private boolean changed(String id, java.util.function.Consumer<DeviceCells> change) {
        Optional<DeviceCells> row = find(id);
        row.ifPresent(change);
        row.ifPresent(_ -> remember(id));
        return row.isPresent();
    }

    private void publish() {
        List<DeviceModel> all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparing(DeviceModel::id));
        rows.set(List.copyOf(all));
    }

    private void makeRoom() {
        if (byId.size() <= MOST) {
            return;
        }
        byId.values().stream()
            .map(row -> row.facts().get())
            .filter(facts -> facts.presence() != Presence.CONNECTED && facts.name().equals(facts.id()) && facts.lastSeen().isPresent())
            .min(Comparator.comparing(facts -> facts.lastSeen().orElseThrow()))
            .ifPresent(oldest -> forget(oldest.id()));
    }

    private static boolean worthRemembering(DeviceFacts facts) {
        boolean automatic = facts.id().startsWith("auto-");
        return !automatic && !facts.test();
    }

    private static DeviceFacts remembered(DeviceBook.Entry entry) {
        Presence presence = entry.connections() > 0 ? Presence.ASLEEP : Presence.NEVER_ARRIVED;
        return new DeviceFacts(entry.id(), entry.name(), entry.note(), false, presence, entry.dialectChoice(),
            entry.lastSeen(), Optional.empty(), Optional.empty(), entry.ended(), Optional.empty(), Optional.empty(), entry.connections());
    }
}
