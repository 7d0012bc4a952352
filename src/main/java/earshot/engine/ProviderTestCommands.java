package earshot.engine;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.catalog.ProviderType;
import earshot.config.Configuration;
import earshot.config.DottedKey;
import earshot.data.LetterCase;
import earshot.engine.Operation.Outcome;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;

/// Performs the commands that try providers. Their failures go into the outcome only; they are not raised as problems.
///
/// @param ownPorts on which no model server is looked for
/// @param embedded name of the embedded recogniser or voice
record ProviderTestCommands(OperationRunner operations, Configuration configuration, ProviderTester tester, Supplier<Set<Integer>> ownPorts, Function<ProviderKind, String> embedded) {
    Operation run(Command.ProviderTest command) {
        return switch (command) {
            case Command.TryModel request -> trial(OperationKind.TRY, operation -> tester.model(operation, request.name()));
            case Command.TryVoice request -> trial(OperationKind.TRY, _ -> tester.voice(provider(ProviderKind.TTS, request.alias()), request.text()));
            case Command.TryRecognizer request -> trial(OperationKind.TRY, _ -> tester.recognizer(provider(ProviderKind.ASR, request.alias())));
            case Command.TryProviderDraft request -> trial(OperationKind.TRY, operation -> tester.draft(operation, draft(request.draft()), request.text()));
            case Command.ListModels request -> trial(OperationKind.LIST, _ -> tester.listModels(draft(request.draft())));
            case Command.FindLocalServers _ -> operations.inBackground(OperationKind.FIND, _ -> tester.localServers(ownPorts.get()));
        };
    }

    private Operation trial(OperationKind kind, Function<RunningOperation, Outcome> work) {
        return operations.inBackground(kind, operation -> {
            try {
                return work.apply(operation);
            } catch (ProblemException e) {
                return new Outcome.Failed(e.problem());
            }
        });
    }

    private ProviderSettings draft(Command.PutProvider request) {
        return SettingsEdits.draftProvider(written(request.kind(), request.alias()), request);
    }

    private Optional<ProviderSettings> written(ProviderKind kind, String alias) {
        return configuration.section(DottedKey.of(kind.name(), alias)).map(section -> ProviderSettings.of(kind, alias, section));
    }

    /// @throws ProblemException with PROVIDER_UNKNOWN
    private ProviderSettings provider(ProviderKind kind, String alias) {
        ProviderSettings bare = new ProviderSettings(kind, alias, LetterCase.lower(alias), JsonNodeFactory.instance.objectNode());
        return written(kind, alias).or(() -> Optional.of(bare).filter(part -> kind.type(part.type()).filter(type -> type.location() != ProviderType.Location.REMOTE).isPresent()))
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.PROVIDER_UNKNOWN, new ProblemSubject.Setting(kind.name()), kind.name(), alias, embedded.apply(kind))));
    }
}
