package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.device.DeviceRegistry;
import earshot.device.DeviceStore;
import earshot.time.TimeFake;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeviceChangesTest {
    private final DeviceRegistry devices = new DeviceRegistry(new TimeFake(), DeviceStore.none());
    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void followsDevicesThatAreAddedLaterUntilItIsClosed() {
        devices.findOrAdd("aa");
        try (DeviceChanges _ = new DeviceChanges(devices.rows(), changes::incrementAndGet)) {
            devices.findOrAdd("bb");
            int before = changes.get();
            devices.rename("aa", "Desk");
            devices.rename("bb", "Hall");
            assertThat(changes).hasValue(before + 2);
        }
        int closed = changes.get();
        devices.rename("bb", "Kitchen");
        assertThat(changes).hasValue(closed);
    }
}
