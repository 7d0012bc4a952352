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
import earshot.watch.MutableWatch;
import earshot.watch.RingEventLog;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;

/// What the console shows of a session file. What a file does not hold is empty.
final class RecordedModel implements EngineModel {
    private final SessionPlayback playback;
    private final Watch<Settings> settings;
    private final Watch<List<Operation>> operations;
    private final EventLog<Event> events;
    private final Watch<List<ProblemEntry>> problems;
    private final Watch<List<DeviceModel>> devices;
    private final Watch<ServerMetrics> metrics;
    private final Watch<EngineState> state;
    private final Watch<Map<DeviceId, BootRecord>> bootRecords;

    /// @param settings of the window
    RecordedModel(SessionPlayback playback, RecordedFindings findings, Watch<Settings> settings, Watch<List<Operation>> operations) {
        this.playback = playback;
        this.settings = settings;
        this.operations = operations;
        List<Event> rows = findings.rows();
        RingEventLog<Event> log = new RingEventLog<>(Math.max(1, rows.size()));
        rows.forEach(log::append);
        events = log;
        problems = always(findings.problems());
        devices = always(List.copyOf(playback.devices()));
        bootRecords = playback.bootRecords();
        metrics = always(new ServerMetrics(0, playback.devices().size(), 0, 0, 0, 0, 0, 0));
        state = always(new EngineState(EngineState.Phase.STOPPED, 0, 0, playback.ended(), new PreviousRun.None()));
    }

    private static <T> Watch<T> always(T value) {
        return new MutableWatch<>(value);
    }

    @Override
    public Optional<RecordedSession> recordedSession() {
        return Optional.of(playback);
    }

    @Override
    public Watch<List<DeviceModel>> devices() {
        return devices;
    }

    @Override
    public EventLog<Event> events() {
        return events;
    }

    @Override
    public Watch<List<ProblemEntry>> problems() {
        return problems;
    }

    @Override
    public Watch<List<TurnRecord>> turns() {
        return playback.turns();
    }

    /// The newest one at the moment that is shown.
    @Override
    public Watch<Optional<TurnFacts>> lastTurn(DeviceId deviceId) {
        return new Watch<>() {
            @Override
            public Optional<TurnFacts> get() {
                return turns().get().stream().filter(turn -> turn.deviceId().equals(deviceId) && !turn.facts().at().isAfter(playback.now()))
                    .map(TurnRecord::facts).max(Comparator.comparing(TurnFacts::at));
            }

            @Override
            public WatchSubscription observe(Consumer<? super Optional<TurnFacts>> observer) {
                return playback.position().observe(_ -> observer.accept(get()));
            }
        };
    }

    @Override
    public Watch<Settings> settings() {
        return settings;
    }

    @Override
    public Watch<List<Operation>> operations() {
        return operations;
    }

    @Override
    public Watch<EngineState> state() {
        return state;
    }

    @Override
    public Watch<ServerMetrics> serverMetrics() {
        return metrics;
    }

    @Override
    public Watch<List<ServerAddress>> addresses() {
        return always(List.of());
    }

    @Override
    public Watch<Optional<TlsCertificate>> certificate() {
        return always(Optional.empty());
    }

    @Override
    public Watch<List<Approval>> approvals() {
        return always(List.of());
    }

    @Override
    public Watch<List<ConnectionAttempt>> connectionAttempts() {
        return always(List.of());
    }

    @Override
    public Watch<FirstContact> firstContact() {
        return always(new FirstContact(Arrays.stream(FirstContact.Step.values())
            .map(step -> new FirstContact.StepStatus(step, FirstContact.StepState.AHEAD, Optional.empty(), "")).toList(), 0));
    }

    @Override
    public Watch<SettingsOverview> settingsOverview() {
        return always(SettingsOverview.defaults(EngineSettings.CATALOG));
    }

    @Override
    public Watch<SettingsReport> settingsReport() {
        return always(SettingsReport.NONE);
    }

    @Override
    public Watch<SettingsHistory> history() {
        return always(SettingsHistory.NONE);
    }

    @Override
    public Watch<ModelsState> models() {
        return always(ModelsState.NONE);
    }

    @Override
    public Watch<List<WhisperModelStatus>> whisperModels() {
        return always(List.of());
    }

    @Override
    public Watch<List<DeviceMemory>> memories() {
        return always(List.of());
    }

    @Override
    public Watch<List<Reminder>> reminders() {
        return always(List.of());
    }

    @Override
    public Watch<List<PeerMessage>> peerMessages() {
        return always(List.of());
    }

    @Override
    public Watch<List<Task>> tasks() {
        return always(List.of());
    }

    @Override
    public Watch<Optional<List<ToolServerStatus>>> toolServerStatuses() {
        return always(Optional.empty());
    }

    @Override
    public Watch<ActiveComponents> activeComponents() {
        return always(new ActiveComponents("", false, "", "", "", ""));
    }

    @Override
    public Watch<Optional<TestDeviceState>> testDeviceState() {
        return always(Optional.empty());
    }

    @Override
    public Watch<List<ActiveFault>> faults() {
        return always(List.of());
    }

    @Override
    public Watch<List<TestDeviceReport>> testDeviceReports() {
        return always(List.of());
    }

    @Override
    public Watch<Boolean> recognizerReady() {
        return always(false);
    }

    @Override
    public Watch<List<TurnRecord>> runningTurns() {
        return always(List.of());
    }

    @Override
    public Watch<List<SentPage>> pages(DeviceId deviceId) {
        return always(List.of());
    }

    @Override
    public Optional<FirmwareEstimate> firmware(DeviceId deviceId) {
        return playback.firmware(deviceId);
    }

    @Override
    public Watch<TapState> tap() {
        return always(new TapState.Closed());
    }

    @Override
    public Watch<Map<DeviceId, BootRecord>> bootRecords() {
        return bootRecords;
    }

    @Override
    public Watch<Optional<RecordingState>> recording() {
        return always(Optional.empty());
    }

    /// Nothing can be sent any more.
    @Override
    public CompletableFuture<MessagePreview> preview(DeviceId device, OperatorMessage message) {
        return CompletableFuture.completedFuture(new MessagePreview(List.of(), OptionalInt.empty(), List.of(), false));
    }

    @Override
    public Watch<List<SentMessage>> sentMessages() {
        return new MutableWatch<>(List.of());
    }

    @Override
    public MeetingModel meetings() {
        return new NoMeetings();
    }
}
