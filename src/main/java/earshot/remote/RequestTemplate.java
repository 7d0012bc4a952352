package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Placeholder;
import earshot.data.LetterCase;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import java.net.http.HttpRequest;

/// The request to a service that is known by its settings only: `method`, `url`, `headers`, and what is said to it as `params` or `body`. Names in
/// braces, such as `{prompt_text}`, become what is asked for, wherever they stand in a text, also within maps and lists.
///
/// With GET the parameters are the query. Otherwise the content type among the headers decides: a form, or else JSON. A body that is neither is
/// sent as it is written.
///
/// @param provider whose `api_key` becomes a bearer token unless the headers say otherwise
/// @param usualParams where neither `params` nor `body` is written
public record RequestTemplate(ProviderSettings provider, ObjectNode usualParams) {
    private static final String CONTENT_TYPE = "content-type";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH");
    /// Set by the client itself.
    private static final Set<String> OWN_HEADERS = Set.of("content-length", "host", "connection", "expect", "upgrade", "transfer-encoding");

    /// What stands for a name, by the name with its braces.
    ///
    /// @throws ProblemException with PROVIDER_INCOMPLETE when the section gives no request
    public HttpRequest fill(Map<String, String> values) {
        JsonNode content = replaced(content(), values);
        if (method("GET").equals("GET")) {
            return head(address(values, content)).GET().build();
        }
        String type = LetterCase.lower(headers().getOrDefault(CONTENT_TYPE, ""));
        HttpRequest.Builder request = head(address(values, JSON.missingNode()));
        if (type.isEmpty() && !content.isTextual()) {
            request.header("Content-Type", "application/json");
        }
        return request.method(method("GET"), HttpRequest.BodyPublishers.ofString(body(content, type, values))).build();
    }

    private String body(JsonNode content, String type, Map<String, String> values) {
        if (content.isTextual()) {
            String written = content().asText();
            return replaced(written, values, markup(written, type) ? RequestTemplate::markupEscaped : Function.identity());
        }
        return type.startsWith(FORM) ? query(content) : content.toString();
    }

    /// Begins the request to an address with the headers of the section.
    public HttpRequest.Builder head(URI address) {
        Map<String, String> headers = headers();
        HttpRequest.Builder request = SharedHttpClient.request(address, provider.key().filter(_ -> !headers.containsKey("authorization")));
        headers.forEach((name, value) -> {
            if (Placeholder.matches(value)) {
                throw new ProblemException(Problem.of(ProblemCode.PROVIDER_UNFILLED, provider.subject("headers"), provider.alias(), "headers." + name));
            }
        });
        try {
            headers.forEach(request::header);
        } catch (IllegalArgumentException _) {
            throw ProviderErrors.incomplete(provider, "headers");
        }
        return request;
    }

    /// @param query added to the query of the address; nothing when it is not an object
    public URI address(Map<String, String> values, JsonNode query) {
        ProviderErrors.requireFilledIn(provider);
        String written = provider.text("url", "base_url", "api_url").map(url -> replaced(url, values, RequestTemplate::encoded))
            .orElseThrow(() -> ProviderErrors.incomplete(provider, "url"));
        String more = query(query);
        String whole = more.isEmpty() ? written : written + (written.contains("?") ? "&" : "?") + more;
        return ProviderAddress.parseAsWritten(whole).orElseThrow(() -> ProviderErrors.incomplete(provider, "url"));
    }

    /// Whether a header is written by the program itself, in any case of its letters, so that the section cannot set it.
    public static boolean isOwnHeader(String name) {
        return OWN_HEADERS.contains(LetterCase.lower(name.strip()));
    }

    public String method(String usual) {
        String method = LetterCase.upper(provider.text("method").orElse(usual));
        if (!METHODS.contains(method)) {
            throw ProviderErrors.incomplete(provider, "method");
        }
        return method;
    }

    /// The parameters or the body as they are written: a tree, or a text that is not JSON.
    public JsonNode content() {
        JsonNode written = provider.section().path("params").isMissingNode() ? provider.section().path("body") : provider.section().path("params");
        if (written.isTextual()) {
            try {
                JsonNode tree = JSON.readTree(written.asText());
                return tree.isContainerNode() ? tree : written;
            } catch (JsonProcessingException _) {
                return written;
            }
        }
        return written.isContainerNode() ? written : usualParams;
    }

    /// A copy in which all texts are filled.
    public static JsonNode replaced(JsonNode tree, Map<String, String> values) {
        return switch (tree) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(member -> copy.set(member.getKey(), replaced(member.getValue(), values)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(replaced(element, values)));
                yield copy;
            }
            default -> tree.isTextual() ? JsonNodeFactory.instance.textNode(replaced(tree.asText(), values, Function.identity())) : tree;
        };
    }

    /// The members of an object as texts, one for each element of a list.
    public static List<Map.Entry<String, String>> fields(JsonNode object) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        object.properties().forEach(member -> {
            JsonNode value = member.getValue();
            (value.isArray() ? value.valueStream() : Stream.of(value)).filter(each -> !each.isNull())
                .forEach(each -> fields.add(Map.entry(member.getKey(), each.isValueNode() ? each.asText() : each.toString())));
        });
        return fields;
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        provider.section().path("headers").properties()
            .forEach(header -> headers.put(LetterCase.lower(header.getKey().strip()), header.getValue().asText("").strip()));
        headers.keySet().removeAll(OWN_HEADERS);
        headers.values().removeIf(String::isEmpty);
        return headers;
    }

    /// In one pass, so that what is filled in is not filled again.
    private static String replaced(String text, Map<String, String> values, Function<String, String> form) {
        return Pattern.compile("\\{\\w+\\}").matcher(text)
            .replaceAll(name -> Matcher.quoteReplacement(Optional.ofNullable(values.get(name.group())).map(form).orElse(name.group())));
    }

    /// The members of an object as the query of an address, without its question mark.
    public static String query(JsonNode object) {
        return fields(object).stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue())).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static boolean markup(String body, String type) {
        return type.contains("xml") || body.stripLeading().startsWith("<");
    }

    private static String markupEscaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
