package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.type.TypeReference;
import earshot.data.LetterCase;

/// The sentences that recognisers give where nobody speaks, most of them the credits of subtitles that they learned from. Case, width, spaces and
/// punctuation do not matter; `*` stands for any text. Safe for use from any thread.
final class HallucinationPhrases {
    private static final String BUILT_IN = "/assets/asr/hallucinations.json";
    private static final int MAX_CHARS = 200;
    /// How often a short sentence comes again in what no person says.
    private static final int REPEATED = 3;

    private static final class BuiltIn {
        static final HallucinationPhrases ALL = load();
    }

    private final Set<String> whole = new HashSet<>();
    private final List<String[]> parts = new ArrayList<>();

    private HallucinationPhrases(Collection<String> phrases) {
        phrases.stream().filter(phrase -> !normalized(phrase).isEmpty()).forEach(phrase -> {
            if (phrase.contains("*")) {
                parts.add(Stream.of(phrase.split("\\*", -1)).map(HallucinationPhrases::normalized).toArray(String[]::new));
            } else {
                whole.add(normalized(phrase));
            }
        });
    }

    /// Whether each sentence of the text is one of them, or the text is one sentence over and over.
    ///
    /// @param more phrases of the settings
    static boolean contain(String text, List<String> more) {
        if (text.length() > MAX_CHARS) {
            return repeats(text);
        }
        List<HallucinationPhrases> known = more.isEmpty() ? List.of(BuiltIn.ALL) : List.of(BuiltIn.ALL, new HallucinationPhrases(more));
        Predicate<String> hit = sentence -> known.stream().anyMatch(phrases -> phrases.matches(sentence));
        List<String> sentences = sentences(text);
        return !sentences.isEmpty() && (hit.test(normalized(text)) || sentences.stream().allMatch(hit) || repeats(text));
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

    private static boolean repeats(String text) {
        List<String> sentences = sentences(text);
        List<String> words = Stream.of(text.split("\\s+")).map(HallucinationPhrases::normalized).filter(word -> !word.isEmpty()).toList();
        return Stream.of(sentences, words).anyMatch(pieces -> pieces.size() > REPEATED && pieces.stream().distinct().count() == 1);
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
