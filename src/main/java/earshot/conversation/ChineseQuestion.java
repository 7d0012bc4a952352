package earshot.conversation;

import module java.base;

import earshot.data.ChineseNumber;

/// Understands what is asked of the scripted assistant in Chinese.
final class ChineseQuestion {
    private static final Pattern VOLUME = Pattern.compile("音量|声音|多大声");
    private static final Pattern NO_NUMBER = Pattern.compile("百分之|一下|一点|一些");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}|[零〇一二两三四五六七八九十百]{1,4}");
    /// A whole sentence that asks for a volume, without its number.
    private static final Pattern WISH = Pattern.compile("(?:请|麻烦|帮我|帮忙|你|把|将|我|的"
        + "|设备|音量|声音|调整|调节|调高|调低|调|设置|设定|设|改"
        + "|变|到|成|为|至|百分之|一下|吧|谢谢)+");
    private static final Map<Pattern, ScriptedQuestion> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put(VOLUME, new ScriptedQuestion.Volume());
        OTHERS.put(Pattern.compile("名字|叫什么|你是谁|您是谁"), new ScriptedQuestion.Name());
        OTHERS.put(Pattern.compile("几点|时间"), new ScriptedQuestion.Clock());
        OTHERS.put(Pattern.compile("连接|联网|网络|连上|怎么连"), new ScriptedQuestion.Connection());
        OTHERS.put(Pattern.compile("状态|怎么样|你好吗|在干什么|在做什么"), new ScriptedQuestion.State());
        OTHERS.put(Pattern.compile("帮助|[能会可]以?(?:做|干)(?:什么|啥)"), new ScriptedQuestion.Help());
    }

    private ChineseQuestion() {}

    static ScriptedQuestion of(String text) {
        return ReminderQuestion.chinese(text).<ScriptedQuestion>map(wanted -> wanted).orElseGet(() -> other(text));
    }

    private static ScriptedQuestion other(String text) {
        String plain = text.replaceAll("[\\p{P}\\p{S}\\s]+", "");
        Matcher number = NUMBER.matcher(NO_NUMBER.matcher(plain).replaceAll(found -> "·".repeat(found.group().length())));
        OptionalInt percent = VOLUME.matcher(plain).find() && number.find() ? percent(number.group()) : OptionalInt.empty();
        if (percent.isEmpty()) {
            return ScriptedQuestion.first(plain, OTHERS);
        }
        String rest = plain.substring(0, number.start()) + plain.substring(number.end());
        return new ScriptedQuestion.SetVolume(percent.getAsInt(), WISH.matcher(rest).matches());
    }

    /// 0 to 100, in digits or as it is spoken: 五十, 三十五, 一百, 五零.
    private static OptionalInt percent(String written) {
        OptionalInt number = ChineseNumber.read(written);
        return number.isPresent() && number.getAsInt() <= 100 ? number : OptionalInt.empty();
    }
}
