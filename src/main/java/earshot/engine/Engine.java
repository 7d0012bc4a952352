package earshot.engine;

import module java.base;

import earshot.config.SettingsFileWatcher;
import earshot.engine.EngineState.Phase;
import earshot.event.EventCode;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.session.ServerActions;
import earshot.store.DatabaseBackups;
import earshot.store.DatabaseOpening;
import earshot.store.HomeDirectory;
import earshot.store.HomeRestore;
import earshot.tap.TapSettings;
import earshot.time.Time;

/// The running program without its user interface: settings, devices, connections, server. Started once, stopped once; the server
/// can restart inside it, while everything in [#model] continues.
///
/// Thread-safe. [#start] and [#stop] wait; [#send] does not.
public final class Engine implements AutoCloseable {
    private static final Set<ProblemCode> FATAL = EnumSet.of(ProblemCode.LAST_RUN_FAILED, ProblemCode.LAST_RUN_OUT_OF_MEMORY);
    private static final DateTimeFormatter RUN_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final Duration TICK = Duration.ofSeconds(1);
    /// How soon a port is taken that another program has let go of.
    private static final Duration PORT_RETRY = Duration.ofSeconds(2);

    private final EngineAssembly parts;
    private final OperationRunner operations;
    private final LoudspeakerPlayer player = new LoudspeakerPlayer();
    private final SettingsFileWatcher settingsFiles;
    private final SettingsCommands settingsCommands;
    private final ServerCommands serverCommands;
    private final ProviderTestCommands providerTests;
    private final DeviceCommands deviceCommands;
    private final DeviceToolCommands deviceToolCommands;
    private final AccessCommands accessCommands;
    private final AudioCommands audioCommands;
    private final ListenCommands listenCommands;
    private final HomeCommands homeCommands;
    private final EventExportCommands eventExports;
    private final CompletableFuture<Void> restoreStaged = new CompletableFuture<>();
    private final List<Time.Timer> timers;
    private final ServerWatchdog watchdog;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /// Starts everything and opens the server. When it returns, [EngineState.Phase] is RUNNING, or FAILED with a problem that
    /// says why the server is closed; then [Command.ChoosePorts] or [Command.Restart] may open it.
    ///
    /// @throws ProblemException with HOME_UNUSABLE
    public static Engine start(EngineOptions options) {
        return new Engine(options);
    }

    private Engine(EngineOptions options) {
        parts = new EngineAssembly(options, new DeviceRequests());
        operations = parts.operations;
        CoreServices core = parts.core;
        SpeechAssembly speech = parts.speech;
        ServerAssembly server = parts.server;
        settingsFiles = new SettingsFileWatcher(core.configuration().files(), core.time());
        settingsCommands = new SettingsCommands(operations, core.configuration(), core.timeline(), core.problems());
        ServerRestart restart = new ServerRestart(core.time(), server.lifecycle, server.sessions, parts.devices(), parts.meetings, core.timeline(),
            core.problems());
        serverCommands = new ServerCommands(operations, server.lifecycle, server.sessions, restart,
            new ProcessRestart(options.owner(), restart, server.lifecycle, core.timeline()),
            new ReachabilityCheck(core.time(), core.problems(), server.attempts));
        providerTests = new ProviderTestCommands(operations,
            new WrittenProviders(core.configuration(), kind -> kind == ProviderKind.TTS ? speech.voice.name() : speech.recognizer.name()),
            new ProviderTester(core.time(), parts.conversation.models, speech.http, speech.recognizer, speech.whisper, speech.voice, speech.codec),
            () -> Set.copyOf(List.of(parts.state().get().port(), parts.state().get().httpPort())));
        deviceCommands = new DeviceCommands(operations, parts.devices, server.sessions, parts.conversation.memories, parts.reminders.registry,
            parts.peer.queue, parts.core.problems());
        deviceToolCommands = new DeviceToolCommands(operations, core.time(), server.sessions, server.transfers,
            new FirmwareInstaller(server.boots.rows()::get), () -> parts.state().get().httpPort(), parts.addresses()::get);
        accessCommands = new AccessCommands(operations, parts.access, server.sessions, core.problems(), server.firstContact, core.timeline());
        audioCommands = new AudioCommands(operations, player,
            new VadTester(core.configuration(), parts.devices, speech.codec, speech.detectors, speech.pool), parts.devices, speech.turnLog);
        listenCommands = new ListenCommands(operations, server.microphones, server.tap, () -> core.settings().of(TapSettings.SECTION),
            problems -> LiveLoudspeaker.ofSystem(core.time(), problems));
        homeCommands = new HomeCommands(operations, core.home(), core.time(), restoreStaged);
        eventExports = new EventExportCommands(operations);
        tellPreviousRun(parts.storage.beginRun(core.time().now()), options.conditions().problems());
        options.conditions().ports().ifPresent(server.lifecycle::keepPorts);
        options.conditions().problems().forEach(core.problems()::raise);
        server.lifecycle.open();
        timers = startTimers();
        watchdog = new ServerWatchdog(core.time(), () -> parts.state().get().phase(), server.lifecycle::check, this::send, core.problems(), core.timeline());
        settingsFiles.start(settingsCommands::fileChanged);
        core.timeline().log("engine", EventCode.ENGINE_STARTED);
    }

