package earshot.ui;

import module java.base;

import earshot.access.Approval;
import earshot.asr.WhisperModel;
import earshot.capture.RecordingState;
import earshot.config.Settings;
import earshot.config.SettingsHistory;
import earshot.config.SettingsOverview;
import earshot.device.DeviceModel;
import earshot.display.SentPage;
import earshot.engine.ActiveComponents;
import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.EngineSettings;
import earshot.engine.EngineState;
import earshot.engine.FirstContact;
import earshot.engine.FirstContact.Step;
import earshot.engine.FirstContact.StepState;
import earshot.engine.FirstContact.StepStatus;
import earshot.engine.ModelsState;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.engine.PreviousRun;
import earshot.engine.ProblemEntry;
import earshot.engine.ServerMetrics;
import earshot.engine.SettingsReport;
import earshot.engine.TestDeviceReport;
import earshot.engine.TestDeviceState;
import earshot.engine.WhisperModelStatus;
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
import earshot.time.Time;
import earshot.tool.ToolServerStatus;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.watch.MutableWatch;
import earshot.watch.RingEventLog;
import earshot.watch.Watch;

/// Engine whose state is set by a test and whose commands are recorded.
public final class EngineFake implements EngineModel, Function<Command, Operation> {
    public final MutableWatch<EngineState> state;
    public final MutableWatch<List<ServerAddress>> addresses = new MutableWatch<>(List.of(
        new ServerAddress("eth0", "192.168.1.20", false, ServerAddress.Link.NETWORK, "ws://192.168.1.20:8000/xiaozhi/v1/", "ws://192.168.1.20:8000/supie/v1/",
            "http://192.168.1.20:8003/xiaozhi/ota/"),
        new ServerAddress("wlan0", "10.0.0.5", false, ServerAddress.Link.NETWORK, "ws://10.0.0.5:8000/xiaozhi/v1/", "ws://10.0.0.5:8000/supie/v1/",
            "http://10.0.0.5:8003/xiaozhi/ota/"),
        new ServerAddress("lo", "127.0.0.1", true, ServerAddress.Link.NETWORK, "ws://127.0.0.1:8000/xiaozhi/v1/", "ws://127.0.0.1:8000/supie/v1/",
            "http://127.0.0.1:8003/xiaozhi/ota/")));
    public final MutableWatch<List<DeviceModel>> devices = new MutableWatch<>(List.of());
    public final MutableWatch<List<ConnectionAttempt>> attempts = new MutableWatch<>(List.of());
    public final MutableWatch<List<ActiveFault>> faults = new MutableWatch<>(List.of());
    public final MutableWatch<List<Approval>> approvals = new MutableWatch<>(List.of());
    public final MutableWatch<FirstContact> firstContact = new MutableWatch<>(firstContactWith(1, 0));
    public final MutableWatch<List<SentMessage>> sentMessages = new MutableWatch<>(List.of());
    public volatile Function<OperatorMessage, CompletableFuture<MessagePreview>> previews = _ -> CompletableFuture
        .completedFuture(new MessagePreview(List.of(), OptionalInt.empty(), List.of(), true));
    public final RingEventLog<Event> events = new RingEventLog<>(20_000);
    public final MutableWatch<Map<DeviceId, BootRecord>> boots = new MutableWatch<>(Map.of());
    public final MutableWatch<List<ProblemEntry>> problems = new MutableWatch<>(List.of());
    public final MutableWatch<Optional<TlsCertificate>> certificate = new MutableWatch<>(Optional.empty());
    public final MutableWatch<Settings> settings = new MutableWatch<>(Settings.defaults());
    public final MutableWatch<SettingsOverview> sheet = new MutableWatch<>(SettingsOverview.defaults(EngineSettings.CATALOG));
    public final MutableWatch<SettingsReport> settingsReport = new MutableWatch<>(SettingsReport.NONE);
    public final MutableWatch<SettingsHistory> history = new MutableWatch<>(SettingsHistory.NONE);
    public final MutableWatch<ModelsState> models = new MutableWatch<>(ModelsState.NONE);
    public final MutableWatch<List<WhisperModelStatus>> whisperModels = new MutableWatch<>(
        Arrays.stream(WhisperModel.values()).map(model -> new WhisperModelStatus(model, WhisperModelStatus.DownloadState.ABSENT, 0, model.bytes())).toList());
    public final MutableWatch<List<DeviceMemory>> memories = new MutableWatch<>(List.of());
    public final MutableWatch<List<PeerMessage>> peerMessages = new MutableWatch<>(List.of());
    public final MutableWatch<List<Reminder>> reminders = new MutableWatch<>(List.of());
    public final MutableWatch<List<Task>> tasks = new MutableWatch<>(List.of());
    public final MutableWatch<Optional<List<ToolServerStatus>>> toolServers = new MutableWatch<>(Optional.empty());
    public final MutableWatch<ServerMetrics> serverMetrics = new MutableWatch<>(new ServerMetrics(0, 0, 0, 0, 0, 0, 0.2, 64));
    public final MutableWatch<ActiveComponents> activeComponents = new MutableWatch<>(
        new ActiveComponents("sphinx4", true, "freetts", "echo", "libopus 1.3.1", "webrtc"));
    public final MutableWatch<List<Operation>> operations = new MutableWatch<>(List.of());
    public final MutableWatch<List<TurnRecord>> runningTurns = new MutableWatch<>(List.of());
    public final MutableWatch<List<TurnRecord>> turns = new MutableWatch<>(List.of());
    public final MutableWatch<TapState> tap = new MutableWatch<>(new TapState.Closed());
    public final Map<DeviceId, FirmwareEstimate> firmware = new ConcurrentHashMap<>();
    public final MutableWatch<List<SentPage>> pages = new MutableWatch<>(List.of());
    public final MutableWatch<Optional<RecordingState>> recording = new MutableWatch<>(Optional.empty());
    public volatile MeetingModel meetings = new MeetingModelFake();
    public final MutableWatch<Optional<TestDeviceState>> testDevice = new MutableWatch<>(Optional.empty());
    public final MutableWatch<List<TestDeviceReport>> testReports = new MutableWatch<>(List.of());
    public final List<Command> sentCommands = new CopyOnWriteArrayList<>();
    /// Outcome of all commands.
    public volatile Operation.Outcome outcome = Operation.Outcome.Done.of("");
    /// Outcome of single commands; empty for [#outcome].
    public volatile Function<Command, Optional<Operation.Outcome>> answers = _ -> Optional.empty();
    private final Time time;

