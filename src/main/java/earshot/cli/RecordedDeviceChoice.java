package earshot.cli;

import module java.base;

import earshot.capture.SessionFile;
import earshot.id.DeviceId;
import earshot.replay.ReplayDevices;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Which device of a session file is meant.
final class RecordedDeviceChoice {
    private RecordedDeviceChoice() {}

    /// @throws ParameterException where there is no such device, or more than one and none was named
    static DeviceId choose(SessionFile file, Optional<String> named, CommandLine command) {
        List<DeviceId> known = ReplayDevices.all(file);
        String list = known.stream().map(DeviceId::value).collect(Collectors.joining(", "));
        if (named.isPresent()) {
            return known.stream().filter(id -> id.value().equalsIgnoreCase(named.get().strip())).findFirst()
                .orElseThrow(() -> new ParameterException(command, "no connection of " + named.get() + " in the file, only of: " + list));
        }
        if (known.size() != 1) {
            throw new ParameterException(command,
                known.isEmpty() ? "no device connects in the file" : "several devices connect in the file: name one by --device, " + list);
        }
        return known.getFirst();
    }
}
