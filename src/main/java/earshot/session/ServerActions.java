package earshot.session;

/// What an authorised `server` message may ask for. Source: badge-protocol section 2.11.
public interface ServerActions {
    /// Reads the settings from their source again and puts them in force. May wait for the disk. False when they were refused.
    /// @throws Exception with the reason that the caller is told
    boolean updateConfig() throws Exception;

    /// Begins a restart and returns at once; the caller has been answered already.
    /// @throws Exception with the reason that the caller is told
    void restart() throws Exception;
}
