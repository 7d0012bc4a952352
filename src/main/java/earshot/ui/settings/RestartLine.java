package earshot.ui.settings;

import earshot.problem.Problem;
import java.util.Optional;

/// Progress and result of a restart.
///
/// @param running whether it is in progress
/// @param words one line, empty before the first restart
/// @param done 0 to 1, negative if unknown
/// @param failure why it failed
record RestartLine(boolean running, String words, double done, Optional<Problem> failure) {
    static final RestartLine NONE = new RestartLine(false, "", 0, Optional.empty());
}
