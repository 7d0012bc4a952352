package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.SettingsLayer;
import earshot.engine.Command;
import earshot.engine.LocalModelServer;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.engine.ModelsState.SelectedProvider;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderKind;
import earshot.ui.ModelsStateSamples;
import org.junit.jupiter.api.Test;

/// Servers that were found on this computer, and what becomes of one that is used.
class LocalServersViewModelTest {
    private static final LocalModelServer OLLAMA = new LocalModelServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b", "gemma3"));
    private static final LocalModelServer WHISPER = new LocalModelServer(ProviderKind.ASR, "Wyoming", "wyoming", "tcp://127.0.0.1:10300", List.of("small"));
    private static final LocalModelServer PIPER = new LocalModelServer(ProviderKind.TTS, "Wyoming", "wyoming", "tcp://127.0.0.1:10200", List.of("amy"));

    private final ModelsFixture bench = new ModelsFixture();

    @Test
    void aRecognizerAndAVoiceAreAddedByHostAndPort() {
        LocalServersViewModel servers = opened(false, ModelsStateSamples.none(bench.time.now()));
        List<String> added = new ArrayList<>();
        servers.use(WHISPER, "small", added::add);
        servers.use(PIPER, "amy", added::add);
        bench.frame();
        assertThat(bench.engine.sentCommands).containsExactly(
            chosen(ProviderKind.ASR, "wyoming", Map.of("type", "wyoming", "host", "127.0.0.1", "port", 10_300, "model", "small")),
            chosen(ProviderKind.TTS, "wyoming", Map.of("type", "wyoming", "host", "127.0.0.1", "port", 10_200, "voice", "amy")));
        assertThat(added).containsExactly("wyoming", "wyoming");
    }

    @Test
    void anAliasThatIsTakenBySomethingElseGetsANumberAndTheSameServerIsChanged() {
        Provider elsewhere = new Provider(ProviderKind.LLM, "ollama", List.of(), Map.of("type", "ollama", "base_url", "http://192.168.1.9:11434/v1"),
            SettingsLayer.CONSOLE, false);
        LocalServersViewModel servers = opened(false, state(elsewhere));
        List<String> added = new ArrayList<>();
        servers.use(OLLAMA, "gemma3", added::add);
        bench.frame();
        Provider same = new Provider(ProviderKind.ASR, "mine", List.of(), Map.of("type", "wyoming", "port", 10_300), SettingsLayer.CONSOLE, false);
        bench.engine.models.set(state(same));
        bench.frame();
        servers.use(WHISPER, "small", added::add);
        bench.frame();
        assertThat(added).containsExactly("ollama2", "mine");
    }

    @Test
    void aServerThatCannotBeSavedIsToldAndNotAdded() {
        Problem busy = Problem.of(ProblemCode.STORE_BUSY, "x");
        bench.answers(Command.EditAll.class, new Outcome.Failed(busy));
        List<String> added = new ArrayList<>();
        LocalServersViewModel servers = opened(false, ModelsStateSamples.none(bench.time.now()));
        servers.use(OLLAMA, "gemma3", added::add);
        bench.frame();
        assertThat(added).isEmpty();
    }

    @Test
    void aSearchRunsOnceAtATimeAndShowsWhatItFound() {
        bench.answers(Command.FindLocalServers.class, new Result.LocalServers(List.of(OLLAMA, WHISPER)));
        LocalServersViewModel servers = opened(false, ModelsStateSamples.none(bench.time.now()));
        assertThat(servers.searched().get()).as("nobody asked").isFalse();
        servers.search();
        servers.search();
        assertThat(servers.searching().get()).isTrue();
        bench.frame();
        assertThat(servers.searching().get()).isFalse();
        assertThat(servers.searched().get()).isTrue();
        assertThat(bench.engine.sentCommands.stream().filter(Command.FindLocalServers.class::isInstance)).hasSize(1);
    }

    private LocalServersViewModel opened(boolean searchUnasked, ModelsState state) {
        bench.engine.models.set(state);
        LocalServersViewModel servers = new LocalServersViewModel(bench.viewContext, searchUnasked);
        bench.frame();
        return servers;
    }

    private static ModelsState state(Provider... providers) {
        return new ModelsState(List.of(), List.of(providers), List.of(new SelectedProvider(ProviderKind.LLM, Optional.empty(), "echo", SettingsLayer.BUILT_IN)),
            Optional.empty(), Map.of(), List.of());
    }

    private static Command chosen(ProviderKind kind, String alias, Map<String, Object> fields) {
        return new Command.EditAll(List.of(new Command.PutProvider(kind, alias, fields, Optional.empty()), new Command.SelectProvider(kind, alias)));
    }
}
