package earshot.engine;

import module java.base;

import earshot.access.Approval;
import earshot.access.DeviceAccess;
import earshot.capture.RecordingState;
import earshot.capture.TrafficHistory;
import earshot.coding.CodingFeature;
import earshot.coding.CodingSettings;
import earshot.config.Configuration;
import earshot.config.Settings;
import earshot.config.SettingsHistory;
import earshot.config.SettingsOverview;
import earshot.device.DeviceModel;
import earshot.device.DeviceRegistry;
import earshot.display.BadgeRegistry;
import earshot.display.DisplayFeature;
import earshot.display.DisplayServices;
import earshot.display.DisplaySettings;
import earshot.display.SentPage;
import earshot.event.Event;
import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.fault.ActiveFault;
import earshot.fault.FaultRegistry;
import earshot.firmware.FirmwareEstimate;
import earshot.id.DeviceId;
import earshot.lint.BootRecord;
import earshot.llm.Purpose;
import earshot.meeting.MeetingModel;
import earshot.memory.DeviceMemory;
import earshot.operator.MessagePreview;
import earshot.operator.OperatorMessage;
import earshot.operator.SentMessage;
import earshot.peer.PeerMessage;
import earshot.reminder.Reminder;
import earshot.server.ConnectionAttempt;
import earshot.server.HttpRoute;
import earshot.server.ServerAddress;
import earshot.server.TlsCertificate;
import earshot.session.ServerActions;
import earshot.store.DatabaseOpening;
import earshot.store.HomeDirectory;
import earshot.store.HomeInspection;
import earshot.store.UnusableFile;
import earshot.tap.TapState;
import earshot.task.Task;
import earshot.time.Time;
import earshot.tool.ToolServerStatus;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.watch.EventLog;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;

/// The parts of the engine, made in the order of their dependencies, and what can be observed of them.
final class EngineAssembly implements EngineModel {
    final CoreServices core;
    final EngineStorage storage;
    final ConversationLog conversationLog;
    final DeviceRegistry devices;
    final DeviceAccess access;
    final SpeechAssembly speech;
    final ReminderAssembly reminders;
    final ConversationAssembly conversation;
    final MeetingAssembly meetings;
    final PeerAssembly peer;
    private final DisplayFeature display;
    final TaskAssembly tasks;
    final ServerAssembly server;
    final TestDeviceRunner testDevices;
    final EngineThread thread = new EngineThread();
    final OperationRunner operations;
    final WhisperModelCommands whisperModels;
    final ServerMetricsMeter metrics;
    final SessionRecorder recorder;
    private final MutableWatch<ActiveComponents> activeComponents;
    private final ModelsStateTracker modelsTracker;
    private final SettingsReportTracker settingsReport;
    private final OwnPortCheck ownPortCheck;
    private final List<WatchSubscription> subscriptions;

    /// @param actions that devices may request
    EngineAssembly(EngineOptions options, ServerActions actions) {
        Time time = options.time();
        HomeDirectory home = options.home().prepared();
        Optional<Path> replaced = EngineStorage.applyRestore(home, time.now());
        List<UnusableFile> aside = HomeInspection.inspect(home, time.now());
        Thread.ofPlatform().daemon().name("disk-restrict").start(() -> HomeInspection.restrict(home));
        CompletableFuture<DatabaseOpening> opening = EngineStorage.open(home, time.now(), options.conditions().handedOver());
        Timeline timeline = new Timeline(time);
        ProblemTracker problems = new ProblemTracker(time, timeline);
        EngineStorage.report(aside, replaced, problems);
        SettingsNotice notice = new SettingsNotice(problems);
        core = coreServices(options, home, timeline, problems, notice);
        Configuration configuration = core.configuration();
        speech = new SpeechAssembly(core, options.speechFactory(), options.config());
        storage = new EngineStorage(home, opening, problems, time.now());
        configuration.useRevisionStore(storage.revisions());
        access = new DeviceAccess(time, storage.approvals());
        devices = new DeviceRegistry(time, storage.devices(), id -> access.approvedFor(id).isPresent());
        reminders = new ReminderAssembly(core, storage.reminders());
        conversation = new ConversationAssembly(core, storage.memories(), reminders, speech.http, options.config(), notice);
        conversationLog = new ConversationLog(core, speech.turnLog, storage.exchanges());
        operations = new OperationRunner(problems, thread);
        meetings = new MeetingAssembly(core, storage.database, devices, speech, () -> conversation.sharedModel(Purpose.MEETING), operations);
        tasks = new TaskAssembly(core, storage.tasks(), meetings);
        peer = new PeerAssembly(core, storage.database, devices, () -> conversation.sharedModel(Purpose.WORKING), tasks::received);
        display = displayFeature();
        server = new ServerAssembly(core, devices, access, speech, conversation, features(), thread, actions);
        reminders.start(server.sessions::announce);
        testDevices = new TestDeviceRunner(time, speech.codec, problems, server.lifecycle::localOta, access::issueOwnToken,
            server.lifecycle::failure, core.faults());
        whisperModels = new WhisperModelCommands(operations, core, speech.http);
        metrics = new ServerMetricsMeter(time, timeline.rows());
        recorder = new SessionRecorder(core, this);
        activeComponents = new MutableWatch<>(speech.components(conversation.assistantName()));
        modelsTracker = new ModelsStateTracker(configuration, conversation.models, time.now());
        settingsReport = new SettingsReportTracker(configuration, conversation.models, notice);
        settingsReport.refresh();
        ownPortCheck = new OwnPortCheck(problems);
        subscriptions = subscribe(configuration);
    }

