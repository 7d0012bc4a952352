package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.ui.kit.NavigationTarget;
import org.junit.jupiter.api.Test;

class NavigationHistoryTest {
    private final NavigationHistory navigationHistory = new NavigationHistory(NavigationTarget.of("devices"));

    @Test
    void backAndForwardWalkTheSamePlaces() {
        navigationHistory.visit(NavigationTarget.of("timeline"));
        navigationHistory.visit(NavigationTarget.of("devices", "a"));
        assertThat(navigationHistory.back()).contains(NavigationTarget.of("timeline"));
        assertThat(navigationHistory.back()).contains(NavigationTarget.of("devices"));
        assertThat(navigationHistory.back()).isEmpty();
        assertThat(navigationHistory.forward()).contains(NavigationTarget.of("timeline"));
        assertThat(navigationHistory.forward()).contains(NavigationTarget.of("devices", "a"));
        assertThat(navigationHistory.forward()).isEmpty();
    }

    @Test
    void goingOnForgetsWhatLayAhead() {
        navigationHistory.visit(NavigationTarget.of("timeline"));
        navigationHistory.back();
        navigationHistory.visit(NavigationTarget.of("settings"));
        assertThat(navigationHistory.forward()).isEmpty();
        assertThat(navigationHistory.back()).contains(NavigationTarget.of("devices"));
    }

    @Test
    void goingWhereOneIsIsNoStep() {
        navigationHistory.visit(NavigationTarget.of("devices"));
        assertThat(navigationHistory.back()).isEmpty();
    }
}
