package earshot.ui;

import module java.base;

import earshot.ui.gallery.LayoutFinding;
import earshot.ui.kit.Texts;
import earshot.ui.kit.Texts.Language;

/// Walks every view in all states, themes, languages and three sizes of the window, keeps the pictures in `target/gallery` and prints what
/// the layout checker finds. Arguments: `--fail` ends with an error when anything is found, `--no-pictures` only checks; others are parts of
/// names to walk: of a view, a state, a theme, a language, a size; each part must be in the name of what is walked.
public final class GalleryRun {
    private static final List<Gallery.Size> SIZES = List.of(new Gallery.Size(1024, 700), new Gallery.Size(1280, 800), new Gallery.Size(1920, 1080));

    private final Path folder;
    private final Set<String> options;
    private final List<String> parts;
    private final Map<String, List<String>> findings = new LinkedHashMap<>();
    private int pages;

    private GalleryRun(Path folder, List<String> arguments) {
        this.folder = folder;
        options = arguments.stream().filter(argument -> argument.startsWith("--")).collect(Collectors.toSet());
        parts = arguments.stream().filter(argument -> !argument.startsWith("--")).toList();
    }

    public static void main(String[] arguments) throws IOException {
        GalleryRun run = new GalleryRun(Files.createDirectories(Path.of("target/gallery")), List.of(arguments));
        try {
            run.walk();
        } finally {
            ConsoleWindow.exitToolkit();
        }
        String table = run.table();
        Files.writeString(run.folder.resolve("findings.txt"), table);
        System.out.print(table);
        if (!run.findings.isEmpty() && run.options.contains("--fail")) {
            System.exit(1);
        }
    }

    private void walk() throws IOException {
        for (GalleryState state : GalleryState.values()) {
            for (Theme theme : new Theme[] {Theme.LIGHT, Theme.DARK}) {
                for (Language language : Language.values()) {
                    List<String> left = left(List.of(Texts.keyOf(state), Texts.keyOf(theme), Texts.keyOf(language)));
                    List<String> views = left.stream().filter(part -> !part.matches("\\d+x\\d+")).toList();
                    for (Gallery.Size size : SIZES) {
                        boolean asked = left.contains(size.toString()) || left.stream().noneMatch(part -> part.matches("\\d+x\\d+"));
                        if (asked && matches(Texts.keyOf(state), Texts.keyOf(theme), Texts.keyOf(language))) {
                            Gallery.walk(state, theme, language, size, view -> views.isEmpty() || views.stream().anyMatch(view::startsWith),
                                (console, page) -> look(console, page, Gallery.file(state, theme, language, page)));
                        }
                    }
                }
            }
        }
    }

    /// The parts that name neither state nor theme nor language.
    private List<String> left(List<String> names) {
        List<String> known = Stream
            .of(Stream.of(GalleryState.values()).map(Texts::keyOf), Stream.of(Theme.values()).map(Texts::keyOf), Stream.of(Language.values()).map(Texts::keyOf))
            .flatMap(all -> all).toList();
        return parts.stream().filter(part -> !known.contains(part)).toList();
    }

    private boolean matches(String state, String theme, String language) {
        return matches(state, Stream.of(GalleryState.values()).map(Texts::keyOf)) && matches(theme, Stream.of(Theme.values()).map(Texts::keyOf))
            && matches(language, Stream.of(Language.values()).map(Texts::keyOf));
    }

    private boolean matches(String one, Stream<String> all) {
        List<String> asked = all.filter(parts::contains).toList();
        return asked.isEmpty() || asked.contains(one);
    }

    private void look(ConsoleWindow console, Gallery.Page page, String file) {
        pages++;
        for (LayoutFinding finding : page.found()) {
            findings.computeIfAbsent(
                String.format(Locale.ROOT, "%-9s %-12s %s  %s", finding.rule(), page.view().replaceAll("-\\d+$", ""), finding.node(), finding.what()),
                _ -> new ArrayList<>()).add(file.substring(0, file.length() - 4));
        }
        if (!options.contains("--no-pictures")) {
            try {
                Files.write(folder.resolve(file), console.snapshot());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String table() {
        StringBuilder table = new StringBuilder(
            String.format(Locale.ROOT, "%d pictures, %d findings%nrule      view         node, what  [combinations]%n", pages, findings.size()));
        findings.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(
            entry -> table.append(entry.getKey()).append("  [").append(entry.getValue().size()).append(": ").append(entry.getValue().getFirst()).append("]\n"));
        return table.toString();
    }
}
