package earshot.fault;

import module java.base;

import earshot.id.DeviceId;

/// A fault that is on.
///
/// @param since when it was switched on
public record ActiveFault(DeviceId device, FaultSide side, Fault fault, Instant since) {
    /// The fault that a file names; empty for what this version does not know.
    ///
    /// @param name as [#name()] writes it
    /// @param amount as [#amount()] writes it
    public static Optional<ActiveFault> parse(String name, String amount, Instant since) {
        List<String> parts = List.of(name.split(" "));
        if (parts.size() != 3) {
            return Optional.empty();
        }
        Optional<FaultSide> side = Stream.of(FaultSide.values()).filter(one -> word(one).equals(parts.get(1))).findFirst();
        Optional<FaultKind> kind = Stream.of(FaultKind.values()).filter(one -> one.key().equals(parts.get(2))).findFirst();
        try {
            Optional<Fault> fault = kind.map(known -> new Fault(known, known.range().unit() == FaultRange.Unit.NONE ? 0 : Integer.parseInt(amount)));
            return side.flatMap(known -> fault.map(what -> new ActiveFault(new DeviceId(parts.getFirst()), known, what, since)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean is(DeviceId whose, FaultSide where, FaultKind kind) {
        return device.equals(whose) && side == where && fault.kind() == kind;
    }

    /// Its name in files, for example `aa:bb:cc:00:00:01 server jitter`.
    public String name() {
        return device + " " + word(side) + " " + fault.kind().key();
    }

    private static String word(FaultSide side) {
        return switch (side) {
            case SERVER -> "server";
            case DEVICE -> "device";
        };
    }

    /// Its amount in files; `on` for one without.
    public String amount() {
        return fault.kind().range().unit() == FaultRange.Unit.NONE ? "on" : Integer.toString(fault.amount());
    }
}
