package earshot.proof;

import module java.base;

/// A small file system in memory, where this user may mount one.
final class Tmpfs implements AutoCloseable {
    private final Path at;

    private Tmpfs(Path at) {
        this.at = at;
    }

    /// Empty where it cannot be mounted: on another system than Linux, or without the right to.
    static Optional<Tmpfs> mount(Path at, String options) {
        return run("mount", "-t", "tmpfs", "-o", options, "earshot-proof", at.toString()) ? Optional.of(new Tmpfs(at)) : Optional.empty();
    }

    Path path() {
        return at;
    }

    boolean remount(String options) {
        return run("mount", "-o", "remount," + options, at.toString());
    }

    /// Writes until nothing more fits. Returns the file to delete.
    Path fill() throws IOException {
        Path ballast = at.resolve("ballast");
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(0);
                }
            } catch (IOException toTheLastByte) {
                return ballast;
            }
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        run("umount", "-l", at.toString());
    }
}
