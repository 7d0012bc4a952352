package earshot.ui.devices;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.turn.TurnStage;
import earshot.ui.kit.LevelMeterViewModel;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Row of a device. Created once per device; updates only between [#start] and [#stop].
final class DeviceRow implements DeviceListRow {
    /// Shortest time between two updates: facts may change with every message.
    private static final Duration STEP = LevelMeterViewModel.CALM;

    private final DeviceModel device;
    private final ViewContext viewContext;
    private final LevelMeterViewModel meter;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ReadOnlyObjectWrapper<DeviceFacts> facts;
    private final ReadOnlyObjectWrapper<Optional<AttentionReason>> attention = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyIntegerWrapper findings = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<Optional<TurnStage>> stage = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Runnable onMoved;

    /// @param onMoved called when the position in the list may have changed
    DeviceRow(DeviceModel device, ViewContext viewContext, Runnable onMoved) {
        this.device = device;
        this.viewContext = viewContext;
        this.onMoved = onMoved;
        facts = new ReadOnlyObjectWrapper<>(device.facts().get());
        meter = new LevelMeterViewModel(viewContext.pump(), viewContext.pump().time(), device.levelIn(), LevelMeterViewModel.CALM);
        updateAttention();
    }

    void start() {
        subscriptionGroup.add(viewContext.pump().watch(device.facts(), STEP, this::show));
        meter.start();
    }

    void stop() {
        subscriptionGroup.close();
        meter.stop();
    }

    private void show(DeviceFacts now) {
        facts.set(now);
        updateAttention();
        onMoved.run();
    }

    /// Updates whether it needs attention; also called once a second, as that depends on time. What was recorded needs none any more.
    void updateAttention() {
        attention.set(viewContext.recorded() ? Optional.empty()
            : AttentionReason.of(facts.get(), device.levelIn().get(), device.flowIn().get(), device.idle().get(), viewContext.time().nanos(),
                viewContext.time().now()));
    }

    /// How many rules of the protocol are broken with it now.
    void findings(long open) {
        findings.set((int) open);
    }

    /// The stage of its turn that runs; empty for none.
    void stage(Optional<TurnStage> open) {
        stage.set(open);
    }

    ReadOnlyObjectProperty<Optional<TurnStage>> stage() {
        return stage.getReadOnlyProperty();
    }

    ReadOnlyIntegerProperty findings() {
        return findings.getReadOnlyProperty();
    }

    @Override
    public String key() {
        return "device " + device.id();
    }

    DeviceModel device() {
        return device;
    }

    LevelMeterViewModel meter() {
        return meter;
    }

    ReadOnlyObjectProperty<DeviceFacts> facts() {
        return facts.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<AttentionReason>> attention() {
        return attention.getReadOnlyProperty();
    }
}
