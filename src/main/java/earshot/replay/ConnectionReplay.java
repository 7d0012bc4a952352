package earshot.replay;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.capture.RecordedConnection;
import earshot.capture.SessionEntry;
import earshot.event.Direction;
import earshot.server.CloseStatus;
import earshot.simulator.WebSocketClient;
import earshot.time.Time;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.UnwrappedFrame;

/// Plays one recorded connection. On one virtual thread, which alone writes to the socket.
final class ConnectionReplay {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    /// What the server still sends after its last answer of the recording, where that ended before the connection did.
    private static final Duration TRAILING = Duration.ofMillis(300);

    private static final int TEXT = 1;
    private static final int BINARY = 2;

    private final Time time;
    private final ReplayTarget target;
    private final RecordedConnection recorded;
    private final ReplayScript script;
    private final ReplayReceiver receiver;
    private final LongConsumer moments;
    /// Answers to requests of the server that are still to be given, in order.
    private final Deque<ReplayStep> replies;
    private WebSocketClient client;
    /// The step before: when it was recorded, and when it was due here.
    private long recordedAt;
    private long playedAt;

    /// @param stuck the answer that did not come, so that the rest was not played
    record Played(RecordedConnection connection, Optional<ReplayStep.Awaited> stuck) {}

    /// @param moments takes the monotonic times of the steps in the recording, just before each is done
    ConnectionReplay(Time time, ReplayTarget target, RecordedConnection recorded, LongConsumer moments) {
        this.time = time;
        this.target = target;
        this.recorded = recorded;
        this.moments = moments;
        script = ReplayScript.of(recorded);
        replies = script.steps().stream().filter(ReplayStep::answersRequest).collect(Collectors.toCollection(ArrayDeque::new));
        receiver = new ReplayReceiver(time, recorded.number(), recorded.handshake().framing());
    }

    /// Waits until the connection has been played.
    ///
    /// @throws IOException when the server cannot be reached, or refuses
    Played run() throws IOException {
        moments.accept(recorded.nanos());
        client = WebSocketClient.open(time, target.address(recorded.handshake()), target.headers(recorded.handshake()), CONNECT_LIMIT, receiver);
        long opened = time.nanos();
        recordedAt = recorded.nanos();
        playedAt = opened;
        try (WebSocketClient _ = client) {
            Optional<ReplayStep.Awaited> stuck = Optional.empty();
            for (ReplayStep step : script.steps()) {
                stuck = step.answersRequest() ? Optional.empty() : play(step);
                if (stuck.isPresent() || receiver.isClosed()) {
                    break;
                }
            }
            stuck = stuck.isEmpty() && !receiver.isClosed() ? awaitReplies(Long.MAX_VALUE).filter(_ -> !receiver.isClosed()) : stuck;
            if (stuck.isEmpty()) {
                awaitRest();
            }
            return new Played(new RecordedConnection(recorded.number(), recorded.handshake(), opened, receiver.traffic()), stuck);
        }
    }

    /// @return the answer that did not come
    private Optional<ReplayStep.Awaited> play(ReplayStep step) {
        Optional<ReplayReceiver.Arrival> over = step.until().flatMap(receiver::arrival);
        if (over.isPresent()) {
            recordedAt = step.until().orElseThrow().nanos();
            playedAt = over.get().nanos();
            return Optional.empty();
        }
        Optional<ReplayStep.Awaited> unasked = awaitReplies(step);
        if (unasked.isPresent()) {
            return receiver.isClosed() ? Optional.empty() : unasked;
        }
        if (step.after().isPresent()) {
            ReplayStep.Awaited awaited = step.after().get();
            if (!pass(latest(awaited),
                () -> receiver.arrival(awaited).filter(came -> !step.hears() || receiver.heardSince(came.nanos())).isPresent())) {
                return receiver.isClosed() ? Optional.empty() : step.after();
            }
        }
        long due = due(step);
        if (pass(due, () -> step.until().flatMap(receiver::arrival).isPresent())) {
            return play(step);
        }
        if (receiver.isClosed()) {
            return Optional.empty();
        }
        moments.accept(step.nanos());
        send(step);
        recordedAt = step.nanos();
        // a step that came late moves those after it, so that nothing is sent in a burst
        playedAt = Math.max(due, time.nanos() - Duration.ofMillis(20).toNanos());
        return Optional.empty();
    }

    /// A text follows what the device answered before it; sound does not wait, since a microphone goes on.
    ///
    /// @return the request that did not come
    private Optional<ReplayStep.Awaited> awaitReplies(ReplayStep step) {
        return step.action() instanceof ReplayStep.Action.SendFrame ? Optional.empty() : awaitReplies(step.nanos());
    }

    /// @param before monotonic time in the recording
    /// @return the request that did not come
    private Optional<ReplayStep.Awaited> awaitReplies(long before) {
        while (!replies.isEmpty() && replies.peek().nanos() < before) {
            ReplayStep reply = replies.peek();
            if (!pass(latest(reply.after().orElseThrow()), () -> replies.peek() != reply)) {
                return reply.after();
            }
        }
        return Optional.empty();
    }

    /// Gives the answers that are due.
    ///
    /// @return when the next one is due, as far as that is known
    private OptionalLong reply() {
        while (!replies.isEmpty()) {
            ReplayStep next = replies.peek();
            OptionalLong due = next.after().flatMap(receiver::arrival).map(asked -> OptionalLong.of(due(next, asked))).orElse(OptionalLong.empty());
            if (due.isEmpty() || due.getAsLong() > time.nanos()) {
                return due;
            }
            replies.remove();
            send(next);
        }
        return OptionalLong.empty();
    }

