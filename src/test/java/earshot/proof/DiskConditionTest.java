package earshot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.store.DiskCondition;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of real file systems. Not run where none can be mounted.
class DiskConditionTest {
    @TempDir
    Path mounted;

    @Test
    void theMountIsNamedWithWhatIsWrongWithIt() throws Exception {
        Optional<Tmpfs> mount = Tmpfs.mount(mounted, "size=2m");
        Assumptions.assumeTrue(mount.isPresent(), "nothing can be mounted here");
        try (Tmpfs disk = mount.get()) {
            String name = "the file system " + disk.path() + " (earshot-proof) is ";
            Path home = disk.path().resolve("not").resolve("there yet");
            assertThat(DiskCondition.of(home)).isEmpty();
            assertThat(disk.remount("noexec")).isTrue();
            assertThat(said(DiskCondition.of(home).orElseThrow())).startsWith(name + "mounted noexec");
            assertThat(said(DiskCondition.explain(home, "it failed"))).startsWith("it failed. " + name);
            disk.fill();
            assertThat(said(DiskCondition.of(home).orElseThrow())).startsWith(name + "full: 0 KB of 2 MB are free");
            assertThat(disk.remount("ro")).isTrue();
            assertThat(said(DiskCondition.of(home).orElseThrow())).contains(name + "mounted read-only");
        }
    }

    private static String said(String argument) {
        return ProblemReason.text(argument, Locale.ENGLISH);
    }
}
