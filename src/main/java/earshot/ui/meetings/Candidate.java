package earshot.ui.meetings;

import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.engine.EngineModel;
import earshot.meeting.Running;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A device that could take part in a meeting, or the reason why it cannot.
///
/// @param meeting the running meeting it takes part in
record Candidate(String id, String name, boolean test, Fit fit, Optional<String> meeting) {
    enum Fit { FREE, MEETS, ASLEEP, NEVER_ARRIVED }

    boolean free() {
        return fit == Fit.FREE;
    }

    /// All devices, those that can be chosen first.
    static List<Candidate> of(EngineModel model) {
        List<Running> running = model.meetings().running().get();
        return model.devices().get().stream().map(device -> of(device, running)).sorted(Comparator.comparing(Candidate::fit).thenComparing(Candidate::name)).toList();
    }

    private static Candidate of(DeviceModel device, List<Running> running) {
        DeviceFacts facts = device.facts().get();
        Optional<String> meeting = running.stream().filter(one -> one.present().contains(facts.id())).map(Running::id).findFirst();
        Fit fit = meeting.isPresent() ? Fit.MEETS : facts.connection().isPresent() ? Fit.FREE : facts.presence() == Presence.NEVER_ARRIVED ? Fit.NEVER_ARRIVED : Fit.ASLEEP;
        return new Candidate(facts.id(), facts.name(), facts.test(), fit, meeting);
    }
}
