package earshot.engine;

import module java.base;

import earshot.access.Approval;
import earshot.capture.RecordingState;
import earshot.config.Settings;
import earshot.config.SettingsHistory;
import earshot.config.SettingsOverview;
import earshot.device.DeviceModel;
import earshot.display.SentPage;
import earshot.event.Event;
import earshot.fault.ActiveFault;
import earshot.firmware.FirmwareEstimate;
import earshot.id.DeviceId;
import earshot.lint.BootRecord;
import earshot.meeting.MeetingModel;
import earshot.memory.DeviceMemory;
import earshot.operator.MessagePreview;
import earshot.operator.OperatorMessage;
import earshot.operator.SentMessage;
import earshot.peer.PeerMessage;
import earshot.reminder.Reminder;
import earshot.server.ConnectionAttempt;
import earshot.server.ServerAddress;
import earshot.server.TlsCertificate;
import earshot.tap.TapState;
import earshot.task.Task;
import earshot.tool.ToolServerStatus;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.watch.EventLog;
import earshot.watch.Watch;

/// The observable state of the engine. Read-only and thread-safe; survives a restart of the server.
public interface EngineModel {
    Watch<EngineState> state();

    /// The server's own addresses, the most useful first, loopback last; empty while it is closed.
    Watch<List<ServerAddress>> addresses();

    /// The certificate for TLS; empty before it is first needed, and where there is none.
    Watch<Optional<TlsCertificate>> certificate();

    /// All devices ever seen and not forgotten. The list changes only when a device is added or forgotten.
    Watch<List<DeviceModel>> devices();

    /// The devices that wait for approval, and those that were approved or refused.
    Watch<List<Approval>> approvals();

    /// The newest 200 connection attempts, newest first; one row per attempt, updated as it progresses.
    Watch<List<ConnectionAttempt>> connectionAttempts();

    Watch<FirstContact> firstContact();

    /// The newest boot request of each device in this run, of at most 100 devices.
    Watch<Map<DeviceId, BootRecord>> bootRecords();

    /// The newest 20 000 events.
    EventLog<Event> events();

    /// Newest first, resolved ones included, at most 500.
    Watch<List<ProblemEntry>> problems();

    Watch<Settings> settings();

    Watch<SettingsOverview> settingsOverview();

    /// What holds of the settings file.
    Watch<SettingsReport> settingsReport();

    Watch<SettingsHistory> history();

    Watch<ModelsState> models();

    /// The models of Whisper that are offered, the smallest first.
    Watch<List<WhisperModelStatus>> whisperModels();

    Watch<List<DeviceMemory>> memories();

    /// All reminders, in the order in which they were set.
    Watch<List<Reminder>> reminders();

    /// Messages from device to device: what waits in the order in which it was accepted, then what is over, the newest first.
    Watch<List<PeerMessage>> peerMessages();

    /// The tasks of all groups, in the order in which they were created.
    Watch<List<Task>> tasks();

    /// The configured tool servers; empty before the first conversation, when nobody has read yet which there are.
    Watch<Optional<List<ToolServerStatus>>> toolServerStatuses();

    Watch<ServerMetrics> serverMetrics();

    Watch<ActiveComponents> activeComponents();

    /// The running operations that are worth showing.
    Watch<List<Operation>> operations();

    /// The faults that are on, in the order in which they were switched on.
    Watch<List<ActiveFault>> faults();

    /// The test device, the first of several.
    Watch<Optional<TestDeviceState>> testDeviceState();

    /// What the test devices that speak a recording have seen; new with each state and each answer.
    Watch<List<TestDeviceReport>> testDeviceReports();

    /// Whether the embedded recognizer, where it is chosen, has loaded and heard a sentence since a first device came, so that the first one of a person is
    /// not late.
    Watch<Boolean> recognizerReady();

    /// The turns that run, the one that began last first. One that ends is among the finished ones before it leaves here.
    Watch<List<TurnRecord>> runningTurns();

    /// The newest 200 finished turns, the one that ended last first, the newest 20 with their audio.
    Watch<List<TurnRecord>> turns();

    /// The newest turn of a device, running or finished; empty before its first one.
    Watch<Optional<TurnFacts>> lastTurn(DeviceId deviceId);

    /// The newest 20 pages that were sent to a badge, the newest first; none for other devices.
    Watch<List<SentPage>> pages(DeviceId deviceId);

    /// The recording to a session file that is in progress.
    Watch<Optional<RecordingState>> recording();

    /// What the firmware of a device does now, told from what passed; empty when it has not been connected for over a minute. Another one several times a
    /// second while it is connected.
    Optional<FirmwareEstimate> firmware(DeviceId deviceId);

    /// The microphone tap.
    Watch<TapState> tap();

    /// What would pass if a message were sent to a device now, and what the protocol lint says of it.
    CompletableFuture<MessagePreview> preview(DeviceId device, OperatorMessage message);

    /// The newest 100 messages that people and programs sent to devices by hand, the newest first.
    Watch<List<SentMessage>> sentMessages();

    MeetingModel meetings();

    /// The session file that all this was read from; empty where there is a server.
    default Optional<RecordedSession> recordedSession() {
        return Optional.empty();
    }
}
