package earshot.conversation;

import module java.base;

import earshot.data.EnglishNumber;
import earshot.data.LetterCase;

/// Understands what is asked of the scripted assistant in English, word by word.
final class EnglishQuestion {
    /// The words that may stand beside the number in a sentence that asks for a volume.
    private static final Set<String> VOLUME_WORDS = Set.of("please", "set", "turn", "put", "change", "the", "my", "your", "volume", "to", "at", "up", "down",
        "percent");
    private static final Map<Pattern, ScriptedQuestion> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put(Pattern.compile("\\b(name|who)\\b"), new ScriptedQuestion.Name());
        OTHERS.put(Pattern.compile("\\b(time|clock)\\b"), new ScriptedQuestion.Clock());
        OTHERS.put(Pattern.compile("\\b(connection|connected)\\b"), new ScriptedQuestion.Connection());
        OTHERS.put(Pattern.compile("\\b(state|how)\\b"), new ScriptedQuestion.State());
        OTHERS.put(Pattern.compile("\\b(help|can)\\b"), new ScriptedQuestion.Help());
    }

    private EnglishQuestion() {}

    static ScriptedQuestion of(String text) {
        return ReminderQuestion.english(text).<ScriptedQuestion>map(wanted -> wanted).orElseGet(() -> other(text));
    }

    private static ScriptedQuestion other(String text) {
        List<String> words = Arrays.stream(LetterCase.lower(text).split("[^a-z0-9]+")).filter(word -> !word.isEmpty()).toList();
        if (!words.contains("volume") && !words.contains("loud")) {
            return ScriptedQuestion.first(String.join(" ", words), OTHERS);
        }
        OptionalInt number = number(words);
        boolean certain = words.stream().allMatch(word -> VOLUME_WORDS.contains(word) || isNumber(word)) && words.contains("volume");
        return number.isPresent() ? new ScriptedQuestion.SetVolume(number.getAsInt(), certain) : new ScriptedQuestion.Volume();
    }

    private static boolean isNumber(String word) {
        return word.equals("one") || word.equals("hundred") || EnglishNumber.TENS.contains(word)
            || word.length() <= 3 && word.chars().allMatch(Character::isDigit);
    }

    /// The number in a sentence, as a word for tens or in digits, 0 to 100.
    private static OptionalInt number(List<String> sentence) {
        if (sentence.contains("hundred")) {
            return OptionalInt.of(100);
        }
        return sentence.stream()
            .mapToInt(word -> EnglishNumber.TENS.contains(word) ? EnglishNumber.TENS.indexOf(word) * 10
                : isNumber(word) && !word.equals("one") ? Integer.parseInt(word)
                : -1)
            .filter(percent -> percent >= 0 && percent <= 100).findFirst();
    }
}
