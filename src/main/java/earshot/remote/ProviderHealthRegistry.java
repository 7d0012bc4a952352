package earshot.remote;

import module java.base;

import earshot.problem.ProblemSink;

/// The health of all providers of one kind in the settings. It is kept by alias, so that a failing provider is one problem however
/// many connections notice it. Edited settings make it unknown again. Safe for use from any thread.
public final class ProviderHealthRegistry {
    private final ProblemSink problems;
    private final Map<String, ProviderHealth> byAlias = new ConcurrentHashMap<>();
    private final AtomicReference<ProviderSettings> chosen = new AtomicReference<>();

    public ProviderHealthRegistry(ProblemSink problems) {
        this.problems = problems;
    }

    public ProviderHealth of(String alias) {
        return byAlias.computeIfAbsent(alias, _ -> new ProviderHealth(problems));
    }

    /// The settings of this provider are others now, or it is gone: resolves its problems. What a call that is still under way finds stays
    /// until the next one succeeds.
    public void settingsChanged(String alias) {
        Optional.ofNullable(byAlias.get(alias)).ifPresent(ProviderHealth::recovered);
    }

    /// The settings have chosen this provider: resolves the problems of all others, and its own if its settings have changed.
    public void choose(ProviderSettings provider) {
        ProviderSettings before = chosen.getAndSet(provider);
        if (before != null && before.alias().equals(provider.alias()) && !before.equals(provider)) {
            settingsChanged(provider.alias());
        }
        byAlias.forEach((alias, providerHealth) -> {
            if (!alias.equals(provider.alias())) {
                providerHealth.recovered();
            }
        });
    }
}
