package earshot.engine;

import module java.base;

import earshot.config.DottedKey;
import earshot.problem.ProblemReason;
import earshot.remote.ProviderKind;

/// The part of a conversation that a key of a settings file chooses, in order of what people notice first.
enum ChosenPart {
    /// The settings are not in the file at all, but in a management console.
    ALL("manager-api.url", ProblemReason.OTHER_SETTING),
    MODEL(SettingsEdits.selectionKey(ProviderKind.LLM), ProblemReason.NO_MODEL),
    RECOGNIZER(SettingsEdits.selectionKey(ProviderKind.ASR), ProblemReason.OTHER_RECOGNIZER),
    VOICE(SettingsEdits.selectionKey(ProviderKind.TTS), ProblemReason.OTHER_VOICE),
    MEMORY(DottedKey.of("selected_module", "Memory"), ProblemReason.NO_MEMORY);

    private final String key;
    private final ProblemReason missing;

    ChosenPart(String key, ProblemReason missing) {
        this.key = key;
        this.missing = missing;
    }

    /// Empty for any other key.
    static Optional<ChosenPart> of(String key) {
        return Arrays.stream(values()).filter(part -> part.key.equals(key)).findFirst();
    }

    String key() {
        return key;
    }

    /// What is said where the chosen one does not serve; its argument is the chosen one.
    ProblemReason missing() {
        return missing;
    }
}
