package earshot.engine;

import module java.base;

import earshot.id.DeviceId;

/// Asks a connected device over MCP. A device that has no connection is [earshot.problem.ProblemCode#DEVICE_ABSENT]; what it answers, or
/// that it does not, is in the result.
public sealed interface DeviceToolCommand extends Command {
    DeviceId id();

    /// Asks for the tools of a device, those for people included. Its outcome carries [Operation.Result.ToolsListed].
    record ListTools(DeviceId id) implements DeviceToolCommand {}

    /// Calls a tool of a device. Its outcome carries [Operation.Result.ToolCalled].
    ///
    /// @param arguments a JSON object
    record CallTool(DeviceId id, String tool, String arguments) implements DeviceToolCommand {}

    /// Has a device upload what its screen shows. Its outcome carries [Operation.Result.ToolCalled], with the picture.
    record TakeSnapshot(DeviceId id) implements DeviceToolCommand {}

    /// Checks whether a firmware file fits a board. Its outcome carries [Operation.Result.FirmwareFits], or is
    /// [earshot.problem.ProblemCode#FIRMWARE_REFUSED].
    record CheckFirmware(DeviceId id, Path file) implements DeviceToolCommand {}

    /// Checks again, and has the board fetch the file and install it. Its outcome carries [Operation.Result.ToolCalled].
    ///
    /// @param version that was confirmed
    record InstallFirmware(DeviceId id, Path file, String version) implements DeviceToolCommand {}
}
