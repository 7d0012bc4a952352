package earshot.ui;

import module java.base;

import earshot.device.Presence;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.ui.kit.DeviceNames;

/// What is going on when a person closes the window.
///
/// @param devices names of those that are connected
/// @param meetings those that are not over, also ones that are being finalized
/// @param underWay work that ends with the program
record ClosingFacts(List<String> devices, List<RunningMeeting> meetings, List<OperationKind> underWay) {
    private static final Set<OperationKind> LONG = EnumSet.of(OperationKind.IMPORT, OperationKind.RETRANSCRIBE, OperationKind.BACKUP);

    /// @param pendingAudio what was said and is not recognized yet
    record RunningMeeting(Meeting meeting, Duration pendingAudio) {}

    static ClosingFacts of(EngineModel model) {
        Map<?, Duration> pending = model.meetings().running().get().stream()
            .collect(Collectors.toMap(LiveMeetingStatus::id, LiveMeetingStatus::pendingAudio, (one, _) -> one));
        return new ClosingFacts(
            model.devices().get().stream().filter(device -> device.facts().get().presence() == Presence.CONNECTED)
                .map(device -> DeviceNames.of(model, device.id())).sorted().toList(),
            model.meetings().meetings().get().stream().filter(meeting -> meeting.running() && meeting.trashedAt().isEmpty())
                .map(meeting -> new RunningMeeting(meeting, pending.getOrDefault(meeting.id(), Duration.ZERO))).toList(),
            model.operations().get().stream().map(Operation::kind).filter(LONG::contains).toList());
    }

    boolean nothingLost() {
        return devices.isEmpty() && meetings.isEmpty() && underWay.isEmpty();
    }
}
