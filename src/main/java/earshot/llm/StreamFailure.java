package earshot.llm;

import module java.base;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/// Recognizes an error that a provider sends within a stream that began well.
final class StreamFailure {
    private static final List<JsonPointer> CODES = pointers("/error/code", "/error/status", "/error/status_code", "/error/http_code", "/code", "/status",
        "/status_code", "/error_code", "/errorCode", "/errno", "/header/code");
    private static final List<JsonPointer> WORDS = pointers("/message", "/detail", "/msg", "/error_msg", "/error_message", "/errorMessage", "/errmsg",
        "/header/message");
    private static final JsonPointer BASE_CODE = JsonPointer.compile("/base_resp/status_code");

    private StreamFailure() {}

    private static List<JsonPointer> pointers(String... written) {
        return Arrays.stream(written).map(JsonPointer::compile).toList();
    }

    /// @param name of the event
    static boolean isFailure(String name, JsonNode event) {
        if (refusedWithSuccess(event)) {
            return true;
        }
        boolean told = says(event.path("error")) || says(event.path("errors"));
        boolean named = name.equals("error") || event.path("object").asText().equals("error") || event.path("type").asText().equals("error");
        boolean detailOnly = event.size() == 1 && event.path("detail").isTextual();
        return told || named || detailOnly || !event.has("choices") && wordsWithCode(event);
    }

    private static boolean wordsWithCode(JsonNode event) {
        return WORDS.stream().map(event::at).anyMatch(JsonNode::isTextual)
            && CODES.stream().map(event::at).anyMatch(code -> says(code) && !means(code, 0) && !means(code, 200));
    }

    /// What gateways send under the status 200 in place of an error.
    private static boolean refusedWithSuccess(JsonNode event) {
        JsonNode code = event.at(BASE_CODE);
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
