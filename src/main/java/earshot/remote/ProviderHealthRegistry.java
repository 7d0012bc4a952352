package earshot.remote;

import module java.base;

import earshot.problem.ProblemSink;

/// The health of all providers of one kind in the settings. It is kept by alias, so that a failing provider is one problem however
/// many connections notice it and however often its settings are edited. Safe for use from any thread.
public final class ProviderHealthRegistry {
    private final ProblemSink problems;
    private final Map<String, ProviderHealth> byAlias = new ConcurrentHashMap<>();

    public ProviderHealthRegistry(ProblemSink problems) {
        this.problems = problems;
    }

    public ProviderHealth of(String alias) {
        return byAlias.computeIfAbsent(alias, _ -> new ProviderHealth(problems));
    }

    /// The settings have chosen this provider: resolves the problems of all others.
    public void clearOthers(ProviderSettings provider) {
        byAlias.forEach((alias, providerHealth) -> {
            if (!alias.equals(provider.alias())) {
                providerHealth.recovered();
            }
        });
    }
}
