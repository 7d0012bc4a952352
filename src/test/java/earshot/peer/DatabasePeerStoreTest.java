package earshot.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.peer.PeerMessageState.Delivered;
import earshot.peer.PeerMessageState.DropReason;
import earshot.peer.PeerMessageState.Dropped;
import earshot.peer.PeerMessageState.Waiting;
import earshot.problem.ProblemSinkFake;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.HomeDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasePeerStoreTest {
    private static final Instant AT = Instant.ofEpochMilli(1_000);

    @TempDir
    static Path home;

    private static final ProblemSinkFake PROBLEMS = new ProblemSinkFake();
    private static Database database;
    private static DatabasePeerStore store;

    @BeforeAll
    static void open() {
        database = Database.open(new HomeDirectory(home).prepared(), List.of(DatabasePeerStore.SCHEMA));
        store = new DatabasePeerStore(database, PROBLEMS);
    }

    @BeforeEach
    void empty() {
        database.write(Durability.PROCESS_DEATH, connection -> connection.createStatement().executeUpdate("delete from peer_message")).join();
        PROBLEMS.told.clear();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void everyStateComesBackWhatWaitsFirstAndWhatIsOverTheNewestFirst() {
        List<PeerMessage> all = new ArrayList<>(List.of(message("d", new Delivered(AT)), message("w1", new Waiting(AT)), message("w2", new Waiting(AT))));
        for (DropReason reason : DropReason.values()) {
            all.add(message(reason.name(), new Dropped(AT, reason)));
        }
        store.write(all).join();
        List<PeerMessage> over = all.stream().filter(message -> !message.waiting()).toList().reversed();
        assertThat(store.read()).isEqualTo(Stream.concat(all.subList(1, 3).stream(), over.stream()).toList());
    }

    @Test
    void aMessageIsWrittenInTheSamePlaceWithItsNewStateAndNothingElseOfItChanges() {
        store.write(List.of(message("a", new Waiting(AT)), message("b", new Waiting(AT)))).join();
        PeerMessage changed = new PeerMessage(new PeerMessageId("a"), new DeviceId("eve"), new DeviceId("eve"), "x", "forged", "{}", AT, new Delivered(AT));
        store.write(List.of(changed)).join();
        assertThat(store.read()).containsExactly(message("b", new Waiting(AT)), message("a", new Delivered(AT)));
        store.write(List.of(message("a", new Waiting(AT)))).join();
        assertThat(store.read()).extracting(message -> message.id().value()).as("in the order of acceptance").containsExactly("a", "b");
        store.delete(List.of(new PeerMessageId("a"), new PeerMessageId("never was"))).join();
        store.delete(List.of()).join();
        assertThat(store.read()).hasSize(1);
    }

    @Test
    void aRowOfALaterProgramIsLeftOutAndTheOthersAreRead() {
        store.write(List.of(message("a", new Dropped(AT, DropReason.EXPIRED)), message("b", new Delivered(AT)), message("c", new Waiting(AT)))).join();
        database.write(Durability.POWER_CUT,
            connection -> connection.createStatement().executeUpdate("update peer_message set state = 'LOST_IN_SPACE' where id = 'a'")).join();
        assertThat(store.read()).extracting(message -> message.id().value()).containsExactly("c", "b");
        assertThat(PROBLEMS.told).isEmpty();
    }

    @Test
    void quotesAndSignsOfAllLanguagesStayWhatTheyAre() {
        PeerMessage message = new PeerMessage(new PeerMessageId("a"), new DeviceId("o'hara"), new DeviceId("bb"), "备注", "'); drop table peer_message; -- 😀",
            "{\"text\":\"\\u0000\"}", AT, new Waiting(AT));
        store.write(List.of(message)).join();
        assertThat(store.read()).containsExactly(message);
    }

    @Test
    void aDatabaseThatIsGoneIsAProblemAndNoEnd(@TempDir Path other) {
        Database gone = Database.open(new HomeDirectory(other).prepared(), List.of(DatabasePeerStore.SCHEMA));
        gone.close();
        DatabasePeerStore lost = new DatabasePeerStore(gone, PROBLEMS);
        assertThat(lost.read()).isEmpty();
        assertThat(lost.write(List.of(message("a", new Waiting(AT)))).handle((_, failure) -> failure != null).join()).isTrue();
        assertThat(lost.delete(List.of(new PeerMessageId("a"))).handle((_, failure) -> failure != null).join()).isTrue();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(PROBLEMS.told).contains("raised STORE_FAILED").hasSizeGreaterThanOrEqualTo(2));
    }

    private static PeerMessage message(String id, PeerMessageState state) {
        return new PeerMessage(new PeerMessageId(id), new DeviceId("ann"), new DeviceId("bob"), "note", "m " + id, "{\"id\":\"" + id + "\"}", AT, state);
    }
}
