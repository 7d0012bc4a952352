package earshot.turn;

import earshot.data.LetterCase;

/// The 21 facial expressions that devices can show. Source: badge-protocol section 2.7.
public enum Emotion {
    NEUTRAL("😶"), HAPPY("😊"), LAUGHING("😆"), FUNNY("😂"), SAD("😔"), ANGRY("😠"), CRYING("😭"),
    LOVING("😍"), EMBARRASSED("😳"), SURPRISED("😲"), SHOCKED("😱"), THINKING("🤔"), WINKING("😉"), COOL("😎"),
    RELAXED("😌"), DELICIOUS("🤤"), KISSY("😘"), CONFIDENT("😏"), SLEEPY("😴"), SILLY("😜"), CONFUSED("🙄");

    private final String emoji;

    Emotion(String emoji) {
        this.emoji = emoji;
    }

    /// The name on the wire.
    public String word() {
        return LetterCase.lower(name());
    }

    public String emoji() {
        return emoji;
    }
}