    public EngineFake(Time time) {
        this.time = time;
        state = new MutableWatch<>(new EngineState(EngineState.Phase.RUNNING, 8000, 8003, time.now(), new PreviousRun.Stopped(time.now().minusSeconds(260))));
    }

    /// First contact with the first `reached` steps reached and the next one waiting.
    public static FirstContact firstContactWith(int reached, long attempts) {
        List<StepStatus> stepStatuses = new ArrayList<>();
        for (Step step : Step.values()) {
            StepState state = step.ordinal() < reached ? StepState.REACHED : step.ordinal() == reached ? StepState.WAITING : StepState.AHEAD;
            stepStatuses.add(new StepStatus(step, state, Optional.empty(), ""));
        }
        return new FirstContact(stepStatuses, attempts);
    }

    public DeviceModelFake device(DeviceId id) {
        DeviceModelFake device = new DeviceModelFake(time, id);
        devices.update(known -> Stream.concat(known.stream(), Stream.of(device)).toList());
        return device;
    }

    @Override
    public Operation apply(Command command) {
        sentCommands.add(command);
        return new Finished(OperationKind.APPLY, time.now(), CompletableFuture.completedFuture(answers.apply(command).orElse(outcome)));
    }

    /// An operation that has already ended.
    private record Finished(OperationKind kind, Instant since, CompletableFuture<Outcome> outcome) implements Operation {
        @Override
        public MutableWatch<Progress> progress() {
            return new MutableWatch<>(new Progress("", List.of(), Optional.of(1.0)));
        }

        @Override
        public void cancel() {}
    }

    /// An operation in progress.
    public record Running(OperationKind kind, Instant since, MutableWatch<Progress> progress, CompletableFuture<Outcome> outcome) implements Operation {
        public Running(OperationKind kind, Instant since, Progress now) {
            this(kind, since, new MutableWatch<>(now), new CompletableFuture<>());
        }

