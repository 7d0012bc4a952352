package earshot.meeting.live;

import module java.base;

import earshot.data.LetterCase;
import earshot.meeting.SummarySettings;
import earshot.meeting.TranscriptLanguage;

/// Replaces terms that recognizers get wrong. The section of the industry wins over that of the language, and that over the one for all;
/// longer terms win over shorter ones; replaced text is not examined again. Letters of a term match in any case, and only as whole words.
///
/// Thread-safe.
final class Glossary {
    /// A letter of a script that separates its words, or a digit.
    private static final String WORD = "[\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}\\p{Nd}]";

    private record Section(Pattern pattern, Map<String, String> replacements) {}

    private final SummarySettings summarySettings;
    private final Map<String, Optional<Section>> languages = new ConcurrentHashMap<>();

    Glossary(SummarySettings summarySettings) {
        this.summarySettings = summarySettings;
    }

    /// Whether this glossary was made from these settings.
    boolean isFor(SummarySettings other) {
        return summarySettings == other;
    }

    String apply(String text) {
        String language = summarySettings.language().orElseGet(() -> TranscriptLanguage.of(Stream.of(text)).code());
        return languages.computeIfAbsent(language, this::read).map(found -> found.pattern().matcher(text).replaceAll(hit -> right(found, hit))).orElse(text);
    }

    private static String right(Section section, MatchResult hit) {
        return Matcher.quoteReplacement(section.replacements().get(LetterCase.folded(hit.group())));
    }

    private Optional<Section> read(String language) {
        Map<String, String> right = new HashMap<>();
        add("*", right);
        add(language, right);
        summarySettings.industry().ifPresent(industry -> add("industry:" + industry, right));
        if (right.isEmpty()) {
            return Optional.empty();
        }
        String wrong = right.keySet().stream().sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
            .map(Glossary::whole).collect(Collectors.joining("|"));
        return Optional.of(new Section(Pattern.compile(wrong, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), Map.copyOf(right)));
    }

    private void add(String section, Map<String, String> right) {
        summarySettings.terms().getOrDefault(section, Map.of()).forEach((wrong, better) -> {
            if (!wrong.isBlank()) {
                right.put(LetterCase.folded(wrong), better);
            }
        });
    }

    private static String whole(String term) {
        String before = word(term.substring(0, 1)) ? "(?<!" + WORD + ")" : "";
        String after = word(term.substring(term.length() - 1)) ? "(?!" + WORD + ")" : "";
        return before + Pattern.quote(term) + after;
    }

    private static boolean word(String letter) {
        return letter.matches(WORD);
    }
}
