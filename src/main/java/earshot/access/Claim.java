package earshot.access;

import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;

/// What a device says it is: its id, and the client id that only this board knows.
///
/// @param holder the client id, in lower case; `ADDRESS` and the address of the client for a device that has no client id of its own
public record Claim(DeviceId deviceId, String holder) {
    private static final String BY_ADDRESS = "ADDRESS ";

    /// @param address of the client, without port
    public static Claim of(DeviceIdentity identity, String address) {
        boolean hasClientId = !identity.clientId().equals(identity.deviceId().value());
        return new Claim(identity.deviceId(), hasClientId ? identity.clientId() : BY_ADDRESS + address);
    }

    /// Without the client id: with it anybody could get the token.
    @Override
    public String toString() {
        return "Claim[" + deviceId + "]";
    }

    boolean hasClientId() {
        return !holder.startsWith(BY_ADDRESS);
    }
}
