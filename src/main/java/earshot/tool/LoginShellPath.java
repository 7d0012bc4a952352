package earshot.tool;

import module java.base;

import earshot.data.Closeables;
import earshot.remote.BoundedLineReader;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The `PATH` that the user's login shell has. A desktop starts programs with a short one, without what the files of the shell add: nvm, Homebrew,
/// `~/.local/bin`. The shell is asked once, for a few seconds at most. Safe for use from any thread.
final class LoginShellPath {
    private static final Logger LOG = LoggerFactory.getLogger(LoginShellPath.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_LINE_BYTES = 64 << 10;
    /// Stands before and after it, because the files of a shell may print anything.
    private static final String MARK = "earshot-path";
    /// The same in every shell, also in fish, csh and nu.
    private static final String SCRIPT = "echo " + MARK + "; printenv PATH; echo " + MARK;

    private final Time time;
    private final String shell;
    private Optional<CompletableFuture<Optional<String>>> answer = Optional.empty();

    LoginShellPath(Time time, String shell) {
        this.time = time;
        this.shell = shell;
    }

    /// The path, empty when the shell gives none in time. Blocks at the first call; for virtual threads.
    Optional<String> get() {
        CompletableFuture<Optional<String>> asked;
        synchronized (this) {
            if (answer.isEmpty()) {
                answer = Optional.of(ask());
            }
            asked = answer.get();
        }
        return asked.join();
    }

    private CompletableFuture<Optional<String>> ask() {
        CompletableFuture<Optional<String>> found = new CompletableFuture<>();
        try {
            ProcessBuilder builder = new ProcessBuilder(command(shell)).redirectError(ProcessBuilder.Redirect.DISCARD);
            // keeps well-known files of shells from asking or starting something
            builder.environment().putAll(Map.of("DISABLE_AUTO_UPDATE", "true", "ZSH_TMUX_AUTOSTART", "false"));
            Process process = builder.start();
            Closeables.closeQuietly(process.getOutputStream());
            Time.Timer limit = time.after(LIMIT, () -> {
                LOG.info("{} did not tell its PATH within {} s", shell, LIMIT.toSeconds());
                found.complete(Optional.empty());
            });
            // reading from a pipe pins the carrier of a virtual thread
            Thread.ofPlatform().daemon().name("login-shell").start(() -> found.complete(read(process)));
            found.whenComplete((_, _) -> {
                limit.cancel();
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
            });
        } catch (IOException e) {
            LOG.debug("{} cannot be asked for its PATH: {}", shell, e.toString());
            found.complete(Optional.empty());
        }
        return found;
    }

    /// Interactive, because many files of shells end at once otherwise. The shells of the csh family know no further option beside `-c`.
    private static List<String> command(String shell) {
        return shell.endsWith("csh") ? List.of(shell, "-c", SCRIPT) : List.of(shell, "-l", "-i", "-c", SCRIPT);
    }

    private static Optional<String> read(Process process) {
        try (InputStream out = process.getInputStream()) {
            BoundedLineReader lines = new BoundedLineReader(out, MAX_LINE_BYTES);
            boolean marked = false;
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (marked) {
                    return line.map(String::strip).filter(path -> !path.isEmpty() && !path.equals(MARK));
                }
                marked = line.get().strip().endsWith(MARK);
            }
        } catch (IOException e) {
            LOG.debug("the login shell was cut off: {}", e.toString());
        }
        return Optional.empty();
    }
}