    private List<Time.Timer> startTimers() {
        CoreServices core = parts.core;
        ServerAssembly server = parts.server;
        IdleHeapCollector heap = new IdleHeapCollector(core.time(), Runtime.getRuntime()::totalMemory, System::gc);
        return Stream.concat(new AutomaticBackups(new DatabaseBackups(core.home()), core.time(), core.problems()).start().stream(),
            Stream.of(core.time().every(TICK, homeCommands::look),
                core.time().every(PORT_RETRY, () -> Thread.ofVirtual().name("port-retry").start(server.lifecycle::retry)),
                core.time().every(TICK, () -> parts.thread.post(() -> measure(heap))),
                core.time().every(StatisticsBroadcaster.PERIOD, () -> parts.thread.post(server.statistics::broadcast)))).toList();
    }

    private void measure(IdleHeapCollector heap) {
        parts.metrics.measure(parts.devices().get());
        heap.look(parts.metrics.metrics().get());
    }

    /// @param known what is reported anyway: a run that ended by a fatal error left a report
    private void tellPreviousRun(PreviousRun before, List<Problem> known) {
        parts.server.lifecycle.setPreviousRun(before);
        switch (before) {
            case PreviousRun.Interrupted(Instant startedAt) when known.stream().noneMatch(problem -> FATAL.contains(problem.code())) ->
                parts.core.problems().raise(Problem.of(ProblemCode.RUN_INTERRUPTED, RUN_TIME.format(startedAt)));
            case PreviousRun.Stopped(Instant at) -> parts.core.timeline().log("engine", EventCode.RUN_STOPPED, RUN_TIME.format(at));
            case PreviousRun.Interrupted _, PreviousRun.None _ -> { }
        }
    }

    /// The observable state; the same object for the life of the engine.
    public EngineModel model() {
        return parts;
    }

    /// Checks a backup and makes it ready to be restored, also while an engine uses the home. Waits for the disk.
    ///
    /// @throws ProblemException `RESTORE_FAILED`
    public static void stageRestore(HomeDirectory home, Path file) {
        HomeRestore.stage(home, file, EngineStorage.SCHEMAS);
    }

    /// Makes the home one that this program can open, after a successor that is newer had it and did not come to serve. Waits for the disk; call it
    /// as the owner of the home.
    public static void takeBack(HomeDirectory home, Instant now) {
        DatabaseOpening.undoMigration(home, EngineStorage.SCHEMAS, now);
    }

