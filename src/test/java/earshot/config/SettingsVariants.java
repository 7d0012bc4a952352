package earshot.config;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Copies of settings with one part replaced.
public final class SettingsVariants {
    private SettingsVariants() {}

    public static Settings models(Settings s, Settings.Models models) {
        return new Settings(s.server(), s.idle(), s.listening(), s.vad(), s.speech(), models, s.memory(), s.workers(), s.hello(), s.log(), s.meetings());
    }

    public static Settings hello(Settings s, ObjectNode greeting) {
        return new Settings(s.server(), s.idle(), s.listening(), s.vad(), s.speech(), s.models(), s.memory(), s.workers(), greeting, s.log(), s.meetings());
    }

    public static Settings vad(Settings s, Settings.Vad vad) {
        return new Settings(s.server(), s.idle(), s.listening(), vad, s.speech(), s.models(), s.memory(), s.workers(), s.hello(), s.log(), s.meetings());
    }

    public static Settings meetings(Settings s, MeetingSettings meetings) {
        return new Settings(s.server(), s.idle(), s.listening(), s.vad(), s.speech(), s.models(), s.memory(), s.workers(), s.hello(), s.log(), meetings);
    }

    /// Replaces the settings of meeting mode.
    public static Settings meetingMode(Settings s, boolean disableTts, boolean chatOff, boolean preferDeviceVad, boolean keepSound) {
        MeetingSettings m = s.meetings();
        return meetings(s, new MeetingSettings(disableTts, chatOff, preferDeviceVad, m.pushInterval(), m.mergeInterval(), m.checkpointInterval(), m.minDuration(), m.resumeLimit(), m.join(), keepSound,
            m.summary(), m.webhook(), m.broadcast(), m.apiRateLimit(), m.apiToken()));
    }
}
