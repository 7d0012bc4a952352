package earshot.display;

import module java.base;

/// What a badge is told to do beside pages.
///
/// @param id by which the badge acknowledges it
public record ScreenControl(Optional<String> id, Action action, Optional<String> text, Optional<String> level, OptionalInt durationMillis,
    Optional<String> tone) {
    public enum Action {
        /// Shows a line over the page.
        NET_BANNER("net.banner"),
        PLAY_TONE("play.tone");

        private final String wireName;

        Action(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }

        static Optional<Action> of(String wireName) {
            return Arrays.stream(values()).filter(action -> action.wireName.equals(wireName)).findFirst();
        }
    }

    static ScreenControl tone(String name) {
        return new ScreenControl(Optional.empty(), Action.PLAY_TONE, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.of(name));
    }
}
