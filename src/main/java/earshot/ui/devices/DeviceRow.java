package earshot.ui.devices;

import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.ui.part.Desk;
import earshot.ui.part.Meter;
import earshot.ui.part.Pins;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Row of a device. Created once per device; updates only between [#hold] and [#release].
final class DeviceRow implements Row {
    /// Shortest time between two updates: facts may change with every message.
    private static final Duration STEP = Duration.ofMillis(33);

    private final DeviceModel device;
    private final Desk desk;
    private final Meter meter;
    private final Pins pins = new Pins();
    private final ReadOnlyObjectWrapper<DeviceFacts> facts;
    private final ReadOnlyObjectWrapper<Optional<Attention>> attention = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Runnable onMoved;

    /// @param onMoved called when the position in the list may have changed
    DeviceRow(DeviceModel device, Desk desk, Runnable onMoved) {
        this.device = device;
        this.desk = desk;
        this.onMoved = onMoved;
        facts = new ReadOnlyObjectWrapper<>(device.facts().get());
        meter = new Meter(desk.pump(), desk.time(), device.levelIn());
        judge();
    }

    void hold() {
        pins.add(desk.pump().watch(device.facts(), STEP, this::show));
        meter.hold();
    }

    void release() {
        pins.close();
        meter.release();
    }

    private void show(DeviceFacts now) {
        facts.set(now);
        judge();
        onMoved.run();
    }

    /// Updates whether it needs attention; also called once a second, as that depends on time.
    void judge() {
        attention.set(Attention.of(facts.get(), device.levelIn().get(), device.idle().get(), desk.time().nanos(), desk.time().now()));
    }

    @Override
    public String key() {
        return "device " + device.id();
    }

    DeviceModel device() {
        return device;
    }

    Meter meter() {
        return meter;
    }

    ReadOnlyObjectProperty<DeviceFacts> facts() {
        return facts.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Attention>> attention() {
        return attention.getReadOnlyProperty();
    }
}
