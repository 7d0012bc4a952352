package earshot.ui.meetings;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.engine.EngineModel;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;

/// A device that could take part in a meeting, or the reason why it cannot; `meeting` is the running one it takes part in.
record ParticipantCandidate(DeviceId id, String name, Availability availability, Optional<MeetingId> meeting) {
    enum Availability { FREE, MEETS, ASLEEP, NEVER_ARRIVED }

    boolean free() {
        return availability == Availability.FREE;
    }

    /// All devices, those that can be chosen first.
    static List<ParticipantCandidate> of(EngineModel model) {
        List<LiveMeetingStatus> running = model.meetings().running().get();
        return model.devices().get().stream().map(device -> of(device, running))
            .sorted(Comparator.comparing(ParticipantCandidate::availability).thenComparing(ParticipantCandidate::name)).toList();
    }

    private static ParticipantCandidate of(DeviceModel device, List<LiveMeetingStatus> running) {
        DeviceFacts facts = device.facts().get();
        Optional<MeetingId> meeting = running.stream().filter(one -> one.present().contains(facts.id())).map(LiveMeetingStatus::id).findFirst();
        Availability availability = meeting.isPresent() ? Availability.MEETS : facts.connection().isPresent() ? Availability.FREE
            : facts.presence() == Presence.NEVER_ARRIVED ? Availability.NEVER_ARRIVED
            : Availability.ASLEEP;
        return new ParticipantCandidate(facts.id(), facts.name(), availability, meeting);
    }
}
