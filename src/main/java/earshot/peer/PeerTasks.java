package earshot.peer;

import module java.base;

import earshot.id.DeviceId;

/// Takes the tasks that devices send each other to where tasks are kept.
public interface PeerTasks {
    /// Makes a task in the group of a device, or changes the one with its id there, and gives it to that device. Returns at once.
    ///
    /// @param by who sent it
    /// @param owner who is to do it
    /// @return completes, perhaps with a failure, when it is on disk
    CompletableFuture<?> put(DeviceId by, DeviceId owner, PeerTask task);

    /// Where no tasks are kept.
    static PeerTasks none() {
        return (_, _, _) -> CompletableFuture.completedFuture(null);
    }

    /// @param title one line, not blank
    /// @param priority 0 (most urgent) to 3
    record PeerTask(String id, String title, int priority, boolean done) {}
}
