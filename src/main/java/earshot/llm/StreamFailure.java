package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// Recognizes an error that a provider sends within a stream that began well.
final class StreamFailure {
    private static final List<String> CODES = List.of("/error/code", "/error/status", "/error/status_code", "/error/http_code", "/code", "/status",
        "/status_code", "/error_code", "/errorCode", "/errno", "/header/code");
    private static final List<String> WORDS = List.of("/message", "/detail", "/msg", "/error_msg", "/error_message", "/errorMessage", "/errmsg",
        "/header/message");

    private StreamFailure() {}

    /// @param name of the event
    static boolean isFailure(String name, JsonNode event) {
        if (refusedWithSuccess(event)) {
            return true;
        }
        boolean told = Stream.of("error", "errors").map(event::path).anyMatch(StreamFailure::says);
        boolean named = name.equals("error") || event.path("object").asText().equals("error") || event.path("type").asText().equals("error");
        boolean text = WORDS.stream().map(event::at).anyMatch(JsonNode::isTextual);
        boolean detailOnly = event.size() == 1 && event.path("detail").isTextual();
        return told || named || detailOnly
            || !event.has("choices") && text && CODES.stream().map(event::at).anyMatch(code -> says(code) && !means(code, 0) && !means(code, 200));
    }

    /// What gateways send under the status 200 in place of an error.
    private static boolean refusedWithSuccess(JsonNode event) {
        JsonNode code = event.at("/base_resp/status_code");
        return says(code) && !means(code, 0) || !event.has("choices") && event.path("success").isBoolean() && !event.path("success").booleanValue();
    }

    /// The status that the error would have had before the answer; 0 when it names none.
    static int status(JsonNode event) {
        return CODES.stream().mapToInt(code -> event.at(code).asInt(0)).filter(code -> code >= 400 && code < 600).findFirst().orElse(0);
    }

    /// Codes of success, which some gateways send beside the answer.
    private static boolean means(JsonNode code, int number) {
        return code.asInt(-1) == number;
    }

    private static boolean says(JsonNode value) {
        return value.isContainerNode() ? !value.isEmpty() : value.isTextual() ? !value.textValue().isBlank() : value.isNumber() || value.asBoolean();
    }
}
