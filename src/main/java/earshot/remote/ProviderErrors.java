package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import earshot.catalog.ProviderType;
import earshot.data.TextLimit;
import earshot.event.SecretMasker;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import java.net.http.HttpConnectTimeoutException;

/// Turns every error of one provider into a [Problem] about its section of the settings.
///
/// @param address shown without its query, which may hold keys and what was said
public record ProviderErrors(ProviderSettings provider, String name, String address) {
    private static final int MAX_SHOWN_CHARS = 200;
    /// Characters of a provider's text that are looked at for it.
    private static final int MAX_READ_CHARS = 4_000;

    public ProviderErrors {
        address = address.split("\\?", 2)[0];
    }

    /// Those of a provider that people know by its alias.
    public ProviderErrors(ProviderSettings provider, URI address) {
        this(provider, provider.alias(), address.toString());
    }

    /// The section of a provider cannot be used, because this key is missing or not valid.
    public static ProblemException incomplete(ProviderSettings provider, String key) {
        return new ProblemException(Problem.of(ProblemCode.PROVIDER_INCOMPLETE, provider.subject(key), provider.alias(), key));
    }

    /// Refuses a provider in whose section something still has the text of a template, or whose API key no header can carry.
    ///
    /// @throws ProblemException with PROVIDER_UNFILLED or PROVIDER_INCOMPLETE
    public static void requireFilledIn(ProviderSettings provider) {
        provider.unfilled().ifPresent(key -> {
            throw new ProblemException(Problem.of(ProblemCode.PROVIDER_UNFILLED, provider.subject(key), provider.alias(), key));
        });
        // the HTTP client's exception would show it
        provider.unusableKey().ifPresent(key -> {
            throw incomplete(provider, key);
        });
    }

