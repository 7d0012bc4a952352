package earshot.peer;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.device.ConnectionMode;
import earshot.event.Timeline;
import earshot.feature.ConnectedDevices;
import earshot.feature.DeviceConnection;
import earshot.feature.FeatureConnection;
import earshot.feature.FeatureSession;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.id.SessionId;
import earshot.peer.PeerMessageState.Delivered;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage;
import earshot.wire.ListenMode;
import earshot.wire.MessageFamily;
import earshot.wire.OutboundMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Messages between devices in manual time.
class PeerFeatureTest {
    private static final PeerRules EVERYBODY = new PeerRules(true, true, true, Set.of(), Map.of(), Map.of(), Map.of());

    private final TimeFake time = new TimeFake();
    private final PeerQueue queue = PeerQueue.open(time, Optional.empty(), null);
    private final Map<DeviceId, BadgeFake> online = new ConcurrentSkipListMap<>();
    private final List<String> tasks = new CopyOnWriteArrayList<>();
    private PeerSettings settings = new PeerSettings(EVERYBODY, 10, 6, true);
    private final PeerFeature feature = new PeerFeature(new PeerServices(time, () -> settings, Optional::empty, this::take,
        id -> "The badge of " + id, new Timeline(time)), queue);

    /// The store of tasks, which a test can hold up.
    private CompletableFuture<?> stored = CompletableFuture.completedFuture(null);

    PeerFeatureTest() {
        feature.start(new OnlineFake());
    }

    private CompletableFuture<?> take(DeviceId by, DeviceId owner, PeerTasks.PeerTask task) {
        tasks.add(by + " gives " + owner + " " + task.title());
        return stored;
    }

    @AfterEach
    void close() {
        feature.close();
    }

    @Test
    @DisplayName("7.3: a send that silently fails does not count as sent")
    void whatNoConnectionTookWaits() {
        BadgeFake ann = badge("ann");
        BadgeFake bob = badge("bob");
        bob.takes = 0;
        ann.says("[\"bob\"]", "message", "one");
        assertThat(ann.receipt()).contains("\"delivered\":[]", "\"enqueued\":[\"bob\"]");
        ann.receives("TARGET_OFFLINE");
        bob.takes = 1;
        ann.says("[\"bob\"]", "message", "two");
        assertThat(ann.receives("redelivered")).contains("\"count\":1");
        assertThat(ann.receipt()).as("the first one goes first").contains("\"enqueued\":[\"bob\"]");
        bob.takes = 100;
        BadgeFake again = badge("bob");
        assertThat(Stream.concat(bob.peer(), again.peer()).map(PeerFeatureTest::summary)).containsExactly("one", "two");
        awaitDelivered();
    }

