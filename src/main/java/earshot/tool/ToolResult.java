package earshot.tool;

import java.util.Optional;

/// The outcome of a tool call.
///
/// @param result text for the model, or spoken where the action says so
/// @param failure why the call failed, for [earshot.problem.ProblemReason#text]; empty when it succeeded
public record ToolResult(ToolAction action, String result, String response, Optional<String> failure) {
    /// The model gets this and is asked again.
    public static ToolResult forModel(String result) {
        return new ToolResult(ToolAction.REQLLM, result, "", Optional.empty());
    }

    /// This is spoken, and the model is not asked again.
    public static ToolResult spokenBy(String response) {
        return new ToolResult(ToolAction.RESPONSE, "", response, Optional.empty());
    }

    static ToolResult failed(String result, ToolReason failure) {
        return new ToolResult(ToolAction.REQLLM, result, "", Optional.of(failure.argument()));
    }

    /// The text to speak; empty where the action speaks nothing.
    public String spoken() {
        return switch (action) {
            case ERROR, NOTFOUND -> result.isEmpty() ? response : result;
            case RESPONSE -> response;
            case NONE, REQLLM -> "";
        };
    }
}
