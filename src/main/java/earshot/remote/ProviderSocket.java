package earshot.remote;

import module java.base;

import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;

/// One WebSocket to a provider. The methods that wait belong to one virtual thread; [#close] may be called from any thread.
public final class ProviderSocket implements AutoCloseable {
    private static final int MAX_MESSAGE_CHARS = 1 << 20;
    private static final int MAX_CHARS = 16 << 20;
    /// Providers allow for a difference of some minutes.
    private static final Duration WRONG_CLOCK = Duration.ofSeconds(30);
    /// What a message or a part of one counts in addition to its content.
    private static final int PART_COST = 64;

    /// Receives what the provider sends, on the HTTP client's threads, one call at a time.
    public interface SocketListener {
        void received(String message);

        /// Bytes are not expected of most providers.
        default void receivedBytes(byte[] message) {}

        void ended(ProblemException failure);
    }

    private final SharedHttpClient sharedHttpClient;
    private final ProviderErrors providerErrors;
    private final SocketListener listener;
    private volatile Optional<WebSocket> socket = Optional.empty();
    private volatile boolean closed;
    /// What time it was for the server that refused the handshake, where it said so.
    private volatile Optional<Instant> refusedAt = Optional.empty();

    public ProviderSocket(SharedHttpClient sharedHttpClient, ProviderErrors providerErrors, SocketListener listener) {
        this.sharedHttpClient = sharedHttpClient;
        this.providerErrors = providerErrors;
        this.listener = listener;
    }

    /// Connects to a service.
    ///
    /// @throws ProblemException and CancellationException as below
    public void connect(SocketService service, Duration limit) {
        try {
            connectAtItsTime(service, limit);
        } catch (ProblemException e) {
            throw service.refused(e);
        }
    }

    /// An address that holds the time of a wrong clock is refused; then the time that the service itself says makes another one.
    private void connectAtItsTime(SocketService service, Duration limit) {
        Instant now = sharedHttpClient.time().now();
        try {
            connect(service.address(now), limit, service.headers());
        } catch (ProblemException e) {
            Instant theirs = refusedAt.filter(at -> Duration.between(at, now).abs().compareTo(WRONG_CLOCK) > 0)
                .filter(at -> !service.address(at).equals(service.address(now))).orElseThrow(() -> e);
            connect(service.address(theirs), limit, service.headers());
        }
    }

    private void connect(URI address, Duration limit, Map<String, String> headers) {
        WebSocket.Builder builder = sharedHttpClient.client(providerErrors.provider()).webSocket(address);
        headers.forEach(builder::header);
        connect(builder, address, limit);
    }

    /// Connects, with the key of the provider. May be called again after a failure.
    ///
    /// @param protocols offered to the server, which may choose one
    /// @throws ProblemException when no connection came about within the limit
    /// @throws CancellationException after [#close]
    public void connect(URI address, Duration limit, String... protocols) {
        WebSocket.Builder builder = sharedHttpClient.client(providerErrors.provider()).webSocket(address);
        providerErrors.provider().key().ifPresent(key -> builder.header("Authorization", "Bearer " + key));
        if (protocols.length > 0) {
            builder.subprotocols(protocols[0], Arrays.copyOfRange(protocols, 1, protocols.length));
        }
        connect(builder, address, limit);
    }

    private void connect(WebSocket.Builder builder, URI address, Duration limit) {
        ProviderErrors errors = providerErrors.at(address.toString());
        CompletableFuture<WebSocket> opening = builder.buildAsync(address, new Receiver());
        try {
            socket = Optional.of(sharedHttpClient.time().await(opening, limit).orElseThrow(() -> errors.timedOut(limit)));
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                refusedAt = refused.getResponse().headers().firstValue("date").flatMap(ProviderSocket::time);
                throw errors.ofStatus(refused.getResponse().statusCode(), refused.getResponse().body() instanceof String words ? words : "");
            }
            throw errors.ofException(e.getCause());
        } finally {
            if (socket.isEmpty()) {
                opening.thenAccept(WebSocket::abort);
            }
        }
        if (closed) {
            close();
            throw new CancellationException("the connection was given up");
        }
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Sends a text and waits until it has left.
    ///
    /// @throws ProblemException when the connection is gone
    public void send(String text) {
        join(socket.orElseThrow().sendText(text, true));
    }

    /// Sends bytes and waits until they have left.
    ///
    /// @throws ProblemException when the connection is gone
    public void send(byte[] bytes) {
        join(socket.orElseThrow().sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /// Sends a ping, which fails where the connection is gone: the client does not always tell that by itself.
    public void ping() {
        join(socket.orElseThrow().sendPing(ByteBuffer.allocate(0)));
    }

    @Override
    public void close() {
        closed = true;
        socket.ifPresent(WebSocket::abort);
    }

    private void join(CompletableFuture<WebSocket> sending) {
        try {
            sending.join();
        } catch (CompletionException e) {
            throw providerErrors.ofException(e.getCause());
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int characters;

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            characters += part.length() + PART_COST;
            if (message.length() + part.length() > MAX_MESSAGE_CHARS || characters > MAX_CHARS) {
                from.abort();
                listener.ended(providerErrors.endless(ProblemReason.BOUND_TEXT, characters > MAX_CHARS ? 16 : 1));
                return null;
            }
            message.append(part);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                listener.received(whole);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            characters += part.remaining() + PART_COST;
            if (bytes.size() + part.remaining() > MAX_MESSAGE_CHARS || characters > MAX_CHARS) {
                from.abort();
                listener.ended(providerErrors.endless(ProblemReason.BOUND_TEXT, characters > MAX_CHARS ? 16 : 1));
                return null;
            }
            byte[] piece = new byte[part.remaining()];
            part.get(piece);
            bytes.writeBytes(piece);
            if (last) {
                listener.receivedBytes(bytes.toByteArray());
                bytes.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            listener.ended(providerErrors.connectionCut(providerErrors.shownText("closed with " + code + " " + reason)));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            listener.ended(providerErrors.ofException(failure));
        }
    }
}
