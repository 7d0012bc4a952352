package earshot.ui.kit;

import earshot.engine.EngineModel;

/// Display names of devices.
public final class DeviceNames {
    private DeviceNames() {}

    /// The name the user gave a device, or its id.
    public static String of(EngineModel model, String id) {
        return model.devices().get().stream().filter(device -> device.id().equals(id)).findFirst().map(device -> device.facts().get().name()).orElse(id);
    }
}
