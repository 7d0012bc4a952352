package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Event;
import earshot.event.Timeline;
import earshot.firmware.LossReporter;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlaybackLossesTest {
    @Test
    @DisplayName("U47: the moment of loss is a row of the device, in the words of the reader")
    void whatADeviceLosesIsARow() {
        Timeline timeline = new Timeline(new TimeFake());
        LossReporter device = new PlaybackLosses(timeline).of(new DeviceId("aa"));
        device.ranOut(Duration.ofMillis(120), 1);
        device.ranOut(Duration.ofMillis(1_320), 5);
        device.overflowed(1);
        device.overflowed(12);
        List<Event> rows = timeline.rows().read(0, 10).rows();
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.device()).contains(new DeviceId("aa"));
            assertThat(row.severity()).isEqualTo(Severity.WARNING);
            assertThat(row.type()).isEqualTo("playback");
        });
        assertThat(rows).extracting(Event::summary).containsExactly("the device ran out of sound for 120 ms",
            "the device ran out of sound 5 times, 1320 ms in all",
            "1 packet did not fit the queue of the device", "12 packets did not fit the queue of the device");
        assertThat(rows).extracting(row -> row.text().in(Locale.SIMPLIFIED_CHINESE)).containsExactly("设备断音 120 毫秒", "设备断音 5 次，共 1320 毫秒",
            "设备的播放队列放不下 1 个音频包，已丢弃", "设备的播放队列放不下 12 个音频包，已丢弃");
    }
}
