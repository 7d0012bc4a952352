package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.ReminderId;
import earshot.reminder.Recurrence;
import earshot.reminder.Reminder;
import earshot.reminder.ReminderSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderStateTest {
    private static final Instant NOW = Instant.parse("2026-11-25T15:30:00Z");
    private static final ReminderSettings SETTINGS = new ReminderSettings(true, 50, Duration.ofHours(1));

    @ParameterizedTest
    @CsvSource({"0, true, DUE", "0, false, MISSED", "61, true, DUE", "61, false, MISSED", "62, true, LOST", "62, false, LOST"})
    void oneThatWasDueWaitsForItsDeviceUntilItIsTooLate(int minutesAgo, boolean connected, ReminderState state) {
        Instant due = NOW.minus(Duration.ofMinutes(minutesAgo));
        assertThat(ReminderState.of(reminder(Optional.of(new Reminder.Occurrence(due, Optional.empty()))), connected, SETTINGS, NOW)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void oneThatWasSaidOrWasNotDueYetDoesNotAskForTheDevice(boolean connected) {
        assertThat(ReminderState.of(reminder(Optional.empty()), connected, SETTINGS, NOW)).isEqualTo(ReminderState.WAITING);
        Instant longAgo = NOW.minus(Duration.ofDays(3));
        assertThat(ReminderState.of(reminder(Optional.of(new Reminder.Occurrence(longAgo, Optional.of(longAgo)))), connected, SETTINGS, NOW))
            .isEqualTo(ReminderState.SPOKEN);
    }

    @Test
    void everyStateHasAColourOfItsOwn() {
        assertThat(Stream.of(ReminderState.values()).map(state -> state.tone)).doesNotHaveDuplicates();
    }

    private static Reminder reminder(Optional<Reminder.Occurrence> last) {
        return new Reminder(new ReminderId(1), new DeviceId("a0:b1:c2:d3:e4:f5"), "tea", Optional.empty(), new Recurrence.Daily(), Optional.empty(), last);
    }
}
