package earshot.store;

import static earshot.problem.ProblemCode.HOME_UNUSABLE;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemException;

/// Sets where the SQLite driver unpacks its native library.
final class SqliteNativeLibrary {
    private SqliteNativeLibrary() {}

    /// Makes the driver unpack into `directory`, which is created when absent, and removes what killed processes left there. Takes
    /// effect for the first database of the process only, because the driver unpacks once.
    static void unpackInto(Path directory) {
        try {
            PrivateFiles.createDirectories(directory);
            sweep(directory);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, directory, e.getMessage()), e);
        }
        System.setProperty("org.sqlite.tmpdir", directory.toString());
    }

    private static void sweep(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "sqlite-*")) {
            for (Path file : left) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException _) {
                    // Windows does not delete a loaded library: the next start does
                }
            }
        }
    }
}
