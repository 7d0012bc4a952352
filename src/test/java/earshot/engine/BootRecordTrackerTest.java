package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.server.BootExchange;
import earshot.server.SentRequest;
import org.junit.jupiter.api.Test;

class BootRecordTrackerTest {
    private final BootRecordTracker tracker = new BootRecordTracker();

    @Test
    void theNewestOfEachDeviceIsKeptAndKnowsWhatWasStoredBefore() {
        asks(1, "ws://a/");
        asks(1, "ws://b/");
        assertThat(tracker.rows().get()).hasSize(1);
        assertThat(tracker.rows().get().get(id(1))).satisfies(boot -> {
            assertThat(boot.exchange().reply()).contains("ws://b/");
            assertThat(boot.storedBefore()).containsExactly(Map.entry("websocket.url", "ws://a/"));
        });
    }

    @Test
    void theDeviceThatAskedLongestAgoGivesWay() {
        for (int i = 0; i < BootRecordTracker.MOST_DEVICES; i++) {
            asks(i, "ws://a/");
        }
        asks(0, "ws://b/");
        asks(BootRecordTracker.MOST_DEVICES, "ws://a/");
        assertThat(tracker.rows().get()).hasSize(BootRecordTracker.MOST_DEVICES).containsKeys(id(0), id(2), id(BootRecordTracker.MOST_DEVICES))
            .doesNotContainKey(id(1));
    }

    private void asks(int device, String url) {
        tracker.answered(id(device),
            new BootExchange(Instant.EPOCH, new SentRequest("", List.of()), "{}", 200, "", "{\"websocket\":{\"url\":\"" + url + "\"}}"));
    }

    private static DeviceId id(int number) {
        return new DeviceId("aa:" + number);
    }
}
