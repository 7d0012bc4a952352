package earshot.peer;

import earshot.id.DeviceId;

/// Takes the tasks that devices send each other to where tasks are kept.
public interface PeerTasks {
    /// Makes a task in the group of a device, or changes the one with its id there, and gives it to that device. Returns at once.
    ///
    /// @param by who sent it
    /// @param owner who is to do it
    void put(DeviceId by, DeviceId owner, PeerTask task);

    /// Where no tasks are kept.
    static PeerTasks none() {
        return (_, _, _) -> {};
    }

    /// @param title one line, not blank
    /// @param priority 0 (most urgent) to 3
    record PeerTask(String id, String title, int priority, boolean done) {}
}
