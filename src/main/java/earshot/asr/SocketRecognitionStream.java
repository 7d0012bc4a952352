package earshot.asr;

import module java.base;

import earshot.data.TextLimit;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSocket;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;

/// Recognizes one utterance over a WebSocket, as the [RecognitionExchange] of the service leads it. Where the connection is cut, what was said is told once
/// more over another one; where the service ends by itself although the person still speaks, another one takes what follows.
final class SocketRecognitionStream extends SentAudioStream {
    private static final double LIMIT_SECONDS = 10;
    /// Bytes of one message, 0.2 s: services advise against more.
    private static final int PIECE_BYTES = 6_400;
    /// Bytes of speech, 0.1 s; services refuse less.
    private static final int LEAST_BYTES = 3_200;
    /// Bytes of speech that is told once more, two minutes; longer speech is not kept.
    private static final int KEPT_BYTES = 4 << 20;
    /// Without news after the end of the speech.
    private static final Duration SETTLE = Duration.ofSeconds(3);
    /// Connections in a row over which nothing was heard.
    private static final int MOST = 10;

    private final SharedHttpClient sharedHttpClient;
    private final SocketRecognition service;
    private final ProviderErrors errors;
    private final Consumer<String> onPartial;
    /// What this connection was told; of the sending thread alone, as the next three.
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private int unheard;
    private boolean repeated;
    private volatile Connection connection;
    private volatile boolean endTold;
    /// Of connections before this one.
    private volatile String before = "";
    private volatile String text = "";
    private Time.Timer settleTimer = Time.Timer.NONE;

    SocketRecognitionStream(SharedHttpClient sharedHttpClient, SocketRecognition service, int rate, Consumer<String> onPartial) {
        super("recognise-" + service.provider().alias(), sharedHttpClient.time(), service.provider().timeout(LIMIT_SECONDS), rate);
        this.sharedHttpClient = sharedHttpClient;
        this.service = service;
        errors = service.errors();
        this.onPartial = onPartial;
    }

    @Override
    void open() {
        connection = new Connection(service.exchange());
        connection.begin();
    }

    @Override
    void send(byte[] bytes) {
        if (connection.over.isDone()) {
            goOn(connection.over.join());
        }
        boolean first = told.size() < LEAST_BYTES;
        if (told.size() <= KEPT_BYTES) {
            told.writeBytes(bytes);
        }
        if (told.size() < LEAST_BYTES) {
            return;
        }
        try {
            connection.send(first ? told.toByteArray() : bytes);
        } catch (ProblemException e) {
            goOn(Optional.of(e));
        }
    }

    @Override
    void sendEnd() {
        endTold = true;
        if (told.size() < LEAST_BYTES) {
            complete();
            return;
        }
        try {
            connection.exchange.end(connection.socket);
        } catch (ProblemException e) {
            connection.over.complete(Optional.of(e));
        }
        settle();
        while (!answer.isDone()) {
            awaitNews(connection.over, connection::look);
            if (!answer.isDone()) {
                endOrGoOn(connection.over.join());
            }
        }
    }

    private void endOrGoOn(Optional<ProblemException> failure) {
        if (failure.isEmpty()) {
            complete();
        } else {
            goOn(failure);
        }
    }

    /// Takes another connection in place of one that is over.
    ///
    /// @param failure empty where the service ended by itself
    private void goOn(Optional<ProblemException> failure) {
        connection.close();
        unheard = text.isEmpty() ? unheard + 1 : 0;
        if (failure.isPresent() && (repeated || told.size() > KEPT_BYTES || failure.get().problem().code() != ProblemCode.PROVIDER_CUT)
            || unheard >= MOST) {
            giveUp(failure.orElseGet(() -> errors.connectionCut("")));
            return;
        }
        if (failure.isPresent()) {
            repeated = true;
        } else {
            before = TextLimit.cut(joined(before, text), RecognitionResult.MAX_CHARS);
            text = "";
            told.reset();
        }
        String heard = text;
        try {
            repeat();
        } catch (ProblemException e) {
            text = heard;
            giveUp(e);
        }
    }

