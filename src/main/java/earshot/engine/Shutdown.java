package earshot.engine;

import earshot.problem.FatalErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps of stopping the engine.
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private Shutdown() {}

    /// Closes a part. A failure is logged, so that the next step follows in any case.
    static void close(String what, AutoCloseable part) {
        try {
            part.close();
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("stopping the {} failed", what, e);
        }
    }
}
