package earshot.cli;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import picocli.CommandLine.ITypeConverter;

/// Reads a path from the command line. With a locale that is not one of UTF-8 the process cannot name most files, and arguments have lost
/// their characters before it starts: that is told with what to set.
final class PathConverter implements ITypeConverter<Path> {
    @Override
    public Path convert(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw unusable(e);
        }
    }

    static ProblemException unusable(InvalidPathException e) {
        return new ProblemException(Problem.of(ProblemCode.PATH_UNUSABLE, e.getInput(), System.getProperty("sun.jnu.encoding")), e);
    }
}
