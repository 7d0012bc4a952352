package earshot.conversation;

import module java.base;

import earshot.turn.Emotion;

/// The text of a persona with its placeholders `{{name}}`, read once and filled for each request: those that are known are filled, and with any other
/// the part of the sentence around it is taken out, since what is left of it would mislead a model. The names are those of the templates that xiaozhi
/// servers are delivered with.
///
/// @param texts what stands before each value, and behind the last one
/// @param values one less than texts
record PersonaPlaceholders(List<String> texts, List<Value> values) {
    private static final Pattern NAME = Pattern.compile("\\{{2,3}\\s*+([^{}|\\n]{0,100}?)\\s*(?:\\|[^{}]*)?}{2,3}");
    private static final Pattern BLOCK = Pattern.compile("\\{%.*?%}|\\{#.*?#}|\\{\\{[#/^!>~].*?}}", Pattern.DOTALL);
    private static final Pattern OLD_TIME = Pattern.compile("\\{(date_time)}");
    private static final String ENDS = "，,、。；;！!？?\n";
    private static final String COMMAS = "，,、；; ";

    /// What a placeholder stands for.
    enum Value {
        DEVICE_NAME("device_name", "device_id", "assistant_name", "agent_name", "name", "bot_name"),
        TIME("current_time", "time", "now"),
        DATE("today_date", "date", "current_date", "today"),
        WEEKDAY("today_weekday", "weekday"),
        DATE_AND_TIME("date_time", "datetime", "current_datetime"),
        TIME_ZONE("timezone", "time_zone"),
        LANGUAGE("language", "lang"),
        EMOJIS("emojiList", "emoji_list", "emojis");

        private final Set<String> names;

        Value(String... names) {
            this.names = Set.of(names);
        }

        static Optional<Value> of(String name) {
            return Arrays.stream(values()).filter(value -> value.names.contains(name)).findFirst();
        }
    }

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    /// The names in a text that nothing here is known of.
    static List<String> unknown(String text) {
        return NAME.matcher(text).results().map(found -> found.group(1)).filter(name -> Value.of(name).isEmpty()).distinct().toList();
    }

    static PersonaPlaceholders of(String text) {
        String plain = OLD_TIME.matcher(BLOCK.matcher(text).replaceAll("")).replaceAll("{{$1}}");
        for (Optional<MatchResult> unknown = firstUnknown(plain); unknown.isPresent(); unknown = firstUnknown(plain)) {
            plain = without(plain, unknown.get().start(), unknown.get().end());
        }
        return new PersonaPlaceholders(List.of(NAME.split(plain, -1)),
            NAME.matcher(plain).results().map(found -> Value.of(found.group(1)).orElseThrow()).toList());
    }

    /// @param language of the text
    String fill(String deviceName, ZonedDateTime now, Locale language) {
        StringBuilder filled = new StringBuilder(texts.getFirst());
        for (int i = 0; i < values.size(); i++) {
            filled.append(value(values.get(i), deviceName, now, language)).append(texts.get(i + 1));
        }
        return filled.toString();
    }

    private static Optional<MatchResult> firstUnknown(String text) {
        return NAME.matcher(text).results().filter(found -> Value.of(found.group(1)).isEmpty()).findFirst();
    }

    /// The text without the part of a sentence that holds something, and without a comma that would stand alone.
    private static String without(String text, int from, int to) {
        int start = from;
        while (start > 0 && !ends(text, start - 1)) {
            start--;
        }
        int end = to;
        while (end < text.length() && !ends(text, end)) {
            end++;
        }
        if (end < text.length() && COMMAS.indexOf(text.charAt(end)) >= 0) {
            end++;
        } else {
            int before = start;
            while (start > 0 && COMMAS.indexOf(text.charAt(start - 1)) >= 0) {
                start--;
            }
            boolean whole = before == start;
            end += whole && end < text.length() && text.charAt(end) != '\n' ? 1 : 0;
        }
        return text.substring(0, start) + text.substring(end);
    }

    /// Whether a part of a sentence ends at an index; a point within a number or a name ends none.
    private static boolean ends(String text, int index) {
        return ENDS.indexOf(text.charAt(index)) >= 0
            || text.charAt(index) == '.' && (index + 1 == text.length() || Character.isWhitespace(text.charAt(index + 1)));
    }

    private static String value(Value value, String deviceName, ZonedDateTime now, Locale language) {
        return switch (value) {
            case DEVICE_NAME -> deviceName;
            case TIME -> CLOCK.format(now);
            case DATE -> now.toLocalDate().toString();
            case WEEKDAY -> now.getDayOfWeek().getDisplayName(TextStyle.FULL, language);
            case DATE_AND_TIME -> now.toLocalDate() + " " + CLOCK.format(now);
            case TIME_ZONE -> now.getZone().getId();
            case LANGUAGE -> language.getDisplayLanguage(language);
            case EMOJIS -> Arrays.stream(Emotion.values()).map(Emotion::emoji).collect(Collectors.joining(" "));
        };
    }
}
