package earshot.cli;

import static earshot.problem.ProblemCode.HOME_UNUSABLE;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.store.HomeDirectory;

/// A home that is deleted when it is closed.
record TemporaryHome(HomeDirectory home) implements AutoCloseable {
    static TemporaryHome make() {
        try {
            return new TemporaryHome(new HomeDirectory(Files.createTempDirectory("earshot-")));
        } catch (IOException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, System.getProperty("java.io.tmpdir"), e.toString()), e);
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> inside = Files.walk(home.path())) {
            all = inside.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