    private List<WatchSubscription> subscribe(Configuration configuration) {
        return List.of(server.lifecycle.state().observe(_ -> checkOwnPorts()), configuration.settings().observe(_ -> settingsChanged()),
            // a file may say otherwise what holds already
            configuration.overview().observe(_ -> settingsReport.refresh()),
            configuration.history().observe(_ -> modelsTracker.refresh(activeComponents.get())));
    }

    private static CoreServices coreServices(EngineOptions options, HomeDirectory home, Timeline timeline, ProblemTracker problems, SettingsNotice notice) {
        Time time = options.time();
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home.path(), options.config(), options.settings(), notice, time);
        configuration.generateSecrets(EngineSettings.GENERATED_SECRETS);
        return new CoreServices(home, time, configuration, timeline,
            new LogTextFormatter(() -> configuration.settings().get().of(LogSettings.SECTION).longestText()),
            problems, new TrafficHistory(time), new FaultRegistry(time, timeline, problems));
    }

    private DisplayFeature displayFeature() {
        return new DisplayFeature(new DisplayServices(core.time(), core.timeline(), core.logText(), () -> core.settings().of(DisplaySettings.SECTION),
            new BadgeRegistry(core.home().path(), () -> core.settings().of(DisplaySettings.SECTION).badgeFile(), core.problems()), peer.feature.forwarding()));
    }

    /// What devices may do beside conversation.
    private FeatureAssembly features() {
        CodingFeature coding = new CodingFeature(core.time(), () -> core.settings().of(CodingSettings.SECTION),
            () -> conversation.sharedModel(Purpose.CODING), core.logText(), peer.feature.forwarding());
        List<HttpRoute> routes = Stream.concat(meetings.httpRoutes.stream(), Stream.of(tasks.httpRoute)).toList();
        // what waited for a badge comes before its list of tasks
        return new FeatureAssembly(meetings, List.of(display, coding, peer.feature, tasks.feature), peer.feature::known, routes, this::queues);
    }

    private Map<String, Integer> queues() {
        int forDevices = (int) peer.queue.rows().get().stream().filter(PeerMessage::waiting).count();
        return Map.of("compute", speech.pool.waiting(), "peer_messages", forDevices, "operations", operations.running().get().size());
    }

    private void settingsChanged() {
        activeComponents.set(speech.components(conversation.assistantName()));
        modelsTracker.refresh(activeComponents.get());
        settingsReport.refresh();
        server.lifecycle.checkAdvertisedAddress();
        checkOwnPorts();
        server.checkAdmission();
        server.checkCertificate();
    }

    private void checkOwnPorts() {
        ownPortCheck.check(core.configuration().settings().get(), server.lifecycle.state().get(), server.lifecycle.addresses().get());
    }

    /// Closes everything in reverse order, the test device first: it is a client of the server. Waits.
    void close() {
        Shutdown.close("reminders", reminders);
        Shutdown.close("test device", testDevices::stop);
        Shutdown.close("server", server);
        Shutdown.close("messages between devices", peer);
        Shutdown.close("recording", recorder);
        Shutdown.close("meetings", meetings);
        conversationLog.close();
        subscriptions.forEach(WatchSubscription::close);
        conversation.close();
        speech.close();
        storage.close(core.time().now());
        thread.close();
    }

    @Override
    public Watch<EngineState> state() {
        return server.lifecycle.state();
    }

    @Override
    public Watch<List<ServerAddress>> addresses() {
        return server.lifecycle.addresses();
    }

    @Override
    public Watch<Optional<TlsCertificate>> certificate() {
        return server.certificates.current();
    }

    @Override
    public Watch<List<DeviceModel>> devices() {
        return devices.rows();
    }

    @Override
    public Watch<List<Approval>> approvals() {
        return access.approvals();
    }

    @Override
    public Watch<List<ConnectionAttempt>> connectionAttempts() {
        return server.attempts.rows();
    }

    @Override
    public Watch<FirstContact> firstContact() {
        return server.firstContact.progress();
    }

    @Override
    public Watch<Map<DeviceId, BootRecord>> bootRecords() {
        return server.boots.rows();
    }

    @Override
    public EventLog<Event> events() {
        return core.timeline().rows();
    }

    @Override
    public Watch<List<ProblemEntry>> problems() {
        return core.problems().entries();
    }

    @Override
    public Watch<Settings> settings() {
        return core.configuration().settings();
    }

    @Override
    public Watch<SettingsOverview> settingsOverview() {
        return core.configuration().overview();
    }

    @Override
    public Watch<SettingsReport> settingsReport() {
        return settingsReport.report();
    }

    @Override
    public Watch<SettingsHistory> history() {
        return core.configuration().history();
    }

    @Override
    public Watch<ModelsState> models() {
        return modelsTracker.state();
    }

    @Override
    public Watch<List<WhisperModelStatus>> whisperModels() {
        return whisperModels.models();
    }

    @Override
    public Watch<List<DeviceMemory>> memories() {
        return conversation.memories.rows();
    }

    @Override
    public Watch<List<Reminder>> reminders() {
        return reminders.registry.rows();
    }

    @Override
    public Watch<List<PeerMessage>> peerMessages() {
        return peer.queue.rows();
    }

    @Override
    public Watch<List<Task>> tasks() {
        return tasks.registry.rows();
    }

    @Override
    public Watch<Optional<List<ToolServerStatus>>> toolServerStatuses() {
        return conversation.toolServers.servers();
    }

    @Override
    public Watch<ServerMetrics> serverMetrics() {
        return metrics.metrics();
    }

    @Override
    public Watch<Boolean> recognizerReady() {
        return speech.recognizerReady;
    }

    @Override
    public Watch<ActiveComponents> activeComponents() {
        return activeComponents;
    }

    @Override
    public Watch<List<ActiveFault>> faults() {
        return core.faults().active();
    }

    @Override
    public Watch<List<Operation>> operations() {
        return operations.running();
    }

    @Override
    public Watch<List<TestDeviceReport>> testDeviceReports() {
        return testDevices.reports();
    }

    @Override
    public Watch<Optional<TestDeviceState>> testDeviceState() {
        return testDevices.state();
    }

    @Override
    public Watch<List<TurnRecord>> runningTurns() {
        return speech.turnLog.running();
    }

    @Override
    public Watch<List<TurnRecord>> turns() {
        return speech.turnLog.rows();
    }

    @Override
    public Watch<Optional<TurnFacts>> lastTurn(DeviceId deviceId) {
        return speech.turnLog.lastTurn(deviceId);
    }

    @Override
    public Watch<List<SentPage>> pages(DeviceId deviceId) {
        return display.pages(deviceId);
    }

    @Override
    public Watch<Optional<RecordingState>> recording() {
        return recorder.state();
    }

    @Override
    public Optional<FirmwareEstimate> firmware(DeviceId deviceId) {
        return server.firmware.estimate(deviceId);
    }

    @Override
    public Watch<TapState> tap() {
        return server.tap.state();
    }

    @Override
    public CompletableFuture<MessagePreview> preview(DeviceId device, OperatorMessage message) {
        return server.operator.operator.preview(device, message);
    }

    @Override
    public Watch<List<SentMessage>> sentMessages() {
        return server.operator.operator.history();
    }

    @Override
    public MeetingModel meetings() {
        return meetings.model();
    }
}
