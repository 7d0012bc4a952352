package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.device.DeviceRegistry;
import earshot.device.DeviceStore;
import earshot.id.DeviceId;
import earshot.time.TimeFake;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeviceChangesTest {
    private final DeviceRegistry devices = new DeviceRegistry(new TimeFake(), DeviceStore.none());
    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void followsDevicesThatAreAddedLaterUntilItIsClosed() {
        devices.findOrAdd(new DeviceId("aa"));
        try (DeviceChanges _ = new DeviceChanges(devices.rows(), changes::incrementAndGet)) {
            devices.findOrAdd(new DeviceId("bb"));
            int before = changes.get();
            devices.rename(new DeviceId("aa"), "Desk");
            devices.rename(new DeviceId("bb"), "Hall");
            assertThat(changes).hasValue(before + 2);
        }
        int closed = changes.get();
        devices.rename(new DeviceId("bb"), "Kitchen");
        assertThat(changes).hasValue(closed);
    }
}
