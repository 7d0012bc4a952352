package earshot.store;

import module java.base;

/// A process that owns a home directory until it is killed.
final class LockOwnerProcess {
    private LockOwnerProcess() {}

    static void main(String[] args) throws IOException {
        try (HomeLock _ = HomeLock.take(new HomeDirectory(Path.of(args[0])))) {
            System.out.println("owned");
            System.in.read();
        }
    }
}
