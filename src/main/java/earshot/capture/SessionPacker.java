package earshot.capture;

import module java.base;

import earshot.store.FileTree;
import earshot.store.PrivateFiles;

/// Makes one file of the directory in which a session grew.
final class SessionPacker {
    private static final List<String> FIRST = List.of(SessionDirectory.MANIFEST, SessionDirectory.EVENTS, SessionDirectory.TURNS, SessionDirectory.PROBLEMS);
    private static final int CHUNK = 1 << 16;

    private SessionPacker() {}

    /// Writes the file, which is replaced as a whole, and then deletes the directory.
    ///
    /// @param progress gets a value from 0 to 1; what it throws ends the work, and nothing but the directory is left
    static void pack(Path part, Path file, DoubleConsumer progress) throws IOException {
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            List<String> names = names(part);
            long total = 1;
            for (String name : names) {
                total += Files.size(part.resolve(name));
            }
            try (FileChannel channel = PrivateFiles.open(fresh, StandardOpenOption.TRUNCATE_EXISTING)) {
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
                write(zip, part, names, total, progress);
                zip.finish();
                zip.flush();
                channel.force(true);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            FileTree.deleteQuietly(fresh);
            throw e;
        }
        FileTree.deleteQuietly(part);
    }

    private static List<String> names(Path part) throws IOException {
        if (!Files.isRegularFile(part.resolve(SessionDirectory.MANIFEST))) {
            throw new NoSuchFileException(part.toString());
        }
        List<String> names = new ArrayList<>(FIRST.stream().filter(name -> Files.isRegularFile(part.resolve(name))).toList());
        Path sounds = part.resolve("sound");
        if (Files.isDirectory(sounds)) {
            try (Stream<Path> found = Files.list(sounds)) {
                found.map(path -> "sound/" + path.getFileName()).filter(SoundName::is).sorted().forEach(names::add);
            }
        }
        return names;
    }

    private static void write(ZipOutputStream zip, Path part, List<String> names, long total, DoubleConsumer progress) throws IOException {
        long done = 0;
        byte[] chunk = new byte[CHUNK];
        for (String name : names) {
            zip.putNextEntry(new ZipEntry(name));
            try (InputStream in = Files.newInputStream(part.resolve(name))) {
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    zip.write(chunk, 0, read);
                    done += read;
                    progress.accept(Math.min(1, (double) done / total));
                }
            }
            zip.closeEntry();
        }
    }
}
