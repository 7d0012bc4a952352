package earshot.ui.kit;

import earshot.device.DeviceModel;
import earshot.engine.EngineModel;

/// Display names of devices.
public final class DeviceNames {
    private DeviceNames() {}

    /// The name the user gave a device, or its id.
    public static String of(EngineModel model, String id) {
        for (DeviceModel device : model.devices().get()) {
            if (device.id().equals(id)) {
                return device.facts().get().name();
            }
        }
        return id;
    }
}
