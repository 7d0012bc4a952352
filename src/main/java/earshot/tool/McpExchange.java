package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// One request to a server and what came back, as they passed.
///
/// @param request JSON-RPC
/// @param answer JSON-RPC; empty where none came
/// @param took from the request to its answer, or to the end of waiting
/// @param failure why there is no result, for [earshot.problem.ProblemReason#text]; empty where there is one
/// @param text what a model would read of the result, or what the tool said of its failure
public record McpExchange(String request, String answer, Duration took, Optional<String> failure, String text) {
    static McpExchange of(JsonNode request, Optional<JsonNode> answer, Optional<Throwable> failed, Duration took) {
        String whole = answer.map(JsonNode::toString).orElse("");
        if (failed.isPresent()) {
            return new McpExchange(request.toString(), whole, took, Optional.of(McpClient.reason(failed.get()).argument()), "");
        }
        try {
            JsonNode result = McpClient.result(answer.orElseThrow());
            String text = ToolResultText.of(result);
            return new McpExchange(request.toString(), whole, took, Optional.of(text).filter(_ -> result.path("isError").asBoolean(false)), text);
        } catch (ToolFailure e) {
            return new McpExchange(request.toString(), whole, took, Optional.of(e.reason().argument()), "");
        }
    }
}
