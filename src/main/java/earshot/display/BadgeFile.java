package earshot.display;

import module java.base;

import earshot.config.YamlDiagnosis;
import earshot.device.IdentityResolver;
import earshot.id.DeviceId;
import earshot.problem.ProblemReason;
import earshot.problem.UnusableFileException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// Reads the badge file: `devices: {<mac>: {badge, owner, lines_per_page}}`, as YAML or JSON. An entry that does not hold is left out, a field that does
/// not hold counts as absent. Source: badge-protocol section 8.7.
final class BadgeFile {
    static final int MAX_BYTES = 1_000_000;
    static final int MAX_BADGES = 10_000;
    private static final int MAX_NAME = 40;
    private static final int MAX_DEPTH = 8;

    private BadgeFile() {}

    /// Waits for the disk.
    ///
    /// @throws IOException when it cannot be read, is too long or has another form; the message says what is wrong and where
    static Map<DeviceId, Badge> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UnusableFileException(ProblemReason.NOT_A_FILE);
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_BYTES + 1);
        }
        if (content.length > MAX_BYTES) {
            throw new UnusableFileException(ProblemReason.TOO_LARGE);
        }
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            return badges(yaml().load(text));
        } catch (YAMLException e) {
            throw YamlDiagnosis.explain(e, text,
                (line, reason) -> new UnusableFileException(line.isEmpty() ? reason : ProblemReason.FILE_LINE.with(line.getAsInt(), reason)));
        } catch (StackOverflowError _) {
            throw new UnusableFileException(ProblemReason.TOO_DEEP);
        }
    }

    private static Map<DeviceId, Badge> badges(Object document) throws IOException {
        Object devices = document instanceof Map<?, ?> map ? map.get("devices") : null;
        if (document != null && devices != null && !(devices instanceof Map)) {
            throw new UnusableFileException(ProblemReason.YAML_NO_MAP);
        }
        if (document != null && !(document instanceof Map)) {
            throw new UnusableFileException(ProblemReason.YAML_NO_MAP);
        }
        Map<DeviceId, Badge> badges = new HashMap<>();
        Stream<? extends Map.Entry<?, ?>> entries = devices instanceof Map<?, ?> map ? map.entrySet().stream() : Stream.of();
        entries.limit(MAX_BADGES).forEach(entry -> IdentityResolver.normalized(Optional.ofNullable(entry.getKey()).map(String::valueOf)).map(DeviceId::new)
            .ifPresent(id -> Optional.ofNullable(entry.getValue()).filter(Map.class::isInstance).map(value -> badge((Map<?, ?>) value))
                .ifPresent(badge -> badges.put(id, badge))));
        return Map.copyOf(badges);
    }

    private static Badge badge(Map<?, ?> entry) {
        return new Badge(text(entry.get("badge")), text(entry.get("owner")),
            text(entry.get("lines_per_page")).map(BadgeFile::lines).orElse(OptionalInt.empty()));
    }

    private static Optional<String> text(Object value) {
        return value instanceof String text ? Optional.of(DisplayMessageReader.clean(text, MAX_NAME).replace('\n', ' ')).filter(clean -> !clean.isEmpty())
            : Optional.empty();
    }

    private static OptionalInt lines(String written) {
        try {
            int lines = Integer.parseInt(written);
            return lines < 1 ? OptionalInt.empty() : OptionalInt.of(Math.min(lines, Badge.MAX_LINES));
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }

    /// Every value as the text that was written: a MAC address of digits alone is not a number in base 60 here.
    private static Yaml yaml() {
        LoaderOptions reading = new LoaderOptions();
        reading.setMaxAliasesForCollections(0);
        reading.setNestingDepthLimit(MAX_DEPTH);
        reading.setCodePointLimit(MAX_BYTES);
        reading.setAllowDuplicateKeys(true);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(reading), new Representer(unused), unused, reading, new Resolver() {
            @Override
            protected void addImplicitResolvers() {}
        });
    }
}
