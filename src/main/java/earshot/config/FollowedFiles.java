package earshot.config;

import earshot.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Watches settings files that may be changed with an editor while they are in force. It polls every second and reports a change once
/// two polls agree, because an editor may write in several steps. File system events are not used: network drives do not deliver them.
public final class FollowedFiles implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final List<Path> files;
    private final Time time;
    private final AtomicBoolean looking = new AtomicBoolean();
    private List<Optional<String>> read;
    private List<Optional<String>> seen;
    private volatile Time.Timer timer = Time.Timer.NONE;

    /// @param files that have just been read; they need not exist
    public FollowedFiles(List<Path> files, Time time) {
        this.files = List.copyOf(files);
        this.time = time;
        read = stamps();
        seen = read;
    }

    /// Starts polling, on virtual threads.
    /// @param changed called after a change; may wait for the disk
    public void follow(Runnable changed) {
        timer = time.every(LOOK, () -> {
            if (looking.compareAndSet(false, true)) {
                Thread.ofVirtual().name("settings-look").start(() -> {
                    try {
                        look(changed);
                    } finally {
                        looking.set(false);
                    }
                });
            }
        });
    }

    @Override
    public void close() {
        timer.cancel();
    }

    private synchronized void look(Runnable changed) {
        List<Optional<String>> now = stamps();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(read)) {
            read = now;
            changed.run();
        }
    }

    private List<Optional<String>> stamps() {
        return files.stream().map(FollowedFiles::stamp).toList();
    }

    private static Optional<String> stamp(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant() + " " + Files.size(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
