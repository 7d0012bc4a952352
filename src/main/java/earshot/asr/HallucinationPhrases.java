package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.type.TypeReference;
import earshot.data.LetterCase;

/// The sentences that recognizers give where nobody speaks, most of them the credits of subtitles that they learned from. Case, width, spaces and
/// punctuation do not matter; `*` stands for any text. Safe for use from any thread.
final class HallucinationPhrases {
    private static final String BUILT_IN = "/assets/asr/hallucinations.json";
    private static final int MAX_CHARS = 200;
    /// How often a piece comes again in what no person says.
    private static final int REPEATED = 3;
    /// Of a text that goes round in a circle, so much may come before the circle.
    private static final double BEFORE_CIRCLE = 0.34;
    private static final int LOOKED_CHARS = 600;
    /// What recognizers write about a sound in place of words, when it is as short as that.
    private static final Pattern REMARK = Pattern.compile("\\[[^\\]]{0,40}\\]|【[^】]{0,20}】|<[^>]{0,40}>");
    /// The same, where words may be, too.
    private static final Pattern ASIDE = Pattern.compile("\\([^)]{0,40}\\)|（[^）]{0,20}）|\\*[^*]{1,40}\\*");

    private static final class BuiltIn {
        static final HallucinationPhrases ALL = load();
    }

    private final Set<String> whole = new HashSet<>();
    private int longest;
    private final List<String[]> parts = new ArrayList<>();

    private HallucinationPhrases(Collection<String> phrases) {
        phrases.stream().filter(phrase -> !normalized(phrase).isEmpty()).forEach(phrase -> {
            if (phrase.contains("*")) {
                parts.add(Stream.of(phrase.split("\\*", -1)).map(HallucinationPhrases::normalized).toArray(String[]::new));
            } else {
                whole.add(normalized(phrase));
                longest = Math.max(longest, normalized(phrase).length());
            }
        });
    }

    /// Whether there is nothing in the text that could be said: no letter, or none outside of remarks such as `[Music]`.
    static boolean isRemark(String text) {
        return normalized(REMARK.matcher(text).replaceAll(" ")).isEmpty();
    }

    private static boolean isAside(String text) {
        return isRemark(ASIDE.matcher(text).replaceAll(" "));
    }

    /// Whether each sentence of the text is one of them, or the text goes round in a circle.
    ///
    /// @param more phrases of the settings
    static boolean contain(String text, List<String> more) {
        if (text.length() > MAX_CHARS || isAside(text)) {
            return isAside(text) || repeats(text);
        }
        List<HallucinationPhrases> known = more.isEmpty() ? List.of(BuiltIn.ALL) : List.of(BuiltIn.ALL, new HallucinationPhrases(more));
        Predicate<String> hit = sentence -> known.stream().anyMatch(phrases -> phrases.matches(sentence));
        List<String> sentences = sentences(text);
        return !sentences.isEmpty() && (hit.test(normalized(text)) || sentences.stream().allMatch(hit) || repeats(text)
            || known.stream().anyMatch(phrases -> phrases.joined(normalized(text))));
    }

    private boolean matches(String sentence) {
        return whole.contains(sentence) || parts.stream().anyMatch(pieces -> matches(sentence, pieces));
    }

    /// @param pieces the text between the stars
    private static boolean matches(String sentence, String[] pieces) {
        String last = pieces[pieces.length - 1];
        if (!sentence.startsWith(pieces[0]) || !sentence.endsWith(last)) {
            return false;
        }
        int at = pieces[0].length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = sentence.indexOf(pieces[i], at);
            if (found < 0) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return at <= sentence.length() - last.length();
    }

    /// Whether the text is nothing but whole phrases, whatever is between them.
    private boolean joined(String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int at = 0; at < text.length(); at++) {
            for (int end = at + 1; reached[at] && end <= Math.min(text.length(), at + longest); end++) {
                reached[end] |= whole.contains(text.substring(at, end));
            }
        }
        return reached[text.length()];
    }

    private static boolean repeats(String text) {
        List<String> words = Stream.of(text.split("\\s+")).map(HallucinationPhrases::normalized).filter(word -> !word.isEmpty()).toList();
        return Stream.of(sentences(text), words).anyMatch(pieces -> pieces.size() > REPEATED && pieces.stream().distinct().count() == 1)
            || circles(normalized(text));
    }

    /// Whether most of a text is one piece again and again, the last time perhaps not whole.
    private static boolean circles(String all) {
        String text = all.substring(0, Math.min(all.length(), LOOKED_CHARS));
        for (int begin = 0; begin <= text.length() * BEFORE_CIRCLE; begin++) {
            String rest = text.substring(begin);
            int period = period(rest);
            if (rest.length() > REPEATED * period && rest.length() > 2 * REPEATED) {
                return true;
            }
        }
        return false;
    }

    /// After how many letters a text is like itself: its length less that of its longest border.
    private static int period(String text) {
        int[] border = new int[text.length() + 1];
        for (int i = 1, length = 0; i < text.length(); i++) {
            while (length > 0 && text.charAt(i) != text.charAt(length)) {
                length = border[length];
            }
            length += text.charAt(i) == text.charAt(length) ? 1 : 0;
            border[i + 1] = length;
        }
        return text.length() - border[text.length()];
    }

    private static List<String> sentences(String text) {
        return Stream.of(text.split("[.!?。！？…\n]+")).map(HallucinationPhrases::normalized).filter(sentence -> !sentence.isEmpty()).toList();
    }

    /// The letters and digits of a text, in one form.
    static String normalized(String text) {
        return LetterCase.folded(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "");
    }

    private static HallucinationPhrases load() {
        try (InputStream in = HallucinationPhrases.class.getResourceAsStream(BUILT_IN)) {
            Map<String, List<String>> byLanguage = JSON.readValue(in, new TypeReference<>() {});
            return new HallucinationPhrases(byLanguage.values().stream().flatMap(List::stream).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
