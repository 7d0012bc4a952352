package earshot.conversation;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.turn.Emotion;

/// The part of a sentence that can be spoken, and the emotion that its first known emoji stands for.
///
/// @param text without emoji, markup and stage directions; empty when it contains no letter or digit
record SpokenText(String text, Optional<Emotion> emotion) {
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern LINE_MARK = Pattern.compile("(?m)^\\s*(#{1,6}\\s+|>+\\s*|[-*+•·]\\s+|```\\w*\\s*|[-*_=]{3,}\\s*$|\\|[-:| ]+\\|\\s*$)");
    private static final Pattern STRESS = Pattern.compile("\\*+(?=\\S)|(?<=\\S)\\*+|~~|`+|(?<![\\p{L}\\p{N}])__?(?=\\S)|(?<=\\S)__?(?![\\p{L}\\p{N}])");
    /// Markup has at least one of these.
    private static final Pattern MARKUP = Pattern.compile("[\\[#>*+•·`~_=|-]");
    private static final Map<Integer, Emotion> EMOTIONS = emotionsByEmoji();

    static SpokenText of(String sentence) {
        Optional<Emotion> emotion = Optional.empty();
        StringBuilder plain = new StringBuilder(sentence.length());
        for (int i = 0; i < sentence.length();) {
            int c = sentence.codePointAt(i);
            int next = i + Character.charCount(c);
            // a keycap emoji is a digit with a frame: the digit stays
            boolean emojiStyled = c > 0x7F && next < sentence.length() && sentence.charAt(next) == '\uFE0F' && Character.isEmoji(c);
            if (emojiStyled || isEmoji(c)) {
                if (emotion.isEmpty()) {
                    emotion = Optional.ofNullable(EMOTIONS.get(c));
                }
            } else if (!isInvisible(c)) {
                plain.appendCodePoint(c);
            }
            i = next;
        }
        // a NUL ends a text for firmware
        String said = StageDirection.without(plain.toString());
        String text = ControlCharacters.toSpaces(MARKUP.matcher(said).find() ? withoutMarkup(said) : said);
        return new SpokenText(text.codePoints().anyMatch(Character::isLetterOrDigit) ? text : "", emotion);
    }

    private static String withoutMarkup(CharSequence plain) {
        String text = LINE_MARK.matcher(LINK.matcher(plain).replaceAll("$1")).replaceAll("");
        return STRESS.matcher(text).replaceAll("").replace('|', ' ');
    }

    /// Without a width and a sound: devices draw a box.
    private static boolean isInvisible(int c) {
        return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF;
    }

    private static boolean isEmoji(int c) {
        // some are text by default, as the heart: known ones are meant as emoji also without the selector
        return c > 0x7F && (EMOTIONS.containsKey(c) || Character.isEmojiPresentation(c) || c >= 0x1F000 && Character.isExtendedPictographic(c)
            || Character.isEmojiModifier(c)
            || c == 0xFE0F || c == 0x200D || c == 0x20E3 || c >= 0xE0020 && c <= 0xE007F);
    }

    private static Map<Integer, Emotion> emotionsByEmoji() {
        Map<Integer, Emotion> all = new HashMap<>();
        for (Emotion emotion : Emotion.values()) {
            all.put(emotion.emoji().codePointAt(0), emotion);
        }
        add(all, Emotion.HAPPY, "🙂😀😃😄😁☺🥳👍🎉");
        add(all, Emotion.FUNNY, "🤣😹");
        add(all, Emotion.SAD, "😞😟🙁☹😢🥺😿💔");
        add(all, Emotion.CRYING, "😥");
        add(all, Emotion.ANGRY, "😡🤬👿");
        add(all, Emotion.LOVING, "🥰❤💕💖🤗");
        add(all, Emotion.KISSY, "😘😗😙😚💋");
        add(all, Emotion.SURPRISED, "😮😯🤩");
        add(all, Emotion.SHOCKED, "🤯😨😧");
        add(all, Emotion.THINKING, "🧐🤨💭");
        add(all, Emotion.EMBARRASSED, "😅🫣");
        add(all, Emotion.SILLY, "😛😝🤪");
        add(all, Emotion.SLEEPY, "💤🥱");
        add(all, Emotion.DELICIOUS, "😋");
        add(all, Emotion.CONFUSED, "😕🤷");
        add(all, Emotion.NEUTRAL, "😐😑");
        return all;
    }

    private static void add(Map<Integer, Emotion> all, Emotion emotion, String emoji) {
        emoji.codePoints().forEach(c -> all.putIfAbsent(c, emotion));
    }
}
