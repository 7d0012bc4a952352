package earshot.engine;

import earshot.engine.Operation.Outcome;
import earshot.session.SessionRegistry;

/// Performs the commands about the server.
record ServerCommands(OperationRunner operations, ServerLifecycle server, SessionRegistry sessions, ServerRestart restart, ProcessRestartSequence processRestart, ReachabilityCheck check) {
    Operation run(Command.ServerCommand command) {
        return switch (command) {
            case Command.Restart _ -> operations.onlyOne(OperationKind.RESTART, restart::run);
            case Command.RestartProcess _ -> operations.onlyOne(OperationKind.RESTART, processRestart::run);
            case Command.ChoosePorts ports -> operations.inBackground(OperationKind.PORTS, operation -> changePorts(operation, ports));
            case Command.CheckAddresses _ -> operations.inBackground(OperationKind.CHECK, operation -> check.run(operation, server.addresses().get()));
        };
    }

    private Outcome changePorts(RunningOperation operation, Command.ChoosePorts ports) {
        operation.reportProgress("open", 0);
        sessions.closeAll(true);
        server.close();
        server.choosePorts(ports);
        return server.open().<Outcome>map(Outcome.Failed::new).orElseGet(() -> Outcome.Done.of("ports", server.state().get().port(), server.state().get().httpPort()));
    }
}
