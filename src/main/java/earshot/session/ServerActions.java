package earshot.session;

/// The actions that an authorized `server` message may request. Source: badge-protocol section 2.11.
public interface ServerActions {
    /// Reads the settings again and applies them. May wait for the disk. False when they were refused.
    ///
    /// @throws Exception with the reason that is sent to the caller
    boolean updateConfig() throws Exception;

    /// Begins a restart and returns at once; the caller has been answered already.
    ///
    /// @throws Exception with the reason that is sent to the caller
    void restart() throws Exception;
}
