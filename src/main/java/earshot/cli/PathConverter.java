package earshot.cli;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import picocli.CommandLine.ITypeConverter;

/// Reads a path from the command line. With a locale that is not one of UTF-8 the process cannot name most files, and arguments have lost
/// their characters before it starts: the message says what to set.
///
/// @param encoding of the names of files
record PathConverter(String encoding) implements ITypeConverter<Path> {
    PathConverter() {
        this(System.getProperty("sun.jnu.encoding"));
    }

    @Override
    public Path convert(String value) {
        try {
            // a Java program that starts this one, as Maven does, writes a question mark for each character that it lost: that would be another file
            if (value.contains("?") && !encoding.equals("UTF-8")) {
                throw new InvalidPathException(value, "characters were lost");
            }
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw unusable(e);
        }
    }

    static ProblemException unusable(InvalidPathException e) {
        return new ProblemException(Problem.of(ProblemCode.PATH_UNUSABLE, e.getInput(), System.getProperty("sun.jnu.encoding")), e);
    }
}
