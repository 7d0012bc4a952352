package earshot.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/// A YAML file of settings: reading makes plain values only, writing replaces the file in one step.
record YamlFile(Path path) {
    private static final String MARK = "\uFEFF";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /// What reading gave.
    sealed interface Content {
        /// @param text as it stands in the file, a byte order mark included
        record Read(Values values, String text) implements Content {}

        record Absent() implements Content {}

        /// @param line from 1, `–` where nobody knows
        record Unreadable(String line, String reason) implements Content {}
    }

    /// Never throws.
    Content read() {
        try {
            return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(path))).toString());
        } catch (NoSuchFileException e) {
            return new Content.Absent();
        } catch (CharacterCodingException e) {
            return new Content.Unreadable("–", "the file is not written in UTF-8");
        } catch (IOException e) {
            return new Content.Unreadable("–", e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    static Content read(String text) {
        try {
            return new Content.Read(Values.copyOf(yaml().load(unmarked(text))), text);
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null ? "–" : String.valueOf(e.getProblemMark().getLine() + 1);
            return new Content.Unreadable(line, String.valueOf(e.getProblem()));
        } catch (YAMLException | IllegalArgumentException e) {
            return new Content.Unreadable("–", String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (StackOverflowError e) {
            return new Content.Unreadable("–", "the file is nested too deeply");
        }
    }

    /// Without a byte order mark.
    static String unmarked(String text) {
        return text.startsWith(MARK) ? text.substring(1) : text;
    }

    /// Replaces the file in one step; a file that is there keeps its permissions, and a link what it links to.
    ///
    /// @param ownerOnly whether nobody else may read it
    /// @throws IOException when the file cannot be written; it is then as before
    void write(String text, boolean ownerOnly) throws IOException {
        Path target = Files.exists(path) ? path.toRealPath() : path;
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.deleteIfExists(fresh);
        Optional<Set<PosixFilePermission>> permissions = permissions(target, ownerOnly);
        // made with its permissions: a moment later would be a moment too late
        FileAttribute<?>[] attributes = permissions.map(PosixFilePermissions::asFileAttribute).map(one -> new FileAttribute<?>[] {one}).orElse(new FileAttribute<?>[0]);
        try (FileChannel file = FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<Set<PosixFilePermission>> permissions(Path target, boolean ownerOnly) throws IOException {
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix) {
            return Optional.empty(); // a home on Windows is its owner's by the rights of the directory
        }
        return ownerOnly ? Optional.of(OWNER_ONLY) : Files.exists(target) ? Optional.of(Files.getPosixFilePermissions(target)) : Optional.empty();
    }

    static Yaml yaml() {
        LoaderOptions reading = new LoaderOptions();
        reading.setMaxAliasesForCollections(50);
        reading.setNestingDepthLimit(40);
        DumperOptions writing = new DumperOptions();
        return new Yaml(new SafeConstructor(reading), new Representer(writing), writing, reading);
    }
}
