package earshot.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A small file that is replaced whole: a reader, also one after a power cut, sees the old content or the new one and nothing
/// between. The content before the last write is kept beside it and stands in when the newest cannot be read.
///
/// One thread at a time may write. Waits for the disk.
public final class AtomicFile {
    private final Path path;
    private final Path next;
    private final Path previous;

    /// @param path the file, in a directory that exists
    public AtomicFile(Path path) {
        this.path = path;
        this.next = path.resolveSibling(path.getFileName() + ".new");
        this.previous = path.resolveSibling(path.getFileName() + ".last");
    }

    /// Replaces the content.
    public void write(byte[] content) throws IOException {
        try (FileChannel file = FileChannel.open(next, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                file.write(left);
            }
            file.force(true);
        }
        if (Files.exists(path)) {
            // a reader between the two moves finds the previous one
            Files.move(path, previous, ATOMIC_MOVE);
        }
        Files.move(next, path, ATOMIC_MOVE);
        forceDirectory();
    }

    /// Reads the newest content that `parser` accepts; empty when the file was never written.
    /// @throws IOException when content is there and none of it can be read; the reason is the newest's
    public <T> Optional<T> read(Parser<T> parser) throws IOException {
        Optional<IOException> unreadable = Optional.empty();
        try {
            return Optional.of(parser.parse(Files.readAllBytes(path)));
        } catch (NoSuchFileException absent) {
            // never written, or the process ended between the two moves
        } catch (IOException e) {
            unreadable = Optional.of(e);
        }
        try {
            return Optional.of(parser.parse(Files.readAllBytes(previous)));
        } catch (NoSuchFileException absent) {
            if (unreadable.isPresent()) {
                throw unreadable.get();
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable.orElse(e);
        }
    }

    private void forceDirectory() throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return; // a directory cannot be opened there
        }
        try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent(), READ)) {
            directory.force(true);
        }
    }

    /// Makes a value of the content, or says by an exception that it is none.
    @FunctionalInterface
    public interface Parser<T> {
        T parse(byte[] content) throws IOException;
    }
}
