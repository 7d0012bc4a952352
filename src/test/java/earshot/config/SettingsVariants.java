package earshot.config;

import earshot.access.AccessSettings;
import earshot.access.Reach;
import earshot.meeting.MeetingSettings;
import earshot.server.ServerSettings;

/// Copies of settings with one part replaced.
public final class SettingsVariants {
    private SettingsVariants() {}

    /// Replaces the settings of meeting mode.
    public static Settings meetingMode(Settings s, boolean disableTts, boolean chatOff, boolean preferDeviceVad, boolean keepSound) {
        MeetingSettings m = s.of(MeetingSettings.SECTION);
        return s.with(MeetingSettings.SECTION,
            new MeetingSettings(disableTts, chatOff, preferDeviceVad, m.intervals(), m.minDuration(), m.resumeLimit(), m.join(), keepSound));
    }

    /// Replaces the address that the server listens at.
    public static Settings host(Settings s, String host) {
        ServerSettings server = s.of(ServerSettings.SECTION);
        return s.with(ServerSettings.SECTION, new ServerSettings(host, server.port(), server.httpPort(), server.websocket(), server.advertiseIp(),
            server.auth(), server.secret(), server.maxConnectionsPerAddress()));
    }

    /// Replaces who can reach the server, and whether devices need approval.
    public static Settings access(Settings s, Reach reach, boolean approval) {
        ServerSettings server = s.of(ServerSettings.SECTION);
        ServerSettings.Auth auth = new ServerSettings.Auth(approval, server.auth().tokens(), server.auth().allowedDevices());
        return s.with(AccessSettings.SECTION, new AccessSettings(reach))
            .with(ServerSettings.SECTION, new ServerSettings(server.host(), server.port(), server.httpPort(), server.websocket(), server.advertiseIp(), auth,
                server.secret(), server.maxConnectionsPerAddress()));
    }
}
