package earshot.device;

import earshot.wire.Dialect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is remembered of devices over a restart of the program. Safe for use from any thread; `write` and `forget` return
/// at once and never throw.
public interface DeviceBook {
    /// Everything remembered. May wait for the disk: for start-up only.
    List<Entry> read();

    /// Remembers the entry in place of what was remembered of the same id.
    void write(Entry entry);

    void forget(String id);

    /// @param firstSeen when the device was first seen
    /// @param connections how many connections it ever opened
    record Entry(
        String id,
        String name,
        String note,
        Optional<Dialect> dialectChoice,
        Instant firstSeen,
        Optional<Instant> lastSeen,
        Optional<DeviceFacts.Ended> ended,
        long connections) {}

    /// Remembers nothing.
    static DeviceBook none() {
        return new DeviceBook() {
            @Override
            public List<Entry> read() {
                return List.of();
            }

            @Override
            public void write(Entry entry) {}

            @Override
            public void forget(String id) {}
        };
    }
}
