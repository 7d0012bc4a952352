package earshot.access;

import module java.base;

import earshot.id.DeviceId;

/// A device that asked to connect, and what the operator decided.
///
/// @param code what the board shows while it waits, six digits
/// @param token present while approved
/// @param decidedAt empty while it waits
public record Approval(Claim claim, State state, String code, Optional<String> token, Origin origin, Instant askedAt, Optional<Instant> decidedAt) {
    public enum State { PENDING, APPROVED, REFUSED }

    /// By what a person recognizes the board.
    ///
    /// @param address from which it asked first
    /// @param board empty where it did not say
    /// @param firmware empty where it did not say
    public record Origin(String address, String board, String firmware) {}

    public DeviceId deviceId() {
        return claim.deviceId();
    }

    public boolean is(State wanted) {
        return state == wanted;
    }

    Approval approved(String ownToken, Instant at) {
        return new Approval(claim, State.APPROVED, code, Optional.of(ownToken), origin, askedAt, Optional.of(at));
    }

    Approval refused(Instant at) {
        return new Approval(claim, State.REFUSED, code, Optional.empty(), origin, askedAt, Optional.of(at));
    }

    Approval from(Origin known) {
        return new Approval(claim, state, code, token, known, askedAt, decidedAt);
    }

    /// Without the token.
    @Override
    public String toString() {
        return "Approval[" + claim.deviceId() + " " + state + " from " + origin.address() + "]";
    }
}
