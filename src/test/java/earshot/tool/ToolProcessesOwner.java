package earshot.tool;

import module java.base;

import earshot.store.ChildProcess;
import earshot.time.SystemTime;

/// A program of its own that starts a stubborn tool program and then waits to be killed.
public final class ToolProcessesOwner {
    private ToolProcessesOwner() {}

    public static void main(String[] arguments) throws IOException {
        ChildProcess.endWithParent();
        new ToolProcesses(new SystemTime(), Path.of(arguments[0])).start(ToolProcessesTest.shell(ToolProcessesTest.STUBBORN));
        try {
            new Semaphore(0).acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
