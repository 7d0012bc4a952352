package earshot.cli;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import earshot.data.Closeables;
import earshot.process.LineChannel;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets other starts of the program reach the one that owns the home. Uses a UNIX domain socket in the home, so that only those
/// who may use the home can connect, and no port is taken.
record SingleInstance(ServerSocketChannel serverChannel, Path path, Set<CompletableFuture<Void>> answering) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SingleInstance.class);
    private static final String RESTART = "restart";
    private static final String AGAIN = "again";
    private static final String DEVICES = "devices";
    private static final String MEETINGS = "meetings";
    private static final String ACCEPTED = "taken";
    private static final String REFUSED = "refused";
    private static final Duration CLIENT_LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int ATTEMPTS = 30;

    /// What another start may ask for.
    sealed interface Request {}

    /// The program was started once more with these arguments.
    record Again(List<String> arguments) implements Request {}

    record Restart() implements Request {}

    record Devices(DeviceRequest request) implements Request {}

    record Meetings(MeetingRequest request) implements Request {}

    /// @param lines for the person who asked
    record Reply(boolean accepted, List<String> lines) {}

    /// Opens the socket. Call only as the owner of the home.
    ///
    /// @param owner answers a request, called on a virtual thread
    static SingleInstance listen(HomeDirectory home, Time time, Function<Request, CompletableFuture<Reply>> owner) throws IOException {
        Path path = home.socket("socket");
        ServerSocketChannel serverChannel = LineChannel.listen(home, path);
        SingleInstance instance = new SingleInstance(serverChannel, path, ConcurrentHashMap.newKeySet());
        Thread.ofVirtual().name("hand-over").start(() -> {
            while (serverChannel.isOpen()) {
                try {
                    LineChannel client = new LineChannel(serverChannel.accept());
                    Thread.ofVirtual().name("hand-over-client").start(() -> instance.receive(client, time, owner));
                } catch (IOException _) {
                    // closed, usually by this process
                    return;
                }
            }
        });
        return instance;
    }

    /// Asks the owner of the home. Waits up to some seconds for it to listen, because it may just be starting, and up to `limit` for its reply.
    /// @return empty when it does not listen or does not answer
    static Optional<Reply> ask(HomeDirectory home, Time time, Request request, Duration limit) {
        // before the connection, because the owner waits for the line for some seconds only
        String line = written(request);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try (LineChannel owner = LineChannel.connect(home.socket("socket"))) {
                Time.Timer timer = time.after(limit, () -> Closeables.closeQuietly(owner));
                try {
                    owner.write(line);
                    List<String> reply = words(owner.read());
                    return Optional.of(new Reply(reply.getFirst().equals(ACCEPTED), reply.subList(1, reply.size())));
                } catch (IOException | NoSuchElementException e) {
                    LOG.debug("the owner of the home does not answer: {}", e.toString());
                    return Optional.empty();
                } finally {
                    timer.cancel();
                }
            } catch (IOException _) {
                time.sleep(PAUSE);
            }
        }
        return Optional.empty();
    }

    /// Waits, some seconds at most, until those who asked have their reply.
    void awaitReplies(Time time) {
        time.await(CompletableFuture.allOf(answering.toArray(CompletableFuture[]::new)).thenApply(_ -> true), CLIENT_LIMIT);
    }

    /// Accepts no more requests; those that were accepted are still answered.
    @Override
    public void close() {
        try {
            serverChannel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("the socket for later starts could not be closed: {}", e.toString());
        }
    }

    private void receive(LineChannel client, Time time, Function<Request, CompletableFuture<Reply>> owner) {
        Time.Timer limit = time.after(CLIENT_LIMIT, () -> Closeables.closeQuietly(client));
        CompletableFuture<Void> answered = new CompletableFuture<>();
        answering.add(answered);
        try (client) {
            Request request = read(words(client.read()));
            limit.cancel();
            Reply reply = owner.apply(request).join();
            client.write(line(Stream.concat(Stream.of(reply.accepted() ? ACCEPTED : REFUSED), reply.lines().stream()).toList()));
        } catch (IOException e) {
            LOG.warn("a later start could not say what it wants: {}", e.toString());
        } finally {
            limit.cancel();
            answered.complete(null);
            answering.remove(answered);
        }
    }

    private static String written(Request request) {
        return line(switch (request) {
            case Again again -> Stream.concat(Stream.of(AGAIN), again.arguments().stream()).toList();
            case Restart _ -> List.of(RESTART);
            case Meetings meetings -> Stream.concat(Stream.of(MEETINGS), meetings.request().words().stream()).toList();
            case Devices devices -> Stream.concat(Stream.of(DEVICES), devices.request().words().stream()).toList();
        });
    }

    private static String line(List<String> words) {
        try {
            return JSON.writeValueAsString(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Request read(List<String> words) throws IOException {
        if (words.equals(List.of(RESTART))) {
            return new Restart();
        }
        if (!words.isEmpty() && words.getFirst().equals(AGAIN)) {
            return new Again(words.subList(1, words.size()));
        }
        if (!words.isEmpty() && words.getFirst().equals(DEVICES)) {
            return new Devices(DeviceRequest.read(words.subList(1, words.size())));
        }
        if (!words.isEmpty() && words.getFirst().equals(MEETINGS)) {
            return new Meetings(MeetingRequest.read(words.subList(1, words.size())));
        }
        throw new IOException("it asks for something unknown");
    }

    private static List<String> words(String line) throws IOException {
        return JSON.readerForListOf(String.class).readValue(line);
    }
}
