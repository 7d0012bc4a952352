package earshot.capture;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.problem.ReasonException;

/// The files of a session file, which somebody else may have made: only names that belong there are looked at, and nothing is unpacked to the disk.
sealed interface SessionSource extends AutoCloseable {
    List<String> TOP = List.of(SessionDirectory.MANIFEST, SessionDirectory.EVENTS, SessionDirectory.TURNS, SessionDirectory.PROBLEMS);

    /// The content of one file; empty where it is absent. What is read at its end tells whether it is what was written.
    Optional<Content> open(String name) throws IOException;

    /// Whether something is missing because recording was not ended.
    boolean growing();

    @Override
    void close() throws IOException;

    /// @param damaged asked once all of it was read
    record Content(InputStream in, BooleanSupplier damaged) {}

    private static boolean belongs(String name) {
        return TOP.contains(name) || SoundName.is(name);
    }

    static SessionSource of(Path file) throws IOException {
        return Files.isDirectory(file) ? new Directory(file) : Archive.open(file);
    }

    /// A recording in progress, or one that was not ended.
    record Directory(Path path) implements SessionSource {
        @Override
        public Optional<Content> open(String name) throws IOException {
            Path file = path.resolve(name);
            return belongs(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(new Content(Files.newInputStream(file), () -> false))
                : Optional.empty();
        }

        @Override
        public boolean growing() {
            return true;
        }

        @Override
        public void close() {}
    }

    /// A ZIP file.
    record Archive(ZipFile zip) implements SessionSource {
        private static final int MOST_ENTRIES = 60_000;
        private static final long MOST_DIRECTORY = 16 << 20;

        static Archive open(Path file) throws IOException {
            checkEnd(file);
            ZipFile zip = zip(file);
            try {
                Set<String> names = new HashSet<>();
                zip.stream().map(ZipEntry::getName).filter(SessionSource::belongs).forEach(name -> {
                    if (!names.add(name)) {
                        throw new ReasonException(ProblemReason.DUPLICATE_FILE);
                    }
                });
                return new Archive(zip);
            } catch (RuntimeException e) {
                zip.close();
                throw e;
            }
        }

        private static ZipFile zip(Path file) throws IOException {
            try {
                return new ZipFile(file.toFile());
            } catch (ZipException _) {
                throw new ReasonException(ProblemReason.SESSION_ARCHIVE);
            }
        }

        private static void checkEnd(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file)) {
                ArchiveEnd end = ArchiveEnd.of(channel);
                if (end.files() > MOST_ENTRIES || end.bytes() > MOST_DIRECTORY || end.files() < 0 || end.bytes() < 0) {
                    throw new ReasonException(ProblemReason.TOO_MANY_FILES);
                }
            }
        }

        @Override
        public Optional<Content> open(String name) throws IOException {
            ZipEntry entry = zip.getEntry(name);
            if (!belongs(name) || entry == null || entry.isDirectory()) {
                return Optional.empty();
            }
            CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
            return Optional.of(new Content(in, () -> in.getChecksum().getValue() != entry.getCrc()));
        }

        @Override
        public boolean growing() {
            return false;
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
