package earshot.engine;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.catalog.ProviderType;
import earshot.config.Configuration;
import earshot.config.DottedKey;
import earshot.data.LetterCase;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;

/// The providers of the settings by alias, selected or not.
///
/// @param embedded name of the embedded recognizer or voice
record WrittenProviders(Configuration configuration, Function<ProviderKind, String> embedded) {
    Optional<ProviderSettings> find(ProviderKind kind, String alias) {
        return configuration.section(DottedKey.of(kind.name(), alias)).map(section -> ProviderSettings.of(kind, alias, section));
    }

    /// One that is written, or by its type one that needs no settings.
    ///
    /// @throws ProblemException with PROVIDER_UNKNOWN
    ProviderSettings require(ProviderKind kind, String alias) {
        ProviderSettings bare = new ProviderSettings(kind, alias, LetterCase.lower(alias), JsonNodeFactory.instance.objectNode());
        return find(kind, alias)
            .or(() -> Optional.of(bare).filter(part -> kind.type(part.type()).filter(type -> type.location() != ProviderType.Location.REMOTE).isPresent()))
            .orElseThrow(() -> new ProblemException(
                Problem.of(ProblemCode.PROVIDER_UNKNOWN, new ProblemSubject.Setting(kind.name()), kind.name(), alias, embedded.apply(kind))));
    }
}
