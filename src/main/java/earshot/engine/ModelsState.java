package earshot.engine;

import module java.base;

import earshot.catalog.ProviderType;
import earshot.config.SettingsLayer;
import earshot.config.ValidationResult;
import earshot.data.LetterCase;
import earshot.id.DeviceId;
import earshot.llm.ModelResolver;
import earshot.llm.Purpose;
import earshot.llm.ResolutionReason;
import earshot.remote.ProviderKind;
import earshot.tts.InstalledVoice;

/// Which model serves which purpose (as written and as in force), and all providers. API keys are masked.
///
/// @param purposes `default` first, then each [Purpose]
/// @param providers in file order, language models first, embedded ones last
/// @param selectedProviders the selected provider of each kind, in the order of [ProviderKind]
/// @param persona `prompt`
/// @param personas personas of single devices, by device id
/// @param installedVoices speech programs installed on this computer
public record ModelsState(List<PurposeRow> purposes, List<Provider> providers, List<SelectedProvider> selectedProviders, Optional<String> persona,
    Map<DeviceId, String> personas, List<InstalledVoice> installedVoices) {
    public static final ModelsState NONE = new ModelsState(List.of(), List.of(), List.of(), Optional.empty(), Map.of(), List.of());

    /// @param purpose `default`, `chat`, `meeting`, `coding`, `working`, `intent`, `memory`
    /// @param written its entry in `llm_by_mode`; empty when there is none
    /// @param inForce empty for `default`, which serves nothing by itself
    /// @param warnings probable mistakes in the entry, with suggestions
    public record PurposeRow(String purpose, Optional<WrittenEntry> written, Optional<ModelInForce> inForce, List<ValidationResult.Refused> warnings) {
        /// Whether it stands in for the purposes without an entry of their own.
        public boolean isDefault() {
            return purpose.equals(ModelResolver.DEFAULT);
        }

        public boolean serves(Purpose asked) {
            return purpose.equals(asked.key());
        }
    }

    /// @param overrides secrets masked
    /// @param given the entry in the `--config` file, when an edit overrides it
    public record WrittenEntry(String alias, Map<String, Object> overrides, SettingsLayer source, Optional<String> given) {}

    /// @param alias empty text when no model is configured: the built-in assistant answers
    /// @param name of the model, for example `big (big-2)`
    /// @param revision the settings revision that made it so; empty when it is older than the history
    public record ModelInForce(String alias, String name, ResolutionReason reason, String detail, Optional<Long> revision, Instant since) {}

    /// @param usedBy purposes it serves, and `selected` when it is the selected one of its kind
    /// @param fields all its written fields, secrets masked
    /// @param embedded whether it is built in and so cannot be edited
    public record Provider(ProviderKind kind, String alias, List<String> usedBy, Map<String, Object> fields, SettingsLayer source, boolean embedded) {
        /// The protocol, for example `openai`.
        public String type() {
            return text("type").orElse(alias);
        }

        public Optional<String> address() {
            return text("base_url", "url", "api_url", "ws_url", "host");
        }

        /// Masked, for example `sk-…abcd`; of several keys the first, where none is missing.
        public Optional<String> key() {
            Optional<ProviderType> known = kind.type(LetterCase.lower(type().strip()));
            return known.filter(ProviderType::hasSeveralKeys).map(one -> one.keySets().stream()
                .filter(keys -> keys.stream().allMatch(key -> text(key).isPresent())).findFirst().flatMap(keys -> text(keys.getFirst())))
                .orElseGet(() -> text(known.map(ProviderType::keyName).orElse("api_key")));
        }

        public Optional<String> model() {
            return text("model_name", "model");
        }

        private Optional<String> text(String... keys) {
            return Stream.of(keys).map(fields::get).filter(Objects::nonNull).map(String::valueOf).filter(text -> !text.isBlank()).findFirst();
        }
    }

    /// @param written `selected_module.<kind>`
    /// @param inForce display name of the component in use
    public record SelectedProvider(ProviderKind kind, Optional<String> written, String inForce, SettingsLayer source) {}
}
