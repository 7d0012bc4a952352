package earshot.store;

import module java.base;

/// What processes that were killed left unfinished in a home. Files of processes that live stay: another one may write a backup right now.
final class LeftoverFiles {
    private static final Pattern OF_PROCESS = Pattern.compile("(?:restore\\.new-|backup-)(\\d+)(?:\\.db.*)?");

    private LeftoverFiles() {}

    /// Deletes them. Call it as the owner of the home, before the database is opened. Waits for the disk.
    static void sweep(HomeDirectory home) {
        sweep(home.path(), "restore.new-*");
        sweep(home.temporary(), "backup-*.db*");
        sweep(home.temporary(), "earshot.db.damaged*");
        sweep(home.backups(), "earshot-*.db.new*");
    }

    private static void sweep(Path directory, String pattern) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, pattern)) {
            for (Path path : left) {
                if (!inUse(path)) {
                    FileTree.deleteQuietly(path);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // absent: nothing is left there
        }
    }

    private static boolean inUse(Path path) {
        Matcher name = OF_PROCESS.matcher(path.getFileName().toString());
        try {
            return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1))).filter(process -> process.pid() != ProcessHandle.current().pid()).isPresent();
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