    private long due(ReplayStep reply, ReplayReceiver.Arrival asked) {
        return asked.nanos() + played(reply.nanos() - reply.after().orElseThrow().nanos());
    }

    /// An answer may take so much longer than it took in the recording: a long one is spoken as long here.
    private long latest(ReplayStep.Awaited awaited) {
        return time.nanos() + target.patience().toNanos() + Math.max(0, awaited.nanos() - recordedAt);
    }

    /// The distance from the answer that it waits for; where the device did something since then, also from that.
    private long due(ReplayStep step) {
        long afterStep = playedAt + played(step.nanos() - recordedAt);
        return step.after().map(awaited -> {
            long afterAnswer = receiver.arrival(awaited).orElseThrow().nanos() + played(step.nanos() - awaited.nanos());
            return awaited.nanos() >= recordedAt ? afterAnswer : Math.max(afterStep, afterAnswer);
        }).orElse(afterStep);
    }

    private long played(long recordedNanos) {
        return (long) (recordedNanos / target.speed());
    }

    /// Notes it first: the answer to it may come before this thread goes on.
    private void send(ReplayStep step) {
        long now = time.nanos();
        switch (step.action()) {
            case ReplayStep.Action.SendText text -> {
                String words = live(text, step.after());
                byte[] content = words.getBytes(StandardCharsets.UTF_8);
                receiver.note(new SessionEntry.Text(now, recorded.number(), Direction.IN, words, content.length));
                client.frame(TEXT, true, content);
            }
            case ReplayStep.Action.SendFrame(byte[] content) -> {
                receiver.note(BinaryFrameCodec.unwrap(recorded.handshake().framing(), content) instanceof UnwrappedFrame.Packet(byte[] opus, long timestamp)
                    ? new SessionEntry.Packet(now, recorded.number(), Direction.IN, timestamp, opus)
                    : new SessionEntry.Frame(now, recorded.number(), Direction.IN, content));
                client.frame(BINARY, true, content);
            }
            case ReplayStep.Action.HangUp(int code, String reason) -> {
                receiver.note(new SessionEntry.Closed(now, recorded.number(), new CloseStatus(code, reason, CloseStatus.Cause.DEVICE)));
                if (code != 1006) {
                    client.sendClose(code == 1005 ? 1000 : code, reason);
                }
                client.drop();
            }
        }
    }

    /// The text with what only this connection knows: its session id, and the id of the request that it answers.
    private String live(ReplayStep.Action.SendText sent, Optional<ReplayStep.Awaited> request) {
        String text = script.session().flatMap(before -> session().map(now -> withSession(sent.text(), before, now))).orElse(sent.text());
        return sent.answersRequest()
            ? request.flatMap(receiver::arrival).map(asked -> withRequestId(text, asked.json().path("payload").path("id"))).orElse(text)
            : text;
    }

    /// A session id may be as short as a word of the protocol: it is one only where it is named so.
    static String withSession(String text, String before, String now) {
        return Pattern.compile("(\"session_?[iI]d\"\\s*:\\s*\")" + Pattern.quote(before) + "\"").matcher(text)
            .replaceAll(id -> Matcher.quoteReplacement(id.group(1) + now + '"'));
    }

    private Optional<String> session() {
        return receiver.arrival(new ReplayStep.Awaited(new AnswerKey(AnswerKey.HELLO, ""), 1, 0)).map(hello -> hello.json().path("session_id").asText(""))
            .filter(id -> !id.isBlank());
    }

    private static String withRequestId(String text, JsonNode id) {
        JsonNode json = strictTree(text);
        if (json instanceof ObjectNode message && message.path("payload") instanceof ObjectNode payload && !payload.path("id").equals(id)) {
            payload.set("id", id);
            return message.toString();
        }
        return text;
    }

    /// The answers that came after the last step of the recording, and the server's own end where it ended it.
    private void awaitRest() {
        if (!receiver.isClosed()) {
            script.last().ifPresent(last -> pass(latest(last), () -> receiver.arrival(last).isPresent()));
            Optional<SessionEntry.Closed> end = recorded.closed().filter(closed -> closed.status().cause() != CloseStatus.Cause.DEVICE);
            Duration rest = end.map(closed -> Duration.ofNanos(Math.max(0, closed.nanos() - recordedAt)).plus(target.patience())).orElse(TRAILING);
            pass(time.nanos() + rest.toNanos(), () -> false);
        }
    }

    /// Lets time pass until a moment or until something is so, and answers pings and requests meanwhile.
    ///
    /// @return whether it is so; false also where the connection ended
    private boolean pass(long until, BooleanSupplier so) {
        while (true) {
            CompletableFuture<Boolean> next = receiver.next();
            for (Optional<byte[]> ping = receiver.ping(); ping.isPresent(); ping = receiver.ping()) {
                client.pong(ping.get());
            }
            OptionalLong reply = receiver.isClosed() ? OptionalLong.empty() : reply();
            if (so.getAsBoolean()) {
                return true;
            }
            long now = time.nanos();
            if (receiver.isClosed() || until <= now) {
                return false;
            }
            time.await(next, Duration.ofNanos(Math.max(1, Math.min(until, reply.orElse(until)) - now)));
        }
    }
}
