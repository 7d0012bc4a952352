package earshot.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FindingMarksTest {
    private static final String PING = "{\"type\":\"ping\"}";
    private static final String LISTEN = "{\"type\":\"listen\"}";

    private final FindingMarks marks = new FindingMarks();

    @Test
    @DisplayName("U46: the message that broke a rule is marked and says which one")
    void theMessageOfAFindingIsMarked() {
        Event ping = message("aa", PING, 10);
        marks.add(0, message("aa", LISTEN, 9));
        marks.add(1, ping);
        marks.add(2, finding("aa", "text-ping", PING, 11));
        assertThat(marked(3)).containsExactly(1L);
        assertThat(marks.sentences(1, ping, Locale.ENGLISH)).singleElement().asString().startsWith("aa pings by text. Seen: seen");
        assertThat(marks.sentences(1, ping, Locale.SIMPLIFIED_CHINESE)).singleElement().asString().contains("ping").doesNotContain("pings by text");
        marks.add(3, finding("aa", "session-id", PING, 12));
        assertThat(marks.sentences(1, ping, Locale.ENGLISH)).hasSize(2);
    }

    @Test
    void aFindingSaysItsSentenceItself() {
        Event finding = finding("aa", "text-ping", PING, 11);
        marks.add(5, finding);
        assertThat(marks.sentences(5, finding, Locale.ENGLISH)).hasSize(1);
        assertThat(marked(9)).isEmpty();
        assertThat(marks.sentences(6, finding("aa", "of a later version", PING, 11), Locale.ENGLISH)).isEmpty();
    }

    @Test
    void ofEqualMessagesTheNearestIsMeantAlsoWhenItsRowComesLater() {
        marks.add(0, message("aa", PING, 10));
        marks.add(1, finding("aa", "text-ping", PING, 21));
        marks.add(2, message("aa", PING, 20));
        marks.add(3, message("aa", PING, 90));
        assertThat(marked(4)).containsExactly(2L);
    }

    @Test
    void messagesOfOthersRowsOfTheProgramAndWhatIsLongAgoAreNotMeant() {
        marks.add(0, message("aa", PING, 1));
        marks.add(1, message("bb", PING, 9_999));
        marks.add(2, finding("bb", "text-ping", PING, 10_000));
        marks.add(3, finding("aa", "text-ping", PING, 10_000));
        assertThat(marked(4)).containsExactly(1L);
    }

    @Test
    void whatLeavesTheLogLeavesTheMarks() {
        marks.add(7, message("aa", PING, 10));
        marks.add(8, finding("aa", "text-ping", PING, 11));
        marks.removeBefore(7);
        assertThat(marked(10)).containsExactly(7L);
        marks.removeBefore(8);
        assertThat(marked(10)).isEmpty();
    }

    private List<Long> marked(long rows) {
        return LongStream.range(0, rows).filter(marks::marked).boxed().toList();
    }

    private static Event message(String device, String json, long millis) {
        return row(device, Direction.IN, "message", new EventText.Words("words"), json, millis);
    }

    private static Event finding(String device, String rule, String json, long millis) {
        return row(device, Direction.HERE, "lint", EventText.of(EventCode.LINT_FOUND, rule, "seen"), json, millis);
    }

    private static Event row(String device, Direction direction, String type, EventText text, String json, long millis) {
        return new Event(Instant.ofEpochMilli(millis), millis * 1_000_000, Optional.of(new DeviceId(device)), direction, type, Severity.INFO, text,
            EventPayload.Text.whole(json, json.length()));
    }
}
