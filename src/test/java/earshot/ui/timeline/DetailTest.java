package earshot.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.Payload;
import earshot.problem.Severity;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U26: what is cut says so")
class DetailTest {
    @Test
    void showsTheHeadOfALongMessageAndTheWholeWhenAsked() {
        String whole = "[" + "1,".repeat(10_000) + "1]";
        Event event = event(new Payload.Text(whole.substring(0, 4096), whole.length(), () -> Optional.of(whole)));
        Detail head = Detail.of(event, true, false);
        assertThat(head.cut()).isTrue();
        assertThat(head.shownBytes()).isEqualTo(4096);
        assertThat(head.allBytes()).isEqualTo(whole.length());
        assertThat(head.wholeKept()).isTrue();
        assertThat(Detail.of(event, false, true).text()).isEqualTo(whole);
        assertThat(Detail.kept(event)).isEqualTo(whole);
    }

    @Test
    void saysWhenTheRestIsGone() {
        Detail detail = Detail.of(event(new Payload.Text("head", 10_000, Optional::empty)), true, true);
        assertThat(detail.cut()).isTrue();
        assertThat(detail.wholeKept()).isFalse();
    }

    @Test
    void cutsWhatIsTooLongToShowEvenWhenAllIsAsked() {
        String whole = "x".repeat(1_000_000);
        Detail detail = Detail.of(event(new Payload.Text("x".repeat(4096), whole.length(), () -> Optional.of(whole))), false, true);
        assertThat(detail.shownBytes()).isEqualTo(Detail.LONGEST_SHOWN);
        assertThat(detail.cut()).isTrue();
    }

    @Test
    void printsJsonPrettyAndLeavesOtherTextAsItIs() {
        assertThat(Detail.of(event(new Payload.Text("{\"a\":1}", 7, Optional::empty)), true, false).text()).contains("\"a\" : 1");
        assertThat(Detail.of(event(new Payload.Text("设备注册失败", 18, Optional::empty)), true, false).text()).isEqualTo("设备注册失败");
    }

    private static Event event(Payload payload) {
        return new Event(Instant.EPOCH, 0, Optional.empty(), Direction.IN, "mcp", Severity.INFO, "", payload);
    }
}
