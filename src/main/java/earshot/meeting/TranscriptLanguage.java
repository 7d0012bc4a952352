package earshot.meeting;

import module java.base;

import earshot.data.LetterCase;

/// The language of a transcript, as far as meetings need it. Source: badge-protocol section 6.2.
public enum TranscriptLanguage {
    ZH, EN;

    /// Chinese when at least a tenth of the letters are Chinese characters: Chinese speech often has Latin terms, the reverse is rare.
    public static TranscriptLanguage of(Stream<String> texts) {
        long[] letters = new long[2];
        texts.forEach(text -> text.codePoints().filter(Character::isLetter)
            .forEach(letter -> letters[Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN ? 0 : 1]++));
        return letters[0] > 0 && letters[0] * 10 >= letters[0] + letters[1] ? ZH : EN;
    }

    /// The value in settings: `zh` or `en`.
    public String code() {
        return LetterCase.lower(name());
    }
}
