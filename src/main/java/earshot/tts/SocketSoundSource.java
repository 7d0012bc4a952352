package earshot.tts;

import module java.base;

import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSocket;
import earshot.remote.SharedHttpClient;
import earshot.remote.SocketService;
import earshot.time.Time;

/// One sentence from a service, over a WebSocket of its own. What arrives waits until it is read.
final class SocketSoundSource implements SoundSource {
    /// Messages that may wait to be read; more would be a sentence without end.
    private static final int WAITING = 4_096;

    private sealed interface Arrival {
        record Text(String message) implements Arrival {}

        record Bytes(byte[] message) implements Arrival {}

        record Failed(ProblemException failure) implements Arrival {}

        /// Nothing was heard for too long.
        ///
        /// @param reading the number of the one that waited
        record Late(long reading) implements Arrival {}
    }

    private final Time time;
    private final SocketService service;
    private final ProviderErrors errors;
    private final SpeechExchange exchange;
    private final Duration limit;
    private final ProviderSocket socket;
    private final LinkedBlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>(WAITING);
    private volatile boolean closed;
    private boolean ended;
    private long reading;

    /// @param limit how long the service may send no sound, whatever else it says
    SocketSoundSource(SharedHttpClient sharedHttpClient, SocketService service, SpeechExchange exchange, Duration limit) {
        time = sharedHttpClient.time();
        this.service = service;
        errors = service.errors();
        this.exchange = exchange;
        this.limit = limit;
        socket = new ProviderSocket(sharedHttpClient, errors, new Receiver());
    }

    @Override
    public String open() {
        socket.connect(service, limit);
        exchange.begin(socket, time.now());
        return exchange.contentType();
    }

    @Override
    public Optional<byte[]> read() {
        long now = ++reading;
        Time.Timer timer = time.after(limit, () -> arrived.offer(new Arrival.Late(now)));
        try {
            return nextSound();
        } finally {
            timer.cancel();
        }
    }

    private Optional<byte[]> nextSound() {
        while (!ended) {
            switch (heard(next())) {
                case SpeechExchange.SpeechPart.Sound(byte[] bytes, boolean last) -> {
                    ended = last;
                    if (bytes.length > 0) {
                        return Optional.of(bytes);
                    }
                }
                case SpeechExchange.SpeechPart.End _ -> ended = true;
                case SpeechExchange.SpeechPart.Nothing _ -> { }
            }
        }
        return Optional.empty();
    }

    private SpeechExchange.SpeechPart heard(Arrival arrival) {
        return switch (arrival) {
            case Arrival.Text(String message) -> exchange.received(socket, message);
            case Arrival.Bytes(byte[] message) -> exchange.received(message);
            case Arrival.Failed(ProblemException failure) -> throw failure;
            case Arrival.Late(long of) when of == reading -> throw errors.timedOut(limit);
            case Arrival.Late _ -> new SpeechExchange.SpeechPart.Nothing();
        };
    }

    private Arrival next() {
        try {
            Arrival arrival = arrived.take();
            if (closed) {
                throw new CancellationException("the sentence was cut");
            }
            return arrival;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    @Override
    public ProviderErrors errors() {
        return errors;
    }

    @Override
    public void close() {
        closed = true;
        socket.close();
        arrived.clear();
        fail(errors.connectionCut(""));
    }

    private void fail(ProblemException failure) {
        arrived.offer(new Arrival.Failed(failure));
    }

    private final class Receiver implements ProviderSocket.SocketListener {
        @Override
        public void received(String message) {
            add(new Arrival.Text(message));
        }

        @Override
        public void receivedBytes(byte[] message) {
            add(new Arrival.Bytes(message));
        }

        private void add(Arrival arrival) {
            if (!arrived.offer(arrival)) {
                socket.close();
                arrived.clear();
                fail(errors.endless(ProblemReason.BOUND_EVENTS, WAITING));
            }
        }

        @Override
        public void ended(ProblemException failure) {
            fail(failure);
        }
    }
}
