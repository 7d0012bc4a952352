package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.Presence;
import earshot.device.StateSpan;
import earshot.engine.EngineState;
import earshot.engine.FirstContact;
import earshot.engine.OperationKind;
import earshot.event.EventText;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.server.ConnectionAttempt;
import earshot.turn.TurnFacts;
import earshot.turn.TurnStage;
import earshot.ui.kit.Texts;
import earshot.ui.kit.Texts.Language;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U44: two languages")
class TextsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");
    private static final Pattern FXML_KEY = Pattern.compile("\"%([a-z0-9._]+)\"");
    private static final Pattern CHOICE = Pattern.compile("\\{\\d,choice,(?:[^{}]|\\{[^{}]*})*}");
    private static final Pattern COUNTED = Pattern.compile(
        "\\{\\d} (?:new |open |more )?(?:addresses|attempts|connections|days|devices|entries|frames|meetings|packets|problems|rows|sentences|settings|tasks|times|tools|turns)\\b");
    /// Said of several only, or of a bound that is more than one.
    private static final Pattern NEVER_ONE = Pattern.compile(
        "close\\.devices|toast\\.devices.*|notification\\.more|models\\.live|tryout\\.turns|settings\\.memory\\.some|timeline\\.(save|copy)\\.rows.*|done\\.copied_part"
            + "|send\\.result\\.full|detail\\.lead\\.queue|messages\\.rules\\.some|playback\\.waiting|problems\\.times|problem[._].*times.*|reason\\.(bound_.*|memory_waiting|lint_ahead|lint_no_silence)");
    private final Texts english = new Texts(Language.ENGLISH);
    private final Texts chinese = new Texts(Language.CHINESE);

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(chinese.bundle().keySet()).isEqualTo(english.bundle().keySet());
    }

    @Test
    void bothLanguagesHaveTheSamePlaceholders() {
        TreeMap<String, String> unequal = new TreeMap<>();
        for (String key : english.bundle().keySet()) {
            if (!placeholders(english, key).equals(placeholders(chinese, key))) {
                unequal.put(key, placeholders(english, key) + " " + placeholders(chinese, key));
            }
        }
        assertThat(unequal).isEmpty();
    }

    @Test
    void noTextWithPlaceholdersHasAnApostropheThatTheFormatWouldEat() {
        for (Texts texts : List.of(english, chinese)) {
            assertThat(texts.bundle().keySet()).filteredOn(key -> texts.bundle().getString(key).contains("'") && !placeholders(texts, key).isEmpty()).isEmpty();
        }
    }

    @Test
    @DisplayName("the font draws these as wide as a Chinese sign, so that English has a hole beside each")
    void englishHasNoTypographicQuotes() throws IOException {
        for (String file : List.of("coding", "console", "events", "minutes", "problems", "settings")) {
            assertThat(Files.readAllLines(Path.of("assets/i18n/" + file + ".properties"))).as(file).noneMatch(line -> line.matches(".*[“”].*"));
        }
    }

    @Test
    @DisplayName("one way of writing: full-width brackets beside Chinese, no blank before a percent sign, one ellipsis")
    void chineseIsWrittenInOneWay() throws IOException {
        Pattern otherwise = Pattern.compile("[\\p{IsHan}] ?\\([^)]*\\)|} %(?!\\p{Alpha})|……");
        for (String file : List.of("coding", "console", "events", "minutes", "problems", "settings")) {
            assertThat(Files.readAllLines(Path.of("assets/i18n/" + file + "_zh_CN.properties"))).as(file).noneMatch(line -> otherwise.matcher(line).find());
        }
    }

    @Test
    @DisplayName("Chinese has a blank beside Latin, and none where an argument is Chinese, too")
    void blanksBesideArguments() {
        assertThat(chinese.get("models.used", "openai")).isEqualTo("用于 openai");
        assertThat(chinese.get("models.used", "助手、会议")).isEqualTo("用于助手、会议");
        assertThat(chinese.get("state.stopped.cleanly", "今天")).isEqualTo("上次运行已正常结束，今天");
        assertThat(english.get("models.used", "助手")).isEqualTo("used for 助手");
        assertThat(Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("ASR.openai.api_key"), "openai", "401", "x")
            .what(Locale.SIMPLIFIED_CHINESE)).isEqualTo("openai（语音识别）拒绝了密钥。");
    }

    @Test
    void oneIsNotSaidToBeMany() throws IOException {
        Set<String> many = new TreeSet<>();
        for (String file : List.of("console", "events", "problems")) {
            try (Reader reader = Files.newBufferedReader(Path.of("assets/i18n/" + file + ".properties"))) {
                PropertyResourceBundle bundle = new PropertyResourceBundle(reader);
                bundle.keySet().stream()
                    .filter(key -> !NEVER_ONE.matcher(key).matches() && COUNTED.matcher(CHOICE.matcher(bundle.getString(key)).replaceAll("")).find())
                    .forEach(many::add);
            }
        }
        assertThat(many).isEmpty();
    }

    @Test
    void everyKeyInFxmlHasAText() throws IOException {
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("fxml"))) {
            for (Path file : files.toList()) {
                Matcher keys = FXML_KEY.matcher(Files.readString(file));
                while (keys.find()) {
                    if (!english.has(keys.group(1))) {
                        missing.add(file + " " + keys.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyConstantThatIsShownHasAText() {
        Stream<String> keys = Stream.of(
            words("state.", EngineState.Phase.values()), words("device.state.", StateSpan.Kind.values()),
            words("device.state.", Presence.ASLEEP, Presence.NEVER_ARRIVED),
            words("ladder.", FirstContact.Step.values()), words("ladder.state.", FirstContact.StepState.values()),
            words("attempt.step.", ConnectionAttempt.Step.values()),
            words("attempt.port.", ConnectionAttempt.Port.values()), words("turns.outcome.", TurnFacts.Outcome.values()),
            words("stage.", TurnStage.values()), words("stage.short.", TurnStage.values()), words("turns.owner.", TurnStage.Owner.values()), words("turns.cause.", TurnFacts.Interruption.Cause.values()),
            words("keys.", KeyboardShortcut.values()), words("title.theme.", Theme.values()),
            Arrays.stream(ConnectionMode.values()).map(mode -> "device.mode." + mode.wireName())).flatMap(stream -> stream);
        assertThat(keys).allMatch(english::has);
    }

    @Test
    @DisplayName("U11: every reason of an end has words in both languages")
    void everyEndHasWords() throws IOException {
        Pattern rule = Pattern.compile("ConnectionEnd\\(at, [^\"]*\"([a-z.]+)\"|^    [A-Z_]+\\(\"([a-z.]+)\", 1", Pattern.MULTILINE);
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/earshot/session"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher rules = rule.matcher(Files.readString(source));
                while (rules.find()) {
                    String key = rules.group(1) == null ? rules.group(2) : rules.group(1);
                    if (EventText.connectionEnd(key, List.of("1", "2"), "", Locale.ENGLISH).isEmpty()) {
                        missing.add(key);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    @DisplayName("U34: whatever the engine says of its work has words in both languages, except results that a view shows itself")
    void everyOperationHasWords() throws IOException {
        Pattern said = Pattern
            .compile("reportPhase\\(operation, Phase\\.([A-Z]+)|reportProgress\\(\"([a-z]+)\"|[dD]one(?:\\.of)?\\(\"((?!applied|found|tried)[a-z]+)\"");
        Set<String> missing = words("operation.", OperationKind.values()).filter(key -> !english.has(key)).collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/earshot/engine"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher keys = said.matcher(Files.readString(source));
                while (keys.find()) {
                    String key = keys.group(1) != null ? "phase." + keys.group(1).toLowerCase(Locale.ROOT) : keys.group(2) != null ? "phase." + keys.group(2)
                        : "done." + keys.group(3);
                    if (!english.has(key)) {
                        missing.add(key);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Stream<String> words(String prefix, Enum<?>... constants) {
        return Arrays.stream(constants).map(constant -> prefix + constant.name().toLowerCase(Locale.ROOT));
    }

    private static Set<String> placeholders(Texts texts, String key) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(texts.bundle().getString(key));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
