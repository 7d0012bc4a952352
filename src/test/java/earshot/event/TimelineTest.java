package earshot.event;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final TimeFake time = new TimeFake();

    @Test
    @DisplayName("U23: a row knows its time, device, direction, type, one line and size")
    void writesARow() {
        Timeline timeline = new Timeline(time);
        time.advance(Duration.ofMillis(183));
        timeline.logMessage(new DeviceId("aa:bb"), Direction.IN, Severity.INFO, "listen", "listen start", "{\"type\":\"listen\",\"text\":\"你\"}");
        Event row = rows(timeline).getFirst();
        assertThat(row.at()).isEqualTo(time.now());
        assertThat(row.nanos()).isEqualTo(time.nanos());
        assertThat(row.device()).contains(new DeviceId("aa:bb"));
        assertThat(row.size()).isEqualTo(30);
        assertThat(row.payload()).isInstanceOfSatisfying(EventPayload.Text.class, text -> {
            assertThat(text.head()).contains("你");
            assertThat(text.fullText().text()).contains(text.head());
        });
    }

    @Test
    @DisplayName("U26: of a big payload the first 4 KB stay, with its true size, and the whole while there is room")
    void keepsTheWholeWithinABudgetAndLetsTheOldestGo() {
        Timeline timeline = new Timeline(time, 100, 50_000);
        for (int i = 0; i < 3; i++) {
            timeline.logMessage(new DeviceId("d"), Direction.OUT, Severity.INFO, "mcp", "big " + i, "长".repeat(10_000));
        }
        List<EventPayload.Text> texts = rows(timeline).stream().map(row -> (EventPayload.Text) row.payload()).toList();
        assertThat(texts).allSatisfy(text -> {
            assertThat(text.bytes()).isEqualTo(30_000);
            assertThat(text.head().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4090, 4096);
        });
        assertThat(texts.get(0).fullText().text()).isEmpty();
        assertThat(texts.get(1).fullText().text()).hasValueSatisfying(whole -> assertThat(whole).hasSize(10_000));
        assertThat(texts.get(2).fullText().text()).isPresent();
    }

    @Test
    void aTextLargerThanTheBudgetIsLetGoAtOnce() {
        Timeline timeline = new Timeline(time, 100, 1_000);
        timeline.logMessage(new DeviceId("d"), Direction.OUT, Severity.INFO, "mcp", "big", "x".repeat(10_000));
        assertThat(((EventPayload.Text) rows(timeline).getFirst().payload()).fullText().text()).isEmpty();
    }

    @Test
    void masksSecretsInPayloadAndSummary() {
        Timeline timeline = new Timeline(time);
        timeline.logMessage(new DeviceId("d"), Direction.IN, Severity.INFO, "server", "token=hush", "{\"secret\":\"hush\"}" + " ".repeat(5_000));
        timeline.log("connection", Severity.INFO, new EventText.Words("Authorization: Bearer hush-hush"));
        assertThat(rows(timeline).toString()).doesNotContain("hush");
        assertThat(((EventPayload.Text) rows(timeline).getFirst().payload()).fullText().text().orElseThrow()).doesNotContain("hush");
    }

    @Test
    void showsTheHeadOfABinaryMessageAsHex() {
        Timeline timeline = new Timeline(time);
        timeline.logBinary(new DeviceId("d"), Direction.IN, Severity.WARNING, new EventText.Words("wrong framing"), new byte[1000]);
        assertThat(rows(timeline).getFirst().payload()).isEqualTo(new EventPayload.Binary("00".repeat(64), 1000));
    }

    @Test
    @DisplayName("U35: the newest 20 000 rows stay, and a reader is told what it lost")
    void keepsTwentyThousandRows() {
        Timeline timeline = new Timeline(time);
        for (int i = 0; i < 30_000; i++) {
            timeline.log(new DeviceId("d"), "state", Severity.INFO, new EventText.Words("row " + i));
        }
        var read = timeline.rows().read(0, 1);
        assertThat(timeline.rows().end() - timeline.rows().first()).isEqualTo(20_000);
        assertThat(read.lost()).isEqualTo(10_000);
        assertThat(read.rows().getFirst().summary()).isEqualTo("row 10000");
    }

    @Test
    void aSummaryIsOneLineOfBoundedLength() {
        Timeline timeline = new Timeline(time);
        timeline.log("x".repeat(500), Severity.INFO, new EventText.Words("a\nb\r" + "y".repeat(5_000)));
        assertThat(rows(timeline).getFirst().summary()).hasSize(300).startsWith("a b ");
        assertThat(rows(timeline).getFirst().type()).hasSize(65);
    }

    private static List<Event> rows(Timeline timeline) {
        return timeline.rows().read(0, 1000).rows();
    }
}
