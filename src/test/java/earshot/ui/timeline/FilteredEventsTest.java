package earshot.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.problem.Severity;
import org.junit.jupiter.api.Test;

class FilteredEventsTest {
    private final FilteredEvents events = new FilteredEvents(4);

    @Test
    void rowsAreNumberedWithoutGapsWhateverTheLogNumbersAre() {
        add(3, 7, 20);
        assertThat(events.first()).isZero();
        assertThat(events.end()).isEqualTo(3);
        assertThat(events.logNumber(1)).isEqualTo(7);
        assertThat(events.eventAt(1).summary()).isEqualTo("event 7");
        assertThat(events.rowOf(20)).isEqualTo(2);
        assertThat(events.rowOf(8)).isEqualTo(-1);
        assertThat(events.rowOf(2)).isEqualTo(-1);
        assertThat(events.rowOf(21)).isEqualTo(-1);
    }

    @Test
    void aRowKeepsItsNumberWhenTheOldestIsReplaced() {
        add(1, 2, 3, 4, 5, 6);
        assertThat(events.first()).isEqualTo(2);
        assertThat(events.end()).isEqualTo(6);
        assertThat(events.rowOf(2)).isEqualTo(-1);
        assertThat(events.rowOf(3)).isEqualTo(2);
        assertThat(events.eventAt(5).summary()).isEqualTo("event 6");
    }

    @Test
    void whatTheLogDroppedIsRemovedAndTheRestKeepsItsRow() {
        add(10, 20, 30);
        events.removeBefore(20);
        assertThat(events.first()).isEqualTo(1);
        assertThat(events.rowOf(10)).isEqualTo(-1);
        assertThat(events.rowOf(20)).isEqualTo(1);
        events.removeBefore(1_000);
        assertThat(events.first()).isEqualTo(events.end()).isEqualTo(3);
        add(1_001);
        assertThat(events.rowOf(1_001)).isEqualTo(3);
    }

    @Test
    void clearedItBeginsAnew() {
        add(1, 2, 3, 4, 5);
        events.clear();
        assertThat(events.first()).isZero();
        assertThat(events.end()).isZero();
        assertThat(events.rowOf(5)).isEqualTo(-1);
        add(6);
        assertThat(events.eventAt(0).summary()).isEqualTo("event 6");
    }

    private void add(long... numbers) {
        for (long number : numbers) {
            events.add(number, new Event(Instant.EPOCH, number, Optional.empty(), Direction.IN, "listen", Severity.INFO, new EventText.Words("event " + number),
                EventPayload.none()));
        }
    }
}
