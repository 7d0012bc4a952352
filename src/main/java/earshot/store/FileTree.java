package earshot.store;

import module java.base;

/// Deletes files and directories with all that is in them; links are not followed.
public final class FileTree {
    private FileTree() {}

    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    public static void deleteQuietly(Path tree) {
        try {
            delete(tree);
        } catch (IOException _) {
            // whoever needs its place says so
        }
    }
}