    /// Completes when a backup stands ready to be restored: whoever started the engine then stops it and starts another one.
    public CompletableFuture<Void> restoreStaged() {
        return restoreStaged.copy();
    }

    /// Runs a command. Never waits: the returned operation may still be running. A restart during a restart returns the running
    /// operation.
    public Operation send(Command command) {
        return switch (command) {
            case Command.ServerCommand server -> serverCommands.run(server);
            case Command.SettingsCommand settings -> settingsCommands.run(settings);
            case Command.ProviderTest test -> providerTests.run(test);
            case Command.WhisperModelCommand model -> parts.whisperModels.run(model);
            case Command.DeviceCommand device -> deviceCommands.run(device);
            case DeviceToolCommand tool -> deviceToolCommands.run(tool);
            case Command.SendMessage send -> parts.server.operator.run(operations, send);
            case Command.ReminderCommand reminder -> parts.reminders.run(operations, reminder);
            case Command.PeerCommand peer -> parts.peer.run(operations, peer);
            case Command.AccessCommand access -> accessCommands.run(access);
            case Command.TestDeviceCommand test -> operations.inBackground(
                test instanceof Command.TalkTestDevice ? OperationKind.TALK : OperationKind.TEST_DEVICE, _ -> parts.testDevices.perform(test));
            case FaultCommand fault -> operations.onEngineThread(OperationKind.FAULT, () -> perform(fault));
            case Command.AudioCommand audio -> audioCommands.run(audio);
            case Command.ListenCommand listen -> listenCommands.run(listen);
            case Command.PerformMeetingCommand meeting -> parts.meetings.run(operations, meeting.act());
            case Command.ExportConversations export -> operations.inBackground(OperationKind.MEMORY, _ -> parts.conversationLog.export(export));
            case Command.ExportEvents export -> eventExports.run(export);
            case Command.ImportRecording recording -> parts.meetings.run(operations, recording);
            case Command.Retranscribe meeting -> parts.meetings.run(operations, meeting);
            case Command.PerformTaskCommand task -> parts.tasks.run(operations, task.act());
            case Command.RestartToolServer(String name) -> operations.inBackgroundUnlisted(OperationKind.TRY, _ -> parts.conversation.restartToolServer(name));
            case Command.HomeCommand home -> homeCommands.run(home);
            case Command.SessionCommand session -> parts.recorder.run(operations, session);
            case Command.OpenSession session -> operations.inBackground(OperationKind.OPEN,
                _ -> OpenedSession.read(session.file(), parts.core.configuration().settings()));
            case Command.ProblemCommand problem -> operations.onEngineThread(OperationKind.DISMISS, () -> parts.core.problems().perform(problem));
        };
    }

    private void perform(FaultCommand command) {
        FaultRegistry faults = parts.core.faults();
        switch (command) {
            case FaultCommand.SwitchOn(DeviceId device, FaultSide side, Fault fault) -> faults.switchOn(device, side, fault);
            case FaultCommand.SwitchOff(DeviceId device, FaultSide side, FaultKind kind) -> faults.switchOff(device, side, kind);
            case FaultCommand.SwitchAllOff _ -> faults.switchAllOff();
        }
    }

    /// Closes the connections and the server and releases all resources. Waits; a second call does nothing.
    public void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        operations.stop();
        Shutdown.close("player", player::stop);
        Shutdown.close("live sound", listenCommands::stop);
        timers.forEach(Time.Timer::cancel);
        watchdog.close();
        Shutdown.close("settings", settingsFiles);
        parts.close();
        parts.server.lifecycle.setPhase(Phase.STOPPED);
    }

    /// The same as [#stop].
    @Override
    public void close() {
        stop();
    }

    /// Actions that a device may request from the server. Source: badge-protocol section 2.11.
    private final class DeviceRequests implements ServerActions {
        @Override
        public boolean updateConfig() {
            return settingsCommands.reloadForDevice();
        }

        @Override
        public void restart() {
            send(new Command.RestartProcess());
        }
    }
}
