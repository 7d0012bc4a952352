package earshot.engine;

import java.nio.file.Path;

/// Starts test devices that play a script each, as `assets/docs/test-device-script.md` describes it.
///
/// @param devices 1 to [Command.StartTestDevices#MOST_DEVICES]
public record StartTestScript(Path script, int devices) implements Command.TestDeviceCommand {
    public StartTestScript {
        if (devices < 1 || devices > Command.StartTestDevices.MOST_DEVICES) {
            throw new IllegalArgumentException(devices + " devices");
        }
    }
}
