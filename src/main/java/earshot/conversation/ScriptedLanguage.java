package earshot.conversation;

import module java.base;

import earshot.data.EnglishNumber;
import earshot.data.TextBundle;

/// A language that the scripted assistant speaks: how it understands a question, and its texts, which stand beside the fixed sentences.
enum ScriptedLanguage {
    ENGLISH("en", Locale.ENGLISH, "h:mm a", "EEEE, MMMM d", EnglishQuestion::of, percent -> EnglishNumber.TENS.get(percent / 10)),
    CHINESE("zh", Locale.SIMPLIFIED_CHINESE, "ah:mm", "M月d日EEEE", ChineseQuestion::of, Integer::toString);

    private final String code;
    private final DateTimeFormatter clock;
    private final DateTimeFormatter day;
    private final DateTimeFormatter weekday;
    private final Function<String, ScriptedQuestion> questions;
    private final IntFunction<String> numbers;

    ScriptedLanguage(String code, Locale locale, String clock, String day, Function<String, ScriptedQuestion> questions, IntFunction<String> numbers) {
        this.code = code;
        this.clock = DateTimeFormatter.ofPattern(clock, locale);
        this.day = DateTimeFormatter.ofPattern(day, locale);
        weekday = DateTimeFormatter.ofPattern("EEEE", locale);
        this.questions = questions;
        this.numbers = numbers;
    }

    /// The one in which a person spoke; English for all that it does not speak.
    static ScriptedLanguage of(String heard) {
        return LanguageGuesser.guess(heard).filter(CHINESE.code::equals).isPresent() ? CHINESE : ENGLISH;
    }

    /// ISO 639-1.
    String code() {
        return code;
    }

    ScriptedQuestion question(String heard) {
        return questions.apply(heard);
    }

    String text(String key, Object... args) {
        ResourceBundle texts = TextBundle.of("spoken", Locale.ROOT);
        return new MessageFormat(texts.getString(code + ".scripted." + key), Locale.ROOT).format(args);
    }

    String clock(ZonedDateTime at) {
        return clock.format(at);
    }

    /// With its name.
    String day(ZonedDateTime at) {
        return day.format(at);
    }

    String weekday(ZonedDateTime at) {
        return weekday.format(at);
    }

    /// A number of tens, up to a hundred, as a person would say it.
    String number(int percent) {
        return numbers.apply(percent);
    }
}
