package earshot.remote;

import module java.base;

import earshot.catalog.ProviderField;
import earshot.data.LetterCase;
import earshot.problem.ProblemException;

/// The address of a provider. People write it in every form that documentation shows: with and without `/v1`, with the whole path of one of
/// its functions, with a slash at the end, without a scheme for a local computer; all of these give the same address.
///
/// @param root scheme, host, port and path without a slash at its end, for example `http://127.0.0.1:11434/v1`
/// @param query with its question mark, or empty; some providers need a version there
public record ProviderAddress(String root, String query) {
    public static final String CHAT = "/chat/completions";
    public static final String TRANSCRIPTIONS = "/audio/transcriptions";
    public static final String SPEECH = "/audio/speech";
    public static final String MODELS = "/models";
    private static final List<String> FUNCTIONS = List.of(CHAT, TRANSCRIPTIONS, SPEECH, MODELS);
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> WEB_SOCKET = Set.of("ws", "wss");

    /// Parses the address of an HTTP API; empty when it is none.
    public static Optional<ProviderAddress> parse(String written) {
        return uri(written, "http").filter(uri -> WEB.contains(uri.getScheme())).map(uri -> {
            String path = withoutSlash(uri.getRawPath());
            String base = FUNCTIONS.stream().filter(path::endsWith).findFirst()
                .map(function -> withoutSlash(path.substring(0, path.length() - function.length())))
                .orElse(path.isEmpty() ? "/v1" : path);
            return new ProviderAddress(uri.getScheme() + "://" + uri.getRawAuthority() + base, uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        });
    }

    /// Parses the address of a WebSocket, by default one without TLS; empty when it is none.
    public static Optional<URI> parseWebSocket(String written) {
        return uri(written, "ws").filter(uri -> WEB_SOCKET.contains(uri.getScheme()));
    }

    /// Parses an HTTP address that is used exactly as it is written; empty when it is none.
    public static Optional<URI> parseAsWritten(String written) {
        return uri(written, "http").filter(uri -> WEB.contains(uri.getScheme()));
    }

    /// The address in a provider's section; OpenAI's where none is written.
    ///
    /// @throws ProblemException with PROVIDER_INCOMPLETE when it is not valid, with PROVIDER_UNFILLED when something else is not filled in
    public static ProviderAddress of(ProviderSettings provider) {
        ProviderErrors.requireFilledIn(provider);
        return parse(provider.text("base_url", "api_url", "url").orElse(ProviderField.OPENAI_ADDRESS))
            .orElseThrow(() -> ProviderErrors.incomplete(provider, "base_url"));
    }

    /// The URL of a function, for example [#CHAT].
    public URI function(String path) {
        return URI.create(root + path + query);
    }

    /// A URL on the same server, beside the API that it shares with others.
    public URI beside(String path) {
        return URI.create(root).resolve(path);
    }

    private static Optional<URI> uri(String written, String usualScheme) {
        String text = written.strip();
        try {
            URI uri = new URI(text.contains("://") ? LetterCase.lower(text.substring(0, text.indexOf("://"))) + text.substring(text.indexOf("://"))
                : usualScheme + "://" + text);
            return Optional.of(uri).filter(known -> known.getHost() != null && known.getRawUserInfo() == null && known.getPort() <= 65_535);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static String withoutSlash(String path) {
        int end = path == null ? 0 : path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? "" : path.substring(0, end);
    }
}
