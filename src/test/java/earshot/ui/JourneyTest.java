package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.ui.part.Place;
import org.junit.jupiter.api.Test;

class JourneyTest {
    private final Journey journey = new Journey(Place.of("devices"));

    @Test
    void backAndForwardWalkTheSamePlaces() {
        journey.go(Place.of("timeline"));
        journey.go(Place.of("devices", "a"));
        assertThat(journey.back()).contains(Place.of("timeline"));
        assertThat(journey.back()).contains(Place.of("devices"));
        assertThat(journey.back()).isEmpty();
        assertThat(journey.forward()).contains(Place.of("timeline"));
        assertThat(journey.forward()).contains(Place.of("devices", "a"));
        assertThat(journey.forward()).isEmpty();
    }

    @Test
    void goingOnForgetsWhatLayAhead() {
        journey.go(Place.of("timeline"));
        journey.back();
        journey.go(Place.of("settings"));
        assertThat(journey.forward()).isEmpty();
        assertThat(journey.back()).contains(Place.of("devices"));
    }

    @Test
    void goingWhereOneIsIsNoStep() {
        journey.go(Place.of("devices"));
        assertThat(journey.back()).isEmpty();
    }
}
