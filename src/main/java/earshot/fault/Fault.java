package earshot.fault;

import module java.base;

import earshot.problem.ProblemReason;

/// Something that is done wrong on purpose.
///
/// @param amount in the unit of its kind, 0 where that has none
/// @throws IllegalArgumentException when the kind does not take that amount
public record Fault(FaultKind kind, int amount) {
    public Fault {
        if (!kind.range().contains(amount)) {
            throw new IllegalArgumentException(kind.key() + " takes " + kind.range().least() + " to " + kind.range().most() + ", not " + amount);
        }
    }

    /// The fault with its usual amount.
    public static Fault usual(FaultKind kind) {
        return new Fault(kind, kind.range().usual());
    }

    /// Its words as the argument of a problem or an event, for example `jitter 80 ms`.
    public String asArgument() {
        return kind.range().unit() == FaultRange.Unit.NONE ? kind.words().toString() : kind.words().with(amount);
    }

    /// Its words, for example `jitter 80 ms`.
    public String words(Locale locale) {
        return ProblemReason.text(asArgument(), locale);
    }
}
