package earshot.server;

import module java.base;

import earshot.access.ApprovalStore;
import earshot.access.DeviceAccess;
import earshot.access.Reach;
import earshot.access.token.TokenCheck;
import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.wire.Dialect;

/// Policies for servers of tests.
public final class AdmissionPolicies {
    private AdmissionPolicies() {}

    /// Nothing was decided about any device.
    public static AdmissionPolicy undecided(Time time, Function<DeviceId, Optional<Dialect>> dialects) {
        return new AdmissionPolicy(() -> Reach.NETWORK, new DeviceAccess(time, ApprovalStore.none()), TokenCheck.NONE, _ -> false, dialects);
    }
}
