package earshot.remote;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// One request to a provider, repeated as [RetryPolicy] says, and its response, read as it arrives. The methods that wait belong to one
/// virtual thread; [#close] may be called from any thread and cancels the call.
///
/// Those methods throw [ProblemException] when the provider failed, and [CancellationException] after [#close].
public final class ProviderCall implements AutoCloseable {
    private static final int MAX_ERROR_BYTES = 16 << 10;

    /// Reads the beginning of a response.
    public interface ResponseReader<T> {
        T read(HttpResponse<InputStream> response) throws IOException;
    }

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final SharedHttpClient sharedHttpClient;
    private final ProviderErrors providerErrors;
    private final RetryPolicy retryPolicy;
    private final Duration limit;
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private HttpRequest request;
    private volatile HttpCall call;
    private volatile boolean finished;

    /// @param limit how long the provider may send nothing, before the response and within it
    public ProviderCall(SharedHttpClient sharedHttpClient, ProviderErrors providerErrors, RetryPolicy retryPolicy, Duration limit) {
        this.sharedHttpClient = sharedHttpClient;
        this.providerErrors = providerErrors;
        this.retryPolicy = retryPolicy;
        this.limit = limit;
    }

    public ProviderErrors errors() {
        return providerErrors;
    }

    /// A call to another address of the provider, which ends with this one.
    ProviderCall at(URI address) {
        ProviderCall other = new ProviderCall(sharedHttpClient, providerErrors.at(address.toString()), retryPolicy, limit);
        closed.thenRun(other::close);
        return other;
    }

    /// Sends the request without waiting for anything.
    public void start(HttpRequest request) {
        this.request = request;
        call = new HttpCall(sharedHttpClient, providerErrors.provider(), request, limit);
        if (closed.isDone()) {
            call.close();
        }
    }

    /// Sends the request and waits for a successful response. [#read] gives its body.
    public HttpHeaders send(HttpRequest request) {
        start(request);
        return receive(HttpResponse::headers);
    }

    /// Waits for a successful response and for what `first` reads of it. Until that is there nothing has been used, so that the request is
    /// sent again when it fails in a way that may pass.
    public <T> T receive(ResponseReader<T> first) {
        for (int attempt = 1; ; attempt++) {
            TransientFailure failure;
            try {
                return call.await(() -> first.read(successful(call.response())));
            } catch (IOException e) {
                failure = transientFailure(e);
            }
            call.close();
            Duration pause = retryPolicy.pause(attempt, failure).orElseThrow(failure::problem);
            if (sharedHttpClient.time().await(closed.copy(), pause).isPresent()) {
                throw new CancellationException("the call was broken off");
            }
            start(request);
        }
    }

    /// Reads on in a response of which something has been used.
    public <T> T read(HttpCall.Step<T> step) {
        try {
            return call.await(step);
        } catch (IOException e) {
            throw problem(e);
        }
    }

    /// The next bytes of the body, at most 8 KiB; empty at its end.
    public Optional<byte[]> read() {
        return read(() -> {
            byte[] bytes = new byte[8192];
            int length = call.response().body().read(bytes);
            return length < 0 ? Optional.empty() : Optional.of(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
        });
    }

    /// The rest of the body as text, without the byte order mark that some servers put before it; reading stops after `largest` bytes.
    public String text(int largest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Optional<byte[]> more = read(); more.isPresent() && all.size() < largest; more = read()) {
            all.writeBytes(more.get());
        }
        String text = all.toString(StandardCharsets.UTF_8);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    /// The provider has sent something, and may send nothing for as long as `next` from now on; see [HttpCall#await].
    public void activity(Duration next) {
        call.activity(next);
    }

    /// The response was read as far as it matters; its connection is kept for the next call.
    public void finish() {
        finished = true;
        call.drain();
    }

    @Override
    public void close() {
        closed.complete(true);
        HttpCall open = call;
        if (open != null && !finished) {
            open.close();
        }
    }

    private HttpResponse<InputStream> successful(HttpResponse<InputStream> response) throws IOException {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return response;
        }
        // the client gives no body where it was the proxy that refused the tunnel
        ProblemException problem = response.body() == null ? providerErrors.proxyRefused(status)
            : providerErrors.ofStatus(status, new String(response.body().readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8));
        if (RetryPolicy.mayPass(status) && problem.problem().code() != ProblemCode.PROVIDER_QUOTA) {
            throw new TransientFailure(problem, RetryPolicy.retryAfter(response.headers(), sharedHttpClient.time().now()));
        }
        throw problem;
    }

    /// @throws ProblemException when the failure will not pass
    private TransientFailure transientFailure(IOException failure) {
        if (failure instanceof TransientFailure known) {
            return known;
        }
        ProblemException problem = problem(failure);
        if (problem.problem().code() == ProblemCode.PROVIDER_CUT) {
            return new TransientFailure(problem);
        }
        throw problem;
    }

    private ProblemException problem(IOException failure) {
        return failure instanceof TransientFailure known ? known.problem() : providerErrors.ofException(failure);
    }
}
