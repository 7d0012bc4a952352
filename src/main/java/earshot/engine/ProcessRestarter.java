package earshot.engine;

import module java.base;

import earshot.problem.ProblemException;

/// Restarts the process in which the engine runs. Only whoever started the engine can: the home and the window are theirs.
public interface ProcessRestarter {
    /// Prepares a restart while the server continues. Waits.
    ///
    /// @return empty where the process cannot be restarted; then only the server is
    /// @throws ProblemException when it fails; nothing has changed then
    Optional<Prepared> prepare();

    /// A restart that may begin.
    interface Prepared {
        /// Ends this process in favor of its successor, which serves on these ports in place of those in the settings. Returns at once; the engine
        /// is stopped by its owner.
        void proceed(Optional<Command.ChoosePorts> ports);

        void cancel();
    }

    /// For an engine whose owner cannot restart the process.
    static ProcessRestarter none() {
        return Optional::empty;
    }
}
