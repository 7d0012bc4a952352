package earshot.session;

import earshot.audio.OpusCodec;
import earshot.audio.VoiceActivityDetector;
import earshot.config.Settings;
import earshot.device.DeviceRegistry;
import earshot.event.EventSink;
import earshot.event.LogTextFormatter;
import earshot.memory.ConversationMemory;
import earshot.problem.ProblemSink;
import earshot.server.ConnectionAttemptListener;
import earshot.time.Time;
import earshot.watch.Watch;
import java.util.List;
import java.util.function.Function;

/// The services that all connections share. Everything in it is safe for use from any thread.
///
/// @param settings read at each use, so that new ones apply to open connections
/// @param detectorFactory makes the voice activity detector of a connection when its first audio comes
/// @param memory receives the dialogue of a connection when it ends
/// @param registrations steps that run when a connection is registered, in order
/// @param attempts receives how far a connection came in the first contact
public record SessionServices(
    Time time,
    Watch<Settings> settings,
    DeviceRegistry devices,
    OpusCodec codec,
    Function<Settings.Vad, VoiceActivityDetector> detectorFactory,
    ConnectionTurnFactory turnFactory,
    MeetingServices meetings,
    ConversationMemory memory,
    EventSink events,
    LogTextFormatter logText,
    ProblemSink problems,
    List<RegistrationStep> registrations,
    ServerActions actions,
    ConnectionAttemptListener attempts) {

    public SessionServices {
        registrations = List.copyOf(registrations);
    }
}
