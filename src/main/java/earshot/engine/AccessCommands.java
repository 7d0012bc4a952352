package earshot.engine;

import module java.base;

import earshot.access.Approval;
import earshot.access.Claim;
import earshot.access.DeviceAccess;
import earshot.engine.Operation.Outcome;
import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.session.SessionRegistry;

/// Performs the decisions about who may connect.
record AccessCommands(OperationRunner operations, DeviceAccess access, SessionRegistry sessions, ProblemSink problems, FirstContactTracker firstContact,
    EventSink events) {
    Operation run(Command.AccessCommand command) {
        return operations.onEngineThread(OperationKind.ACCESS, () -> switch (command) {
            case Command.ApproveDevice approve -> approve(approve.claim());
            case Command.RefuseDevice refuse -> refuse(refuse.claim());
            case Command.ForgetApproval forget -> decided(forget.claim(), access.forget(forget.claim()), EventCode.ACCESS_FORGOTTEN);
            case Command.AllowTakeover allow -> allow(allow);
        });
    }

    private Outcome approve(Claim claim) {
        Optional<Approval> before = access.approvedFor(claim.deviceId());
        Outcome outcome = decided(claim, access.approve(claim), EventCode.ACCESS_APPROVED);
        // another board had this id: its token has ended
        before.filter(other -> !other.claim().equals(claim)).ifPresent(_ -> sessions.revoke(claim.deviceId()));
        return outcome;
    }

    private Outcome refuse(Claim claim) {
        Outcome outcome = decided(claim, access.refuse(claim), EventCode.ACCESS_REFUSED);
        if (access.approvedFor(claim.deviceId()).isEmpty()) {
            sessions.revoke(claim.deviceId());
        }
        return outcome;
    }

    private Outcome allow(Command.AllowTakeover command) {
        access.allowTakeover(command.id(), command.address());
        settle(ProblemCode.DEVICE_OCCUPIED, command.id());
        events.log(command.id(), "access", EventCode.ACCESS_TAKEOVER, command.address());
        return Outcome.Done.of("");
    }

    private Outcome decided(Claim claim, boolean known, EventCode how) {
        DeviceId id = claim.deviceId();
        if (!known) {
            return new Outcome.Failed(Problem.of(ProblemCode.DEVICE_ABSENT, new ProblemSubject.Device(id), id));
        }
        settle(ProblemCode.DEVICE_UNAPPROVED, id);
        settle(ProblemCode.DEVICE_RIVAL, id);
        settle(ProblemCode.DEVICE_REFUSED, id);
        events.log(id, "access", how);
        return Outcome.Done.of("");
    }

    private void settle(ProblemCode code, DeviceId id) {
        problems.resolve(code, new ProblemSubject.Device(id));
        firstContact.resolved(code, id);
    }
}
