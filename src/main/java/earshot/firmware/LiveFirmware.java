package earshot.firmware;

import module java.base;

import earshot.capture.TrafficJudge;
import earshot.capture.TrafficThread;
import earshot.id.DeviceId;
import earshot.server.Handshake;

/// Keeps a model of the firmware of each connected device, and of the minute after it. Safe for use from any thread.
///
/// @param losses makes what learns of the losses of a device
public record LiveFirmware(Losses losses, ConcurrentMap<DeviceId, DeviceFirmware> devices) implements TrafficThread.Judges {
    /// Makes what learns of the losses of a device.
    public interface Losses {
        LossReporter of(DeviceId device);
    }

    public LiveFirmware(Losses losses) {
        this(losses, new ConcurrentHashMap<>());
    }

    @Override
    public TrafficJudge of(Handshake handshake, long nanos) {
        devices.values().removeIf(device -> device.past(nanos));
        DeviceId id = handshake.identity().deviceId();
        return new FirmwareJudge(handshake, devices.computeIfAbsent(id, _ -> new DeviceFirmware(nanos)), losses.of(id), nanos);
    }

    /// What a device does; empty when it has not been connected for over a minute.
    public Optional<FirmwareEstimate> estimate(DeviceId id) {
        return Optional.ofNullable(devices.get(id)).map(DeviceFirmware::estimate);
    }
}
