package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingModel;
import org.junit.jupiter.api.Test;

class NoMeetingsTest {
    private static final MeetingId ID = new MeetingId("m-1");

    private final MeetingModel none = new NoMeetings();

    @Test
    void thereAreNoneAndNoneRuns() {
        assertThat(none.meetings().get()).isEmpty();
        assertThat(none.running().get()).isEmpty();
    }

    @Test
    void nothingIsFoundAndNothingWasRecorded() {
        assertThat(none.search("hello")).isCompletedWithValue(List.of());
        assertThat(none.recording(ID, 1)).isCompletedWithValue(Optional.empty());
    }

    @Test
    void noneCanBeOpenedOrShown() {
        assertThat(none.open(ID).exceptionNow()).isInstanceOf(NoSuchElementException.class).hasMessage("there are no meetings");
        for (MeetingCommand.Format format : MeetingCommand.Format.values()) {
            assertThat(none.preview(ID, format, Locale.ENGLISH)).as(format.name()).isCompletedExceptionally();
        }
    }
}
