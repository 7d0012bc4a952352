package earshot.engine;

import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;

/// A command about faults that are made on purpose.
public sealed interface FaultCommand extends Command {
    /// Switches a fault on, in the place of one of its kind; one that this side can do.
    record SwitchOn(DeviceId device, FaultSide side, Fault fault) implements FaultCommand {}

    record SwitchOff(DeviceId device, FaultSide side, FaultKind kind) implements FaultCommand {}

    record SwitchAllOff() implements FaultCommand {}
}
