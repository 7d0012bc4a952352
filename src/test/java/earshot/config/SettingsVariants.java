package earshot.config;

import earshot.meeting.MeetingSettings;

/// Copies of settings with one part replaced.
public final class SettingsVariants {
    private SettingsVariants() {}

    /// Replaces the settings of meeting mode.
    public static Settings meetingMode(Settings s, boolean disableTts, boolean chatOff, boolean preferDeviceVad, boolean keepSound) {
        MeetingSettings m = s.of(MeetingSettings.SECTION);
        return s.with(MeetingSettings.SECTION, new MeetingSettings(disableTts, chatOff, preferDeviceVad, m.intervals(), m.minDuration(), m.resumeLimit(), m.join(), keepSound));
    }
}