        @Override
        public void cancel() {}
    }

    /// The time this long ago.
    public Instant ago(Duration past) {
        return time.now().minus(past);
    }

    @Override
    public MutableWatch<EngineState> state() {
        return state;
    }

    @Override
    public MutableWatch<List<ServerAddress>> addresses() {
        return addresses;
    }

    @Override
    public MutableWatch<List<DeviceModel>> devices() {
        return devices;
    }

    @Override
    public MutableWatch<List<Approval>> approvals() {
        return approvals;
    }

    @Override
    public MutableWatch<List<ConnectionAttempt>> connectionAttempts() {
        return attempts;
    }

    @Override
    public MutableWatch<FirstContact> firstContact() {
        return firstContact;
    }

    @Override
    public RingEventLog<Event> events() {
        return events;
    }

    @Override
    public MutableWatch<Map<DeviceId, BootRecord>> bootRecords() {
        return boots;
    }

    @Override
    public MutableWatch<List<ProblemEntry>> problems() {
        return problems;
    }

    @Override
    public MutableWatch<Optional<TlsCertificate>> certificate() {
        return certificate;
    }

    @Override
    public MutableWatch<Settings> settings() {
        return settings;
    }

    @Override
    public MutableWatch<SettingsOverview> settingsOverview() {
        return sheet;
    }

    @Override
    public MutableWatch<SettingsReport> settingsReport() {
        return settingsReport;
    }

    @Override
    public MutableWatch<SettingsHistory> history() {
        return history;
    }

    @Override
    public MutableWatch<ModelsState> models() {
        return models;
    }

    @Override
    public MutableWatch<List<WhisperModelStatus>> whisperModels() {
        return whisperModels;
    }

    @Override
    public MutableWatch<List<DeviceMemory>> memories() {
        return memories;
    }

    @Override
    public MutableWatch<List<PeerMessage>> peerMessages() {
        return peerMessages;
    }

    @Override
    public MutableWatch<List<Reminder>> reminders() {
        return reminders;
    }

    @Override
    public MutableWatch<List<Task>> tasks() {
        return tasks;
    }

    @Override
    public MutableWatch<Optional<List<ToolServerStatus>>> toolServerStatuses() {
        return toolServers;
    }

    @Override
    public MutableWatch<ServerMetrics> serverMetrics() {
        return serverMetrics;
    }

    @Override
    public Watch<Boolean> recognizerReady() {
        return new MutableWatch<>(true);
    }

    @Override
    public MutableWatch<ActiveComponents> activeComponents() {
        return activeComponents;
    }

    @Override
    public MutableWatch<List<ActiveFault>> faults() {
        return faults;
    }

    @Override
    public MutableWatch<List<Operation>> operations() {
        return operations;
    }

    @Override
    public MutableWatch<List<TurnRecord>> runningTurns() {
        return runningTurns;
    }

    @Override
    public MutableWatch<List<TurnRecord>> turns() {
        return turns;
    }

    @Override
    public Watch<List<SentPage>> pages(DeviceId deviceId) {
        return pages;
    }

    @Override
    public Watch<Optional<TurnFacts>> lastTurn(DeviceId deviceId) {
        return devices.get().stream().filter(device -> device.id().equals(deviceId)).findFirst().map(device -> ((DeviceModelFake) device).lastTurn)
            .orElseThrow();
    }

    @Override
    public MutableWatch<Optional<RecordingState>> recording() {
        return recording;
    }

    @Override
    public Optional<FirmwareEstimate> firmware(DeviceId deviceId) {
        return Optional.ofNullable(firmware.get(deviceId));
    }

    @Override
    public Watch<TapState> tap() {
        return tap;
    }

    @Override
    public CompletableFuture<MessagePreview> preview(DeviceId device, OperatorMessage message) {
        return previews.apply(message);
    }

    @Override
    public MutableWatch<List<SentMessage>> sentMessages() {
        return sentMessages;
    }

    @Override
    public MeetingModel meetings() {
        return meetings;
    }

    @Override
    public MutableWatch<List<TestDeviceReport>> testDeviceReports() {
        return testReports;
    }

    @Override
    public MutableWatch<Optional<TestDeviceState>> testDeviceState() {
        return testDevice;
    }
}
