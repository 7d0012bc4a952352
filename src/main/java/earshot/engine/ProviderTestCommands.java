package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;

/// Performs the commands that try providers. Their failures go into the outcome only; they are not raised as problems.
///
/// @param ownPorts on which no model server is looked for
record ProviderTestCommands(OperationRunner operations, WrittenProviders providers, ProviderTester tester, Supplier<Set<Integer>> ownPorts) {
    Operation run(Command.ProviderTest command) {
        return switch (command) {
            case Command.TryModel request -> trial(OperationKind.TRY, operation -> tester.model(operation, request.name()));
            case Command.TryVoice request -> trial(OperationKind.TRY, _ -> tester.voice(providers.require(ProviderKind.TTS, request.alias()), request.text()));
            case Command.TryRecognizer request -> trial(OperationKind.TRY, _ -> tester.recognizer(providers.require(ProviderKind.ASR, request.alias())));
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
        return SettingsEdits.draftProvider(providers.find(request.kind(), request.alias()), request);
    }
}
