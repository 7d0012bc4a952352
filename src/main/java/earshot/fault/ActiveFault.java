package earshot.fault;

import module java.base;

import earshot.id.DeviceId;

/// A fault that is on.
///
/// @param since when it was switched on
public record ActiveFault(DeviceId device, FaultSide side, Fault fault, Instant since) {
    boolean is(DeviceId whose, FaultSide where, FaultKind kind) {
        return device.equals(whose) && side == where && fault.kind() == kind;
    }

    /// Its name in files, for example `aa:bb:cc:00:00:01 server jitter`.
    public String name() {
        return device + (side == FaultSide.SERVER ? " server " : " device ") + fault.kind().key();
    }

    /// Its amount in files; `on` for one without.
    public String amount() {
        return fault.kind().range().unit() == FaultRange.Unit.NONE ? "on" : Integer.toString(fault.amount());
    }
}
