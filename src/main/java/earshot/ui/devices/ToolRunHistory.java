package earshot.ui.devices;

import module java.base;

import earshot.id.DeviceId;

/// The newest calls of tools that a person made, of each device; kept while the window is open. On the FX thread only.
final class ToolRunHistory {
    static final int MOST_RUNS = 20;
    private static final int MOST_DEVICES = 50;

    private final SequencedMap<DeviceId, List<ToolRun>> runs = new LinkedHashMap<>();

    /// Newest first.
    List<ToolRun> of(DeviceId device) {
        return runs.getOrDefault(device, List.of());
    }

    /// Pictures are kept of the newest call that has any: a few of them take more memory than all texts.
    void add(DeviceId device, ToolRun run) {
        List<ToolRun> before = of(device).stream()
            .map(old -> run.pictures().isEmpty() ? old : new ToolRun(old.tool(), old.arguments(), old.at(), old.exchange(), List.of())).toList();
        runs.putLast(device, Stream.concat(Stream.of(run), before.stream()).limit(MOST_RUNS).toList());
        if (runs.size() > MOST_DEVICES) {
            runs.pollFirstEntry();
        }
    }
}
