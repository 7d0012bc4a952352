package earshot.config;

import module java.base;

import earshot.time.Time;

/// Watches settings files that may be changed with an editor while they are in force. It polls every second and reports a change once
/// two polls agree, because an editor may write in several steps. File system events are not used: network drives do not deliver them.
public final class SettingsFileWatcher implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final List<Path> files;
    private final Time time;
    private final AtomicBoolean polling = new AtomicBoolean();
    private List<Optional<String>> lastReported;
    private List<Optional<String>> lastSeen;
    private volatile Time.Timer timer = Time.Timer.NONE;

    /// @param files that have just been read; they need not exist
    public SettingsFileWatcher(List<Path> files, Time time) {
        this.files = List.copyOf(files);
        this.time = time;
        lastReported = stamps();
        lastSeen = lastReported;
    }

    /// Starts polling, on virtual threads.
    /// @param changed called after a change; may wait for the disk
    public void start(Runnable changed) {
        timer = time.every(POLL_INTERVAL, () -> {
            if (polling.compareAndSet(false, true)) {
                Thread.ofVirtual().name("settings-poll").start(() -> {
                    try {
                        poll(changed);
                    } finally {
                        polling.set(false);
                    }
                });
            }
        });
    }

    @Override
    public void close() {
        timer.cancel();
    }

    private synchronized void poll(Runnable changed) {
        List<Optional<String>> now = stamps();
        boolean settled = now.equals(lastSeen);
        lastSeen = now;
        if (settled && !now.equals(lastReported)) {
            lastReported = now;
            changed.run();
        }
    }

    private List<Optional<String>> stamps() {
        return files.stream().map(SettingsFileWatcher::stamp).toList();
    }

    private static Optional<String> stamp(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant() + " " + Files.size(file));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
