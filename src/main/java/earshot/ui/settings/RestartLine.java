package earshot.ui.settings;

import earshot.problem.Problem;
import java.util.Optional;

/// What the restart says of itself.
///
/// @param running whether it is under way
/// @param words one line, empty before the first restart
/// @param done 0 to 1, negative while nobody knows
/// @param failure why it ended badly
record RestartLine(boolean running, String words, double done, Optional<Problem> failure) {
    static final RestartLine NONE = new RestartLine(false, "", 0, Optional.empty());
}
