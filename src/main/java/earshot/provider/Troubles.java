package earshot.provider;

import earshot.config.Settings.Provider;
import earshot.problem.Problems;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The health of all recognisers or of all voices in the settings. It is kept by alias, so that a failing provider is one problem however
/// many connections notice it and however often its settings are edited. Safe for use from any thread.
public final class Troubles {
    private final Problems problems;
    private final Map<String, Trouble> byAlias = new ConcurrentHashMap<>();

    public Troubles(Problems problems) {
        this.problems = problems;
    }

    /// The health of a provider; the same object for the same alias.
    public Trouble of(Provider provider) {
        return byAlias.computeIfAbsent(provider.alias(), _ -> new Trouble(problems));
    }

    /// The settings have chosen this provider: resolves the problems of all others.
    public void chosen(Provider provider) {
        byAlias.forEach((alias, trouble) -> {
            if (!alias.equals(provider.alias())) {
                trouble.over();
            }
        });
    }
}
