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

/// The services that all connections share. Everything in it is safe for use from any thread.
///
/// @param settings read at each use, so that new ones apply to open connections
/// @param detectors makes the voice activity detector of a connection when its first audio comes
/// @param memory receives the dialogue of a connection when it ends
/// @param registrations steps that run when a connection is registered, in order
/// @param attempts receives how far a connection came in the first contact
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
