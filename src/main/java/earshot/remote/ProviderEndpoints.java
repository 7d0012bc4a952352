package earshot.remote;

import earshot.config.Settings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Builds the URLs of a provider's functions from the address in the settings. People write it in every form that documentation shows: up
/// to `/v1` or with the whole path, with or without a slash at the end, and without a scheme for a local computer.
public final class ProviderEndpoints {
    private ProviderEndpoints() {}

    /// The URL of a function of an OpenAI-compatible provider.
    ///
    /// @param path for example `/audio/speech`
    /// @throws ProblemException with PROVIDER_INCOMPLETE when the address is not a valid HTTP URL
    public static URI resolve(Settings.Provider provider, String path) {
        String written = provider.text("base_url", "api_url", "url").orElse("https://api.openai.com/v1");
        String text = written.contains("://") ? written : "http://" + written;
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https") || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getPort() > 65_535) {
                throw incomplete(provider);
            }
            String root = uri.getRawPath().replaceAll("/+$", "");
            String whole = root.endsWith(path) ? root : root.isEmpty() ? "/v1" + path : root + path;
            return new URI(scheme + "://" + uri.getRawAuthority() + whole + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        } catch (URISyntaxException e) {
            throw incomplete(provider);
        }
    }

    private static ProblemException incomplete(Settings.Provider provider) {
        return new ProblemException(Problem.of(ProblemCode.PROVIDER_INCOMPLETE, provider.subject("base_url"), provider.alias(), "base_url"));
    }
}
