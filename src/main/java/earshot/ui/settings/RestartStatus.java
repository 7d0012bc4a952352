package earshot.ui.settings;

import earshot.problem.Problem;
import java.util.Optional;

/// Progress and result of a restart.
///
/// @param running whether it is in progress
/// @param text one line, empty before the first restart
/// @param done 0 to 1, negative if unknown
/// @param failure why it failed
record RestartStatus(boolean running, String text, double done, Optional<Problem> failure) {
    static final RestartStatus NONE = new RestartStatus(false, "", 0, Optional.empty());
}
