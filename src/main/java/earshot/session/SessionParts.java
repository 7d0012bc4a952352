package earshot.session;

import earshot.audio.OpusCodec;
import earshot.audio.VoiceDetector;
import earshot.config.Settings;
import earshot.device.Devices;
import earshot.event.Events;
import earshot.event.LogText;
import earshot.memory.Memory;
import earshot.problem.Problems;
import earshot.server.Attempts;
import earshot.time.Time;
import earshot.watch.Watch;
import java.util.List;
import java.util.function.Function;

/// What all connections share. Everything in it is safe for use from any thread.
///
/// @param settings read at each use, so that new ones hold for live connections
/// @param detectors makes the voice detector of a connection when its first sound comes
/// @param meetings what they meet at
/// @param memory is handed what was said when a connection ends
/// @param registrations steps of taking a connection in, in order
/// @param attempts hears how far a connection came in the first contact
public record SessionParts(
    Time time,
    Watch<Settings> settings,
    Devices devices,
    OpusCodec codec,
    Function<Settings.Vad, VoiceDetector> detectors,
    TurnOpener turns,
    MeetingDesk meetings,
    Memory memory,
    Events events,
    LogText logText,
    Problems problems,
    List<Registration> registrations,
    ServerActions actions,
    Attempts attempts) {

    public SessionParts {
        registrations = List.copyOf(registrations);
    }
}
