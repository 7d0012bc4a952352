package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderRefusal;

/// What may help where a provider refuses a request and does not say which part of it: the request without options, without tools, and without
/// both, in this order.
final class UnnamedRefusal {
    /// What every request needs.
    private static final Set<String> NEEDED = Set.of("model", "messages", "stream", RequestChange.TOOLS, "tool_choice");
    /// A longer message gives a reason.
    private static final int MAX_CHARS = 200;
    /// All that such a message consists of, beside numbers: a word more may be the reason.
    private static final Pattern NO_REASON = Pattern
        .compile("(?i)(?:\\b(?:error|code|status|http|bad|request|invalid|illegal|incorrect|wrong|arguments?|param(?:eter)?s?|"
        + "input|value|payload|body|json|format|the|an?|is|was|of|or|in|to|for|your|contains?|provider|upstream|server|returned|failed|failure|unprocessable|"
        + "entity|content|validation|exception|client|please|check|try|again|internalerror|algo|invalidparameter|badrequesterror|invalid_request_error|"
        + "invalid_argument|invalid_parameter_error)\\b"
        + "|请求|参数|输入|格式|错误|非法|无效|有误|失败|不合法|不正确|异常|上游|请|检查|[^\\p{L}])*");

    private UnnamedRefusal() {}

    static boolean is(ProviderRefusal refusal) {
        boolean ofRequest = refusal.status() == 400 || refusal.status() == 422;
        String message = refusal.error().message();
        return ofRequest && !refusal.error().webPage() && refusal.error().parameter().isEmpty() && message.length() <= MAX_CHARS
            && NO_REASON.matcher(message).matches();
    }

    /// Changes to try, each in place of the one before.
    static List<List<RequestChange>> guesses(ObjectNode body) {
        List<RequestChange> options = body.propertyStream().map(Map.Entry::getKey).filter(member -> !NEEDED.contains(member))
            .<RequestChange>map(RequestChange.Omit::new).toList();
        List<RequestChange> tools = body.has(RequestChange.TOOLS) ? List.of(new RequestChange.Omit(RequestChange.TOOLS)) : List.of();
        return Stream.of(options, tools, Stream.concat(options.stream(), tools.stream()).toList()).filter(guess -> !guess.isEmpty()).distinct().toList();
    }
}
