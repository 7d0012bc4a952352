package earshot.conversation;

import module java.base;

import earshot.data.LetterCase;
import java.lang.Character.UnicodeScript;

/// Guesses the language of a text by its script, its letters and its smallest words. Enough to choose among fixed sentences; a library for it weighs
/// a hundred times as much as all of them.
final class LanguageGuesser {
    private static final Map<UnicodeScript, String> SCRIPTS = new EnumMap<>(
        Map.of(UnicodeScript.HANGUL, "ko", UnicodeScript.CYRILLIC, "ru", UnicodeScript.THAI, "th", UnicodeScript.ARABIC, "ar",
        UnicodeScript.HEBREW, "he", UnicodeScript.GREEK, "el", UnicodeScript.DEVANAGARI, "hi"));
    private static final int SCRIPT_COUNT = UnicodeScript.values().length;
    private static final Pattern VIETNAMESE = Pattern.compile("[ăđơưĂĐƠƯ\\u1EA0-\\u1EF9]");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
    /// Words that hardly any sentence is without.
    private static final Map<String, Set<String>> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("en", words("the you are is to and of a in what do not it that please my your with for"));
        WORDS.put("de", words("der die das und ist du bist ich nicht ein eine mit zu auf für sie wie was bitte den dem"));
        WORDS.put("fr", words("le la les et est tu es vous êtes je ne pas un une des avec pour que qui sur dans ton votre"));
        WORDS.put("es", words("el la los las y es eres usted un una de que no con para por en tu qué cómo está del"));
        WORDS.put("pt", words("o a os as e é você um uma de que não com para por em seu sua do da está como"));
        WORDS.put("it", words("il lo la gli e è sei un una di che non con per in tuo sono come cosa del della"));
        WORDS.put("nl", words("de het een en is je bent ik niet met voor op van dat wat hoe u aan"));
        WORDS.put("pl", words("i w na jest jesteś nie się z do to co jak dla ty masz o po"));
        WORDS.put("tr", words("ve bir sen bu için ne nasıl mı mi ile çok olarak bana değil var"));
        WORDS.put("id", words("yang dan kamu anda adalah di ini itu dengan untuk tidak saya apa seorang dalam"));
    }

    private LanguageGuesser() {}

    private static Set<String> words(String all) {
        return Set.of(all.split(" "));
    }

    /// The codes that [#guess] may return.
    static Set<String> languages() {
        return Stream.of(WORDS.keySet(), SCRIPTS.values(), Set.of("ja", "zh", "vi")).flatMap(Collection::stream).collect(Collectors.toSet());
    }

    /// The ISO 639-1 code; empty when the text says too little.
    static Optional<String> guess(String text) {
        int[] letters = new int[SCRIPT_COUNT];
        text.codePoints().filter(Character::isLetter).forEach(letter -> letters[UnicodeScript.of(letter).ordinal()]++);
        int all = Arrays.stream(letters).sum();
        int kana = letters[UnicodeScript.HIRAGANA.ordinal()] + letters[UnicodeScript.KATAKANA.ordinal()];
        int han = letters[UnicodeScript.HAN.ordinal()];
        // speech in these languages often has Latin terms in it, the reverse is rare; a Chinese text may name something in kana
        if (kana * 10 >= all && kana * 2 >= han && kana > 0) {
            return Optional.of("ja");
        }
        if (han * 10 >= all && han > 0) {
            return Optional.of("zh");
        }
        Optional<String> byScript = SCRIPTS.entrySet().stream().filter(script -> letters[script.getKey().ordinal()] * 4 > all).map(Map.Entry::getValue)
            .findFirst();
        return byScript.or(() -> VIETNAMESE.matcher(text).results().limit(2).count() == 2 ? Optional.of("vi") : byWords(text));
    }

    private static Optional<String> byWords(String text) {
        List<String> words = Arrays.stream(NO_LETTERS.split(LetterCase.lower(text))).toList();
        Map<String, Long> hits = new LinkedHashMap<>();
        WORDS.forEach((language, known) -> hits.put(language, words.stream().filter(known::contains).count()));
        long most = Collections.max(hits.values());
        List<String> best = hits.entrySet().stream().filter(language -> language.getValue() == most).map(Map.Entry::getKey).toList();
        if (most > 0) {
            return Optional.of(best.getFirst());
        }
        // English is the only one of these languages that does without accents for long
        return words.size() > 1 && text.chars().allMatch(c -> c < 0x80) ? Optional.of("en") : Optional.empty();
    }
}
