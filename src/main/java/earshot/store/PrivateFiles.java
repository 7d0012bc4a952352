package earshot.store;

import module java.base;

/// Files and directories that only their owner may use, whatever the process's umask is. On Windows the access rights of the home
/// directory, which belongs to one user by default, protect what is in it: they are left as they are.
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /// The attributes with which to create a file: set later, others could read it in between.
    public static FileAttribute<?>[] fileAttributes() {
        return attributes(FILE);
    }

    /// Creates a directory and those above it that do not exist.
    public static Path createDirectories(Path directory) throws IOException {
        return Files.createDirectories(directory, attributes(DIRECTORY));
    }

    /// Opens a file for writing, creates it where it does not exist, and restricts it where it does.
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        boolean present = Files.exists(file);
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.addAll(Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        FileChannel channel = FileChannel.open(file, all, fileAttributes());
        if (present) {
            restrict(file);
        }
        return channel;
    }

    /// Writes a whole file.
    public static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeAll(channel, ByteBuffer.wrap(content));
        }
    }

    /// Replaces a file atomically and waits until its content is on the disk. A reader sees the old content or the new one.
    ///
    /// @throws IOException when it cannot be written; its content is then unchanged
    public static void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = open(fresh, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeAll(channel, ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Takes an existing file or directory from everybody else. Does nothing for a symbolic link, and nothing for what belongs to another
    /// user of the computer: its owner decides.
    public static void restrict(Path path) {
        if (!POSIX || Files.isSymbolicLink(path)) {
            return;
        }
        try {
            Set<PosixFilePermission> allowed = Files.isDirectory(path) ? DIRECTORY : FILE;
            if (!Files.getPosixFilePermissions(path).equals(allowed)) {
                Files.setPosixFilePermissions(path, allowed);
            }
        } catch (IOException _) {
            // the directory around it stays closed
        }
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)} : new FileAttribute<?>[0];
    }
}
