package earshot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.id.SessionId;
import earshot.peer.PeerMessageState.Delivered;
import earshot.peer.PeerMessageState.DropReason;
import earshot.peer.PeerMessageState.Dropped;
import earshot.peer.PeerMessageState.Sent;
import earshot.peer.PeerMessageState.Waiting;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSinkFake;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("7.3: the queue in the real database")
class PeerQueueTest {
    private static final DeviceId ANN = new DeviceId("ann");
    private static final DeviceId BOB = new DeviceId("bob");
    private static final SessionId ONE = SessionId.random();
    private static final SessionId TWO = SessionId.random();
    private static final String LARGE = "x".repeat(50_000);

    private final TimeFake time = new TimeFake();
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private final ProblemSink sink = new ProblemSinkFake(problems::add);
    private Database database;
    private PeerQueue queue;

    @TempDir
    Path home;

    @BeforeEach
    void open() {
        database = Database.open(new HomeDirectory(home).prepared(), List.of(DatabasePeerStore.SCHEMA));
        queue = PeerQueue.open(time, Optional.of(database), sink);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWaitsIsThereAfterARestartInItsOrderAndWhatWasDeliveredIsNot() {
        List<PeerMessage> messages = IntStream.range(0, 5).mapToObj(i -> message(ANN, BOB, "m" + i)).toList();
        messages.forEach(message -> queue.keep(queue.add(List.of(message))).join());
        AtomicInteger taken = new AtomicInteger();
        assertThat(drain(BOB, _ -> taken.incrementAndGet() <= 2).sent()).extracting(PeerMessage::summary).containsExactly("m0", "m1");
        restart();
        assertThat(queue.rows().get()).extracting(PeerMessage::summary).containsExactly("m2", "m3", "m4", "m1", "m0");
        List<String> got = new ArrayList<>();
        drain(BOB, message -> got.add(message.summary()));
        assertThat(got).containsExactly("m2", "m3", "m4");
        restart();
        assertThat(queue.rows().get()).hasSize(5).allMatch(message -> message.state() instanceof Delivered);
    }

    @Test
    @DisplayName("section 11: what was acknowledged as queued is on disk, whatever becomes of the process")
    void whatWasKeptIsInTheFilesBeforeTheDatabaseIsClosed(@TempDir Path killed) throws IOException {
        for (int i = 0; i < 5; i++) {
            queue.keep(queue.add(List.of(message(ANN, BOB, "m" + i)))).join();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, Files.createDirectories(killed.resolve(home.relativize(file)).getParent()).resolve(file.getFileName()));
            }
        }
        try (Database after = Database.open(new HomeDirectory(killed).prepared(), List.of(DatabasePeerStore.SCHEMA))) {
            List<String> got = new ArrayList<>();
            drain(PeerQueue.open(time, Optional.of(after), sink), BOB, message -> got.add(message.summary()));
            assertThat(got).containsExactly("m0", "m1", "m2", "m3", "m4");
        }
    }

    @Test
    void theHundredAndFirstIsRefusedAndThePlacesOfOneSenderAreBounded() {
        assertThat(queue.add(many(ANN, BOB, PeerQueue.MAX_OF_DEVICE + 3))).hasSize(PeerQueue.MAX_OF_DEVICE);
        assertThat(queue.rows().get())
            .filteredOn(message -> message.state() instanceof Dropped(Instant _, DropReason reason) && reason == DropReason.QUEUE_FULL)
            .extracting(PeerMessage::summary).containsExactlyInAnyOrder("m100", "m101", "m102");
        for (int device = 0; device < 20; device++) {
            queue.add(many(ANN, new DeviceId("d" + device), 60));
        }
        assertThat(waiting()).hasSize(PeerQueue.MAX_OF_SENDER);
        assertThat(queue.add(many(BOB, ANN, 1))).as("another sender has room").hasSize(1);
        assertThat(queue.rows().get()).hasSize(PeerQueue.MAX_OF_SENDER + 1 + PeerQueue.MAX_OVER);
        restart();
        assertThat(queue.rows().get()).as("none was kept").noneMatch(PeerMessage::waiting);
    }

    @Test
    void whatWaitsIsBoundedByItsBytesToo() {
        int ofSender = (int) (PeerQueue.MAX_BYTES_OF_SENDER / large(ANN).bytes());
        int senders = (int) (PeerQueue.MAX_BYTES / PeerQueue.MAX_BYTES_OF_SENDER);
        for (int sender = 0; sender < senders; sender++) {
            DeviceId from = new DeviceId("s" + sender);
            assertThat(queue.add(Stream.generate(() -> large(from)).limit(ofSender + 1).toList())).as("each has its part").hasSize(ofSender);
        }
        List<PeerMessage> rest = Stream.generate(() -> large(ANN)).limit(senders).toList();
        assertThat(queue.add(rest)).as("all together have a bound").hasSizeLessThan(senders);
        assertThat(queue.rows().get()).filteredOn(message -> !message.waiting()).isNotEmpty()
            .allMatch(message -> message.state() instanceof Dropped(Instant _, DropReason reason) && reason == DropReason.QUEUE_FULL);
        AtomicInteger taken = new AtomicInteger();
        drain(new DeviceId("to-s0"), _ -> taken.incrementAndGet() == 1);
        assertThat(queue.add(List.of(large(new DeviceId("s0"))))).as("what was delivered makes room").hasSize(1);
    }

    @Test
    void whatIsTooOldIsDroppedOnceAndCanWaitAgain() {
        PeerMessage message = message(ANN, BOB, "old");
        queue.keep(queue.add(List.of(message))).join();
        time.advance(PeerQueue.LIFETIME.minusMillis(1));
        assertThat(queue.expire()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(drain(BOB, _ -> true)).isEqualTo(new PeerQueue.Drained(List.of(), List.of(message.with(new Dropped(time.now(), DropReason.EXPIRED)))));
        assertThat(queue.expire()).isEmpty();
        assertThat(queue.again(Set.of(message.id(), new PeerMessageId("other")))).hasSize(1);
        assertThat(queue.receivers(Set.of(message.id()))).containsExactly(BOB);
        time.advance(PeerQueue.LIFETIME);
        assertThat(queue.expire()).hasSize(1);
    }

    @Test
    void whatIsDeletedIsListedAsSuchAndThenGone() {
        queue.keep(queue.add(many(ANN, BOB, 2))).join();
        Set<PeerMessageId> first = Set.of(waiting().getFirst().id());
        PeerQueue.Deleted deleted = queue.delete(first);
        deleted.stored().join();
        assertThat(deleted.messages()).isEqualTo(1);
        restart();
        assertThat(queue.rows().get()).hasSize(2).last()
            .matches(message -> message.state() instanceof Dropped(Instant _, DropReason reason) && reason == DropReason.DELETED);
        queue.delete(first).stored().join();
        restart();
        assertThat(queue.rows().get()).hasSize(1);
    }

    @Test
    void whatCannotBeStoredIsNotPromised() {
        List<PeerMessage> taken = queue.add(many(ANN, BOB, 1));
        database.close();
        queue.keep(taken).join();
        assertThat(queue.state(taken.getFirst())).hasValueSatisfying(state -> assertThat(state).isEqualTo(new Dropped(time.now(), DropReason.NOT_STORED)));
        assertThat(problems).isNotEmpty().allMatch(problem -> problem.code() == ProblemCode.STORE_FAILED);
        assertThat(drain(BOB, _ -> true).sent()).isEmpty();
    }

    @Test
    void whatIsForgottenTakesNothingOfOthersWithIt() {
        DeviceId eve = new DeviceId("eve");
        for (int i = 0; i < 3; i++) {
            queue.add(many(ANN, BOB, PeerQueue.MAX_OF_DEVICE));
            drain(BOB, _ -> true);
        }
        queue.keep(queue.add(many(ANN, eve, 60))).join();
        queue.keep(queue.add(many(eve, BOB, 2))).join();
        queue.keep(queue.add(many(ANN, BOB, 1))).join();
        queue.forget(eve).join();
        assertThat(queue.rows().get()).as("what was delivered between the others stays listed").hasSize(PeerQueue.MAX_OVER + 1)
            .noneMatch(message -> message.from().equals(eve) || message.to().equals(eve));
        assertThat(drain(eve, _ -> true).sent()).isEmpty();
        assertThat(queue.add(many(ANN, eve, PeerQueue.MAX_OF_DEVICE))).as("its places are free").hasSize(PeerQueue.MAX_OF_DEVICE);
        restart();
        assertThat(queue.rows().get()).hasSize(PeerQueue.MAX_OVER + 1);
    }

    @Test
    void aMessageThatIsDeliveredBeforeItIsStoredIsNotStoredAsWaiting() {
        List<PeerMessage> taken = queue.add(many(ANN, BOB, 2));
        AtomicInteger took = new AtomicInteger();
        drain(BOB, _ -> took.getAndIncrement() == 0);
        queue.keep(taken).join();
        restart();
        assertThat(queue.rows().get()).extracting(PeerMessage::summary, PeerMessage::waiting).containsExactly(org.assertj.core.groups.Tuple.tuple("m1", true),
            org.assertj.core.groups.Tuple.tuple("m0", false));
    }

    @Test
    void aMessageWaitsAgainOnlyWhereThereIsRoomAndWasDropped() {
        queue.add(many(ANN, BOB, PeerQueue.MAX_OF_DEVICE + 1));
        PeerMessage refused = queue.rows().get().stream().filter(message -> !message.waiting()).findFirst().orElseThrow();
        assertThat(queue.again(Set.of(refused.id()))).as("as full as before").isEmpty();
        drain(BOB, _ -> true);
        assertThat(queue.again(queue.rows().get().stream().map(PeerMessage::id).collect(Collectors.toSet()))).as("what was delivered is not sent twice")
            .extracting(PeerMessage::id).containsExactly(refused.id());
        assertThat(queue.again(Set.of(refused.id()))).as("it waits already").isEmpty();
        assertThat(waiting()).extracting(PeerMessage::state).containsExactly(new Waiting(time.now().plus(PeerQueue.LIFETIME)));
    }

    @Test
    void whatDidNotArriveWaitsAgainWhereItStood() {
        queue.keep(queue.add(many(ANN, BOB, 3))).join();
        List<PeerMessage> sent = queue.drain(BOB, ONE, _ -> true).sent();
        assertThat(sent).hasSize(3).allMatch(message -> message.state() instanceof Sent);
        queue.arrived(sent.subList(0, 1));
        queue.add(many(ANN, BOB, 1));
        assertThat(queue.lost(BOB, TWO)).as("another connection").isEmpty();
        assertThat(queue.lost(BOB, ONE)).extracting(PeerMessage::summary).containsExactly("m1", "m2");
        assertThat(queue.lost(BOB, ONE)).as("once").isEmpty();
        List<String> got = new ArrayList<>();
        drain(BOB, message -> got.add(message.summary()));
        assertThat(got).as("before what came later").containsExactly("m1", "m2", "m0");
    }

    @Test
    void whatIsOnItsWayIsStillThereAfterARestart() {
        queue.keep(queue.add(many(ANN, BOB, 2))).join();
        queue.arrived(queue.drain(BOB, ONE, message -> message.summary().equals("m0")).sent());
        queue.drain(BOB, ONE, _ -> true);
        assertThat(queue.rows().get()).extracting(message -> message.state().getClass().getSimpleName()).containsExactly("Sent", "Delivered");
        restart();
        assertThat(waiting()).extracting(PeerMessage::summary).containsExactly("m1");
    }

    @Test
    void whatIsDeletedOnItsWayStaysSo() {
        queue.add(many(ANN, BOB, 1));
        List<PeerMessage> sent = queue.drain(BOB, ONE, _ -> true).sent();
        queue.delete(Set.of(sent.getFirst().id())).stored().join();
        queue.arrived(sent);
        assertThat(queue.lost(BOB, ONE)).isEmpty();
        assertThat(queue.rows().get()).hasSize(1)
            .allMatch(message -> message.state() instanceof Dropped(Instant _, DropReason reason) && reason == DropReason.DELETED);
    }

    private PeerQueue.Drained drain(DeviceId device, Predicate<PeerMessage> send) {
        return drain(queue, device, send);
    }

    /// What is taken has arrived at once.
    private static PeerQueue.Drained drain(PeerQueue queue, DeviceId device, Predicate<PeerMessage> send) {
        PeerQueue.Drained drained = queue.drain(device, ONE, send);
        queue.arrived(drained.sent());
        return drained;
    }

    private List<PeerMessage> waiting() {
        return queue.rows().get().stream().filter(PeerMessage::waiting).toList();
    }

    private void restart() {
        database.close();
        open();
    }

    private List<PeerMessage> many(DeviceId from, DeviceId to, int count) {
        return IntStream.range(0, count).mapToObj(i -> message(from, to, "m" + i)).toList();
    }

    private PeerMessage large(DeviceId from) {
        return new PeerMessage(new PeerMessageId(UUID.randomUUID().toString()), from, new DeviceId("to-" + from.value()), "note", "large", LARGE, time.now(),
            new Waiting(time.now().plus(PeerQueue.LIFETIME)));
    }

    private PeerMessage message(DeviceId from, DeviceId to, String text) {
        return new PeerMessage(new PeerMessageId(UUID.randomUUID().toString()), from, to, "note", text, "{}", time.now(),
            new Waiting(time.now().plus(PeerQueue.LIFETIME)));
    }
}