    /// The problem for an exception of the HTTP client. The innermost known cause counts, because the client wraps an unknown host into a
    /// refused connection.
    public ProblemException ofException(Throwable failure) {
        ProblemException found = connectionCut(shownText(failure.getMessage()));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            found = switch (cause) {
                case ProblemException known -> known;
                case IdleWatchdog.Expired late -> timedOut(late.limit());
                case BoundedLineReader.TooLong tooLong -> malformed(tooLong.getMessage());
                case UnresolvedAddressException _, UnknownHostException _ -> unknownHost();
                case UntrustedCertificateException untrusted -> problem("certificate_sha256", ProblemCode.PROVIDER_CERTIFICATE, address,
                    untrusted.fingerprint(), untrusted.why());
                case SSLException ssl -> problem("base_url", ProblemCode.PROVIDER_INSECURE, way(), shownText(ssl.getMessage()));
                case HttpConnectTimeoutException _ -> problem("base_url", ProblemCode.PROVIDER_UNREACHABLE, address, SharedHttpClient.CONNECT.toSeconds());
                // the client gives a refused connection as the cause of one that took too long
                case ConnectException _ -> found.problem().code() == ProblemCode.PROVIDER_UNREACHABLE ? found
                    : problem("base_url", ProblemCode.PROVIDER_REFUSED, address);
                default -> found;
            };
        }
        return byProxy(found, failure);
    }

    /// The same for another address of the provider.
    ProviderErrors at(String other) {
        return new ProviderErrors(provider, name, other);
    }

    private ProblemException unknownHost() {
        String host = Optional.ofNullable(URI.create(address).getHost()).orElse(address);
        ProblemCode code = SpecialHostName.of(host).map(name -> switch (name) {
            case CONTAINER -> ProblemCode.PROVIDER_HOST_IN_CONTAINER;
            case MULTICAST -> ProblemCode.PROVIDER_HOST_MULTICAST;
        }).orElse(ProblemCode.PROVIDER_HOST_UNKNOWN);
        return problem("base_url", code, host);
    }

    /// The problem of the proxy, where it was the proxy that could not be reached, or that refused.
    private ProblemException byProxy(ProblemException found, Throwable failure) {
        Optional<ProxyAddress> proxy = proxy();
        boolean unconnected = switch (found.problem().code()) {
            case PROVIDER_REFUSED, PROVIDER_UNREACHABLE, PROVIDER_HOST_UNKNOWN -> true;
            default -> Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(cause -> String.valueOf(cause.getMessage()).contains("unnel"));
        };
        if (!unconnected || proxy.isEmpty()) {
            return found;
        }
        return proxy.get().usable() ? problem("http_proxy", ProblemCode.PROVIDER_PROXY_FAILED, address, proxy.get(), shownText(failure.getMessage()))
            : problem("http_proxy", ProblemCode.PROVIDER_PROXY_UNUSABLE, address, proxy.get());
    }

    private Optional<ProxyAddress> proxy() {
        try {
            return ProxyRules.of(provider).proxy(URI.create(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The address, and by which way it was tried.
    private String way() {
        return proxy().filter(ProxyAddress::usable).map(proxy -> address + " (proxy " + proxy + ")").orElse(address);
    }

    /// The connection broke before the response was complete.
    public ProblemException connectionCut(String reason) {
        return problem("base_url", ProblemCode.PROVIDER_CUT, reason);
    }

    /// The provider said nothing for this time.
    public ProblemException timedOut(Duration limit) {
        return problem("timeout", ProblemCode.PROVIDER_TIMEOUT, way(), limit.toMillis() / 1000.0);
    }

    /// The provider answered with something that is none of its answers.
    ///
    /// @param what it was, shown shortened; null where that is not known
    public ProblemException malformed(String what) {
        ErrorBody page = ErrorBody.parse(what == null ? "" : what);
        return page.webPage() ? problem("base_url", ProblemCode.PROVIDER_WEB_PAGE, address, shownText(page.message()))
            : problem("base_url", ProblemCode.PROVIDER_MALFORMED, shownText(what));
    }

    /// The same for what is known to be wrong, with what the provider wrote among the details.
    ///
    /// @param details as in [ProblemReason#with]
    public ProblemException malformed(ProblemReason reason, List<String> details) {
        return details.stream().filter(detail -> ErrorBody.parse(detail).webPage()).findFirst().map(this::malformed)
            .orElseGet(() -> problem("base_url", ProblemCode.PROVIDER_MALFORMED, reason.with(details.stream().map(this::shownText).toArray())));
    }

    /// The response continued beyond every sensible bound.
    public ProblemException endless(ProblemReason bound, long number) {
        return problem("base_url", ProblemCode.PROVIDER_ENDLESS, bound.with(number));
    }

    /// The response was empty, for a reason that the provider may give.
    public ProblemException emptyAnswer(String reason) {
        if (FailureKind.isFiltered(reason)) {
            return problem(modelKey(), ProblemCode.PROVIDER_FILTERED, shownText(reason));
        }
        return problem(modelKey(), ProblemCode.PROVIDER_EMPTY, shownText(reason));
    }

    /// The proxy answered with an error.
    public ProblemException proxyRefused(int status) {
        return problem("http_proxy", ProblemCode.PROVIDER_PROXY_FAILED, address, proxy().map(String::valueOf).orElse("–"), status);
    }

    /// The provider answered with an error; `status` is 0 when it gave none, and then the code that it wrote stands in its place.
    public ProblemException ofStatus(int status, String body) {
        if (status == 407) {
            return proxyRefused(status);
        }
        ErrorBody error = ErrorBody.parse(body);
        return refusal(status, status == 0 && !error.code().isBlank() ? shownText(error.code()) : String.valueOf(status), error);
    }

    /// The provider told of an error in a message, by a code and in words.
    public ProblemException ofMessage(String code, String words) {
        return ofStatus(0, JSON.createObjectNode().put("code", code).put("message", words).toString());
    }

    /// The provider answered with an error that has a number of its own.
    ///
    /// @param code as the provider gives it
    /// @param like the HTTP status that says the same, for a code whose words do not tell what it means
    public ProblemException ofCode(String code, String body, int like) {
        return refusal(like, code, ErrorBody.parse(body));
    }

    /// @param shown its number
    private ProblemException refusal(int status, String shown, ErrorBody error) {
        String message = shownText(error.message());
        boolean ownCode = !shown.equals(String.valueOf(status));
        String numbered = ownCode ? shown + ": " + message : message;
        ProblemCode code = FailureKind.of(status, error);
        String shownStatus = shown.equals("0") ? "–" : shown;
        Problem problem = switch (code) {
            case PROVIDER_KEY_REFUSED -> about(provider.keyName(), code, shownStatus, message);
            case PROVIDER_NOT_FOUND -> about(modelKey(), code, address, numbered);
            case PROVIDER_LIMITED, PROVIDER_QUOTA, PROVIDER_REGION -> about(provider.keyName(), code, numbered);
            case PROVIDER_CONTEXT, PROVIDER_FILTERED -> about(modelKey(), code, numbered);
            case PROVIDER_CLOCK -> about("base_url", code, numbered);
            case PROVIDER_PATH_UNKNOWN, PROVIDER_WEB_PAGE -> about("base_url", code, address, numbered);
            default -> about("base_url", code, shownStatus, message);
        };
        return new ProblemException(problem, new ProviderRefusal(status, error));
    }

    /// A failure of a provider that takes no key: where it refuses one, it refuses the request.
    public ProblemException withoutKey(ProblemException failure) {
        return failure.problem().code() == ProblemCode.PROVIDER_KEY_REFUSED && failure.getCause() instanceof ProviderRefusal refusal
            ? new ProblemException(about("base_url", ProblemCode.PROVIDER_DECLINED, refusal.status(), shownText(refusal.error().message())), refusal) : failure;
    }

    /// A provider's text in a form that can be shown: one line, shortened, with keys masked. Some send back the key that they refuse.
    public String shownText(String text) {
        String head = text == null || text.isBlank() ? "–" : text.strip();
        String plain = head.substring(0, Math.min(head.length(), MAX_READ_CHARS)).replaceAll("[\\s\\p{Cntrl}]+", " ");
        String keyless = provider.secrets().stream().reduce(plain, (shown, secret) -> shown.replace(secret, SecretMasker.MASK))
            .replaceAll("\\b(sk|gsk|pk|key)[-_][A-Za-z0-9*._-]{4,}", SecretMasker.MASK);
        // a token that was made of other keys, in the words of those who refuse it
        String masked = SecretMasker.mask(keyless.replaceAll("(?i)\\b(token|appkey) ?(['\"])[^'\"]{4,}\\2", "$1 '" + SecretMasker.MASK + "'"));
        return TextLimit.cut(masked, MAX_SHOWN_CHARS + 1);
    }

    private String modelKey() {
        return provider.kind().type(provider.type()).flatMap(ProviderType::modelKey).orElse("model_name");
    }

    private ProblemException problem(String key, ProblemCode code, Object... args) {
        return new ProblemException(about(key, code, args));
    }

    private Problem about(String key, ProblemCode code, Object... args) {
        return Problem.of(code, provider.subject(key), Stream.concat(Stream.of(name), Stream.of(args)).toArray());
    }
}
