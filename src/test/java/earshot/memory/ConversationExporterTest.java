package earshot.memory;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.DeviceId;
import earshot.memory.ConversationExporter.Format;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationExporterTest {
    private static final Instant NOON = Instant.parse("2026-11-22T04:00:00.125Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DeviceId KITCHEN = new DeviceId("a0:b1:c2:00:00:01");

    @Test
    void spreadsheetsReadEveryCellAndCalculateNone() {
        String csv = ConversationExporter.render(List.of(said(0, "明天会下雨吗", "It will, \"heavily\",\nall day"), said(1, "=HYPERLINK(\"x\")", "-1")), Format.CSV,
            ZONE);
        assertThat(csv).isEqualTo("\uFEFFtime,device,heard,answer,assistant\r\n"
            + "2026-11-22T12:00:00.125+08:00,a0:b1:c2:00:00:01,明天会下雨吗,\"It will, \"\"heavily\"\",\nall day\",big\r\n"
            + "2026-11-22T12:00:01.125+08:00,a0:b1:c2:00:00:01,\"'=HYPERLINK(\"\"x\"\")\",'-1,big\r\n");
    }

    @Test
    void jsonHasWhatWasSaid() throws Exception {
        JsonNode all = JSON.readTree(ConversationExporter.render(List.of(said(0, "=1", "\u2028")), Format.JSON, ZONE));
        assertThat(all).singleElement().satisfies(one -> {
            assertThat(one.path("time").asText()).isEqualTo("2026-11-22T12:00:00.125+08:00");
            assertThat(List.of(one.path("device").asText(), one.path("heard").asText(), one.path("answer").asText(), one.path("assistant").asText()))
                .containsExactly(KITCHEN.value(), "=1", "\u2028", "big");
        });
        assertThat(ConversationExporter.render(List.of(), Format.JSON, ZONE)).isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void whatIsKeptIsReadInOrderByDeviceUntilItIsOld(@TempDir Path home) {
        try (Database database = Database.open(new HomeDirectory(home), List.of(DatabaseExchangeStore.SCHEMA))) {
            DatabaseExchangeStore store = new DatabaseExchangeStore(database);
            Exchange other = new Exchange(new DeviceId("other"), NOON.plusSeconds(1), "b", "", "Echo");
            store.add(List.of(said(2, "c", "C"), other)).join();
            store.add(List.of(said(0, "a", "A"))).join();
            assertThat(store.read(Optional.empty()).join()).containsExactly(said(0, "a", "A"), other, said(2, "c", "C"));
            assertThat(store.read(Optional.of(KITCHEN)).join()).containsExactly(said(0, "a", "A"), said(2, "c", "C"));
            store.deleteBefore(NOON.plusSeconds(1)).join();
            assertThat(store.read(Optional.of(KITCHEN)).join()).containsExactly(said(2, "c", "C"));
        }
    }

    private static Exchange said(int second, String heard, String answer) {
        return new Exchange(KITCHEN, NOON.plusSeconds(second), heard, answer, "big");
    }
}
