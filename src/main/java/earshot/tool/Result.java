package earshot.tool;

import java.util.Optional;

/// What a tool came to.
///
/// @param result for the model, or for a person where the action says so
/// @param response for a person
/// @param fault why it is not what was wanted, one sentence; empty when it is
public record Result(Action action, String result, String response, Optional<String> fault) {
    /// The model is to go on with this.
    public static Result forModel(String result) {
        return new Result(Action.REQLLM, result, "", Optional.empty());
    }

    /// This is said, and the model is not asked again.
    public static Result said(String response) {
        return new Result(Action.RESPONSE, "", response, Optional.empty());
    }

    static Result failed(String result, String fault) {
        return new Result(Action.REQLLM, result, "", Optional.of(fault));
    }

    /// What a person is told, where the action wants something told.
    public String spoken() {
        return switch (action) {
            case ERROR, NOTFOUND -> result.isEmpty() ? response : result;
            case RESPONSE -> response;
            case NONE, REQLLM -> "";
        };
    }
}
