package earshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeDirectoryTest {
    private static final Path USER = Path.of("/users/ann");

    @ParameterizedTest
    @CsvSource({ "Linux,/users/ann/.local/share/earshot", "Mac OS X,/users/ann/Library/Application Support/Earshot",
        "Windows 11,/users/ann/AppData/Roaming/Earshot" })
    void eachSystemHasItsUsualPlace(String os, Path place) {
        assertThat(HomeDirectory.byConvention(Map.of(), os, USER).path()).isEqualTo(place);
    }

    @Test
    void theEnvironmentMovesIt() {
        assertThat(HomeDirectory.byConvention(Map.of("XDG_DATA_HOME", "/data", "APPDATA", "/roaming"), "Linux", USER).path())
            .isEqualTo(Path.of("/data/earshot"));
        assertThat(HomeDirectory.byConvention(Map.of("XDG_DATA_HOME", "/data", "APPDATA", "/roaming"), "Windows 11", USER).path())
            .isEqualTo(Path.of("/roaming/Earshot"));
    }

    @Test
    void aUserWithoutAHomeDirectoryIsToldThatAndWhatToDo() {
        assertThat(HomeDirectory.byConvention(Map.of("XDG_DATA_HOME", "/data"), "Linux", Path.of("?")).path()).isEqualTo(Path.of("/data/earshot"));
        assertThatThrownBy(() -> HomeDirectory.byConvention(Map.of(), "Linux", Path.of("?"))).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().why(Locale.ENGLISH)).contains("HOME");
            assertThat(e.problem().remedy(Locale.ENGLISH)).contains("--home");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "data", "../data"})
    void aRelativeOrBlankPlaceIsIgnored(String place) {
        assertThat(HomeDirectory.byConvention(Map.of("XDG_DATA_HOME", place), "Linux", USER).path()).isEqualTo(Path.of("/users/ann/.local/share/earshot"));
    }
}
