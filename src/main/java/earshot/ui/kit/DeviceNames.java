package earshot.ui.kit;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.device.DeviceModel;
import earshot.engine.EngineModel;
import earshot.id.DeviceId;
import earshot.meeting.Meeting;
import earshot.problem.Problem;
import earshot.problem.ProblemSubject;
import earshot.turn.TurnRecord;

/// What a person calls a device or a meeting.
public final class DeviceNames {
    private DeviceNames() {}

    /// The name the user gave a device, or its id.
    public static String of(EngineModel model, DeviceId id) {
        return model.devices().get().stream().filter(device -> device.id().equals(id)).findFirst().map(DeviceNames::name).orElse(id.value());
    }

    /// Whether the device is in the list: a meeting or a message may be older than the list, or imported.
    public static boolean known(EngineModel model, DeviceId id) {
        return model.devices().get().stream().anyMatch(device -> device.id().equals(id));
    }

    /// The names of all devices, by their ids.
    public static Map<DeviceId, String> all(EngineModel model) {
        return model.devices().get().stream().collect(Collectors.toMap(DeviceModel::id, DeviceNames::name, (first, _) -> first));
    }

    /// Turns under the names that their devices have now; a device that was removed keeps the name it had.
    public static List<TurnRecord> in(EngineModel model, Collection<TurnRecord> turns) {
        Map<DeviceId, String> names = all(model);
        return turns.stream().map(turn -> turn.named(names.getOrDefault(turn.deviceId(), turn.device()))).toList();
    }

    /// The problem with names where its arguments are ids of devices or that of its meeting.
    public static Problem in(EngineModel model, Problem problem) {
        return new Problem(problem.code(), problem.subject(), problem.args().stream().map(arg -> name(model, problem.subject(), arg).orElse(arg)).toList());
    }

    private static Optional<String> name(EngineModel model, ProblemSubject subject, String id) {
        if (subject instanceof ProblemSubject.Meeting(var meeting) && meeting.value().equals(id)) {
            return model.meetings().meetings().get().stream().filter(known -> known.id().equals(meeting)).map(Meeting::title).filter(title -> !title.isBlank())
                .findFirst();
        }
        return model.devices().get().stream().filter(device -> device.id().value().equals(id)).findFirst().map(DeviceNames::name);
    }

    private static String name(DeviceModel device) {
        return ControlCharacters.toSpaces(device.facts().get().name());
    }
}
