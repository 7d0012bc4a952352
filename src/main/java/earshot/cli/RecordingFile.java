package earshot.cli;

import module java.base;

import earshot.capture.SessionFile;

/// Names for the files of `--record`.
final class RecordingFile {
    private RecordingFile() {}

    /// Whether there is a recording of this name, or what an interrupted one left.
    static boolean exists(Path file) {
        return Files.exists(file) || Files.exists(file.resolveSibling(file.getFileName() + SessionFile.PART));
    }

    /// This name, or the first of `name-2.earshot`, `name-3.earshot` … of which there is none.
    static Path unused(Path file) {
        String name = file.getFileName().toString();
        String stem = name.endsWith(SessionFile.EXTENSION) ? name.substring(0, name.length() - SessionFile.EXTENSION.length()) : name;
        return Stream.iterate(1, number -> number + 1)
            .map(number -> number == 1 ? file : file.resolveSibling(stem + "-" + number + name.substring(stem.length()))).filter(one -> !exists(one))
            .findFirst().orElseThrow();
    }
}
