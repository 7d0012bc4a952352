package earshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    @TempDir
    Path directory;

    @Test
    void aSecondOwnerIsToldThePidOfTheFirst() {
        HomeDirectory home = new HomeDirectory(directory);
        try (HomeLock _ = HomeLock.take(home)) {
            assertThatThrownBy(() -> HomeLock.take(home)).asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .extracting(ProblemException::problem)
                .isEqualTo(Problem.of(ProblemCode.HOME_OWNED, ProcessHandle.current().pid(), directory));
        }
        HomeLock.take(home).close();
    }

    @Test
    void theLockOfAnotherProcessHoldsUntilThatIsKilledAndNoLonger() throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        Process owner = ChildProcess.start(LockOwnerProcess.class, List.of(directory.toString()), directory.resolve("owner.err"));
        assertThat(owner.inputReader().readLine()).as(Files.readString(directory.resolve("owner.err"))).isEqualTo("owned");
        assertThatThrownBy(() -> HomeLock.take(home)).hasMessageContaining(String.valueOf(owner.pid()));
        owner.destroyForcibly().waitFor();
        HomeLock.take(home).close();
    }

    @Test
    void aHomeThatCannotBeMadeIsAProblem() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> HomeLock.take(new HomeDirectory(file))).asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
            .extracting(e -> e.problem().code()).isEqualTo(ProblemCode.HOME_UNUSABLE);
    }
}
