package earshot.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Provides the model instances for a lookup by purpose.
interface ModelSource {
    /// The shared instance of an alias with overrides; empty when the alias is unknown.
    ///
    /// @param overrides laid over the settings of the alias, key by key; empty object for none
    /// @throws RuntimeException when the alias is configured but cannot be used
    Optional<LanguageModel> model(String alias, ObjectNode overrides);
}
