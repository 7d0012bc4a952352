package earshot.config;

import module java.base;

import earshot.store.BoundedFile;
import earshot.store.PrivateFiles;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/// A YAML file of settings. Reading creates plain values only (no objects by tag); writing replaces the file atomically.
record YamlFile(Path path) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final int MAX_BYTES = 1 << 20;

    /// The result of reading.
    sealed interface Content {
        /// @param text of the file, including a byte order mark
        record Read(SettingsTree tree, String text) implements Content {}

        record Absent() implements Content {}

        /// @param line from 1, `–` when unknown
        record Unreadable(String line, String reason) implements Content {}
    }

    /// Reads and parses the file. Never throws.
    Content read() {
        try {
            return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(BoundedFile.read(path, MAX_BYTES))).toString());
        } catch (BoundedFile.TooLargeException e) {
            return new Content.Unreadable("–", e.getMessage());
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
            return new Content.Read(SettingsTree.copyOf(yaml().load(unmarked(text))), text);
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null ? "–" : String.valueOf(e.getProblemMark().getLine() + 1);
            return new Content.Unreadable(line, String.valueOf(e.getProblem()));
        } catch (YAMLException | IllegalArgumentException e) {
            return new Content.Unreadable("–", String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (StackOverflowError e) {
            return new Content.Unreadable("–", "the file is nested too deeply");
        }
    }

    /// The text without a byte order mark.
    static String unmarked(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /// Replaces the file atomically. Only its owner may read it afterwards; a symbolic link keeps its target.
    ///
    /// @throws TooLargeException when the text is longer than what is read
    /// @throws IOException when the file cannot be written; its content is then unchanged
    void write(String text) throws IOException {
        requireReadable(text);
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        PrivateFiles.createDirectories(target.getParent());
        PrivateFiles.replace(target, text.getBytes(StandardCharsets.UTF_8));
    }

    static void requireReadable(String text) throws TooLargeException {
        long size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            throw new TooLargeException(size);
        }
    }

    /// The text would not be read again.
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long size) {
            super("it would have " + size + " bytes, and at most " + MAX_BYTES + " are read");
        }
    }

    static Yaml yaml() {
        LoaderOptions reading = new LoaderOptions();
        reading.setMaxAliasesForCollections(50);
        reading.setNestingDepthLimit(40);
        DumperOptions writing = new DumperOptions();
        return new Yaml(new SafeConstructor(reading), new Representer(writing), writing, reading);
    }
}
