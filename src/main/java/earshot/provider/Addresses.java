package earshot.provider;

import earshot.config.Settings;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Where a provider answers. People write the address in every form that documentation shows: down to `/v1`, or with the whole path,
/// with a slash at its end or without, and for a computer in the same room without a scheme.
public final class Addresses {
    private Addresses() {}

    /// The address of a function of an OpenAI-compatible provider.
    ///
    /// @param path for example `/audio/speech`
    /// @throws ProblemException with SERVICE_INCOMPLETE when the section names none, or none that is good
    public static URI of(Settings.Provider provider, String path) {
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
        return new ProblemException(Problem.of(Code.SERVICE_INCOMPLETE, provider.subject("base_url"), provider.alias(), "base_url"));
    }
}
