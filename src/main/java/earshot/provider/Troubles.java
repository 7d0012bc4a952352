package earshot.provider;

import earshot.config.Settings.Provider;
import earshot.problem.Problems;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How the recognisers, or the voices, of the settings fare. A provider that fails is one problem, however many connections notice, and
/// however often its section is mended: so it is known by its alias. Safe for use from any thread.
public final class Troubles {
    private final Problems problems;
    private final Map<String, Trouble> byAlias = new ConcurrentHashMap<>();

    public Troubles(Problems problems) {
        this.problems = problems;
    }

    public Trouble of(Provider provider) {
        return byAlias.computeIfAbsent(provider.alias(), _ -> new Trouble(problems));
    }

    /// The settings choose this one: what any other did is nobody's problem any more.
    public void chosen(Provider provider) {
        byAlias.forEach((alias, trouble) -> {
            if (!alias.equals(provider.alias())) {
                trouble.over();
            }
        });
    }
}
