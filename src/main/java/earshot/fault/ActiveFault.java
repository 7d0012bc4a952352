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

    /// Faults as names and amounts for files: `aa:bb:cc:00:00:01 server jitter` is `80`; one without an amount is `on`.
    public static Map<String, String> named(List<ActiveFault> faults) {
        Map<String, String> named = new LinkedHashMap<>();
        faults.forEach(one -> named.put(one.device() + " " + (one.side() == FaultSide.SERVER ? "server " : "device ") + one.fault().kind().key(),
            one.fault().kind().range().unit() == FaultRange.Unit.NONE ? "on" : Integer.toString(one.fault().amount())));
        return named;
    }
}
