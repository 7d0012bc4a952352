package earshot.asr;

import earshot.config.Settings;
import earshot.problem.Problems;
import earshot.provider.Chosen;
import earshot.provider.StandIn;
import earshot.provider.Troubles;
import earshot.provider.Web;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes the recogniser that the settings choose for each connection: the embedded one is shared by all, a remote one is made for each
/// connection and falls back to the embedded one. Safe for use from any thread.
public final class Recognizers {
    private final Recognizer embedded;
    private final Web web;
    private final Troubles troubles;

    /// @param embedded shared by all connections, and not closed here
    public Recognizers(Recognizer embedded, Web web, Problems problems) {
        this.embedded = embedded;
        this.web = web;
        troubles = new Troubles(problems);
    }

    /// The recogniser of a new connection, to be closed with it.
    ///
    /// @param setting read before each utterance, so that a change applies to the next one
    public Chosen<Recognizer> open(Supplier<Settings.Provider> setting) {
        return new Chosen<>(setting, this::made);
    }

    /// The console's name for the recogniser of a settings section.
    public String name(Settings.Provider provider) {
        return made(provider).part().name();
    }

    private Chosen.Made<Recognizer> made(Settings.Provider provider) {
        troubles.chosen(provider);
        return switch (provider.type()) {
            case "openai" -> own(new OpenAiRecognizer(provider, web), provider);
            case "fun_server" -> own(new FunAsrRecognizer(provider, web), provider);
            default -> new Chosen.Made<>(embedded, Optional.empty());
        };
    }

    private Chosen.Made<Recognizer> own(Recognizer remote, Settings.Provider provider) {
        Recognizer backed = new Backed(remote, new StandIn<>(provider, provider.standIn() ? Optional.of(embedded) : Optional.empty(), Recognizer::name, troubles.of(provider)));
        return new Chosen.Made<>(backed, Optional.of(backed::close));
    }
}
