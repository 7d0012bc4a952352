package earshot.config;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.store.BoundedFile;
import earshot.store.PrivateFiles;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/// A YAML file of settings. Reading creates plain values only (no objects by tag); writing replaces the file atomically.
record YamlFile(Path path) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String NO_LINE = "–";

    private static final int MAX_BYTES = 1 << 20;

    /// The result of reading.
    sealed interface Content {
        /// @param text of the file, including a byte order mark
        /// @param keys what is odd about its keys
        /// @param encoding its name, where it was guessed
        record Read(SettingsTree tree, String text, YamlKeys keys, Optional<String> encoding) implements Content {}

        record Absent() implements Content {}

        /// @param line from 1, `–` when unknown
        /// @param reason as an argument of a problem
        record Unreadable(String line, String reason) implements Content {}
    }

    /// A key that stands several times in one map.
    ///
    /// @param key dotted
    /// @param line of the one before, from 1
    /// @param lastLine of the one that holds
    record RepeatedKey(String key, int line, int lastLine) {}

    /// A key or value with quotes or commas that YAML takes for letters.
    ///
    /// @param key dotted
    /// @param line from 1
    record TypographicKey(String key, int line) {}

    /// Reads and parses the file. Never throws.
    Content read() {
        try {
            SettingsText text = SettingsText.decode(BoundedFile.read(path, MAX_BYTES));
            return read(text.text()) instanceof Content.Read read ? new Content.Read(read.tree(), read.text(), read.keys(), text.encoding())
                : read(text.text());
        } catch (BoundedFile.TooLargeException e) {
            return new Content.Unreadable(NO_LINE, e.getMessage());
        } catch (NoSuchFileException _) {
            return new Content.Absent();
        } catch (SettingsText.UnknownEncodingException e) {
            return new Content.Unreadable(String.valueOf(e.line()), ProblemReason.NOT_UTF_8.toString());
        } catch (AccessDeniedException _) {
            return new Content.Unreadable(NO_LINE, ProblemReason.NOT_READABLE.toString());
        } catch (IOException e) {
            return new Content.Unreadable(NO_LINE,
                Files.isDirectory(path) ? ProblemReason.IS_A_DIRECTORY.toString() : e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    static Content read(String text) {
        String plain = unmarked(text);
        try {
            List<Node> documents = documents(plain);
            if (documents.size() > 1) {
                return new Content.Unreadable(String.valueOf(documents.get(1).getStartMark().getLine() + 1), ProblemReason.YAML_DOCUMENTS.toString());
            }
            YamlKeys keys = documents.isEmpty() ? YamlKeys.NONE : YamlKeys.of(documents.getFirst());
            Optional<Content.Unreadable> wrong = keys.unreadable();
            return wrong.isPresent() ? wrong.get()
                : new Content.Read(documents.isEmpty() ? SettingsTree.EMPTY : SettingsTree.copyOf(SettingsYaml.values(documents.getFirst())), text,
                    keys, Optional.empty());
        } catch (YAMLException e) {
            return YamlDiagnosis.of(e, plain);
        } catch (SettingsTree.NotAMapException _) {
            return YamlDiagnosis.ofNoMap(plain);
        } catch (ClassCastException _) {
            // a tag such as !!int before a list
            return new Content.Unreadable(NO_LINE, ProblemReason.YAML_SYNTAX.toString());
        } catch (IllegalArgumentException e) {
            return new Content.Unreadable(NO_LINE, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (StackOverflowError _) {
            return new Content.Unreadable(NO_LINE, ProblemReason.TOO_DEEP.toString());
        }
    }

    /// The one document of a text that [#read] accepts, which may stand between empty ones; empty when all are.
    ///
    /// @throws YAMLException when the text is not valid
    static Optional<Node> document(String plain) {
        return documents(plain).stream().findFirst();
    }

    private static List<Node> documents(String plain) {
        List<Node> documents = new ArrayList<>();
        yaml().composeAll(new StringReader(plain)).forEach(documents::add);
        documents.removeIf(document -> document == null || document.getTag().equals(Tag.NULL));
        return documents;
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
        return SettingsYaml.yaml();
    }
}
