package earshot.ui.devices;

import module java.base;

import earshot.engine.FaultCommand;
import earshot.fault.ActiveFault;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultRange;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The faults of one device. On the FX thread only.
final class DeviceFaultsViewModel {
    private final ViewContext viewContext;
    private final DeviceId device;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ReadOnlyObjectWrapper<List<ActiveFault>> active = new ReadOnlyObjectWrapper<>(List.of());

    DeviceFaultsViewModel(ViewContext viewContext, DeviceId device) {
        this.viewContext = viewContext;
        this.device = device;
        show(viewContext.model().faults().get());
    }

    void start() {
        subscriptionGroup.close();
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().faults(), this::show));
    }

    void stop() {
        subscriptionGroup.close();
    }

    private void show(List<ActiveFault> all) {
        active.set(all.stream().filter(one -> one.device().equals(device)).toList());
    }

    /// Those of this device that are on.
    ReadOnlyObjectProperty<List<ActiveFault>> active() {
        return active.getReadOnlyProperty();
    }

    Optional<Fault> active(FaultSide side, FaultKind kind) {
        return active.get().stream().filter(one -> one.side() == side && one.fault().kind() == kind).map(ActiveFault::fault).findFirst();
    }

    /// Switches a fault on with an amount as it was typed. Returns false, and changes nothing, when the kind does not take it.
    boolean switchOn(FaultSide side, FaultKind kind, String typed) {
        Optional<Fault> fault = fault(kind, typed);
        fault.ifPresent(wanted -> viewContext.send(new FaultCommand.SwitchOn(device, side, wanted)));
        return fault.isPresent();
    }

    static Optional<Fault> fault(FaultKind kind, String typed) {
        if (kind.range().unit() == FaultRange.Unit.NONE) {
            return Optional.of(Fault.usual(kind));
        }
        try {
            int amount = Integer.parseInt(typed.strip());
            return kind.range().contains(amount) ? Optional.of(new Fault(kind, amount)) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    void switchOff(FaultSide side, FaultKind kind) {
        viewContext.send(new FaultCommand.SwitchOff(device, side, kind));
    }

    void switchAllOff() {
        viewContext.send(new FaultCommand.SwitchAllOff());
    }
}