    @Test
    @DisplayName("7.3: what a dying connection took waits again, in its order, and goes to the next one once")
    void whatADyingConnectionTookIsNotLost() {
        BadgeFake ann = badge("ann");
        BadgeFake dying = badge("bob");
        ann.says("[\"bob\"]", "message", "zero");
        ann.receipt();
        awaitDelivered();
        dying.answersPings = false;
        for (String text : List.of("one", "two")) {
            ann.says("[\"bob\"]", "message", text);
        }
        awaitStates("Sent", "Sent", "Delivered");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            time.advance(PeerDelivery.ARRIVAL_WAIT);
            assertThat(ann.answers).filteredOn(answer -> answer.contains("done")).as("nothing shows that it took them").hasSize(2)
                .allMatch(answer -> answer.contains("\"delivered\":[],\"failed\":[],\"enqueued\":[\"bob\"]"));
        });
        awaitStates("Sent", "Sent", "Delivered");
        dying.hangsUp();
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.rows().get().stream().filter(PeerMessage::waiting).count() == 2);
        ann.says("[\"bob\"]", "message", "three");
        assertThat(ann.receipt()).contains("\"enqueued\":[\"bob\"]");
        BadgeFake next = badge("bob");
        assertThat(next.peer().map(PeerFeatureTest::summary)).containsExactly("one", "two", "three");
        assertThat(ann.receives("redelivered")).contains("\"to\":\"bob\",\"count\":3");
        awaitDelivered();
        assertThat(badge("bob").peer()).isEmpty();
    }

    @Test
    @DisplayName("7.3: a connection that is replaced while it dies leaves what it took to the new one, which is there already")
    void whatAReplacedConnectionDidNotGetGoesToTheNewOneAtOnce() {
        BadgeFake ann = badge("ann");
        BadgeFake old = badge("bob");
        old.answersPings = false;
        ann.says("[\"bob\"]", "message", "one");
        awaitStates("Sent");
        BadgeFake next = badge("bob");
        assertThat(next.peer()).as("it may have arrived").isEmpty();
        old.hangsUp();
        await().atMost(Duration.ofSeconds(30)).until(() -> next.peer().map(PeerFeatureTest::summary).toList().equals(List.of("one")));
        assertThat(ann.receives("redelivered")).contains("\"count\":1");
        awaitDelivered();
    }

    @Test
    @DisplayName("7.3: delivered only when the socket took it: a receipt comes with the pong, and receipts keep their order")
    void aReceiptComesWithThePong() {
        BadgeFake ann = badge("ann");
        BadgeFake bob = badge("bob");
        badge("cid");
        bob.answersPings = false;
        ann.says("[\"bob\",\"cid\"]", "message", "one");
        ann.says("[\"cid\"]", "message", "two");
        awaitStates("Sent", "Delivered", "Delivered");
        assertThat(ann.answers).as("also of the second, which arrived").isEmpty();
        bob.arrivals.remove().complete(true);
        assertThat(ann.receipt()).contains("\"delivered\":[\"bob\",\"cid\"],\"failed\":[],\"enqueued\":[]", "\"text\":\"one\"");
        assertThat(ann.receipt()).contains("\"delivered\":[\"cid\"]", "\"text\":\"two\"");
        assertThat(ann.answers).isEmpty();
    }

    @Test
    @DisplayName("7.3: what shows too late that it arrived was promised as queued, and is told as redelivered")
    void aLateArrivalIsToldByItself() {
        BadgeFake ann = badge("ann");
        BadgeFake bob = badge("bob");
        bob.answersPings = false;
        ann.says("[\"bob\"]", "message", "one");
        awaitStates("Sent");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            time.advance(PeerDelivery.ARRIVAL_WAIT);
            return !ann.answers.isEmpty();
        });
        assertThat(ann.receipt()).contains("\"delivered\":[],\"failed\":[],\"enqueued\":[\"bob\"]");
        bob.arrivals.remove().complete(true);
        assertThat(ann.receives("redelivered")).contains("\"to\":\"bob\",\"count\":1");
        awaitDelivered();
        assertThat(bob.peer()).hasSize(1);
    }

    private void awaitStates(String... states) {
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(queue.rows().get()).extracting(message -> message.state().getClass().getSimpleName()).containsExactly(states));
    }

    private void awaitDelivered() {
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.rows().get().stream().allMatch(message -> message.state() instanceof Delivered));
    }

    private static String summary(String text) {
        return text.replaceAll(".*\"summary\":\"(\\w+)\".*", "$1");
    }

    @Test
    @DisplayName("7.3: five messages a second and six to all a minute; the answer says how long to wait")
    void ratesAreLimitedForEachSender() {
        BadgeFake ann = badge("ann");
        BadgeFake bob = badge("bob");
        for (int i = 0; i < 5; i++) {
            ann.says("[\"bob\"]", "message", "m" + i);
            ann.receipt();
            time.advance(Duration.ofMillis(100));
        }
        ann.says("[\"bob\"]", "message", "too many");
        assertThat(ann.receives("RATE_LIMITED")).contains("5 messages a second, wait 500 ms", "\"retryAfterMs\":500");
        bob.says("[\"ann\"]", "message", "another sender");
        bob.receipt();
        time.advance(Duration.ofMillis(500));
        ann.says("[\"bob\"]", "message", "again");
        ann.receipt();
        for (int i = 0; i < 6; i++) {
            ann.says("[\"broadcast\"]", "message", "b" + i);
            assertThat(ann.receipt()).contains("\"delivered\":[\"bob\"]");
        }
        ann.says("[\"broadcast\"]", "message", "too many");
        assertThat(ann.receives("RATE_LIMITED")).contains("6 broadcasts a minute, wait 60000 ms");
        settings = new PeerSettings(EVERYBODY, 10, 0, true);
        bob.says("[\"broadcast\"]", "message", "none");
        assertThat(bob.receives("RATE_LIMITED")).contains("0 broadcasts a minute");
    }

    @Test
    @DisplayName("2.19: a receipt names all that a broadcast reached, also more than the queue lists")
    void aBroadcastReachesMoreThanAreListed() {
        BadgeFake ann = badge("ann");
        List<BadgeFake> others = IntStream.rangeClosed(1, PeerQueue.MAX_OVER + 5).mapToObj(i -> badge("b" + i)).toList();
        ann.says("[\"broadcast\"]", "message", "all");
        assertThat(ann.receipt()).contains("\"failed\":[],\"enqueued\":[]", "\"targetsCount\":" + others.size());
        assertThat(others).allMatch(other -> other.peer().count() == 1);
    }

    @Test
    @DisplayName("2.19: a message to all is for those that can show it, and no receipt says more")
    void aBroadcastIsNotForPlainDevices() {
        BadgeFake ann = badge("ann");
        badge("bob");
        BadgeFake board = badge("board");
        board.dialect = Dialect.XIAOZHI;
        BadgeFake program = badge("program");
        program.dialect = Dialect.XIAOZHI;
        program.says("[\"ann\"]", "message", "hello");
        program.receipt();
        ann.says("[\"broadcast\"]", "message", "all");
        assertThat(ann.receipt()).contains("\"delivered\":[\"bob\",\"program\"]", "\"failed\":[]");
        assertThat(board.peer()).isEmpty();
        BadgeFake newer = badge("program");
        newer.dialect = Dialect.XIAOZHI;
        newer.says("[\"ann\"]", "message", "hello again");
        newer.receipt();
        program.session.close();
        ann.says("[\"broadcast\"]", "message", "all again");
        assertThat(ann.receipt()).as("the connection before ended late").contains("\"delivered\":[\"bob\",\"program\"]");
        ann.says("[\"board\"]", "message", "for you");
        assertThat(ann.receipt()).as("who is named gets it").contains("\"delivered\":[\"board\"]");
    }

    @Test
    @DisplayName("2.19: who is offline is named after the receipt, also when its queue is full")
    void aFullQueueIsOfADeviceThatIsOffline() {
        BadgeFake ann = badge("ann");
        for (int i = 0; i < PeerQueue.MAX_OF_DEVICE; i++) {
            ann.says("[\"carl\"]", "message", "m" + i);
            ann.receives("TARGET_OFFLINE");
            time.advance(Duration.ofMillis(200));
        }
        ann.says("[\"carl\",\"ann\"]", "message", "one more");
        assertThat(ann.receipt()).contains("\"failed\":[\"ann\",\"carl\"],\"enqueued\":[]");
        assertThat(ann.receives("TARGET_OFFLINE")).contains("\"failed\":[\"carl\"]");
    }

    @Test
    @DisplayName("2.19: all that are online but the sender, and only with the permission for it")
    void aBroadcastReachesAllOthers() {
        settings = new PeerSettings(new PeerRules(true, false, true, Set.of(new DeviceId("dan")), Map.of(), Map.of(), Map.of()), 1, 6, true);
        BadgeFake ann = badge("ann");
        ann.says("[\"broadcast\"]", "message", "nobody is here");
        assertThat(ann.receipt()).contains("\"delivered\":[],\"failed\":[],\"enqueued\":[]", "\"targetsCount\":0");
        badge("bob");
        badge("cid");
        ann.says("[\"broadcast\",\"dan\"]", "message", "lunch");
        assertThat(ann.receipt()).contains("\"delivered\":[\"bob\",\"cid\"],\"failed\":[],\"enqueued\":[\"dan\"]");
        assertThat(feature.known(new DeviceId("ann"))).as("whom it may name").isEmpty();
        settings = new PeerSettings(new PeerRules(true, false, false, Set.of(new DeviceId("bob")), Map.of(), Map.of(), Map.of()), 1, 6, true);
        ann.says("[\"broadcast\",\"bob\"]", "message", "lunch");
        assertThat(ann.receipt()).contains("\"delivered\":[\"bob\"],\"failed\":[\"broadcast\"]");
        assertThat(feature.known(new DeviceId("ann"))).containsExactly(new DeviceId("bob"));
        assertThat(feature.forwarding().permits(ann.deviceId(), new DeviceId("bob"))).as("the same for what is shown").isTrue();
        assertThat(feature.forwarding().permits(ann.deviceId(), new DeviceId("cid"))).isFalse();
        assertThat(feature.forwarding().permitsBroadcast(ann.deviceId())).isFalse();
        ann.says("[\"broadcast\"]", "message", "lunch");
        ann.receives("UNAUTHORIZED");
    }

    @Test
    @DisplayName("7.3: a task belongs to the group of each receiver, also of one that is not there")
    void aTaskIsLinked() {
        BadgeFake ann = badge("ann");
        badge("bob");
        ann.says("[\"bob\",\"dan\",\"a0:b1:c2:1\",\"a0:b1:c2:2\"]", "task", "call the plumber");
        ann.receipt();
        assertThat(tasks).containsExactly("ann gives bob call the plumber", "ann gives dan call the plumber", "ann gives a0:b1:c2:1 call the plumber");
        ann.says("[\"bob\"]", "message", "call the plumber");
        ann.receipt();
        settings = new PeerSettings(EVERYBODY, 10, 6, false);
        ann.says("[\"bob\"]", "task", "call the plumber");
        ann.receipt();
        assertThat(tasks).hasSize(3);
    }

    @Test
    @DisplayName("7.3: a receipt of a task comes when the task is on disk, and also when that fails")
    void aReceiptWaitsForTheTask() {
        BadgeFake ann = badge("ann");
        CompletableFuture<Void> disk = new CompletableFuture<>();
        stored = disk;
        ann.says("[\"bob\"]", "task", "call the plumber");
        await().atMost(Duration.ofSeconds(30)).until(() -> !tasks.isEmpty());
        assertThat(ann.answers).isEmpty();
        disk.completeExceptionally(new IllegalStateException("the disk is full"));
        assertThat(ann.receipt()).contains("\"enqueued\":[\"bob\"]");
    }

    @Test
    @DisplayName("7.3: what waited three days is dropped, and its sender told if it is there")
    void whatWaitsTooLongIsToldOnce() {
        BadgeFake ann = badge("ann");
        ann.says("[\"bob\"]", "message", "one");
        ann.receives("TARGET_OFFLINE");
        time.advance(Duration.ofHours(1));
        ann.says("[\"bob\"]", "message", "two");
        ann.receives("TARGET_OFFLINE");
        time.advance(PeerQueue.LIFETIME.minusHours(1).plusMinutes(1));
        assertThat(ann.receives("expired")).isEqualTo("{\"type\":\"peer\",\"event\":\"expired\",\"to\":\"bob\",\"count\":1}");
        online.remove(ann.deviceId());
        time.advance(Duration.ofHours(2));
        assertThat(queue.rows().get()).as("also of a sender that is gone").noneMatch(PeerMessage::waiting);
        assertThat(ann.answers).isEmpty();
        assertThat(badge("bob").peer()).as("its receiver comes too late").isEmpty();
    }

    @Test
    void aPersonTriesAgainWhatWasDroppedAndDeletesWhatWaits() {
        BadgeFake ann = badge("ann");
        ann.says("[\"bob\",\"cid\"]", "message", "lunch");
        ann.receives("TARGET_OFFLINE");
        Set<PeerMessageId> all = queue.rows().get().stream().map(PeerMessage::id).collect(Collectors.toSet());
        assertThat(feature.retry(all)).as("nobody is there").isZero();
        assertThat(feature.delete(all)).isEqualTo(2);
        BadgeFake bob = badge("bob");
        assertThat(bob.peer()).as("what was deleted does not come").isEmpty();
        assertThat(feature.retry(all)).as("unless it is tried again").isEqualTo(1);
        assertThat(bob.peer()).hasSize(1);
        assertThat(ann.receives("redelivered")).contains("\"to\":\"bob\"");
        assertThat(feature.retry(all)).as("once").isZero();
        assertThat(bob.peer()).hasSize(1);
        assertThat(feature.delete(all)).as("what is over leaves the list, what waits is dropped").isEqualTo(2);
        assertThat(feature.delete(Set.of())).isZero();
    }

    @Test
    void aMessageWhoseModelIsUnderWayWhenTheProgramEndsIsNotHalfDelivered() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        PeerFeature ending = new PeerFeature(new PeerServices(time, () -> settings, () -> {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
                throw new CancellationException("the program ends");
            }
            return Optional.empty();
        }, PeerTasks.none(), DeviceId::value, new Timeline(time)), queue);
        ending.start(new OnlineFake());
        BadgeFake ann = badge("ann");
        BadgeFake bob = badge("bob");
        ann.session = ending.open(ann);
        ann.says("[\"bob\"]", "message", "one");
        asked.await();
        ending.close();
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        ann.receives("INTERNAL_ERROR");
        assertThat(bob.peer()).isEmpty();
        assertThat(queue.rows().get()).isEmpty();
    }

    @Test
    void withTheRulesOffNobodyIsKnownAndNothingIsSent() {
        settings = new PeerSettings(new PeerRules(false, true, true, Set.of(new DeviceId("bob")), Map.of(), Map.of(), Map.of()), 10, 6, true);
        BadgeFake ann = badge("ann");
        BadgeFake bob = badge("bob");
        ann.says("[\"bob\",\"broadcast\"]", "message", "one");
        assertThat(ann.receives("UNAUTHORIZED")).contains("no permitted targets");
        assertThat(bob.peer()).isEmpty();
        assertThat(feature.known(new DeviceId("ann"))).isEmpty();
        assertThat(feature.forwarding().permitsBroadcast(new DeviceId("ann"))).isFalse();
        assertThat(feature.forwarding().permits(new DeviceId("ann"), new DeviceId("bob"))).isFalse();
    }

    private BadgeFake badge(String id) {
        BadgeFake badge = new BadgeFake(new DeviceId(id));
        online.put(badge.deviceId(), badge);
        badge.session = feature.open(badge);
        return badge;
    }

    private final class OnlineFake implements ConnectedDevices {
        @Override
        public List<DeviceId> online() {
            return List.copyOf(online.keySet());
        }

        @Override
        public Optional<ConnectionMode> mode(DeviceId device) {
            return Optional.empty();
        }

        @Override
        public Optional<Dialect> dialect(DeviceId device) {
            return Optional.ofNullable(online.get(device)).map(BadgeFake::dialect);
        }

        @Override
        public Optional<DeviceConnection> connection(DeviceId device) {
            return Optional.ofNullable(online.get(device));
        }

        @Override
        public boolean send(DeviceId device, OutboundMessage message) {
            return Optional.ofNullable(online.get(device)).filter(badge -> badge.send(message)).isPresent();
        }
    }

    private static final class BadgeFake implements FeatureConnection {
        private final DeviceId id;
        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private final List<String> messages = new CopyOnWriteArrayList<>();
        /// Messages of other devices that it takes before it takes no more.
        private volatile int takes = 100;
        private volatile Dialect dialect = Dialect.BADGE;
        /// Completed at once where a test does not wait with it.
        private final Queue<CompletableFuture<Boolean>> arrivals = new ConcurrentLinkedQueue<>();
        private volatile boolean answersPings = true;
        private final SessionId sessionId = SessionId.random();
        private FeatureSession session;

        private BadgeFake(DeviceId id) {
            this.id = id;
        }

        void says(String to, String category, String text) {
            try {
                session.received(new InboundMessage.Family(MessageFamily.PEER, (ObjectNode) JSON
                    .readTree("{\"type\":\"peer\",\"to\":" + to + ",\"category\":\"" + category + "\",\"payload\":{\"text\":\"" + text + "\"}}")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String receipt() {
            return receives("\"status\":\"done\"");
        }

        /// The next answer with this part; those before are dropped.
        String receives(String part) {
            AtomicReference<String> found = new AtomicReference<>("");
            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(2)).until(() -> {
                String next = answers.poll();
                found.set(next == null ? "" : next);
                return found.get().contains(part);
            });
            return found.get();
        }

        Stream<String> peer() {
            return messages.stream();
        }

        @Override
        public DeviceId deviceId() {
            return id;
        }

        @Override
        public SessionId sessionId() {
            return sessionId;
        }

        @Override
        public CompletableFuture<Boolean> arrival() {
            CompletableFuture<Boolean> arrival = answersPings ? CompletableFuture.completedFuture(true) : new CompletableFuture<>();
            arrivals.add(arrival);
            return arrival;
        }

        /// Its network is gone, and the server knows.
        void hangsUp() {
            takes = 0;
            arrivals.forEach(arrival -> arrival.complete(false));
        }

        @Override
        public Dialect dialect() {
            return dialect;
        }

        @Override
        public boolean send(OutboundMessage message) {
            String text = ((OutboundMessage.Family) message).body().toString();
            if (!text.contains("\"from\"")) {
                return answers.add(text);
            }
            return takes-- > 0 && messages.add(text);
        }

        @Override
        public void post(Runnable task) {
            task.run();
        }

        @Override
        public ConnectionMode mode() {
            return ConnectionMode.CONNECTED_IDLE;
        }

        @Override
        public void listenMode(ListenMode next) {}

        @Override
        public void spend(int tokens) {}
    }
}
