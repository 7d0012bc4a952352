package earshot.tool;

import java.util.Optional;

/// What follows from a tool that ran. Source: badge-protocol section 5.4, which also gives them the codes −1 to 3 in this order.
public enum Action {
    /// The result is spoken.
    ERROR,
    /// There is no such tool; the result is spoken.
    NOTFOUND,
    /// Nothing.
    NONE,
    /// The response is spoken, and the model is not asked again.
    RESPONSE,
    /// The model is told the result and asked again.
    REQLLM;

    static Optional<Action> named(String name) {
        for (Action action : values()) {
            if (action.name().equals(name)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
