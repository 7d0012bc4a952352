package earshot.engine;

import earshot.config.Layer;
import earshot.config.ProviderKind;
import earshot.config.Verdict;
import earshot.tts.LocalVoice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which model serves what: what is written beside what is in force, and the providers there are. Keys are masked.
///
/// @param purposes `default` first, then each [earshot.llm.Purpose]
/// @param providers in the order of the file, language models first
/// @param parts what is chosen of each kind, in the order of [ProviderKind]
/// @param persona `prompt`
/// @param personas of single devices, by device id
/// @param localVoices programs on this computer that speak
public record ModelsState(List<PurposeRow> purposes, List<Provider> providers, List<Part> parts, Optional<String> persona, Map<String, String> personas, List<LocalVoice> localVoices) {
    public static final ModelsState NONE = new ModelsState(List.of(), List.of(), List.of(), Optional.empty(), Map.of(), List.of());

    /// @param purpose `default`, `chat`, `meeting`, `coding`, `working`, `intent`, `memory`
    /// @param written the entry of `llm_by_mode`; empty when there is none
    /// @param inForce empty for `default`, which serves nothing by itself
    /// @param warnings why the entry is not what its writer meant, did-you-mean included
    public record PurposeRow(String purpose, Optional<Written> written, Optional<InForce> inForce, List<Verdict.Refused> warnings) {}

    /// @param overrides secrets masked
    /// @param given what the file of `--config` says, when an edit lies over it
    public record Written(String alias, Map<String, Object> overrides, Layer source, Optional<String> given) {}

    /// @param alias empty text when no model is configured at all: the built-in assistant answers
    /// @param name of the model, for example `big (big-2)`
    /// @param reason see [earshot.llm.Choice#reason]
    /// @param revision the revision of the settings since which it is so; empty when older than all that are known
    public record InForce(String alias, String name, String reason, String detail, Optional<Long> revision, Instant since) {}

    /// @param type the protocol, for example `openai`
    /// @param key masked, for example `sk-…abcd`
    /// @param model `model_name`, or `model`
    /// @param usedBy purposes it serves, and `selected` when it is the chosen one of its kind
    /// @param fields all that is written of it, secrets masked
    /// @param embedded whether it is built in: then there is nothing to edit
    public record Provider(ProviderKind kind, String alias, String type, Optional<String> address, Optional<String> key, Optional<String> model,
                           List<String> usedBy, Map<String, Object> fields, Layer source, boolean embedded) {}

    /// @param written `selected_module.<kind>`
    /// @param inForce name of the part that works
    public record Part(ProviderKind kind, Optional<String> written, String inForce, Layer source) {}
}
