package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SystemLibraryCheckTest {
    @Test
    void theProblemNamesExactlyThePackagesThatAreMissing() {
        assertThatThrownBy(() -> SystemLibraryCheck.check(true, file -> !file.contains("pangoft2") && !file.contains("gtk")))
            .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
            .extracting(ProblemException::problem)
            .isEqualTo(Problem.of(ProblemCode.LIBRARY_MISSING, "sudo apt install libpangoft2-1.0-0 libgtk-3-0"));
    }

    @Test
    void withoutADisplayTheLibrariesOfAWindowAreNotAskedFor() {
        assertThatCode(() -> SystemLibraryCheck.check(false, file -> !file.contains("gtk") && !file.contains("GL") && !file.contains("libX")))
            .doesNotThrowAnyException();
        assertThatThrownBy(() -> SystemLibraryCheck.check(false, _ -> false)).hasMessageContaining("library");
    }

    @Test
    void aVariableThatIsSetAndEmptyIsNoDisplay() {
        assertThat(SystemLibraryCheck.hasDisplay(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", " "))).isFalse();
        assertThat(SystemLibraryCheck.hasDisplay(Map.of("WAYLAND_DISPLAY", "wayland-0"))).isTrue();
        assertThat(SystemLibraryCheck.hasDisplay(Map.of("DISPLAY", ":1"))).isTrue();
    }
}
