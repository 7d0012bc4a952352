package earshot.tool;

import module java.base;

/// What happens after a tool has run. Source: badge-protocol section 5.4, which numbers these −1 to 3 in this order.
public enum ToolAction {
    /// The result is spoken.
    ERROR,
    /// No such tool exists; the result is spoken.
    NOTFOUND,
    /// Nothing is spoken and the model is not asked again.
    NONE,
    /// The response is spoken, and the model is not asked again.
    RESPONSE,
    /// The model gets the result and is asked again.
    REQLLM;

    static Optional<ToolAction> named(String name) {
        return Stream.of(values()).filter(action -> action.name().equals(name)).findFirst();
    }
}