    private void repeat() {
        open();
        text = "";
        if (told.size() >= LEAST_BYTES) {
            connection.send(told.toByteArray());
        }
        if (endTold) {
            connection.exchange.end(connection.socket);
        }
    }

    /// What was heard of an utterance that was told to its end is better than nothing.
    private void giveUp(ProblemException failure) {
        if (!endTold || fullText().isEmpty()) {
            throw failure;
        }
        complete();
    }

    /// Some services do not say which text is the last: then it is the one that nothing follows.
    private synchronized void settle() {
        settleTimer.cancel();
        settleTimer = answer.isDone() ? Time.Timer.NONE : time.after(SETTLE, () -> {
            if (!fullText().isEmpty()) {
                complete();
            }
        });
    }

    private void complete() {
        answer.complete(new RecognitionResult(fullText(), 1));
    }

    private String fullText() {
        return joined(before, text).strip();
    }

    /// With a space, in languages that put one between words.
    static String joined(String first, String second) {
        boolean apart = !first.isEmpty() && !second.isEmpty() && first.charAt(first.length() - 1) <= 0x2e80 && second.charAt(0) <= 0x2e80;
        return first + (apart ? " " : "") + second;
    }

    @Override
    void release() {
        synchronized (this) {
            settleTimer.cancel();
        }
        Optional.ofNullable(connection).ifPresent(Connection::close);
    }

    @Override
    ProblemException timedOut(Duration after) {
        return errors.timedOut(after);
    }

    /// One WebSocket.
    private final class Connection implements ProviderSocket.SocketListener {
        private final RecognitionExchange exchange;
        private final ProviderSocket socket;
        private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
        /// Completes when nothing more comes over it: with the failure, or empty where the service ended by itself.
        private final CompletableFuture<Optional<ProblemException>> over = new CompletableFuture<>();

        Connection(RecognitionExchange exchange) {
            this.exchange = exchange;
            socket = new ProviderSocket(sharedHttpClient, errors, this);
        }

        void begin() {
            if (answer.isDone()) {
                throw new CancellationException("the utterance is not wanted any more");
            }
            socket.connect(service, limit);
            exchange.begin(socket);
            if (exchange.saysReady() && time.await(ready, limit).isEmpty()) {
                throw errors.timedOut(limit);
            }
        }

        void send(byte[] bytes) {
            for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
                exchange.send(socket, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE_BYTES)));
            }
        }

        /// A connection that is gone is told by what cannot be sent.
        void look() {
            try {
                socket.ping();
            } catch (ProblemException e) {
                over.complete(Optional.of(e));
            }
        }

        void close() {
            socket.close();
            ready.complete(true);
        }

        @Override
        public void received(String message) {
            hear(() -> exchange.received(message));
        }

        @Override
        public void receivedBytes(byte[] message) {
            hear(() -> exchange.received(message));
        }

        private void hear(Supplier<RecognitionExchange.Heard> meaning) {
            if (this != connection || over.isDone() || answer.isDone()) {
                return;
            }
            try {
                hear(meaning.get());
            } catch (ProblemException e) {
                refuse(e);
            }
            ready.complete(true);
        }

        /// What follows the text of an earlier connection may be too short to be taken.
        private void refuse(ProblemException refusal) {
            if (endTold && !before.isEmpty()) {
                complete();
            } else {
                answer.completeExceptionally(refusal);
            }
        }

        private void hear(RecognitionExchange.Heard heard) {
            switch (heard) {
                case RecognitionExchange.Heard.Text(String soFar) -> {
                    text = TextLimit.cut(soFar, RecognitionResult.MAX_CHARS);
                    onPartial.accept(fullText());
                    if (endTold) {
                        settle();
                    }
                }
                case RecognitionExchange.Heard.Last(String whole) -> {
                    text = TextLimit.cut(whole, RecognitionResult.MAX_CHARS);
                    over.complete(Optional.empty());
                }
                case RecognitionExchange.Heard.Nothing _ -> { }
            }
        }

        @Override
        public void ended(ProblemException failure) {
            over.complete(Optional.of(failure));
            ready.complete(true);
        }
    }
}
