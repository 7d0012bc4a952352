package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class DeviceColumnTest {
    @Test
    void columnsLeaveInAFixedOrder() {
        List<Set<DeviceColumn>> steps = IntStream.iterate(1400, width -> width > 300, width -> width - 1).mapToObj(DeviceColumn::shownIn).distinct().toList();
        List<DeviceColumn> left = IntStream.range(1, steps.size())
            .mapToObj(i -> steps.get(i - 1).stream().filter(column -> !steps.get(i).contains(column)).toList()).peek(gone -> assertThat(gone).hasSize(1))
            .map(List::getFirst).toList();
        assertThat(left).containsExactly(DeviceColumn.DIALECT, DeviceColumn.ROUND_TRIP, DeviceColumn.LEVEL, DeviceColumn.LAST);
        assertThat(DeviceColumn.shownIn(697)).as("beside the detail at 1280 px").containsExactly(DeviceColumn.values());
        assertThat(DeviceColumn.shownIn(500)).as("the narrowest list").contains(DeviceColumn.NAME, DeviceColumn.STATE, DeviceColumn.LAST, DeviceColumn.AGE);
    }
}
