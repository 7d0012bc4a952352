package earshot.store;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildProcessTest {
    /// The system closes a dead process' end of the pipe.
    @Test
    void aChildThatWorksWithoutAnEndEndsWithItsParent(@TempDir Path directory) throws Exception {
        Process child = ChildProcess.start(KilledWriterProcess.class, List.of(directory.toString(), Durability.PROCESS_DEATH.name()),
            directory.resolve("errors"));
        assertThat(child.inputReader().readLine()).isEqualTo("1");

        child.getOutputStream().close();

        assertThat(child.waitFor()).isEqualTo(1);
    }
}
