package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.EventCode;
import earshot.problem.ProblemCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U44: no text is kept that nothing shows, and none is left untranslated")
class TextUseTest {
    private static final Pattern LITERAL = Pattern.compile("\"(%?[a-z0-9_.-]+)\"");
    private static final Pattern LATIN_WORD = Pattern.compile("[A-Za-z]{4,}");

    @Test
    void everyTextOfTheConsoleIsShownSomewhere() throws IOException {
        Set<String> literals = literals();
        Set<String> beginnings = literals.stream().filter(text -> text.endsWith(".")).collect(Collectors.toSet());
        List<String> ends = literals.stream().filter(text -> text.startsWith(".") && text.length() > 1).toList();
        Predicate<String> shown = key -> literals.contains(key) || beginnings.stream().anyMatch(key::startsWith)
            || ends.stream().anyMatch(end -> key.endsWith(end) && literals.contains(key.substring(0, key.length() - end.length())));
        assertThat(bundle("console").keySet()).filteredOn(shown.negate()).isEmpty();
    }

    @Test
    @DisplayName("U38: every kind of problem and of event occurs somewhere")
    void everyProblemAndEventOccursSomewhere() throws IOException {
        String sources = sources().collect(Collectors.joining("\n"));
        assertThat(ProblemCode.values()).allMatch(code -> sources.contains("ProblemCode." + code.name()));
        assertThat(EventCode.values()).allMatch(code -> sources.contains("EventCode." + code.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "settings", "problems", "minutes", "events"})
    void whatIsChineseSaysNoWholeSentenceInEnglish(String name) {
        ResourceBundle english = bundle(name);
        ResourceBundle chinese = bundle(name + "_zh_CN");
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        assertThat(english.keySet())
            .filteredOn(key -> LATIN_WORD.matcher(english.getString(key)).results().count() > 3 && english.getString(key).equals(chinese.getString(key)))
            .isEmpty();
        assertThat(english.keySet()).as("no Chinese in the English file")
            .filteredOn(key -> english.getString(key).codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
            && !key.contains("language")).isEmpty();
        assertThat(chinese.keySet()).as("no space at an end").filteredOn(key -> !chinese.getString(key).equals(chinese.getString(key).stripTrailing()))
            .isEmpty();
    }

    @Test
    void noTextIsThereTwiceAndPeopleAreAddressedInOneWay() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("assets/i18n"))) {
            for (Path file : files.toList()) {
                List<String> lines = Files.readAllLines(file);
                assertThat(lines.stream().filter(line -> line.matches("[A-Za-z0-9_.-]+ *=.*")).map(line -> line.replaceFirst(" *=.*", "")))
                    .as("of two the last holds, in %s", file).doesNotHaveDuplicates();
                assertThat(lines).as("你 in %s", file).noneMatch(line -> line.contains("您"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "settings", "problems", "minutes", "events"})
    @DisplayName("U44: plain words, and one word for one thing")
    void nothingIsSaidInWordsThatWereReplaced(String name) {
        Pattern english = Pattern.compile(
            "\\banew\\b|\\bin order$|\\bin order[,.{]|\\bholds\\b|\\bstands? (here|in)\\b(?! for)|\\bknocked\\b|\\brtt\\b|fall-back|\\b[Ff]etch and|laid over|vouch|\\brecognizer");
        Pattern chinese = Pattern.compile("徽章|设备号|阶段总结|会议总结|往返|您");
        ResourceBundle englishTexts = bundle(name);
        ResourceBundle chineseTexts = bundle(name + "_zh_CN");
        assertThat(englishTexts.keySet()).filteredOn(key -> english.matcher(englishTexts.getString(key)).find()).isEmpty();
        assertThat(chineseTexts.keySet()).filteredOn(key -> chinese.matcher(chineseTexts.getString(key)).find()).isEmpty();
    }

    private static ResourceBundle bundle(String name) {
        return ResourceBundle.getBundle("assets.i18n." + name, Locale.ROOT);
    }

    private static Set<String> literals() throws IOException {
        Set<String> literals = new HashSet<>();
        try (Stream<Path> views = Files.list(Path.of("fxml"))) {
            for (Path view : views.toList()) {
                LITERAL.matcher(Files.readString(view)).results().forEach(found -> literals.add(found.group(1).replace("%", "")));
            }
        }
        sources().forEach(source -> LITERAL.matcher(source).results().forEach(found -> literals.add(found.group(1))));
        return literals;
    }

    private static Stream<String> sources() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.add(Files.readString(file));
            }
        }
        return all.stream();
    }
}
