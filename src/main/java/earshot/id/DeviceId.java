package earshot.id;

import module java.base;

/// The id of a device: its MAC address in lower case, or another name that it gave itself.
///
/// @param value as [earshot.device.IdentityResolver] normalizes it
public record DeviceId(String value) implements Comparable<DeviceId> {
    public DeviceId {
        Objects.requireNonNull(value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    /// The bare value, for texts and logs.
    @Override
    public String toString() {
        return value;
    }
}
