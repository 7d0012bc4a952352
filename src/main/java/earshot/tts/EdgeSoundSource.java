package earshot.tts;

import module java.base;

import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSocket;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;

/// One sentence from the read-aloud service. Its sound comes in binary messages: two bytes with the length of a head, the head, MP3. The text message
/// `turn.end` is the last.
final class EdgeSoundSource implements SoundSource {
    /// Messages that may wait to be decoded; more would be a sentence without end.
    private static final int WAITING = 4_096;
    /// Tokens are made of a time rounded to five minutes.
    private static final Duration WRONG_CLOCK = Duration.ofSeconds(30);

    /// What came of the service.
    private sealed interface Part {
        record Sound(byte[] mp3) implements Part {}

        record End() implements Part {}

        record Failed(ProblemException failure) implements Part {}
    }

    private final Time time;
    private final ProviderErrors errors;
    private final URI service;
    private final EdgeRequest request;
    private final Duration limit;
    private final ProviderSocket socket;
    private final LinkedBlockingQueue<Part> parts = new LinkedBlockingQueue<>(WAITING);
    private volatile boolean closed;

    /// @param limit how long the service may send nothing
    EdgeSoundSource(SharedHttpClient sharedHttpClient, ProviderErrors errors, URI service, EdgeRequest request, Duration limit) {
        time = sharedHttpClient.time();
        this.errors = errors;
        this.service = service;
        this.request = request;
        this.limit = limit;
        socket = new ProviderSocket(sharedHttpClient, errors, new Receiver());
    }

    @Override
    public String open() {
        connect();
        socket.send(EdgeRequest.config(time.now()));
        socket.send(request.ssml(time.now(), UUID.randomUUID()));
        return EdgeRequest.CONTENT_TYPE;
    }

    /// A token of a wrong clock is refused; then the time that the service itself says makes another.
    private void connect() {
        try {
            connect(time.now());
        } catch (ProblemException e) {
            Optional<Instant> theirs = socket.refusedAt().filter(at -> Duration.between(at, time.now()).abs().compareTo(WRONG_CLOCK) > 0);
            connect(theirs.orElseThrow(() -> e));
        }
    }

    private void connect(Instant now) {
        try {
            socket.connect(EdgeRequest.address(service, now, UUID.randomUUID()), limit, EdgeRequest.headers(UUID.randomUUID()));
        } catch (ProblemException e) {
            throw errors.withoutKey(e);
        }
    }

    @Override
    public Optional<byte[]> read() {
        Time.Timer timer = time.after(limit, () -> parts.offer(new Part.Failed(errors.timedOut(limit))));
        try {
            Part part = parts.take();
            if (closed) {
                throw new CancellationException("the sentence was cut");
            }
            return switch (part) {
                case Part.Sound(byte[] mp3) -> Optional.of(mp3);
                case Part.End _ -> Optional.empty();
                case Part.Failed(ProblemException failure) -> throw failure;
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            timer.cancel();
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
        parts.clear();
        parts.offer(new Part.End());
    }

    private final class Receiver implements ProviderSocket.SocketListener {
        @Override
        public void received(String message) {
            if (message.lines().takeWhile(line -> !line.isEmpty()).anyMatch(line -> line.strip().equalsIgnoreCase("Path:turn.end"))) {
                parts.offer(new Part.End());
            }
        }

        @Override
        public void receivedBytes(byte[] message) {
            int head = message.length < 2 ? -1 : 2 + ((message[0] & 0xff) << 8 | message[1] & 0xff);
            if (head < 0 || head > message.length) {
                parts.offer(new Part.Failed(errors.malformed(ProblemReason.BOUND_MESSAGE, List.of(String.valueOf(message.length)))));
                return;
            }
            boolean sound = new String(message, 2, head - 2, StandardCharsets.UTF_8).lines().anyMatch(line -> line.strip().equalsIgnoreCase("Path:audio"));
            if (sound && head < message.length && !parts.offer(new Part.Sound(Arrays.copyOfRange(message, head, message.length)))) {
                socket.close();
            }
        }

        @Override
        public void ended(ProblemException failure) {
            parts.offer(new Part.Failed(failure));
        }
    }
}
