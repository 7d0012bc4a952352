package earshot.ui.kit;

import earshot.engine.EngineModel;
import earshot.id.DeviceId;

/// Display names of devices.
public final class DeviceNames {
    private DeviceNames() {}

    /// The name the user gave a device, or its id.
    public static String of(EngineModel model, DeviceId id) {
        return model.devices().get().stream().filter(device -> device.id().equals(id)).findFirst().map(device -> device.facts().get().name()).orElse(id.value());
    }
}
