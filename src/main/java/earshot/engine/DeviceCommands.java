package earshot.engine;

import module java.base;

import earshot.device.DeviceRegistry;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.memory.MemoryRepository;
import earshot.peer.PeerQueue;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.reminder.ReminderRegistry;
import earshot.session.SessionRegistry;

/// Performs the commands about single devices.
record DeviceCommands(OperationRunner operations, DeviceRegistry devices, SessionRegistry sessions, MemoryRepository memories, ReminderRegistry reminders,
    PeerQueue peerMessages, ProblemTracker problems) {
    Operation run(Command.DeviceCommand command) {
        return switch (command) {
            case Command.CloseDevice device -> ifFound(device.id(), () -> sessions.close(device.id()));
            case Command.KeepOpen device -> ifFound(device.id(), () -> sessions.keepOpen(device.id(), device.howLong()));
            case Command.Interrupt device -> ifFound(device.id(), () -> sessions.interrupt(device.id()));
            case Command.Say said -> ifFound(said.id(), () -> sessions.say(said.id(), said.text().strip()));
            case Command.SwitchMode device -> ifFound(device.id(), () -> sessions.switchMode(device.id(), device.mode()));
            case Command.RenameDevice device -> storedIfFound(device.id(), () -> devices.rename(device.id(), device.name()));
            case Command.AnnotateDevice device -> storedIfFound(device.id(), () -> devices.annotate(device.id(), device.note()));
            case Command.ChooseDialect device -> storedIfFound(device.id(), () -> devices.chooseDialect(device.id(), device.dialect()));
            case Command.ChooseLead device -> storedIfFound(device.id(), () -> devices.chooseLead(device.id(), device.lead()));
            case Command.ForgetDevice device -> operations.onEngineThread(OperationKind.DEVICE, () -> forget(device.id()));
            case Command.EraseMemory memory -> operations.inBackground(OperationKind.MEMORY, _ -> saved(memories.erase(memory.device())));
            case Command.EditMemory memory -> operations.inBackground(OperationKind.MEMORY, _ -> saved(memories.edit(memory.device(), memory.text())));
        };
    }

    /// @param found performs the command; false when the device or its connection is absent
    private Operation ifFound(DeviceId device, BooleanSupplier found) {
        return operations.onEngineThread(OperationKind.DEVICE, () -> found.getAsBoolean() ? Outcome.Done.of("") : failed(ProblemCode.DEVICE_ABSENT, device));
    }

    /// As [#ifFound]; done only once it is stored, so that what was said to be done outlives the program.
    private Operation storedIfFound(DeviceId device, BooleanSupplier found) {
        Operation changed = ifFound(device, found);
        return operations.inBackgroundUnlisted(OperationKind.DEVICE, _ -> {
            Outcome outcome = changed.outcome().join();
            return outcome instanceof Outcome.Done ? saved(devices.saved()) : outcome;
        });
    }

    private Outcome forget(DeviceId device) {
        if (!devices.forget(device)) {
            return failed(ProblemCode.DEVICE_PRESENT, device);
        }
        memories.erase(device);
        reminders.forget(device);
        peerMessages.forget(device);
        problems.deviceForgotten(device);
        return Outcome.Done.of("");
    }

    private static Outcome failed(ProblemCode code, DeviceId device) {
        return new Outcome.Failed(Problem.of(code, new ProblemSubject.Device(device), device));
    }

    /// Waits for the disk.
    private static Outcome saved(CompletableFuture<?> written) {
        Failures.join(written);
        return Outcome.Done.of("");
    }
}
