package earshot.meeting.live;

import earshot.id.DeviceId;
import earshot.meeting.MeetingSharingSettings.Broadcast;
import earshot.wire.MeetingMessage;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Decides which other devices are sent the messages of a meeting. Source: badge-protocol section 3.4.6.
final class MeetingBroadcast {
    /// Leading characters of the id that devices of one group share.
    private static final int GROUP = 8;

    private MeetingBroadcast() {}

    /// Sends a copy to every device that the rules allow; a failure for one does not stop the others. The id of the origin is told only to
    /// devices that the operator listed: those of a group may just have the same manufacturer.
    ///
    /// @param devices of the meeting, in the order in which they joined
    /// @param origin device from which the message comes
    /// @param copy makes it with the names that its receiver may know
    static void send(Broadcast rules, Collection<MeetingParticipant> participants, List<DeviceId> devices, DeviceId origin,
        Function<SpeakerNames, MeetingMessage> copy) {
        for (MeetingParticipant participant : participants) {
            DeviceId device = participant.deviceId();
            if (device.equals(origin) ? rules.mode() != Broadcast.Mode.OFF && rules.includeOrigin() : allowed(rules, origin, device)) {
                participant
                    .send(copy.apply(new SpeakerNames(devices, rules.targets().contains(device) ? Set.copyOf(List.of(device, origin)) : Set.of(device))));
            }
        }
    }

    static boolean allowed(Broadcast rules, DeviceId origin, DeviceId device) {
        return switch (rules.mode()) {
            case OFF -> false;
            case GROUP -> sameGroup(origin.value(), device.value()) || rules.targets().contains(device);
            case SESSION -> rules.targets().contains(device);
        };
    }

    static boolean sameGroup(String one, String other) {
        return one.length() >= GROUP && one.regionMatches(true, 0, other, 0, GROUP);
    }
}
