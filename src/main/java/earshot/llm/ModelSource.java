package earshot.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Where a look-up gets its models from.
interface ModelSource {
    /// The shared instance of an alias with overrides; empty when there is no such alias.
    ///
    /// @param overrides laid over the settings of the alias, key by key; empty object for none
    /// @throws RuntimeException when the alias is there and cannot be used
    Optional<LanguageModel> model(String alias, ObjectNode overrides);
}
