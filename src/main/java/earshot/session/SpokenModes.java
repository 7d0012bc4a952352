package earshot.session;

import module java.base;

import earshot.data.LetterCase;
import earshot.wire.InboundMessage.Mode;
import earshot.wire.InboundMessage.Mode.ModeState;
import earshot.wire.WorkMode;

/// How people enter and leave a work mode by voice, in English and Chinese: a whole sentence that asks for that, with nothing else in it.
/// Source: badge-protocol sections 2.5 and 3.3.
final class SpokenModes {
    private static final Map<Pattern, WorkMode> ENTER = Map.of(
        Pattern.compile(
            "(?:please )?(?:(?:switch|change|go) to |enter |start |begin )?(?:the )?(?:working|workflow|work) mode(?: please)?"
                + "|请?(?:进入|切换?到|打开|开始)?工作模式"),
        WorkMode.WORKING,
        Pattern.compile(
            "(?:please )?(?:(?:switch|change|go) to |enter |start |begin )?(?:the )?meeting mode(?: please)?"
                + "|(?:please )?(?:start|begin) (?:a |the |this )?meeting(?: please)?"
                + "|请?(?:进入|切换?到|打开|开始)?会议模式|请?(?:我们)?(?:开始|开)(?:一?个)?会(?:议)?(?:吧)?"), WorkMode.MEETING,
        Pattern.compile("(?:please )?(?:(?:switch|change|go) to |enter |start |begin )?(?:the )?coding mode(?: please)?"
            + "|请?(?:进入|切换?到|打开|开始)?(?:编程|编码|代码)模式"),
        WorkMode.CODING);
    private static final Pattern LEAVE = Pattern
        .compile("(?:please )?(?:exit|leave|end|stop|quit) (?:the )?(working|workflow|work|coding) mode(?: please)?"
            + "|请?(?:退出|离开|结束|关闭)(工作|编程|编码|代码)模式");
    /// In a text that a device recognized itself, anywhere.
    private static final List<String> WORKING_KEYWORDS = List.of("工作模式", "workflow mode", "working mode");
    /// Before such a keyword, they ask for the contrary.
    private static final Pattern CONTRARY = Pattern.compile("\\b(?:exit|leave|end|stop|quit|not?|don't)\\b|退出|离开|结束|关闭|不");
    private static final int MAX_CHARS = 60;

    private SpokenModes() {}

    /// What a sentence asks for; empty when it asks for anything else or more.
    static Optional<Mode> in(String sentence) {
        if (sentence.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String words = words(sentence);
        Matcher leaving = LEAVE.matcher(words);
        if (leaving.matches()) {
            String mode = Optional.ofNullable(leaving.group(1)).orElse(leaving.group(2));
            return Optional.of(new Mode(ModeState.END, Set.of("coding", "编程", "编码", "代码").contains(mode) ? WorkMode.CODING : WorkMode.WORKING));
        }
        return ENTER.entrySet().stream().filter(entry -> entry.getKey().matcher(words).matches()).findFirst()
            .map(entry -> new Mode(ModeState.START, entry.getValue()));
    }

    /// What a text asks for that the device recognized itself: there, the keyword of the working mode counts wherever it stands.
    static Optional<Mode> inDetected(String text) {
        String words = words(text);
        boolean keyword = WORKING_KEYWORDS.stream().anyMatch(words::contains) && !CONTRARY.matcher(words).find();
        return in(text).or(() -> keyword ? Optional.of(new Mode(ModeState.START, WorkMode.WORKING)) : Optional.empty());
    }

    private static String words(String sentence) {
        return String.join(" ", LetterCase.folded(sentence).replaceAll("[\\p{P}&&[^']]+", " ").strip().split("\\s+"));
    }
}
