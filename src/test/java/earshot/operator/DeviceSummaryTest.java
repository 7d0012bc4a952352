package earshot.operator;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.ui.DeviceModelFake;
import earshot.wire.Dialect;
import org.junit.jupiter.api.Test;

class DeviceSummaryTest {
    private static final DeviceId ID = new DeviceId("aa:bb");

    private final TimeFake time = new TimeFake();

    @Test
    void ofADeviceThatNeverCameEachFieldIsThereAndWhatIsNotKnownIsNull() throws Exception {
        assertThat(DeviceSummary.of(DeviceFacts.unknown(ID))).isEqualTo(JSON.readTree("""
            {"id":"aa:bb","name":"aa:bb","connected":false,"presence":"never_arrived","mode":null,"speaking":null,"dialect":null,"since":null,"board":null,"firmware":null,"lastSeen":null,"test":false}"""));
    }

    @Test
    void ofAConnectedDeviceItIsSaidWhatItDoesNow() {
        DeviceModelFake device = new DeviceModelFake(time, ID).named("Kitchen", "").connected(Dialect.BADGE, ListenState.IDLE, true, ConnectionMode.MEETING,
            "");
        JsonNode summary = DeviceSummary.of(device.facts.get());
        assertThat(summary.path("name").asText()).isEqualTo("Kitchen");
        assertThat(summary.path("connected").asBoolean()).isTrue();
        assertThat(summary.path("presence").asText()).isEqualTo("connected");
        assertThat(summary.path("mode").asText()).isEqualTo("meeting");
        assertThat(summary.path("speaking").asBoolean()).isTrue();
        assertThat(summary.path("dialect").asText()).isEqualTo("badge");
        assertThat(summary.path("since").asText()).isEqualTo(time.now().minusSeconds(312).toString());
    }

    @Test
    void ofADeviceThatIsAsleepNothingOfItsConnectionIsLeft() {
        DeviceModelFake device = new DeviceModelFake(time, ID).connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "")
            .asleep(Duration.ofMinutes(3), "device.hangup");
        JsonNode summary = DeviceSummary.of(device.facts.get());
        assertThat(summary.path("connected").asBoolean()).isFalse();
        assertThat(summary.path("presence").asText()).isEqualTo("asleep");
        assertThat(List.of("mode", "speaking", "dialect", "since")).allMatch(field -> summary.path(field).isNull());
        assertThat(summary.path("lastSeen").asText()).isEqualTo(time.now().minusSeconds(180).toString());
    }

    @Test
    void theBoardAndItsFirmwareAreThoseOfItsNewestBoot() {
        DeviceFacts facts = DeviceFacts.unknown(ID)
            .withOta(new DeviceFacts.OtaFacts(time.now(), "esp32s3-box", "1.8.2", "192.168.1.7", "192.168.1.7", Optional.of(-55), Optional.empty()))
            .withTest(true);
        JsonNode summary = DeviceSummary.of(facts);
        assertThat(summary.path("board").asText()).isEqualTo("esp32s3-box");
        assertThat(summary.path("firmware").asText()).isEqualTo("1.8.2");
        assertThat(summary.path("lastSeen").asText()).isEqualTo(time.now().toString());
        assertThat(summary.path("test").asBoolean()).isTrue();
    }
}
