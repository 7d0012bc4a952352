package earshot.fault;

import module java.base;

/// The faults of one device on one side.
///
/// @param byKind each kind at most once
public record Faults(Map<FaultKind, Fault> byKind) {
    public static final Faults NONE = new Faults(Map.of());

    public Faults {
        byKind = Map.copyOf(byKind);
    }

    public static Faults of(Fault... faults) {
        return new Faults(Arrays.stream(faults).collect(Collectors.toMap(Fault::kind, Function.identity())));
    }

    public boolean isEmpty() {
        return byKind.isEmpty();
    }

    public boolean has(FaultKind kind) {
        return byKind.containsKey(kind);
    }

    /// How long a fault takes; zero when it is off.
    public Duration duration(FaultKind kind) {
        return Duration.ofMillis(amount(kind));
    }

    /// What happens to all that is sent.
    public Impairment ofSending() {
        return new Impairment(duration(FaultKind.DELAY), duration(FaultKind.JITTER), duration(FaultKind.BURST), amount(FaultKind.LOSS),
            amount(FaultKind.REORDERING));
    }

    /// What happens to all that is received.
    public Impairment ofReading() {
        return new Impairment(Duration.ZERO, Duration.ZERO, duration(FaultKind.SLOW_READER), 0, 0);
    }

    private int amount(FaultKind kind) {
        return has(kind) ? byKind.get(kind).amount() : 0;
    }
}
