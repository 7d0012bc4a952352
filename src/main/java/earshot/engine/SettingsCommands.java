package earshot.engine;

import module java.base;

import earshot.config.ApplyResult;
import earshot.config.Configuration;
import earshot.config.Setting;
import earshot.config.Settings;
import earshot.engine.Operation.Outcome;
import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.id.DeviceId;
import earshot.llm.ModelSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.server.ServerSettings;
import earshot.server.WebAccessSettings;

/// Performs the commands that change the settings, and reads them again when their file or a device asks for it.
record SettingsCommands(OperationRunner operations, Configuration configuration, EventSink events, ProblemSink problems) {
    Operation run(Command.SettingsCommand command) {
        return switch (command) {
            case Command.ApplySettings request -> operations.inBackground(OperationKind.APPLY, operation -> save(operation, request.values()));
            case Command.AllowOrigin(String origin) -> operations.inBackground(OperationKind.APPLY,
                operation -> save(operation, extended(WebAccessSettings.ORIGINS, web().allowedOrigins(), origin)));
            case Command.AllowHost(String host) -> operations.inBackground(OperationKind.APPLY,
                operation -> save(operation, extended(WebAccessSettings.HOSTS, web().allowedHosts(), host)));
            case Command.ExemptDevice(DeviceId id) -> operations.inBackground(OperationKind.APPLY,
                operation -> save(operation, extended(ServerSettings.ALLOWED_DEVICES, exemptDevices(), id.value())));
            case Command.EditAll request -> operations.inBackground(OperationKind.APPLY, operation -> saveEdits(operation, request.edits()));
            case Command.Edit edit -> operations.inBackground(OperationKind.APPLY, operation -> saveEdits(operation, List.of(edit)));
            case Command.UndoSettings _ -> operations.inBackground(OperationKind.UNDO,
                _ -> revisionOutcome(EventCode.SETTINGS_UNDONE, "undone", "", configuration.undo()));
            case Command.RedoSettings _ -> operations.inBackground(OperationKind.REDO,
                _ -> revisionOutcome(EventCode.SETTINGS_REDONE, "redone", "", configuration.redo()));
            case Command.RestoreSettings request -> operations.inBackground(OperationKind.RESTORE,
                _ -> revisionOutcome(EventCode.SETTINGS_RESTORED, "restored", request.revision(), configuration.restore(request.revision())));
        };
    }

    /// Reads the settings again because their file was written. That happens also after the console itself wrote it; then nothing has
    /// changed.
    void fileChanged() {
        Settings before = configuration.settings().get();
        configuration.reload();
        if (!before.equals(configuration.settings().get())) {
            log(EventCode.SETTINGS_FILE_READ);
        }
    }

    /// Reads the settings again because a device asked for it. False when they were refused.
    boolean reloadForDevice() {
        log(EventCode.SETTINGS_READ_FOR_DEVICE);
        return configuration.reload();
    }

    private List<String> exemptDevices() {
        return configuration.settings().get().of(ServerSettings.SECTION).auth().allowedDevices().stream().map(DeviceId::value).toList();
    }

    private WebAccessSettings web() {
        return configuration.settings().get().of(WebAccessSettings.SECTION);
    }

    private static Map<String, Object> extended(Setting<List<String>> setting, List<String> present, String more) {
        return Map.of(setting.key(), Stream.concat(present.stream(), Stream.of(more)).distinct().toList());
    }

    private Outcome save(RunningOperation operation, Map<String, Object> values) {
        operation.reportProgress("save", 0, String.join(", ", values.keySet()));
        return switch (configuration.apply(values)) {
            case ApplyResult.Done done -> {
                log(EventCode.SETTINGS_APPLIED, String.join(", ", values.keySet()));
                yield done.overridden().isEmpty() ? Outcome.Done.of("applied") : Outcome.Done.of(Outcome.Done.COVERED, String.join(", ", done.overridden()));
            }
            case ApplyResult.Refused refused -> {
                String key = refused.why().keySet().iterator().next();
                yield new Outcome.Failed(Problem.of(ProblemCode.SETTING_INVALID, new ProblemSubject.Setting(key), key,
                    Configuration.masked(key, values.get(key)), refused.why().get(key).asArgument()));
            }
            case ApplyResult.Failed failed -> {
                problems.raise(failed.problem());
                yield new Outcome.Failed(failed.problem());
            }
        };
    }

    private Outcome saveEdits(RunningOperation operation, List<Command.Edit> edits) {
        return ModelSettingsValidator.problem(configuration.settings().get().of(ModelSettings.SECTION), edits).<Outcome>map(Outcome.Failed::new)
            .orElseGet(() -> save(operation, SettingsEdits.of(edits)));
    }

    private Outcome revisionOutcome(EventCode code, String how, Object revision, Optional<Problem> failure) {
        if (failure.isEmpty()) {
            log(code, revision);
        }
        return failure.<Outcome>map(Outcome.Failed::new).orElseGet(() -> Outcome.Done.of(how, revision));
    }

    private void log(EventCode code, Object... args) {
        events.log("settings", code, args);
    }
}
