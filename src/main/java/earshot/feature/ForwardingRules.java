package earshot.feature;

import earshot.id.DeviceId;

/// Which device may send something to another one. Safe for use from any thread; returns at once. Source: badge-protocol section 7.3.
public interface ForwardingRules {
    /// Nobody may.
    ForwardingRules NONE = new ForwardingRules() {
        @Override
        public boolean permits(DeviceId sender, DeviceId target) {
            return false;
        }

        @Override
        public boolean permitsBroadcast(DeviceId sender) {
            return false;
        }
    };

    boolean permits(DeviceId sender, DeviceId target);

    /// Whether the sender may name everybody who is online, whomever it may name else.
    boolean permitsBroadcast(DeviceId sender);
}
