package earshot.engine;

import module java.base;

import earshot.asr.RecognizerSettings;
import earshot.config.Settings;
import earshot.data.LetterCase;
import earshot.llm.ModelSettings;
import earshot.llm.PurposeEntry;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.remote.OwnNetwork;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.server.ServerAddress;
import earshot.tts.VoiceSettings;

/// Finds chosen providers whose address is that of this server itself: 8000 is the usual port of several model servers, too. Thread-safe.
final class OwnPortCheck {
    private static final Pattern LOCAL_PORT = Pattern.compile("(?:\\w+://)?(localhost|[\\w.-]+|\\[[0-9a-fA-F:]+\\]):(\\d{1,5})(?:[/?#].*)?");

    private final ProblemSink problems;
    private Set<Problem> raised = Set.of();

    OwnPortCheck(ProblemSink problems) {
        this.problems = problems;
    }

    /// Raises and resolves problems.
    ///
    /// @param addresses of this server; empty while it is closed
    synchronized void check(Settings settings, EngineState state, List<ServerAddress> addresses) {
        Set<Problem> found = addresses.isEmpty() ? Set.of()
            : problems(settings, new HashSet<>(List.of(state.port(), state.httpPort())),
                addresses.stream().map(ServerAddress::host).collect(Collectors.toSet()));
        raised.stream().filter(problem -> !found.contains(problem)).forEach(problem -> problems.resolve(problem.code(), problem.subject()));
        found.stream().filter(problem -> !raised.contains(problem)).forEach(problems::raise);
        raised = found;
    }

    private static Set<Problem> problems(Settings settings, Set<Integer> ports, Set<String> hosts) {
        Set<Problem> found = new LinkedHashSet<>();
        for (ProviderSettings provider : chosen(settings)) {
            String address = provider.text("base_url", "url", "api_url", "ws_url")
                .or(() -> provider.text("host").flatMap(host -> provider.text("port").map(port -> host + ":" + port))).orElse("");
            Matcher parts = LOCAL_PORT.matcher(LetterCase.lower(address));
            if (parts.matches() && ports.contains(Integer.parseInt(parts.group(2))) && own(parts.group(1), hosts)) {
                found.add(Problem.of(ProblemCode.PROVIDER_ITSELF, provider.subject("base_url"), provider.alias(), address, parts.group(2)));
            }
        }
        return found;
    }

    private static boolean own(String host, Set<String> hosts) {
        return OwnNetwork.isThisComputer(host) || host.equals("0.0.0.0") || hosts.contains(host);
    }

    private static List<ProviderSettings> chosen(Settings settings) {
        ModelSettings models = settings.of(ModelSettings.SECTION);
        Stream<String> aliases = Stream.concat(models.selected().stream(),
            models.byPurpose().values().stream().flatMap(entry -> PurposeEntry.parse(entry).alias().stream()));
        Stream<ProviderSettings> chosen = aliases.distinct().filter(models.providers()::containsKey)
            .map(alias -> ProviderSettings.of(ProviderKind.LLM, alias, models.providers().get(alias)));
        return Stream.concat(chosen, Stream.of(settings.of(RecognizerSettings.SELECTED), settings.of(VoiceSettings.SELECTED))).toList();
    }
}
