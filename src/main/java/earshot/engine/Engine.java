package earshot.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.asr.Recognizer;
import earshot.asr.RecognizerFactory;
import earshot.audio.OpusCodec;
import earshot.audio.OpusCodecs;
import earshot.audio.VoiceActivityDetectorFactory;
import earshot.compute.ComputePool;
import earshot.config.ApplyResult;
import earshot.config.Configuration;
import earshot.config.DatabaseRevisionStore;
import earshot.config.DottedKey;
import earshot.config.ProviderKind;
import earshot.config.RevisionStore;
import earshot.config.Settings;
import earshot.config.SettingsFileWatcher;
import earshot.config.ValidationResult;
import earshot.conversation.ConnectionAssistant;
import earshot.conversation.ConversationServices;
import earshot.conversation.EchoAssistant;
import earshot.conversation.ModelAssistant;
import earshot.conversation.ScriptedAssistant;
import earshot.device.DatabaseDeviceStore;
import earshot.device.DeviceRegistry;
import earshot.device.DeviceStore;
import earshot.engine.EngineState.Phase;
import earshot.engine.Operation.Outcome;
import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.llm.LanguageModel;
import earshot.llm.ModelRegistry;
import earshot.llm.ModelResolver;
import earshot.llm.Purpose;
import earshot.meeting.MeetingCommand;
import earshot.meeting.archive.DatabaseMeetingStore;
import earshot.memory.DatabaseMemoryStore;
import earshot.memory.MemoryRepository;
import earshot.memory.MemoryStore;
import earshot.memory.SummarizingMemory;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.remote.ActiveProvider;
import earshot.remote.SharedHttpClient;
import earshot.server.DeviceServer;
import earshot.server.ServerAddress;
import earshot.session.ConnectionResources;
import earshot.session.DeviceConnection;
import earshot.session.RegistrationStep;
import earshot.session.ServerActions;
import earshot.session.SessionRegistry;
import earshot.session.SessionServices;
import earshot.session.SpeechTurnFactory;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import earshot.tool.McpServerRegistry;
import earshot.tts.Voice;
import earshot.tts.VoiceFactory;
import earshot.turn.Assistant;
import earshot.turn.FramePacer;
import earshot.turn.TurnFactory;
import earshot.turn.TurnLog;
import earshot.turn.TurnServices;
import earshot.watch.MutableWatch;
import earshot.watch.WatchSubscription;
import earshot.wire.OutboundMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running program without its user interface: settings, devices, connections, server. Started once, stopped once; the server
/// can restart inside it, while everything in [#model] goes on.
///
/// Thread-safe. [#start] and [#stop] wait; [#send] does not.
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration CONNECTION_END_LIMIT = Duration.ofSeconds(2);
    /// Types of voices that work without a settings section.
    private static final Set<String> LOCAL_VOICES = Set.of("espeak", "system");

    private final Time time;
    private final Timeline timeline;
    private final ProblemTracker problems;
    private final Configuration configuration;
    private final SettingsFileWatcher settingsFiles;
    private final Optional<Database> database;
    private final Optional<RunStore> runs;
    private final ComputePool pool = new ComputePool();
    private final FramePacer pacer;
    private final OpusCodec codec;
    private final VoiceActivityDetectorFactory detectors;
    private final Recognizer recognizer;
    private final Voice voice;
    private final SharedHttpClient sharedHttpClient;
    private final RecognizerFactory recognizers;
    private final VoiceFactory voices;
    private final Assistant echo = new EchoAssistant(Duration.ofSeconds(4));
    private final Assistant scripted;
    private final LogTextFormatter logText;
    private final TurnLog turnLog = new TurnLog();
    private final LoudspeakerPlayer player = new LoudspeakerPlayer();
    private final DeviceRegistry devices;
    private final MemoryRepository memoryRepository;
    private final SummarizingMemory memory;
    private final McpServerRegistry toolServers;
    private final FirstContactTracker firstContactTracker = new FirstContactTracker();
    private final ConnectionAttemptTracker attempts;
    private final SessionRegistry sessions;
    private final ServerLifecycle serverLifecycle;
    private final StatisticsBroadcaster statistics;
    private final TestDeviceRunner testDevices;
    private final EngineThread thread = new EngineThread();
    private final MutableWatch<ServerMetrics> serverMetrics = new MutableWatch<>(ServerMetrics.NONE);
    private final MutableWatch<ActiveComponents> activeComponents;
    private final MutableWatch<List<Operation>> operations = new MutableWatch<>(List.of());
    private final List<Time.Timer> timers = new ArrayList<>();
    private final AtomicBoolean weakRecognizerReported = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ModelRegistry models;
    private final ModelResolver modelResolver;
    private final ProviderTester providerTester;
    private final VadTester vadTester;
    private final ModelsStateTracker modelsTracker;
    private final WatchSubscription settingsPin;
    private final WatchSubscription historyPin;
    private final MeetingAssembly meetings;
    private final DefaultEngineModel model;

    /// Starts everything and opens the server. When it returns, [EngineState.Phase] is RUNNING, or FAILED with a problem that
    /// says why the server is closed; then [Command.ChoosePorts] or [Command.Restart] may open it.
    ///
    /// @throws ProblemException with HOME_UNUSABLE
    public static Engine start(EngineOptions options) {
        Engine engine = new Engine(options);
        engine.begin();
        return engine;
    }

    private Engine(EngineOptions options) {
        time = options.time();
        HomeDirectory home = options.home().prepared();
        timeline = new Timeline(time);
        problems = new ProblemTracker(time, timeline);
        CompletableFuture<Database> opening = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("disk-open").start(() -> {
            try {
                opening.complete(Database.open(home, List.of(DatabaseDeviceStore.SCHEMA, RunStore.SCHEMA, DatabaseMemoryStore.SCHEMA, DatabaseRevisionStore.SCHEMA, DatabaseMeetingStore.SCHEMA)));
            } catch (Throwable e) {
                opening.completeExceptionally(e);
            }
        });
        configuration = new Configuration(home.path(), options.config(), options.settings(), problems, time);
        settingsFiles = new SettingsFileWatcher(configuration.files(), time);
        codec = OpusCodecs.best();
        detectors = VoiceActivityDetectorFactory.load(home.path().resolve("native"));
        recognizer = options.speechFactory().recognizer(home, pool, time);
        voice = options.speechFactory().voice(pool);
        sharedHttpClient = new SharedHttpClient(time);
        recognizers = new RecognizerFactory(recognizer, sharedHttpClient, problems);
        voices = new VoiceFactory(voice, sharedHttpClient, codec, problems);
        scripted = new ScriptedAssistant(time, ZoneId.systemDefault());
        pacer = new FramePacer(time);
        database = openedDatabase(opening);
        runs = database.map(RunStore::new);
        configuration.useRevisionStore(database.<RevisionStore>map(open -> new DatabaseRevisionStore(open, problems)).orElseGet(RevisionStore::none));
        devices = new DeviceRegistry(time, database.<DeviceStore>map(open -> new DatabaseDeviceStore(open, problems)).orElseGet(DeviceStore::none));
        logText = new LogTextFormatter(() -> configuration.settings().get().log().longestText());
        models = new ModelRegistry(configuration.settings(), time, problems);
        modelResolver = models.newResolver();
        memoryRepository = new MemoryRepository(time, database.<MemoryStore>map(open -> new DatabaseMemoryStore(open, problems)).orElseGet(MemoryStore::none));
        memory = new SummarizingMemory(time, () -> configuration.settings().get().memory(), this::memoryModel, memoryRepository, timeline, logText, problems);
        toolServers = new McpServerRegistry(toolFiles(home, options.config()), time, sharedHttpClient.client(), logText, problems);
        meetings = new MeetingAssembly(new MeetingAssembly.Dependencies(home, time, configuration.settings(), devices, database, this::meetingRecognizer, this::meetingModel, sharedHttpClient, codec, pool, timeline, logText, problems));
        attempts = new ConnectionAttemptTracker(problems, firstContactTracker::attemptSeen);
        statistics = new StatisticsBroadcaster(time, thread::post, this::online, SystemResources::measure, this::sendToBadges);
        sessions = new SessionRegistry(new SessionServices(time, configuration.settings(), devices, codec, detectors::open, new SpeechTurnFactory(this::turns, this::companion, this::connectionSpeech, turnLog),
            meetings.desk(), memory,
            timeline, logText, problems, List.of(new ConnectionListener()), new DeviceRequests(), attempts));
        serverLifecycle = new ServerLifecycle(time, () -> configuration.settings().get().server(), this::doors, problems, timeline, firstContactTracker);
        testDevices = new TestDeviceRunner(time, codec, problems, this::ownOta);
        activeComponents = new MutableWatch<>(activeComponents(configuration.settings().get()));
        providerTester = new ProviderTester(time, models, sharedHttpClient, recognizer, voice, codec);
        vadTester = new VadTester(configuration, devices, codec, detectors, pool);
        modelsTracker = new ModelsStateTracker(configuration, models, time.now());
        settingsPin = configuration.settings().observe(now -> {
            activeComponents.set(activeComponents(now));
            modelsTracker.refresh(activeComponents.get());
            serverLifecycle.checkAdvertisedAddress();
        });
        historyPin = configuration.history().observe(_ -> modelsTracker.refresh(activeComponents.get()));
        model = new DefaultEngineModel(serverLifecycle.state(), serverLifecycle.addresses(), devices.rows(), attempts.rows(), firstContactTracker.progress(), timeline.rows(), problems.entries(),
            configuration.settings(), configuration.overview(), configuration.history(), modelsTracker.state(), memoryRepository.rows(), toolServers.servers(), serverMetrics, activeComponents, operations, testDevices.state(), turnLog, meetings.model());
    }

    private void begin() {
        serverLifecycle.setLastCleanStop(runs.flatMap(store -> store.begin(time.now())));
        serverLifecycle.open();
        ServerMetricsMeter meter = new ServerMetricsMeter(time, timeline.rows());
        timers.add(time.every(TICK, () -> thread.post(() -> serverMetrics.set(meter.measure(devices.rows().get())))));
        timers.add(time.every(StatisticsBroadcaster.PERIOD, () -> thread.post(statistics::broadcast)));
        settingsFiles.start(this::reloadSettings);
        timeline.log("engine", Severity.INFO, "started");
    }

    /// Also called after the console itself wrote the file; then nothing has changed.
    private void reloadSettings() {
        Settings before = configuration.settings().get();
        configuration.reload();
        if (!before.equals(configuration.settings().get())) {
            timeline.log("settings", Severity.INFO, "read again because their file was written");
        }
    }

    /// The observable state; the same object for the life of the engine.
    public EngineModel model() {
        return model;
    }

    /// Runs a command. Never waits: the returned operation may still be running. A restart during a restart returns the running
    /// operation.
    public Operation send(Command command) {
        return switch (command) {
            case Command.Restart _ -> restart();
            case Command.ApplySettings request -> apply(request.values());
            case Command.EditAll request -> inBackground("apply", operation -> saveEdits(operation, request.edits()));
            case Command.Edit request -> inBackground("apply", operation -> saveEdits(operation, List.of(request)));
            case Command.UndoSettings _ -> inBackground("undo", _ -> revisionOutcome("undone", "", configuration.undo()));
            case Command.RedoSettings _ -> inBackground("redo", _ -> revisionOutcome("redone", "", configuration.redo()));
            case Command.RestoreSettings request -> inBackground("restore", _ -> revisionOutcome("restored", request.revision(), configuration.restore(request.revision())));
            case Command.TryModel request -> inBackground("try", operation -> withoutReporting(() -> providerTester.model(operation, request.name())));
            case Command.TryVoice request -> inBackground("try", _ -> withoutReporting(() -> providerTester.voice(provider(ProviderKind.TTS, request.alias()), request.text())));
            case Command.TryRecognizer request -> inBackground("try", _ -> withoutReporting(() -> providerTester.recognizer(provider(ProviderKind.ASR, request.alias()))));
            case Command.TryProviderDraft request -> inBackground("try", operation -> withoutReporting(() -> providerTester.draft(operation, draftProvider(request.draft()), request.text())));
            case Command.FindLocalServers _ -> inBackground("find", _ -> providerTester.localServers(Set.of(serverLifecycle.state().get().port(), serverLifecycle.state().get().httpPort())));
            case Command.ListModels request -> inBackground("list", _ -> withoutReporting(() -> providerTester.listModels(draftProvider(request.draft()))));
            case Command.ChoosePorts ports -> inBackground("ports", operation -> changePorts(operation, ports));
            case Command.CheckAddresses _ -> inBackground("check", operation -> new ReachabilityCheck(time, problems, attempts).run(operation, serverLifecycle.addresses().get()));
            case Command.StartTestDevice test -> inBackground("test device", _ -> {
                testDevices.startRecording(test.speech());
                return done("");
            });
            case Command.StartMicrophoneDevice _ -> inBackground("test device", _ -> {
                testDevices.startMicrophone();
                return done("");
            });
            case Command.TalkTestDevice talk -> inBackground("talk", _ -> {
                testDevices.pressTalkButton(talk.pressed());
                return done("");
            });
            case Command.StopTestDevice _ -> inBackground("test device", _ -> {
                testDevices.stop();
                return done("");
            });
            case Command.CloseDevice device -> onEngineThread("close", () -> deviceOutcome(device.id(), sessions.close(device.id())));
            case Command.KeepOpen keep -> onEngineThread("keep open", () -> deviceOutcome(keep.id(), sessions.keepOpen(keep.id(), keep.howLong())));
            case Command.Interrupt device -> onEngineThread("interrupt", () -> deviceOutcome(device.id(), sessions.interrupt(device.id())));
            case Command.Say said -> onEngineThread("say", () -> deviceOutcome(said.id(), sessions.say(said.id(), said.text().strip())));
            case Command.RenameDevice device -> onEngineThread("rename", () -> deviceOutcome(device.id(), devices.rename(device.id(), device.name())));
            case Command.AnnotateDevice device -> onEngineThread("annotate", () -> deviceOutcome(device.id(), devices.annotate(device.id(), device.note())));
            case Command.ChooseDialect device -> onEngineThread("dialect", () -> deviceOutcome(device.id(), devices.chooseDialect(device.id(), device.dialect())));
            case Command.ForgetDevice device -> onEngineThread("forget", () -> forgetDevice(device.id()));
            case Command.EraseMemory request -> inBackground("memory", _ -> awaitSaved(memoryRepository.erase(request.device())));
            case Command.EditMemory request -> inBackground("memory", _ -> awaitSaved(memoryRepository.edit(request.device(), request.text())));
            case Command.FetchRecentAudio request -> inBackground("try", _ -> vadTester.recentAudio(request.device()));
            case Command.TryVad request -> inBackground("try", _ -> vadTester.preview(request.sound(), request.values()));
            case Command.PlayAudio sound -> {
                RunningOperation operation = new RunningOperation("play", time.now());
                player.play(operation, sound.sound());
                yield operation;
            }
            case Command.StopAudio _ -> onEngineThread("stop sound", () -> {
                player.stop();
                return done("");
            });
            case Command.DiscardAudio _ -> onEngineThread("forget sounds", () -> {
                turnLog.forgetAudio();
                devices.clearRecentAudio();
                return done("");
            });
            case Command.PerformMeetingCommand request -> performMeetingAct(request.act());
            case Command.DismissProblem problem -> onEngineThread("dismiss", () -> {
                problems.dismiss(problem.number());
                return done("");
            });
        };
    }

    /// Closes the connections and the server and releases all resources. Waits; a second call does nothing.
    public void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        guarded("test device", testDevices::stop);
        guarded("player", player::stop);
        timers.forEach(Time.Timer::cancel);
        guarded("settings", settingsFiles::close);
        guarded("connections", sessions::close);
        guarded("doors", serverLifecycle::end);
        guarded("connections", this::awaitConnectionEnds);
        guarded("meetings", meetings::close);
        guarded("memory", memory::close);
        guarded("tool servers", toolServers::close);
        guarded("settings", settingsPin::close);
        guarded("settings", historyPin::close);
        guarded("language models", models::close);
        guarded("pacer", pacer::close);
        guarded("recogniser", recognizer::close);
        guarded("voice", voice::close);
        guarded("voices", voices::close);
        guarded("providers", sharedHttpClient::close);
        guarded("compute pool", pool::close);
        guarded("run", () -> runs.ifPresent(store -> store.end(time.now())));
        guarded("database", () -> database.ifPresent(Database::close));
        thread.close();
        serverLifecycle.setPhase(Phase.STOPPED);
    }

    /// The same as [#stop].
    @Override
    public void close() {
        stop();
    }

    // --- operations ---

    private Operation restart() {
        synchronized (operations) {
            return operations.get().stream().filter(running -> running.name().equals("restart")).findFirst()
                .orElseGet(() -> inBackground("restart", new ServerRestart(time, serverLifecycle, sessions, devices.rows(), meetings, timeline, problems)::run));
        }
    }

    private Operation apply(Map<String, Object> values) {
        return inBackground("apply", operation -> saveSettings(operation, values));
    }

    private Outcome saveSettings(RunningOperation operation, Map<String, Object> values) {
        operation.reportProgress("save", 0, String.join(", ", values.keySet()));
        return switch (configuration.apply(values)) {
            case ApplyResult.Done done -> {
                timeline.log("settings", Severity.INFO, "applied: " + String.join(", ", values.keySet()));
                yield done.overridden().isEmpty() ? done("applied") : done("covered", String.join(", ", done.overridden()));
            }
            case ApplyResult.Refused refused -> {
                String key = refused.why().keySet().iterator().next();
                yield new Outcome.Failed(Problem.of(ProblemCode.SETTING_REFUSED, new ProblemSubject.Setting(key), key, Configuration.masked(key, values.get(key)), refused.why().get(key).text(Locale.ENGLISH)));
            }
            case ApplyResult.Failed failed -> {
                problems.raise(failed.problem());
                yield new Outcome.Failed(failed.problem());
            }
        };
    }

    private Outcome saveEdits(RunningOperation operation, List<Command.Edit> edits) {
        for (Command.Edit edit : edits) {
            if (edit instanceof Command.SetPurpose request) {
                Optional<ValidationResult.Refused> why = SettingsValidator.mapping(configuration.settings().get().models(), request.purpose(), request.alias(), request.overrides()).stream().filter(SettingsValidator::changesBehaviour).findFirst();
                if (why.isPresent()) {
                    String key = DottedKey.of("llm_by_mode", request.purpose());
                    return new Outcome.Failed(Problem.of(ProblemCode.SETTING_REFUSED, new ProblemSubject.Setting(key), key, request.alias(), why.get().text(Locale.ENGLISH)));
                }
            }
        }
        return saveSettings(operation, SettingsEdits.of(edits));
    }

    /// Failures of a trial go into its outcome only; they are not raised as problems.
    private static Outcome withoutReporting(Supplier<Outcome> trial) {
        try {
            return trial.get();
        } catch (ProblemException e) {
            return new Outcome.Failed(e.problem());
        }
    }

    private Settings.Provider draftProvider(Command.PutProvider request) {
        return SettingsEdits.draftProvider(configuration.provider(request.kind(), request.alias()), request);
    }

    /// @throws ProblemException with PROVIDER_UNKNOWN
    private Settings.Provider provider(ProviderKind kind, String alias) {
        Settings.Provider bare = new Settings.Provider(kind, alias, alias.toLowerCase(Locale.ROOT), JsonNodeFactory.instance.objectNode());
        return configuration.provider(kind, alias).or(() -> Optional.of(bare).filter(part -> part.embedded() || kind == ProviderKind.TTS && LOCAL_VOICES.contains(part.type())))
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.PROVIDER_UNKNOWN, new ProblemSubject.Setting(kind.name()), kind.name(), alias, kind == ProviderKind.TTS ? voice.name() : recognizer.name())));
    }

    private Outcome revisionOutcome(String how, Object revision, Optional<Problem> failure) {
        if (failure.isEmpty()) {
            timeline.log("settings", Severity.INFO, (how + " " + revision).strip());
        }
        return failure.<Outcome>map(Outcome.Failed::new).orElseGet(() -> done(how, revision));
    }

    private Outcome changePorts(RunningOperation operation, Command.ChoosePorts ports) {
        operation.reportProgress("open", 0);
        sessions.closeAll(true);
        serverLifecycle.close();
        serverLifecycle.choosePorts(ports);
        return serverLifecycle.open().<Outcome>map(Outcome.Failed::new)
            .orElseGet(() -> done("ports", serverLifecycle.state().get().port(), serverLifecycle.state().get().httpPort()));
    }

    private Outcome deviceOutcome(String device, boolean there) {
        return there ? done("") : new Outcome.Failed(Problem.of(ProblemCode.DEVICE_ABSENT, new ProblemSubject.Device(device), device));
    }

    private Outcome forgetDevice(String device) {
        if (!devices.forget(device)) {
            return new Outcome.Failed(Problem.of(ProblemCode.DEVICE_PRESENT, new ProblemSubject.Device(device), device));
        }
        memoryRepository.erase(device);
        return done("");
    }

    /// Waits for the disk.
    private static Outcome awaitSaved(CompletableFuture<?> written) {
        Failures.join(written);
        return done("");
    }

    private Operation performMeetingAct(MeetingCommand act) {
        return switch (act) {
            case MeetingCommand.Finish _, MeetingCommand.Resummarize _, MeetingCommand.ResendWebhook _, MeetingCommand.Export _, MeetingCommand.DeleteRecordings _ -> inBackground("meeting", _ -> meetings.perform(act));
            case MeetingCommand.Start _, MeetingCommand.AddDevice _, MeetingCommand.Rename _, MeetingCommand.NameSpeaker _, MeetingCommand.EditSentence _, MeetingCommand.AddBookmark _, MeetingCommand.RemoveBookmark _,
                MeetingCommand.MoveToTrash _, MeetingCommand.Restore _, MeetingCommand.DeletePermanently _ -> inBackgroundUnlisted("meeting", _ -> meetings.perform(act), _ -> {}, _ -> {});
        };
    }

    private static Outcome done(String key, Object... args) {
        return Outcome.Done.of(key, args);
    }

    /// Runs short work on the engine thread.
    private Operation onEngineThread(String name, Supplier<Outcome> work) {
        RunningOperation operation = new RunningOperation(name, time.now());
        if (!thread.post(() -> operation.finish(guarded(operation, _ -> work.get())))) {
            operation.finish(new Outcome.Cancelled());
        }
        return operation;
    }

    /// Runs work on a virtual thread of its own, listed in [EngineModel#operations] while it runs.
    private Operation inBackground(String name, Function<RunningOperation, Outcome> work) {
        return inBackgroundUnlisted(name, work, operation -> operations.update(running -> with(running, operation)),
            operation -> operations.update(running -> running.stream().filter(other -> other != operation).toList()));
    }

    /// Runs work on a virtual thread of its own.
    private Operation inBackgroundUnlisted(String name, Function<RunningOperation, Outcome> work, Consumer<RunningOperation> begun, Consumer<RunningOperation> ended) {
        RunningOperation operation = new RunningOperation(name, time.now());
        if (stopped.get()) {
            operation.finish(new Outcome.Cancelled());
            return operation;
        }
        begun.accept(operation);
        Thread.ofVirtual().name("operation-" + name).start(() -> {
            Outcome outcome = guarded(operation, work);
            ended.accept(operation);
            operation.finish(outcome);
        });
        return operation;
    }

    private static List<Operation> with(List<Operation> running, Operation another) {
        List<Operation> all = new ArrayList<>(running);
        all.add(another);
        return List.copyOf(all);
    }

    private Outcome guarded(RunningOperation operation, Function<RunningOperation, Outcome> work) {
        try {
            return work.apply(operation);
        } catch (ProblemException e) {
            problems.raise(e.problem());
            return new Outcome.Failed(e.problem());
        } catch (Throwable e) {
            LOG.error("operation {} failed", operation.name(), e);
            Problem problem = Problem.of(ProblemCode.UNEXPECTED, e.toString());
            problems.raise(problem);
            return new Outcome.Failed(problem);
        }
    }

    private static void guarded(String what, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            LOG.error("stopping the {} failed", what, e);
        }
    }

    /// Waits up to 2 s until the closed connections have recorded how they ended.
    private void awaitConnectionEnds() {
        CompletableFuture<Integer> ended = sessions.live().when(count -> count == 0);
        time.await(ended, CONNECTION_END_LIMIT);
        ended.cancel(false);
    }

    // --- suppliers for the components ---

    private DeviceServer doors(Supplier<Settings.Server> settings) {
        return DeviceServer.open(time, settings, sessions, attempts, (identity, facts) -> devices.otaReceived(identity.deviceId(), facts), devices::dialectChoice, meetings.pages());
    }

    private TurnFactory turns() {
        reportWeakRecognizer();
        return new TurnFactory(new TurnServices(time, pool, pacer, codec, problems, turnLog), recognizer, voice, assistant(configuration.settings().get()));
    }

    private void reportWeakRecognizer() {
        if (configuration.settings().get().speech().recognizer().embedded() && weakRecognizerReported.compareAndSet(false, true)) {
            problems.raise(Problem.of(ProblemCode.RECOGNIZER_WEAK));
        }
    }

    private ActiveProvider<Recognizer> meetingRecognizer() {
        reportWeakRecognizer();
        return recognizers.open(() -> configuration.settings().get().speech().recognizer());
    }

    /// The recogniser and the voice of a connection; each turn uses those in force when it starts.
    private UnaryOperator<TurnFactory> connectionSpeech(ConnectionResources connection) {
        ActiveProvider<Recognizer> connectionRecognizer = connection.own(recognizers.open(() -> configuration.settings().get().speech().recognizer()));
        ActiveProvider<Voice> connectionVoice = connection.own(voices.open(() -> configuration.settings().get().speech().voice()));
        return parts -> parts.with(connectionRecognizer.get(), connectionVoice.get());
    }

    /// The model for memory. It belongs to no connection: one shared resolution follows the settings and warns once.
    private Optional<LanguageModel> memoryModel() {
        return shared(Purpose.MEMORY);
    }

    private Optional<LanguageModel> meetingModel() {
        return shared(Purpose.MEETING);
    }

    private Optional<LanguageModel> shared(Purpose purpose) {
        return modelConfigured() ? modelResolver.resolve(purpose).model() : Optional.empty();
    }

    private boolean modelConfigured() {
        Settings.Models written = configuration.settings().get().models();
        return written.selected().isPresent() || !written.byPurpose().isEmpty();
    }

    /// The files that list tool servers: our own, and that of the xiaozhi server whose settings are given by `--config`.
    private static List<Path> toolFiles(HomeDirectory home, Optional<Path> config) {
        Optional<Path> other = config.map(file -> file.toAbsolutePath().resolveSibling(".mcp_server_settings.json"));
        return Stream.concat(Stream.of(home.toolServers()), other.stream()).toList();
    }

    private ConnectionAssistant companion(String device) {
        if (modelConfigured()) {
            toolServers.refresh();
        }
        ConversationServices shared = new ConversationServices(time, ZoneId.systemDefault(), () -> configuration.settings().get(), memory, toolServers, logText, problems);
        return new ModelAssistant(shared, device, models.newResolver()::resolve);
    }

    private String assistantName(Settings settings) {
        return models.activeModels().get(Purpose.CHAT.key()).model().filter(_ -> modelConfigured()).map(LanguageModel::name).orElse(assistant(settings).name());
    }

    private Assistant assistant(Settings settings) {
        return settings.speech().assistant().equals("scripted") ? scripted : echo;
    }

    private ActiveComponents activeComponents(Settings settings) {
        return new ActiveComponents(recognizers.name(settings.speech().recognizer()), settings.speech().recognizer().embedded(), voices.name(settings.speech().voice()), assistantName(settings), codec.name(), detectors.name());
    }

    private List<String> online() {
        return sessions.online();
    }

    private void sendToBadges(OutboundMessage message) {
        sessions.broadcastToBadges(message);
    }

    private String ownOta() {
        return serverLifecycle.addresses().get().stream().filter(ServerAddress::loopback).findFirst().or(() -> serverLifecycle.addresses().get().stream().findFirst())
            .map(ServerAddress::ota).orElse("http://127.0.0.1:" + serverLifecycle.state().get().httpPort() + "/xiaozhi/ota/");
    }

    private Optional<Database> openedDatabase(CompletableFuture<Database> opening) {
        try {
            return Optional.of(opening.join());
        } catch (CompletionException e) {
            LOG.error("the database could not be opened", e.getCause());
            problems.raise(Failures.problem(e, ProblemCode.STORE_FAILED));
            return Optional.empty();
        }
    }

    /// Marks test devices, warns about automatic ids and updates the statistics when connections come and go.
    private final class ConnectionListener implements RegistrationStep {
        @Override
        public void connected(DeviceConnection connection) {
            if (SimulatedDeviceProfile.isTest(connection.deviceId())) {
                devices.markTest(connection.deviceId());
            }
            if (connection.deviceId().startsWith("auto-")) {
                problems.raise(Problem.of(ProblemCode.ID_AUTOMATIC, connection.deviceId()));
            }
            statistics.broadcastSoon();
        }

        @Override
        public void disconnected(DeviceConnection connection) {
            statistics.broadcastSoon();
        }
    }

    /// Actions that a device may request from the server. Source: badge-protocol section 2.11.
    private final class DeviceRequests implements ServerActions {
        @Override
        public boolean updateConfig() {
            timeline.log("settings", Severity.INFO, "read again because a device asked for it");
            return configuration.reload();
        }

        @Override
        public void restart() {
            send(new Command.Restart());
        }
    }
}
