package earshot.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.event.Timeline;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U26: what is cut says so")
class EventDetailTest {
    @Test
    void showsTheHeadOfALongMessageAndTheWholeWhenAsked() {
        String whole = "[" + "1,".repeat(10_000) + "1]";
        Event event = event(new EventPayload.Text(whole.substring(0, 4096), whole.length(), () -> Optional.of(whole)));
        EventDetail head = EventDetail.of(event, false, Locale.ENGLISH);
        assertThat(head.truncated()).isTrue();
        assertThat(head.shownBytes()).isEqualTo(4096);
        assertThat(head.allBytes()).isEqualTo(whole.length());
        assertThat(head.restAvailable()).isTrue();
        assertThat(EventDetail.of(event, true, Locale.ENGLISH).text()).isEqualTo(whole);
        assertThat(EventDetail.fullText(event, Locale.ENGLISH)).isEqualTo(whole);
    }

    @Test
    void saysWhenTheRestIsGone() {
        EventDetail detail = EventDetail.of(event(new EventPayload.Text("head", 10_000, Optional::empty)), true, Locale.ENGLISH);
        assertThat(detail.truncated()).isTrue();
        assertThat(detail.restAvailable()).isFalse();
    }

    @Test
    void cutsWhatIsTooLongToShowEvenWhenAllIsAsked() {
        String whole = "x".repeat(1_000_000);
        EventDetail detail = EventDetail.of(event(new EventPayload.Text("x".repeat(4096), whole.length(), () -> Optional.of(whole))), true, Locale.ENGLISH);
        assertThat(detail.shownBytes()).isEqualTo(EventDetail.LONGEST_SHOWN);
        assertThat(detail.truncated()).isTrue();
    }

    @Test
    void leavesTextAsItIs() {
        assertThat(EventDetail.of(event(new EventPayload.Text("{\"a\":1}", 7, Optional::empty)), false, Locale.ENGLISH).text()).isEqualTo("{\"a\":1}");
        assertThat(EventDetail.of(event(new EventPayload.Text("设备注册失败", 18, Optional::empty)), false, Locale.ENGLISH).text()).isEqualTo("设备注册失败");
    }

    @Test
    void aMessageWhoseSecretIsMaskedIsWholeAllTheSame() {
        String json = "{\"type\":\"hello\",\"token\":\"" + "s".repeat(200) + "\"}";
        Timeline timeline = new Timeline(new TimeFake());
        timeline.logMessage(new DeviceId("d"), Direction.IN, Severity.INFO, "hello", "hello", json);
        EventDetail detail = EventDetail.of(timeline.rows().read(0, 1).rows().getFirst(), false, Locale.ENGLISH);
        assertThat(detail.text()).contains("\"type\":\"hello\"").doesNotContain("ss");
        assertThat(detail.truncated()).isFalse();
        assertThat(detail.shownBytes()).isEqualTo(json.length());
    }

    private static Event event(EventPayload payload) {
        return new Event(Instant.EPOCH, 0, Optional.empty(), Direction.IN, "mcp", Severity.INFO, new EventText.Words(""), payload);
    }
}
