package earshot.ui.comparison;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.engine.EngineModel;
import earshot.engine.RecordedSession;
import earshot.id.DeviceId;
import earshot.replay.ComparedLine;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.NavigationTarget;

/// Where in a session a line of the comparison is found.
///
/// @param began on the clock of the person, which `nanos` is on the monotonic one
record ComparedSession(Path file, Instant began, long nanos, Map<DeviceId, String> names, List<TurnSpan> turns) {
    /// When a turn was; `to` is its end.
    record TurnSpan(long number, DeviceId device, Instant from, Instant to) {}

    static ComparedSession of(EngineModel model, RecordedSession session) {
        List<TurnSpan> turns = model.turns().get().stream()
            .map(turn -> new TurnSpan(turn.number(), turn.deviceId(), turn.facts().at(), turn.facts().at().plus(turn.facts().total()))).toList();
        return new ComparedSession(session.file(), session.began(), session.beganNanos(), DeviceNames.all(model), turns);
    }

    /// Of its file.
    String name() {
        return ControlCharacters.toSpaces(file.getFileName().toString());
    }

    String nameOf(DeviceId device) {
        return names.getOrDefault(device, device.value());
    }

    Instant at(long moment) {
        return began.plusNanos(moment - nanos);
    }

    /// What belongs to an answer as a whole is a turn; all else happened at a moment.
    NavigationTarget place(DeviceId device, ComparedLine line, long moment) {
        NavigationTarget there = NavigationTarget.ofMoment(device, at(moment));
        return switch (line) {
            case ComparedLine.Stage _, ComparedLine.Sound _ -> turn(device, at(moment)).map(turn -> NavigationTarget.ofTurn(turn.number())).orElse(there);
            case ComparedLine.Connection _, ComparedLine.Message _, ComparedLine.End _ -> there;
        };
    }

    private Optional<TurnSpan> turn(DeviceId device, Instant at) {
        return turns.stream().filter(turn -> turn.device().equals(device) && !turn.from().isAfter(at) && !turn.to().isBefore(at))
            .max(Comparator.comparing(TurnSpan::from));
    }
}
