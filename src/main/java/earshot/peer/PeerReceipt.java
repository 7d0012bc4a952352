package earshot.peer;

import module java.base;

import earshot.id.DeviceId;

/// Where a message got to.
///
/// @param failed devices to which the sender may not send, and those for which nothing more could be queued
/// @param enqueued they get it when they come
record PeerReceipt(List<DeviceId> delivered, List<DeviceId> failed, List<DeviceId> enqueued) {
    int targets() {
        return delivered.size() + failed.size() + enqueued.size();
    }
}
