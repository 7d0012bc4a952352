package earshot.session;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.VadSettings;
import earshot.audio.VoiceActivityDetector;
import earshot.config.Settings;
import earshot.device.DeviceRegistry;
import earshot.event.EventSink;
import earshot.event.LogTextFormatter;
import earshot.feature.DeviceFeature;
import earshot.memory.ConversationMemory;
import earshot.problem.ProblemSink;
import earshot.server.ConnectionAttemptListener;
import earshot.time.Time;
import earshot.watch.Watch;

/// The services that all connections share. Everything in it is safe for use from any thread.
///
/// @param settings read at each use, so that new ones apply to open connections
public record SessionServices(Time time, Watch<Settings> settings, DeviceRegistry devices, AudioServices audio, ConversationServices conversation,
        MeetingServices meetings, ReportServices reports, ServerServices server) {

    /// @param detectors makes the voice activity detector of a connection when its first audio comes
    /// @param overloaded whether this computer is so busy that what arrives is read late
    public record AudioServices(OpusCodec codec, Function<VadSettings, VoiceActivityDetector> detectors, BooleanSupplier overloaded) {}

    /// @param memory receives the dialogue of a connection when it ends
    /// @param announcements what the server says by itself
    public record ConversationServices(ConnectionTurnFactory turns, ConversationMemory memory, AnnouncementSource announcements) {
        /// Where the server says nothing by itself.
        public ConversationServices(ConnectionTurnFactory turns, ConversationMemory memory) {
            this(turns, memory, _ -> Optional.empty());
        }
    }

    /// Where connections report what happens.
    ///
    /// @param attempts receives how far a connection came in the first contact
    public record ReportServices(EventSink events, LogTextFormatter logText, ProblemSink problems, ConnectionAttemptListener attempts) {}

    /// What the server adds to connections.
    ///
    /// @param registrations steps that run when a connection is registered, in order
    /// @param features families of messages beside voice and meetings, opened in order
    public record ServerServices(List<RegistrationStep> registrations, List<DeviceFeature> features, ServerActions actions) {
        public ServerServices {
            registrations = List.copyOf(registrations);
            features = List.copyOf(features);
        }
    }

    EventSink events() {
        return reports.events();
    }

    LogTextFormatter logText() {
        return reports.logText();
    }

    ProblemSink problems() {
        return reports.problems();
    }
}
