package earshot.ui.meetings;

import earshot.device.DeviceModel;
import earshot.engine.EngineModel;

/// What persons call devices.
final class DeviceNames {
    private DeviceNames() {}

    /// The name that a person gave a device, or its id.
    static String of(EngineModel model, String id) {
        for (DeviceModel device : model.devices().get()) {
            if (device.id().equals(id)) {
                return device.facts().get().name();
            }
        }
        return id;
    }
}
