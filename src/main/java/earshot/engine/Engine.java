package earshot.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.asr.Recognizer;
import earshot.asr.Recognizers;
import earshot.audio.Opus;
import earshot.audio.OpusCodec;
import earshot.audio.VoiceDetectors;
import earshot.chat.ChatParts;
import earshot.chat.Conversation;
import earshot.compute.ComputePool;
import earshot.config.Applied;
import earshot.config.Configuration;
import earshot.config.Dotted;
import earshot.config.FollowedFiles;
import earshot.config.ProviderKind;
import earshot.config.RevisionBook;
import earshot.config.RevisionTable;
import earshot.config.Settings;
import earshot.config.Verdict;
import earshot.device.DeviceBook;
import earshot.device.DeviceTable;
import earshot.device.Devices;
import earshot.engine.EngineState.Phase;
import earshot.engine.Operation.Outcome;
import earshot.event.LogText;
import earshot.event.Timeline;
import earshot.llm.LanguageModel;
import earshot.llm.Models;
import earshot.llm.Purpose;
import earshot.llm.Purposes;
import earshot.meeting.MeetingAct;
import earshot.meeting.archive.MeetingTable;
import earshot.memory.MemoryBook;
import earshot.memory.MemoryTable;
import earshot.memory.Recollections;
import earshot.memory.Remembering;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Severity;
import earshot.problem.Subject;
import earshot.provider.Chosen;
import earshot.provider.Web;
import earshot.server.Address;
import earshot.server.Doors;
import earshot.session.Belongings;
import earshot.session.Connected;
import earshot.session.Registration;
import earshot.session.ServerActions;
import earshot.session.SessionParts;
import earshot.session.Sessions;
import earshot.session.SpokenTurns;
import earshot.simulator.DeviceProfile;
import earshot.store.Database;
import earshot.store.Home;
import earshot.time.Time;
import earshot.tool.McpServers;
import earshot.tts.Voice;
import earshot.tts.Voices;
import earshot.turn.Assistant;
import earshot.turn.Companion;
import earshot.turn.Echo;
import earshot.turn.Pacer;
import earshot.turn.Scripted;
import earshot.turn.TurnLog;
import earshot.turn.Turns;
import earshot.watch.Cell;
import earshot.watch.Pin;
import earshot.wire.Outbound;
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
    /// Types of voices that work without a settings section.
    private static final Set<String> LOCAL_VOICES = Set.of("espeak", "system");

    private final Time time;
    private final Timeline timeline;
    private final ProblemBook problems;
    private final Configuration configuration;
    private final FollowedFiles settingsFiles;
    private final Optional<Database> database;
    private final Optional<Runs> runs;
    private final ComputePool pool = new ComputePool();
    private final Pacer pacer;
    private final OpusCodec codec;
    private final VoiceDetectors detectors;
    private final Recognizer recognizer;
    private final Voice voice;
    private final Web web;
    private final Recognizers recognizers;
    private final Voices voices;
    private final Assistant echo = new Echo(Duration.ofSeconds(4));
    private final Assistant scripted;
    private final LogText logText;
    private final TurnLog turnLog = new TurnLog();
    private final Player player = new Player();
    private final Devices devices;
    private final Recollections recollections;
    private final Remembering memory;
    private final McpServers toolServers;
    private final Ladder ladder = new Ladder();
    private final AttemptBook attempts;
    private final Sessions sessions;
    private final Serving serving;
    private final Statistics statistics;
    private final TestBench bench;
    private final EngineThread thread = new EngineThread();
    private final Cell<Totals> totals = new Cell<>(Totals.NONE);
    private final Cell<Parts> parts;
    private final Cell<List<Operation>> operations = new Cell<>(List.of());
    private final List<Time.Timer> timers = new ArrayList<>();
    private final AtomicBoolean weaknessSaid = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Models models;
    private final Purposes purposes;
    private final Trials trials;
    private final VadTrials vadTrials;
    private final ModelsBoard board;
    private final Pin settingsPin;
    private final Pin historyPin;
    private final MeetingHouse meetings;
    private final Model model;

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
        Home home = options.home().prepared();
        timeline = new Timeline(time);
        problems = new ProblemBook(time, timeline);
        CompletableFuture<Database> opening = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("disk-open").start(() -> {
            try {
                opening.complete(Database.open(home, List.of(DeviceTable.SCHEMA, Runs.SCHEMA, MemoryTable.SCHEMA, RevisionTable.SCHEMA, MeetingTable.SCHEMA)));
            } catch (Throwable e) {
                opening.completeExceptionally(e);
            }
        });
        configuration = new Configuration(home.directory(), options.config(), options.settings(), problems, time);
        settingsFiles = new FollowedFiles(configuration.files(), time);
        codec = Opus.best();
        detectors = VoiceDetectors.load(home.directory().resolve("native"));
        recognizer = options.parts().recognizer(home, pool, time);
        voice = options.parts().voice(pool);
        web = new Web(time);
        recognizers = new Recognizers(recognizer, web, problems);
        voices = new Voices(voice, web, codec, problems);
        scripted = new Scripted(time, ZoneId.systemDefault());
        pacer = new Pacer(time);
        database = opened(opening);
        runs = database.map(Runs::new);
        configuration.remember(database.<RevisionBook>map(open -> new RevisionTable(open, problems)).orElseGet(RevisionBook::none));
        devices = new Devices(time, database.<DeviceBook>map(open -> new DeviceTable(open, problems)).orElseGet(DeviceBook::none));
        logText = new LogText(() -> configuration.settings().get().log().longestText());
        models = new Models(configuration.settings(), time, problems);
        purposes = models.purposes();
        recollections = new Recollections(time, database.<MemoryBook>map(open -> new MemoryTable(open, problems)).orElseGet(MemoryBook::none));
        memory = new Remembering(time, () -> configuration.settings().get().memory(), this::memoryModel, recollections, timeline, logText, problems);
        toolServers = new McpServers(toolFiles(home, options.config()), time, web.client(), logText, problems);
        meetings = new MeetingHouse(new MeetingHouse.Needs(home, time, configuration.settings(), devices, database, this::meetingEar, this::meetingModel, web, codec, pool, timeline, logText, problems));
        attempts = new AttemptBook(problems, ladder::seen);
        statistics = new Statistics(time, thread::post, this::online, Resources::now, this::tellBadges);
        sessions = new Sessions(new SessionParts(time, configuration.settings(), devices, codec, detectors::open, new SpokenTurns(this::turns, this::companion, this::ownSpeech),
            meetings.desk(), memory,
            timeline, logText, problems, List.of(new Arrival()), new Asked(), attempts));
        serving = new Serving(time, () -> configuration.settings().get().server(), this::doors, problems, timeline, ladder);
        bench = new TestBench(time, codec, problems, this::ownOta);
        parts = new Cell<>(partsOf(configuration.settings().get()));
        trials = new Trials(time, models, web, recognizer, voice, codec);
        vadTrials = new VadTrials(configuration, devices, codec, detectors, pool);
        board = new ModelsBoard(configuration, models, time.now());
        settingsPin = configuration.settings().observe(now -> {
            parts.set(partsOf(now));
            board.refresh(parts.get());
            serving.pointed();
        });
        historyPin = configuration.history().observe(_ -> board.refresh(parts.get()));
        model = new Model(serving.state(), serving.addresses(), devices.rows(), attempts.rows(), ladder.contact(), timeline.rows(), problems.entries(),
            configuration.settings(), configuration.sheet(), configuration.history(), board.state(), recollections.rows(), toolServers.servers(), totals, parts, operations, bench.shown(), turnLog.rows(), meetings.model());
    }

    private void begin() {
        serving.stoppedBefore(runs.flatMap(kept -> kept.begin(time.now())));
        serving.open();
        TotalsMeter meter = new TotalsMeter(time, timeline.rows());
        timers.add(time.every(TICK, () -> thread.post(() -> totals.set(meter.totals(devices.rows().get())))));
        timers.add(time.every(Statistics.PERIOD, () -> thread.post(statistics::tell)));
        settingsFiles.follow(this::readAgain);
        timeline.happened("engine", Severity.INFO, "started");
    }

    /// Also called after the console itself wrote the file; then nothing has changed.
    private void readAgain() {
        Settings before = configuration.settings().get();
        configuration.reload();
        if (!before.equals(configuration.settings().get())) {
            timeline.happened("settings", Severity.INFO, "read again because their file was written");
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
            case Command.ApplySettings wanted -> apply(wanted.values());
            case Command.Together wanted -> later("apply", operation -> edited(operation, wanted.edits()));
            case Command.Edit wanted -> later("apply", operation -> edited(operation, List.of(wanted)));
            case Command.UndoSettings _ -> later("undo", _ -> stepped("undone", "", configuration.undo()));
            case Command.RedoSettings _ -> later("redo", _ -> stepped("redone", "", configuration.redo()));
            case Command.RestoreSettings wanted -> later("restore", _ -> stepped("restored", wanted.revision(), configuration.restore(wanted.revision())));
            case Command.TryModel wanted -> later("try", operation -> tried(() -> trials.model(operation, wanted.name())));
            case Command.TryVoice wanted -> later("try", _ -> tried(() -> trials.voice(provider(ProviderKind.TTS, wanted.alias()), wanted.text())));
            case Command.TryRecognizer wanted -> later("try", _ -> tried(() -> trials.recognizer(provider(ProviderKind.ASR, wanted.alias()))));
            case Command.TryDraft wanted -> later("try", operation -> tried(() -> trials.draft(operation, drafted(wanted.draft()), wanted.text())));
            case Command.FindLocalServers _ -> later("find", _ -> trials.localServers(Set.of(serving.state().get().port(), serving.state().get().httpPort())));
            case Command.ListModels wanted -> later("list", _ -> tried(() -> trials.offered(drafted(wanted.draft()))));
            case Command.ChoosePorts ports -> later("ports", operation -> portsChosen(operation, ports));
            case Command.CheckAddresses _ -> later("check", operation -> new AddressCheck(time, problems, attempts).run(operation, serving.addresses().get()));
            case Command.StartTestDevice test -> later("test device", _ -> {
                bench.speak(test.speech());
                return done("");
            });
            case Command.StartMicrophoneDevice _ -> later("test device", _ -> {
                bench.listen();
                return done("");
            });
            case Command.TalkTestDevice talk -> later("talk", _ -> {
                bench.talk(talk.pressed());
                return done("");
            });
            case Command.StopTestDevice _ -> later("test device", _ -> {
                bench.stop();
                return done("");
            });
            case Command.CloseDevice device -> now("close", () -> present(device.id(), sessions.close(device.id())));
            case Command.KeepOpen keep -> now("keep open", () -> present(keep.id(), sessions.keepOpen(keep.id(), keep.howLong())));
            case Command.Interrupt device -> now("interrupt", () -> present(device.id(), sessions.interrupt(device.id())));
            case Command.Say said -> now("say", () -> present(said.id(), sessions.say(said.id(), said.text().strip())));
            case Command.Rename device -> now("rename", () -> present(device.id(), devices.rename(device.id(), device.name())));
            case Command.Annotate device -> now("annotate", () -> present(device.id(), devices.annotate(device.id(), device.note())));
            case Command.ChooseDialect device -> now("dialect", () -> present(device.id(), devices.chooseDialect(device.id(), device.dialect())));
            case Command.Forget device -> now("forget", () -> forgotten(device.id()));
            case Command.EraseMemory wanted -> later("memory", _ -> saved(recollections.erase(wanted.device())));
            case Command.EditMemory wanted -> later("memory", _ -> saved(recollections.edit(wanted.device(), wanted.text())));
            case Command.HearRecent wanted -> later("try", _ -> vadTrials.recent(wanted.device()));
            case Command.TryVad wanted -> later("try", _ -> vadTrials.cuts(wanted.sound(), wanted.values()));
            case Command.PlaySound sound -> {
                Ongoing operation = new Ongoing("play", time.now());
                player.play(operation, sound.sound());
                yield operation;
            }
            case Command.StopSound _ -> now("stop sound", () -> {
                player.stop();
                return done("");
            });
            case Command.ForgetSounds _ -> now("forget sounds", () -> {
                turnLog.forgetSounds();
                devices.forgetSounds();
                return done("");
            });
            case Command.Meet wanted -> meet(wanted.act());
            case Command.DismissProblem problem -> now("dismiss", () -> {
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
        guarded("test device", bench::stop);
        guarded("player", player::stop);
        timers.forEach(Time.Timer::cancel);
        guarded("settings", settingsFiles::close);
        guarded("connections", sessions::close);
        guarded("doors", serving::end);
        guarded("connections", this::lastWords);
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
        guarded("providers", web::close);
        guarded("compute pool", pool::close);
        guarded("run", () -> runs.ifPresent(kept -> kept.end(time.now())));
        guarded("database", () -> database.ifPresent(Database::close));
        thread.close();
        serving.enter(Phase.STOPPED);
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
                .orElseGet(() -> later("restart", new Restarting(time, serving, sessions, devices.rows(), meetings, timeline, problems)::run));
        }
    }

    private Operation apply(Map<String, Object> values) {
        return later("apply", operation -> applied(operation, values));
    }

    private Outcome applied(Ongoing operation, Map<String, Object> values) {
        operation.step("save", 0, String.join(", ", values.keySet()));
        return switch (configuration.apply(values)) {
            case Applied.Done done -> {
                timeline.happened("settings", Severity.INFO, "applied: " + String.join(", ", values.keySet()));
                yield done.covered().isEmpty() ? done("applied") : done("covered", String.join(", ", done.covered()));
            }
            case Applied.Refused refused -> {
                String key = refused.why().keySet().iterator().next();
                yield new Outcome.Failed(Problem.of(Code.SETTING_REFUSED, new Subject.Setting(key), key, Configuration.masked(key, values.get(key)), refused.why().get(key).text(Locale.ENGLISH)));
            }
            case Applied.Failed failed -> {
                problems.raise(failed.problem());
                yield new Outcome.Failed(failed.problem());
            }
        };
    }

    private Outcome edited(Ongoing operation, List<Command.Edit> edits) {
        for (Command.Edit edit : edits) {
            if (edit instanceof Command.SetPurpose wanted) {
                Optional<Verdict.Refused> why = Checks.mapping(configuration.settings().get().models(), wanted.purpose(), wanted.alias(), wanted.overrides()).stream().filter(Checks::grave).findFirst();
                if (why.isPresent()) {
                    String key = Dotted.of("llm_by_mode", wanted.purpose());
                    return new Outcome.Failed(Problem.of(Code.SETTING_REFUSED, new Subject.Setting(key), key, wanted.alias(), why.get().text(Locale.ENGLISH)));
                }
            }
        }
        return applied(operation, Edits.of(edits));
    }

    /// Failures of a trial go into its outcome only; they are not raised as problems.
    private static Outcome tried(Supplier<Outcome> trial) {
        try {
            return trial.get();
        } catch (ProblemException e) {
            return new Outcome.Failed(e.problem());
        }
    }

    private Settings.Provider drafted(Command.PutProvider wanted) {
        return Edits.drafted(configuration.provider(wanted.kind(), wanted.alias()), wanted);
    }

    /// @throws ProblemException with PROVIDER_UNKNOWN
    private Settings.Provider provider(ProviderKind kind, String alias) {
        Settings.Provider bare = new Settings.Provider(kind, alias, alias.toLowerCase(Locale.ROOT), JsonNodeFactory.instance.objectNode());
        return configuration.provider(kind, alias).or(() -> Optional.of(bare).filter(part -> part.embedded() || kind == ProviderKind.TTS && LOCAL_VOICES.contains(part.type())))
            .orElseThrow(() -> new ProblemException(Problem.of(Code.PROVIDER_UNKNOWN, new Subject.Setting(kind.name()), kind.name(), alias, kind == ProviderKind.TTS ? voice.name() : recognizer.name())));
    }

    private Outcome stepped(String how, Object revision, Optional<Problem> failure) {
        if (failure.isEmpty()) {
            timeline.happened("settings", Severity.INFO, (how + " " + revision).strip());
        }
        return failure.<Outcome>map(Outcome.Failed::new).orElseGet(() -> done(how, revision));
    }

    private Outcome portsChosen(Ongoing operation, Command.ChoosePorts ports) {
        operation.step("open", 0);
        sessions.closeAll(true);
        serving.close();
        serving.choose(ports);
        return serving.open().<Outcome>map(Outcome.Failed::new)
            .orElseGet(() -> done("ports", serving.state().get().port(), serving.state().get().httpPort()));
    }

    private Outcome present(String device, boolean there) {
        return there ? done("") : new Outcome.Failed(Problem.of(Code.DEVICE_ABSENT, new Subject.Device(device), device));
    }

    private Outcome forgotten(String device) {
        if (!devices.forget(device)) {
            return new Outcome.Failed(Problem.of(Code.DEVICE_PRESENT, new Subject.Device(device), device));
        }
        recollections.erase(device);
        return done("");
    }

    /// Waits for the disk.
    private static Outcome saved(CompletableFuture<?> written) {
        Failures.join(written);
        return done("");
    }

    private Operation meet(MeetingAct act) {
        return switch (act) {
            case MeetingAct.Finish _, MeetingAct.SumUpAgain _, MeetingAct.SendAgain _, MeetingAct.Save _, MeetingAct.ForgetSounds _ -> later("meeting", _ -> meetings.perform(act));
            case MeetingAct.Start _, MeetingAct.Add _, MeetingAct.Rename _, MeetingAct.NameSpeaker _, MeetingAct.EditSegment _, MeetingAct.Put _, MeetingAct.Unmark _,
                MeetingAct.Discard _, MeetingAct.Restore _, MeetingAct.Erase _ -> beside("meeting", _ -> meetings.perform(act), _ -> {}, _ -> {});
        };
    }

    private static Outcome done(String key, Object... args) {
        return Outcome.Done.of(key, args);
    }

    /// Runs short work on the engine thread.
    private Operation now(String name, Supplier<Outcome> work) {
        Ongoing operation = new Ongoing(name, time.now());
        if (!thread.post(() -> operation.finish(guarded(operation, _ -> work.get())))) {
            operation.finish(new Outcome.Cancelled());
        }
        return operation;
    }

    /// Runs work on a virtual thread of its own, listed in [EngineModel#operations] while it runs.
    private Operation later(String name, Function<Ongoing, Outcome> work) {
        return beside(name, work, operation -> operations.update(running -> with(running, operation)),
            operation -> operations.update(running -> running.stream().filter(other -> other != operation).toList()));
    }

    /// Runs work on a virtual thread of its own.
    private Operation beside(String name, Function<Ongoing, Outcome> work, Consumer<Ongoing> begun, Consumer<Ongoing> ended) {
        Ongoing operation = new Ongoing(name, time.now());
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

    private Outcome guarded(Ongoing operation, Function<Ongoing, Outcome> work) {
        try {
            return work.apply(operation);
        } catch (ProblemException e) {
            problems.raise(e.problem());
            return new Outcome.Failed(e.problem());
        } catch (Throwable e) {
            LOG.error("operation {} failed", operation.name(), e);
            Problem problem = Problem.of(Code.UNEXPECTED, e.toString());
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
    private void lastWords() {
        for (int looks = 0; sessions.live() > 0 && looks < 100; looks++) {
            time.sleep(Duration.ofMillis(20));
        }
    }

    // --- suppliers for the components ---

    private Doors doors(Supplier<Settings.Server> settings) {
        return Doors.open(time, settings, sessions, attempts, (identity, facts) -> devices.ota(identity.deviceId(), facts), devices::dialectChoice, meetings.pages());
    }

    private Turns turns() {
        tellWeakness();
        return new Turns(time, pool, pacer, codec, recognizer, voice, assistant(configuration.settings().get()), problems, turnLog);
    }

    private void tellWeakness() {
        if (configuration.settings().get().speech().recognizer().embedded() && weaknessSaid.compareAndSet(false, true)) {
            problems.raise(Problem.of(Code.RECOGNISER_WEAK));
        }
    }

    private Chosen<Recognizer> meetingEar() {
        tellWeakness();
        return recognizers.open(() -> configuration.settings().get().speech().recognizer());
    }

    /// The recogniser and the voice of a connection; each turn uses those in force when it starts.
    private UnaryOperator<Turns> ownSpeech(Belongings connection) {
        Chosen<Recognizer> ear = connection.own(recognizers.open(() -> configuration.settings().get().speech().recognizer()));
        Chosen<Voice> mouth = connection.own(voices.open(() -> configuration.settings().get().speech().voice()));
        return parts -> parts.with(ear.get(), mouth.get());
    }

    /// The model for memory. It belongs to no connection: one shared resolution follows the settings and warns once.
    private Optional<LanguageModel> memoryModel() {
        return shared(Purpose.MEMORY);
    }

    private Optional<LanguageModel> meetingModel() {
        return shared(Purpose.MEETING);
    }

    private Optional<LanguageModel> shared(Purpose purpose) {
        return configured() ? purposes.of(purpose).model() : Optional.empty();
    }

    private boolean configured() {
        Settings.Models written = configuration.settings().get().models();
        return written.selected().isPresent() || !written.byPurpose().isEmpty();
    }

    /// The files that list tool servers: our own, and that of the xiaozhi server whose settings are given by `--config`.
    private static List<Path> toolFiles(Home home, Optional<Path> config) {
        Optional<Path> other = config.map(file -> file.toAbsolutePath().resolveSibling(".mcp_server_settings.json"));
        return Stream.concat(Stream.of(home.toolServers()), other.stream()).toList();
    }

    private Companion companion(String device) {
        if (configured()) {
            toolServers.wake();
        }
        ChatParts shared = new ChatParts(time, ZoneId.systemDefault(), () -> configuration.settings().get(), memory, toolServers, logText, problems);
        return new Conversation(shared, device, models.purposes()::of);
    }

    private String assistantName(Settings settings) {
        return models.inForce().get(Purpose.CHAT.key()).model().filter(_ -> configured()).map(LanguageModel::name).orElse(assistant(settings).name());
    }

    private Assistant assistant(Settings settings) {
        return settings.speech().assistant().equals("scripted") ? scripted : echo;
    }

    private Parts partsOf(Settings settings) {
        return new Parts(recognizers.name(settings.speech().recognizer()), settings.speech().recognizer().embedded(), voices.name(settings.speech().voice()), assistantName(settings), codec.name(), detectors.name());
    }

    private List<String> online() {
        return sessions.online();
    }

    private void tellBadges(Outbound message) {
        sessions.tellBadges(message);
    }

    private String ownOta() {
        return serving.addresses().get().stream().filter(Address::loopback).findFirst().or(() -> serving.addresses().get().stream().findFirst())
            .map(Address::ota).orElse("http://127.0.0.1:" + serving.state().get().httpPort() + "/xiaozhi/ota/");
    }

    private Optional<Database> opened(CompletableFuture<Database> opening) {
        try {
            return Optional.of(opening.join());
        } catch (CompletionException e) {
            LOG.error("the database could not be opened", e.getCause());
            problems.raise(Failures.problem(e, Code.STORE_FAILED));
            return Optional.empty();
        }
    }

    /// Marks test devices, warns about automatic ids and updates the statistics when connections come and go.
    private final class Arrival implements Registration {
        @Override
        public void arrived(Connected connection) {
            if (DeviceProfile.isTest(connection.deviceId())) {
                devices.markTest(connection.deviceId());
            }
            if (connection.deviceId().startsWith("auto-")) {
                problems.raise(Problem.of(Code.ID_AUTOMATIC, connection.deviceId()));
            }
            statistics.soon();
        }

        @Override
        public void left(Connected connection) {
            statistics.soon();
        }
    }

    /// Actions that a device may request from the server. Source: badge-protocol section 2.11.
    private final class Asked implements ServerActions {
        @Override
        public boolean updateConfig() {
            timeline.happened("settings", Severity.INFO, "read again because a device asked for it");
            return configuration.reload();
        }

        @Override
        public void restart() {
            send(new Command.Restart());
        }
    }
}
