package earshot.engine;

import module java.base;

import earshot.problem.ProblemException;

/// Whoever started this process, and owns its home and its window: it alone can restart the process.
public interface ProcessOwner {
    /// Prepares a restart while the server continues. Waits.
    ///
    /// @return empty where the process cannot be restarted; then only the server is
    /// @throws ProblemException when it fails; nothing has changed then
    Optional<PreparedRestart> prepareRestart();

    /// A restart that may begin.
    interface PreparedRestart {
        /// Ends this process in favor of its successor, which serves on these ports in place of those in the settings. Returns at once; the engine
        /// is stopped by its owner.
        void proceed(Optional<Command.ChoosePorts> ports);

        void cancel();
    }

    /// For an engine whose owner cannot restart the process.
    static ProcessOwner none() {
        return Optional::empty;
    }
}
