package earshot.tool;

import module java.base;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A shell that waits until this program has ended, in whatever way, and then kills what carries the mark of the run. It learns of the end by its
/// standard input, which the system closes. On Linux only, where marks can be read; needs `sh` and `grep`. Safe for use from any thread.
final class ProcessWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessWatcher.class);
    /// `$0` is the entry in the environment. The signals of a terminal, which reach this program as well, must not end it first.
    private static final String SCRIPT = """
        trap '' HUP INT QUIT TERM
        cat >/dev/null
        round=0
        while [ $round -lt 20 ]; do
            found=
            for process in /proc/[0-9]*; do
                if grep -qsF "$0" "$process/environ"; then
                    kill -9 "${process#/proc/}" && found=1
                fi
            done
            [ "$found" ] || exit 0
            round=$((round + 1))
        done
        """;

    private final ProcessMark mark;
    private Optional<Process> shell = Optional.empty();

    ProcessWatcher(ProcessMark mark) {
        this.mark = mark;
    }

    /// Starts the shell unless it runs.
    synchronized void start() {
        if (shell.filter(Process::isAlive).isPresent() || !ProcessMark.readable()) {
            return;
        }
        try {
            shell = Optional.of(new ProcessBuilder("/bin/sh", "-c", SCRIPT, mark.entry())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start());
        } catch (IOException e) {
            LOG.warn("nothing ends the tool servers if this program is killed: {}", e.toString());
        }
    }

    /// Ends the shell, which looks once more for what carries the mark.
    @Override
    public synchronized void close() {
        shell.ifPresent(running -> {
            try {
                running.getOutputStream().close();
            } catch (IOException _) {
                running.destroyForcibly();
            }
        });
        shell = Optional.empty();
    }
}
