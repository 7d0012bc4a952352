package earshot.session;

import earshot.device.ConnectionMode;

/// What the pieces of one connection ask of it. All but [#send], [#post] and the names on the connection's thread only.
interface Core extends Connected {
    /// Has a task run on the connection's thread. For any thread.
    void post(Runnable task);

    /// Something changed that is shown.
    void changed();

    /// Somebody did something: idle closing begins anew.
    void activity(long at);

    ConnectionMode mode();

    void mode(ConnectionMode next);
}
