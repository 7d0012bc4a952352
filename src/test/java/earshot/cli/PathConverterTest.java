package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import org.junit.jupiter.api.Test;

class PathConverterTest {
    @Test
    void whatAnotherProgramLostOnTheWayIsNoPath() {
        PathConverter ascii = new PathConverter("ANSI_X3.4-1968");
        assertThatThrownBy(() -> ascii.convert("/home/ann/??")).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.PATH_UNUSABLE);
            assertThat(e.problem().remedy(Locale.ENGLISH)).contains("LC_ALL=C.UTF-8");
        });
        assertThat(ascii.convert("/home/ann/desk")).isEqualTo(Path.of("/home/ann/desk"));
    }

    @Test
    void aQuestionMarkIsAsGoodAsAnyOtherCharacterWhereAllCanBeNamed() {
        assertThat(new PathConverter("UTF-8").convert("what now?")).isEqualTo(Path.of("what now?"));
    }
}
