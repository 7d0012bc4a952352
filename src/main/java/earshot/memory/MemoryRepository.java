package earshot.memory;

import module java.base;

import earshot.id.DeviceId;
import earshot.memory.DeviceMemory.Source;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// What is remembered of each device, in memory and in the store. Safe for use from any thread; only the constructor waits for the disk.
public final class MemoryRepository {
    private final Time time;
    private final MemoryStore store;
    private final MutableWatch<List<DeviceMemory>> rows;

    public MemoryRepository(Time time, MemoryStore store) {
        this.time = time;
        this.store = store;
        rows = new MutableWatch<>(store.read().stream().sorted(Comparator.comparing(DeviceMemory::device)).toList());
    }

    /// All recollections, sorted by device.
    public Watch<List<DeviceMemory>> rows() {
        return rows;
    }

    public Optional<DeviceMemory> find(DeviceId device) {
        return rows.get().stream().filter(row -> row.device().equals(device)).findFirst();
    }

    /// Replaces what is remembered of a device by a text that a person wrote; a blank text erases it. A text that is too long is
    /// truncated.
    ///
    /// @return completes when it is on disk, and fails with [earshot.problem.ProblemException]
    public CompletableFuture<?> edit(DeviceId device, String text) {
        String truncated = MemoryFormatter.truncate(text.strip(), DeviceMemory.MAX_CHARACTERS);
        return truncated.isEmpty() ? erase(device) : put(device, truncated, Source.PERSON);
    }

    /// Erases what is remembered of a device. Does nothing when there is nothing.
    public synchronized CompletableFuture<?> erase(DeviceId device) {
        rows.set(without(device));
        return store.erase(device);
    }

    /// Writes unless the recollection changed since it was read.
    ///
    /// @return empty when it has changed since; else as of [#edit]
    synchronized Optional<CompletableFuture<?>> replace(DeviceId device, Optional<DeviceMemory> before, String text, Source source) {
        return find(device).equals(before) ? Optional.of(put(device, text, source)) : Optional.empty();
    }

    /// The lock keeps the writes to the store in the order of the rows; the store only queues them.
    private synchronized CompletableFuture<?> put(DeviceId device, String text, Source source) {
        DeviceMemory deviceMemory = new DeviceMemory(device, text, time.now().truncatedTo(ChronoUnit.MILLIS), source);
        List<DeviceMemory> all = new ArrayList<>(without(device));
        all.add(deviceMemory);
        all.sort(Comparator.comparing(DeviceMemory::device));
        rows.set(List.copyOf(all));
        return store.write(deviceMemory);
    }

    private List<DeviceMemory> without(DeviceId device) {
        return rows.get().stream().filter(row -> !row.device().equals(device)).toList();
    }
}
