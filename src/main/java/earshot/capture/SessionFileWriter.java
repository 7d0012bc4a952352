package earshot.capture;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.store.FileTree;
import earshot.turn.TurnRecord;

/// Writes a session file at once.
public final class SessionFileWriter {
    private static final int FLUSH = 5_000;
    /// Of the work, before the parts become one file.
    private static final double PARTS = 0.7;

    private SessionFileWriter() {}

    /// Writes the file, which is replaced as a whole. Waits for the disk.
    ///
    /// @param progress gets a value from 0 to 1; what it throws ends the work and leaves nothing behind
    /// @throws ProblemException `SESSION_UNSAVED`
    public static void write(SessionFile content, Path file, DoubleConsumer progress) {
        Path directory = part(file);
        try {
            FileTree.delete(directory);
            try (SessionDirectory part = new SessionDirectory(directory, content.manifest().clock())) {
                fill(part, content, done -> progress.accept(PARTS * done));
            }
            SessionPacker.pack(directory, file, done -> progress.accept(PARTS + (1 - PARTS) * done));
        } catch (IOException e) {
            throw new ProblemException(unsaved(file, e), e);
        } finally {
            FileTree.deleteQuietly(directory);
        }
    }

    static Problem unsaved(Path file, Exception why) {
        return Problem.of(ProblemCode.SESSION_UNSAVED, new ProblemSubject.File(file.toString()), file, Failures.argument(why));
    }

    /// The directory in which a file grows.
    static Path part(Path file) {
        return file.toAbsolutePath().resolveSibling(file.getFileName() + SessionFile.PART);
    }

    private static void fill(SessionDirectory part, SessionFile content, DoubleConsumer progress) throws IOException {
        int done = 0;
        for (SessionEntry entry : content.entries()) {
            part.append(entry);
            if (++done % FLUSH == 0) {
                part.flush();
                progress.accept((double) done / content.entries().size());
            }
        }
        for (TurnRecord turn : content.turns()) {
            part.append(turn);
        }
        part.problems(content.problems());
        part.manifest(content.manifest());
    }
}
