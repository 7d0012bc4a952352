package earshot.server;

import module java.base;

import earshot.id.DeviceId;
import earshot.time.Time;

/// The connections that are open, and whether the device of one still answers: nobody can tell from its silence alone whether a device was switched off.
/// Safe for use from any thread.
final class LiveConnections {
    /// How long a device may take for a sign of life. One that was switched on again needs longer for its next connection, or its system
    /// refuses the old one at once.
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private record Live(Handshake handshake, WebSocketConnection connection) {
        DeviceId deviceId() {
            return handshake.identity().deviceId();
        }

        String address() {
            return handshake.remote().getAddress().getHostAddress();
        }
    }

    private final Time time;
    /// By the number of the attempt, as the devices that gave their own token.
    private final Map<Long, Live> live = new ConcurrentHashMap<>();
    private final Map<Long, DeviceId> proven = new ConcurrentHashMap<>();

    LiveConnections(Time time) {
        this.time = time;
    }

    /// A device that gave its own token is let in; until [#closed].
    ///
    /// @param attempt the number of the attempt
    void admitted(long attempt, DeviceId deviceId) {
        proven.put(attempt, deviceId);
    }

    /// A connection is open, until it ends.
    void opened(Handshake handshake, WebSocketConnection connection) {
        long number = handshake.attempt().number();
        live.put(number, new Live(handshake, connection));
        connection.ended().thenRun(() -> live.remove(number));
    }

    /// What [#admitted] began is over. Does nothing for other attempts.
    void closed(long attempt) {
        proven.remove(attempt);
    }

    /// Whether the device is connected with its own token and answers. Waits for [#ANSWER_LIMIT] at most, and not at all where it is not connected so.
    boolean provenAnswers(DeviceId deviceId) {
        List<Long> attempts = proven.entrySet().stream().filter(one -> one.getValue().equals(deviceId)).map(Map.Entry::getKey).toList();
        // what is not open yet has just come
        return attempts.stream().anyMatch(attempt -> !live.containsKey(attempt))
            || answer(attempts.stream().flatMap(attempt -> Optional.ofNullable(live.get(attempt)).stream()));
    }

    /// The address of the device's newest connection, where that comes from somewhere else.
    Optional<String> addressElsewhere(DeviceId deviceId, String address) {
        return newest(deviceId).map(Live::address).filter(other -> !other.equals(address));
    }

    /// Whether the device answers on its newest connection. Waits for [#ANSWER_LIMIT] at most.
    boolean newestAnswers(DeviceId deviceId) {
        return answer(newest(deviceId).stream());
    }

    private Optional<Live> newest(DeviceId deviceId) {
        return live.values().stream().filter(one -> one.deviceId().equals(deviceId)).max(Comparator.comparingLong(one -> one.handshake().attempt().number()));
    }

    private boolean answer(Stream<Live> asked) {
        List<CompletableFuture<Boolean>> answers = asked.map(one -> one.connection().probe()).toList();
        if (answers.isEmpty()) {
            return false;
        }
        CompletableFuture<Boolean> any = new CompletableFuture<>();
        answers.forEach(answer -> answer.thenAccept(alive -> {
            if (alive) {
                any.complete(true);
            }
        }));
        // by what they say: who came last is told first
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).thenRun(() -> any.complete(answers.stream().anyMatch(CompletableFuture::join)));
        return time.await(any, ANSWER_LIMIT).orElse(false);
    }
}
