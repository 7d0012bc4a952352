package earshot.asr;

import earshot.config.Settings;
import earshot.problem.Problems;
import earshot.provider.Chosen;
import earshot.provider.Trouble;
import earshot.provider.Web;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Gives each connection the recogniser that the settings choose: the embedded one is a single object for all, a remote one is made
/// for each connection, backed by the embedded one. Safe for use from any thread.
public final class Recognizers {
    private final Recognizer embedded;
    private final Web web;
    private final Problems problems;
    /// By alias: a provider that fails is one problem, however many connections notice.
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    /// @param embedded shared, and closed by whoever made it
    public Recognizers(Recognizer embedded, Web web, Problems problems) {
        this.embedded = embedded;
        this.web = web;
        this.problems = problems;
    }

    /// The recogniser of a new connection, to be closed with it.
    ///
    /// @param setting asked before each utterance, so that a change holds for the next one
    public Chosen<Recognizer> open(Supplier<Settings.Provider> setting) {
        return new Chosen<>(setting, this::made);
    }

    /// What the console calls the recogniser of a section.
    public String name(Settings.Provider provider) {
        return provider.embedded() ? embedded.name() : made(provider).part().name();
    }

    private Chosen.Made<Recognizer> made(Settings.Provider provider) {
        return switch (provider.type()) {
            case "openai" -> own(new OpenAiRecognizer(provider, web), provider);
            case "fun_server" -> own(new FunAsrRecognizer(provider, web), provider);
            default -> new Chosen.Made<>(embedded, Optional.empty());
        };
    }

    private Chosen.Made<Recognizer> own(Recognizer remote, Settings.Provider provider) {
        Trouble trouble = troubles.computeIfAbsent(provider.alias(), _ -> new Trouble(problems));
        Recognizer backed = new Backed(remote, provider, provider.standIn() ? Optional.of(embedded) : Optional.empty(), trouble);
        return new Chosen.Made<>(backed, Optional.of(backed::close));
    }
}
