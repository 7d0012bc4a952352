package earshot.meeting.live;

import earshot.id.DeviceId;
import earshot.meeting.MeetingSharingSettings.Broadcast;
import earshot.wire.MeetingMessage;
import java.util.Collection;

/// Decides which other devices are sent the messages of a meeting. Source: badge-protocol section 3.4.6.
final class MeetingBroadcast {
    /// Leading characters of the id that devices of one group share.
    private static final int GROUP = 8;

    private MeetingBroadcast() {}

    /// Sends a copy to every device that the rules allow; a failure for one does not stop the others.
    ///
    /// @param origin device from which the message comes
    static void send(Broadcast rules, Collection<MeetingParticipant> participants, DeviceId origin, MeetingMessage copy) {
        for (MeetingParticipant participant : participants) {
            DeviceId device = participant.deviceId();
            if (device.equals(origin) ? rules.mode() != Broadcast.Mode.OFF && rules.includeOrigin() : allowed(rules, origin, device)) {
                participant.send(copy);
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
