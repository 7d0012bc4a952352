package earshot.llm;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Where a provider answers. People write the address in every form that documentation shows: with and without `/v1`, down to
/// `/chat/completions`, without a scheme; all of them mean the same door.
///
/// @param root scheme, host, port and path without a slash at its end, for example `http://127.0.0.1:11434/v1`
/// @param query with its question mark, empty for none: some providers want a version there
record Endpoint(String root, String query) {
    private static final String CHAT = "/chat/completions";

    /// Empty for what is no address of a web server.
    static Optional<Endpoint> of(String written) {
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
            return Optional.of(new Endpoint(scheme + "://" + uri.getRawAuthority() + path, uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
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

    /// Ollama's own list, beside the doors that it shares with others.
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
