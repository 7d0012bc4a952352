package earshot.memory;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where recollections outlive the program. Safe for use from any thread; only [#read] waits.
public interface MemoryBook {
    /// Everything that is kept. May wait for the disk: for start-up only. What cannot be read is a problem and counts as nothing.
    List<Recollection> read();

    /// Keeps the recollection in place of the device's other one. The future fails with [earshot.problem.ProblemException].
    CompletableFuture<?> write(Recollection recollection);

    /// Lets go of what is kept of a device. The future fails as that of [#write] does.
    CompletableFuture<?> erase(String device);

    /// Keeps nothing beyond the end of the program.
    static MemoryBook none() {
        return new MemoryBook() {
            @Override
            public List<Recollection> read() {
                return List.of();
            }

            @Override
            public CompletableFuture<?> write(Recollection recollection) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<?> erase(String device) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
