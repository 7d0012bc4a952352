package earshot.engine;

import module java.base;

import earshot.conversation.ConnectionAssistant;
import earshot.conversation.ConversationServices;
import earshot.conversation.ConversationSettings;
import earshot.conversation.EchoAssistant;
import earshot.conversation.FixedSentenceSettings;
import earshot.conversation.ModelAssistant;
import earshot.conversation.ScriptedAssistant;
import earshot.fault.injection.FaultyTurns;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.llm.ModelRegistry;
import earshot.llm.ModelResolver;
import earshot.llm.ModelSettings;
import earshot.llm.Purpose;
import earshot.memory.MemoryRepository;
import earshot.memory.MemorySettings;
import earshot.memory.MemoryStore;
import earshot.memory.SummarizingMemory;
import earshot.problem.ProblemSink;
import earshot.remote.SharedHttpClient;
import earshot.server.ServerSettings;
import earshot.store.HomeDirectory;
import earshot.tool.McpServerRegistry;
import earshot.tool.ToolSettings;
import earshot.turn.Assistant;

/// Assembles who answers: language models, memory, tool servers and the built-in assistants.
final class ConversationAssembly implements AutoCloseable {
    final ModelRegistry models;
    final MemoryRepository memories;
    final SummarizingMemory memory;
    final McpServerRegistry toolServers;
    final ReminderAssembly reminders;
    private final CoreServices core;
    /// Shared by those that belong to no connection: it follows the settings and warns once.
    private final ModelResolver sharedResolver;
    /// With the silence that ends a turn, and the first frame, the answer begins within 1.3 s.
    private static final Duration ECHO_PATIENCE = Duration.ofMillis(350);

    private final Assistant echo = new EchoAssistant(ECHO_PATIENCE);
    private final Assistant scripted;

    /// @param config the file given by `--config`
    /// @param modelProblems takes what is wrong with the settings of models
    ConversationAssembly(CoreServices core, MemoryStore memoryStore, ReminderAssembly reminders, SharedHttpClient http, Optional<Path> config,
        ProblemSink modelProblems) {
        this.core = core;
        this.reminders = reminders;
        scripted = new ScriptedAssistant(core.time(), core.time().zone(), reminders.scripted);
        models = new ModelRegistry(core.configuration().settings(), http, modelProblems, Optional.of(core.home().learnedModels()));
        sharedResolver = models.newResolver();
        memories = new MemoryRepository(core.time(), memoryStore);
        memory = new SummarizingMemory(core.time(), () -> core.settings().of(MemorySettings.SECTION), () -> sharedModel(Purpose.MEMORY), memories,
            core.timeline(), core.logText(), core.problems());
        toolServers = new McpServerRegistry(toolFiles(core.home(), config), () -> core.settings().of(ToolSettings.SECTION).endpoint(),
            core.home().toolProcesses(), core.time(), http, this::isOwnAddress, core.logText(), core.problems());
    }

    /// The assistant of a new connection.
    ConnectionAssistant forDevice(DeviceId device, FaultyTurns faults) {
        if (modelConfigured()) {
            toolServers.refresh();
        }
        ConversationServices shared = new ConversationServices(core.time(), core.time().zone(), core::settings, memory, toolServers, reminders.tools,
            core.logText(), core.problems());
        return new ModelAssistant(shared, device, faults.of(device, models.newResolver()::resolve));
    }

    /// The assistant that answers where no model is configured.
    Assistant builtIn() {
        return switch (core.settings().of(ModelSettings.SECTION).builtIn()) {
            case ECHO -> echo;
            case SCRIPTED -> scripted;
        };
    }

    /// What a device hears instead of an answer that failed.
    String apology(DeviceId device) {
        return core.settings().of(FixedSentenceSettings.SECTION).apology(core.settings().of(ConversationSettings.SECTION).persona(device));
    }

    /// What the assistant of a new connection expects to hear.
    List<String> expectedSentences() {
        return modelConfigured() ? List.of() : builtIn().expectedSentences();
    }

    /// The model for a purpose outside connections, if one is configured.
    Optional<LanguageModel> sharedModel(Purpose purpose) {
        return modelConfigured() ? sharedResolver.resolve(purpose).model() : Optional.empty();
    }

    /// Display name of who answers now.
    String assistantName() {
        return models.activeModels().get(Purpose.CHAT.key()).model().filter(_ -> modelConfigured()).map(LanguageModel::name).orElse(builtIn().name());
    }

    private boolean modelConfigured() {
        ModelSettings written = core.settings().of(ModelSettings.SECTION);
        return written.selected().isPresent() || !written.byPurpose().isEmpty();
    }

    /// The files that list tool servers: our own, and that of the xiaozhi server whose settings are given by `--config`.
    private static List<Path> toolFiles(HomeDirectory home, Optional<Path> config) {
        Optional<Path> other = config.map(file -> file.toAbsolutePath().resolveSibling(".mcp_server_settings.json"));
        return Stream.concat(Stream.of(home.toolServers()), other.stream()).toList();
    }

    /// Whether an address leads to the ports for devices. May wait for a name server.
    private boolean isOwnAddress(URI address) {
        ServerSettings server = core.settings().of(ServerSettings.SECTION);
        if (address.getPort() != server.port() && address.getPort() != server.httpPort()) {
            return false;
        }
        try {
            InetAddress host = InetAddress.getByName(address.getHost());
            return host.isLoopbackAddress() || host.isAnyLocalAddress() || NetworkInterface.getByInetAddress(host) != null;
        } catch (IOException _) {
            return false;
        }
    }

    /// One whose entry could not be used is read again: it may have been mended.
    Operation.Outcome restartToolServer(String name) {
        toolServers.refresh();
        toolServers.restart(name);
        return Operation.Outcome.Done.of("");
    }

    @Override
    public void close() {
        Shutdown.close("memory", memory);
        Shutdown.close("tool servers", toolServers);
        Shutdown.close("language models", models);
    }
}
