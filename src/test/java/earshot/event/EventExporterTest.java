package earshot.event;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U27: rows leave the timeline as text, as JSON and as a table")
class EventExporterTest {
    private static final DeviceId KITCHEN = new DeviceId("aa:01");
    private static final Map<DeviceId, String> NAMES = Map.of(KITCHEN, "Kitchen");

    @Test
    void aMessageIsOneLineOfJsonWithItsPayloadAsItWas() {
        Event message = event(Direction.IN, new EventText.Words("start"),
            new EventPayload.Text("{\"type\":\"listen\",\n\"state\":\"start\"}", 36, Optional::empty));
        assertThat(exporter(EventExporter.Format.NDJSON).row(message)).isEqualTo(
            "{\"at\":\"1970-01-01T00:00:01Z\",\"device\":\"aa:01\",\"direction\":\"in\",\"type\":\"listen\",\"severity\":\"info\","
                + "\"summary\":\"start\",\"bytes\":36,\"payload\":{\"type\":\"listen\",\"state\":\"start\"}}\n");
        assertThat(
            exporter(EventExporter.Format.NDJSON).row(event(Direction.OUT, new EventText.Words("x"), new EventPayload.Text("no JSON", 7, Optional::empty))))
            .contains("\"payload\":\"no JSON\"");
        assertThat(exporter(EventExporter.Format.NDJSON).row(event(Direction.HERE, new EventText.Words("x"), EventPayload.none()))).doesNotContain("payload");
    }

    @Test
    void theWholeTextIsTakenWhereItIsStillKept() {
        String whole = "\"" + "a".repeat(6_000) + "\"";
        assertThat(EventExporter
            .json(event(Direction.IN, new EventText.Words(""), new EventPayload.Text(whole.substring(0, 4_096), whole.length(), () -> Optional.of(whole)))))
            .contains(whole);
        assertThat(EventExporter.json(event(Direction.IN, new EventText.Words(""), new EventPayload.Text("head", 6_000, Optional::empty))))
            .contains("\"payload\":\"head\"");
    }

    @Test
    void aTableHoldsWhatASpreadsheetWouldCalculateAsText() {
        EventExporter csv = exporter(EventExporter.Format.CSV);
        assertThat(csv.head()).isEqualTo("\uFEFFtime,device,name,direction,type,severity,summary,bytes,payload\r\n");
        assertThat(csv.row(event(Direction.OUT, new EventText.Words("=1+1, \"so\""), EventPayload.none())))
            .isEqualTo("1970-01-01T00:00:01Z,aa:01,Kitchen,out,listen,info,\"'=1+1, \"\"so\"\"\",0,\r\n");
    }

    @Test
    void linesForPeopleSpeakTheirLanguage() {
        Event told = event(Direction.HERE, EventText.of(EventCode.VOICE_INTERRUPTS), EventPayload.none());
        assertThat(new EventExporter(EventExporter.Format.TXT, NAMES, Locale.SIMPLIFIED_CHINESE).row(told)).contains("Kitchen  •  listen  有人在播放回答时说话")
            .endsWith("\n");
        assertThat(new EventExporter(EventExporter.Format.TXT, Map.of(), Locale.ENGLISH).row(told)).contains("aa:01  •  listen");
    }

    @Test
    void theEndingOfAFileNamesItsFormat() {
        assertThat(EventExporter.Format.of(Path.of("a/rows.CSV"))).contains(EventExporter.Format.CSV);
        assertThat(EventExporter.Format.of(Path.of("rows.ndjson"))).contains(EventExporter.Format.NDJSON);
        assertThat(EventExporter.Format.of(Path.of("csv"))).isEmpty();
    }

    private static EventExporter exporter(EventExporter.Format format) {
        return new EventExporter(format, NAMES, Locale.ENGLISH);
    }

    private static Event event(Direction direction, EventText text, EventPayload payload) {
        return new Event(Instant.ofEpochSecond(1), 0, Optional.of(KITCHEN), direction, "listen", Severity.INFO, text, payload);
    }
}
