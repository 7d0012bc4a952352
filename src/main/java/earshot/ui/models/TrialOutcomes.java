package earshot.ui.models;

import module java.base;

import earshot.config.Settings;
import earshot.engine.Operation;
import earshot.watch.Watch;

/// How trials ended, until the settings change: a key that was refused may be another one since. On the FX thread only.
final class TrialOutcomes {
    private record Tried(Operation.Outcome outcome, Settings settings) {}

    private final Watch<Settings> settings;
    private final Map<String, Tried> byName = new HashMap<>();

    TrialOutcomes(Watch<Settings> settings) {
        this.settings = settings;
    }

    /// Keeps how a trial has just ended, with the settings of now.
    void put(String name, Operation.Outcome outcome) {
        byName.put(name, new Tried(outcome, settings.get()));
    }

    void remove(String name) {
        byName.remove(name);
    }

    Optional<Operation.Outcome> get(String name) {
        return Optional.ofNullable(byName.get(name)).map(Tried::outcome);
    }

    void forEach(BiConsumer<String, Operation.Outcome> each) {
        byName.forEach((name, tried) -> each.accept(name, tried.outcome()));
    }

    /// Forgets what was tried with other settings, and returns the names.
    List<String> removeOutdated() {
        Settings now = settings.get();
        List<String> outdated = byName.entrySet().stream().filter(entry -> !entry.getValue().settings().equals(now)).map(Map.Entry::getKey).toList();
        byName.keySet().removeAll(outdated);
        return outdated;
    }
}
