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

/// A device as a row. Made once per device; changes while it is held.
final class DeviceRow implements Row {
    /// Facts may change with every message; a row is read by people.
    private static final Duration STEP = Duration.ofMillis(33);

    private final DeviceModel device;
    private final Desk desk;
    private final Meter meter;
    private final Pins pins = new Pins();
    private final ReadOnlyObjectWrapper<DeviceFacts> facts;
    private final ReadOnlyObjectWrapper<Optional<Attention>> attention = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Runnable onMoved;

    /// @param onMoved called when the row may belong elsewhere in the list
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

    /// Looks again whether it needs somebody; called as time goes by, too.
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
