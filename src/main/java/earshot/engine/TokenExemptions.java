package earshot.engine;

import module java.base;

import earshot.access.Approval;
import earshot.access.DeviceAccess;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.server.ServerSettings;

/// Settles what devices wait for, and what they were refused for, when the settings no longer ask them for a token. For the engine thread.
final class TokenExemptions {
    private static final Set<ProblemCode> FOR_WANT_OF_A_TOKEN = EnumSet.of(ProblemCode.CONNECTION_REFUSED, ProblemCode.DEVICE_UNAPPROVED,
        ProblemCode.DEVICE_RIVAL, ProblemCode.TOKEN_EXPIRED, ProblemCode.TOKEN_EARLY, ProblemCode.TOKEN_AUDIENCE, ProblemCode.TOKEN_ISSUER,
        ProblemCode.TOKEN_SUBJECT, ProblemCode.TOKEN_CLAIMS, ProblemCode.TOKEN_SIGNATURE, ProblemCode.TOKEN_ALGORITHM, ProblemCode.TOKEN_INACTIVE,
        ProblemCode.TOKEN_UNCHECKED);

    private final DeviceAccess access;
    private final ProblemTracker problems;
    private final FirstContactTracker firstContact;
    private ServerSettings.Auth before;

    TokenExemptions(DeviceAccess access, ProblemTracker problems, FirstContactTracker firstContact, ServerSettings.Auth now) {
        this.access = access;
        this.problems = problems;
        this.firstContact = firstContact;
        before = now;
    }

    void changed(ServerSettings.Auth now) {
        ServerSettings.Auth last = before;
        before = now;
        Predicate<DeviceId> exempted = id -> now.exempts(id) && !last.exempts(id);
        access.approvals().get().stream().filter(asked -> asked.is(Approval.State.PENDING) && exempted.test(asked.deviceId())).map(Approval::claim)
            .forEach(access::forget);
        problems.entries().get().stream().filter(ProblemEntry::open).map(ProblemEntry::problem)
            .filter(problem -> FOR_WANT_OF_A_TOKEN.contains(problem.code())).forEach(problem -> {
                if (problem.subject() instanceof ProblemSubject.Device(DeviceId id) && exempted.test(id)) {
                    problems.resolve(problem.code(), problem.subject());
                    firstContact.resolved(problem.code(), id);
                }
            });
    }
}
