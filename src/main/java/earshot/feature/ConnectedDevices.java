package earshot.feature;

import earshot.device.ConnectionMode;
import earshot.id.DeviceId;
import earshot.wire.Dialect;
import earshot.wire.OutboundMessage;
import java.util.List;
import java.util.Optional;

/// The devices that are online. Safe for use from any thread; nothing here waits.
public interface ConnectedDevices {
    /// Their ids, in alphabetical order.
    List<DeviceId> online();

    /// The mode of a device, as it was a moment ago; empty when it is not online.
    Optional<ConnectionMode> mode(DeviceId device);

    /// What a device speaks; empty when it is not online.
    Optional<Dialect> dialect(DeviceId device);

    /// The connection of a device; empty when it is not online.
    Optional<DeviceConnection> connection(DeviceId device);

    /// Sends a message to a device. False when it is not online or its connection takes nothing more.
    boolean send(DeviceId device, OutboundMessage message);
}
