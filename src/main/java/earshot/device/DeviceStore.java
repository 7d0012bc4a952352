package earshot.device;

import module java.base;

import earshot.id.DeviceId;
import earshot.wire.Dialect;

/// Stores what outlives a restart of the program, one entry per device. Safe for use from any thread; `write` and `delete` return
/// at once and never throw.
public interface DeviceStore {
    /// All entries. May wait for the disk: for start-up only.
    List<Entry> read();

    /// Stores the entry; replaces that of the same id.
    void write(Entry entry);

    void delete(DeviceId id);

    /// Completes once all that was given so far is stored, or has failed to be, which is a problem of its own.
    default CompletableFuture<?> written() {
        return CompletableFuture.completedFuture(null);
    }

    /// What is stored of one device.
    record Entry(DeviceId id, String name, String note, Optional<Dialect> dialectChoice, PlaybackLead lead, Instant firstSeen, Optional<Instant> lastSeen,
            Optional<DeviceFacts.ConnectionEnd> lastEnd, long connections) {}

    /// Stores nothing.
    static DeviceStore none() {
        return new DeviceStore() {
            @Override
            public List<Entry> read() {
                return List.of();
            }

            @Override
            public void write(Entry entry) {}

            @Override
            public void delete(DeviceId id) {}
        };
    }
}
