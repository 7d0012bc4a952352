package earshot.ui.kit;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;

/// A file picked in a dialog of the desktop. A process without a locale of UTF-8 cannot name each of them.
public final class PickedFile {
    private PickedFile() {}

    /// The file's path; empty where this process cannot name it, which is shown with what to set.
    public static Optional<Path> path(File picked, Notifier notifier) {
        try {
            return Optional.of(picked.toPath());
        } catch (InvalidPathException e) {
            notifier.showProblem(Problem.of(ProblemCode.PATH_UNUSABLE, e.getInput(), System.getProperty("sun.jnu.encoding")));
            return Optional.empty();
        }
    }
}
