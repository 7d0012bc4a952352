package earshot.memory;

import module java.base;

import earshot.id.DeviceId;

/// Persists recollections. Safe for use from any thread; only [#read] waits.
public interface MemoryStore {
    /// Reads everything. Waits for the disk, so it is for start-up only. When that fails, it reports a problem and returns an empty list.
    List<DeviceMemory> read();

    /// Stores the recollection in place of the device's previous one. The future fails with [earshot.problem.ProblemException].
    CompletableFuture<?> write(DeviceMemory deviceMemory);

    /// Deletes the recollection of a device. The future fails as that of [#write] does.
    CompletableFuture<?> erase(DeviceId device);

    /// A store that persists nothing.
    static MemoryStore none() {
        return new MemoryStore() {
            @Override
            public List<DeviceMemory> read() {
                return List.of();
            }

            @Override
            public CompletableFuture<?> write(DeviceMemory deviceMemory) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<?> erase(DeviceId device) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
