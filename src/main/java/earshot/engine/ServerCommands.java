package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.problem.Problem;
import earshot.session.SessionRegistry;

/// Performs the commands about the server.
record ServerCommands(OperationRunner operations, ServerLifecycle server, SessionRegistry sessions, ServerRestart restart,
        ProcessRestart processRestart, ReachabilityCheck check) {
    Operation run(Command.ServerCommand command) {
        return switch (command) {
            case Command.Restart _ -> operations.onlyOne(OperationKind.RESTART, restart::run);
            case Command.RestartProcess _ -> operations.onlyOne(OperationKind.RESTART, processRestart::run);
            case Command.ChoosePorts ports -> operations.inBackground(OperationKind.PORTS, operation -> changePorts(operation, ports));
            case Command.ReplacePort(int taken, int free) ->
                operations.inBackground(OperationKind.PORTS, operation -> opened(operation, () -> server.replacePort(taken, free)));
            case Command.OpenServer _ -> operations.inBackground(OperationKind.PORTS, operation -> opened(operation, server::open));
            case Command.CheckAddresses _ -> operations.inBackground(OperationKind.CHECK,
                operation -> server.failure().<Outcome>map(Outcome.Failed::new).orElseGet(() -> check.run(operation, server.addresses().get())));
        };
    }

    private Outcome changePorts(RunningOperation operation, Command.ChoosePorts ports) {
        return opened(operation, () -> {
            sessions.closeAll(true);
            server.close();
            server.choosePorts(ports);
            return server.open();
        });
    }

    private Outcome opened(RunningOperation operation, Supplier<Optional<Problem>> open) {
        operation.reportProgress("open", 0);
        return open.get().<Outcome>map(Outcome.Failed::new)
            .orElseGet(() -> Outcome.Done.of("ports", server.state().get().port(), server.state().get().httpPort()));
    }
}
