package earshot.llm;

import java.util.Optional;

/// Which model serves a purpose now, and why.
///
/// @param model in force; empty when no model is configured at all
/// @param alias of the model in force, empty text likewise
/// @param reason stable key: `own`, `default.entry`, `selected`, `fallback.unknown`, `fallback.failed`, `none`
/// @param detail what the reason speaks of, for example the alias that is unknown
public record Choice(Optional<LanguageModel> model, String alias, String reason, String detail) {}
