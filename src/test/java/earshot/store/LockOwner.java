package earshot.store;

import java.io.IOException;
import java.nio.file.Path;

/// A process that owns a home directory until it is killed.
final class LockOwner {
    private LockOwner() {}

    static void main(String[] args) throws IOException {
        try (HomeLock _ = HomeLock.take(new Home(Path.of(args[0])))) {
            System.out.println("owned");
            System.in.read();
        }
    }
}
