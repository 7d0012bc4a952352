package earshot.llm;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// The address of a model provider's API. People write it in every form that documentation shows: with and without `/v1`, up to
/// `/chat/completions`, without a scheme; all of these give the same endpoint.
///
/// @param root scheme, host, port and path without a slash at its end, for example `http://127.0.0.1:11434/v1`
/// @param query with its question mark, or empty; some providers need a version there
record ModelEndpoint(String root, String query) {
    private static final String CHAT = "/chat/completions";

    /// Parses an address; empty when it is not an HTTP address.
    static Optional<ModelEndpoint> of(String written) {
        String text = written.strip();
        if (!text.contains("://")) {
            text = "http://" + text;
        }
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https") || uri.getHost() == null || uri.getUserInfo() != null || uri.getPort() > 65_535) {
                return Optional.empty();
            }
            String path = withoutSlash(uri.getRawPath());
            boolean whole = path.endsWith(CHAT);
            path = whole ? withoutSlash(path.substring(0, path.length() - CHAT.length())) : path.isEmpty() ? "/v1" : path;
            return Optional.of(new ModelEndpoint(scheme + "://" + uri.getRawAuthority() + path, uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        } catch (java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }

    URI chat() {
        return URI.create(root + CHAT + query);
    }

    URI models() {
        return URI.create(root + "/models" + query);
    }

    /// Ollama's own list of models, next to the API that it shares with other servers.
    URI tags() {
        return URI.create(root).resolve("/api/tags");
    }

    String host() {
        return URI.create(root).getHost();
    }

    private static String withoutSlash(String path) {
        return path == null ? "" : path.replaceAll("/+$", "");
    }
}
