package earshot.llm;

import module java.base;

/// Which model serves a purpose now, and why.
///
/// @param model empty when no model is configured at all
/// @param alias of the model; empty text when there is none
/// @param detail a value that belongs to the reason, for example the unknown alias
public record ModelResolution(Optional<LanguageModel> model, String alias, ResolutionReason reason, String detail) {
    /// The same with another model in place of the one that was found.
    public ModelResolution with(UnaryOperator<LanguageModel> change) {
        return new ModelResolution(model.map(change), alias, reason, detail);
    }
}
