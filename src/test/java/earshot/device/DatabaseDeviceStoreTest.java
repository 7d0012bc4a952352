package earshot.device;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.DeviceFacts.ConnectionEnd;
import earshot.device.DeviceStore.Entry;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.HomeDirectory;
import earshot.wire.Dialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseDeviceStoreTest implements ProblemSink {
    private static final Instant SEEN = Instant.parse("2026-11-22T06:03:22.123Z");

    @TempDir
    Path directory;
    private final List<ProblemCode> problems = new CopyOnWriteArrayList<>();
    private Database database;
    private DatabaseDeviceStore store;

    @BeforeEach
    void open() {
        database = Database.open(new HomeDirectory(directory), List.of(DatabaseDeviceStore.SCHEMA, DatabaseDeviceStore.LEAD));
        store = new DatabaseDeviceStore(database, this);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void allThatIsKnownOfADeviceComesBack() {
        Entry all = new Entry(new DeviceId("aa:bb"), "厨房", "on the \"fridge\"\n'", Optional.of(Dialect.BADGE), new PlaybackLead(8), SEEN,
            Optional.of(SEEN.plusSeconds(1)),
            Optional.of(new ConnectionEnd(SEEN.plusSeconds(2), 1012, "server.restart", List.of("3", "", "ä"), "the server restarts")), 42);
        Entry least = new Entry(new DeviceId("cc:dd"), "cc:dd", "", Optional.empty(), PlaybackLead.USUAL, SEEN, Optional.empty(), Optional.empty(), 0);
        store.write(least);
        store.write(all);
        assertThat(stored()).as("in the order of their ids").containsExactly(all, least);
        reopen();
        assertThat(stored()).containsExactly(all, least);
        assertThat(problems).isEmpty();
    }

    @Test
    void whatWasGivenIsStoredOnceItIsSaidToBe() {
        CompletableFuture<String> busy = new CompletableFuture<>();
        database.write(Durability.POWER_CUT, _ -> busy.join());
        Entry entry = new Entry(new DeviceId("aa"), "Kitchen", "", Optional.empty(), PlaybackLead.USUAL, SEEN, Optional.empty(), Optional.empty(), 0);
        store.write(entry);
        CompletableFuture<?> written = store.written();
        assertThat(written).isNotDone();
        busy.complete("");
        written.join();
        assertThat(store.read()).containsExactly(entry);
        assertThat(problems).isEmpty();
    }

    @Test
    void aRuleWithoutArgumentsHasNone() {
        Entry entry = new Entry(new DeviceId("aa"), "aa", "", Optional.empty(), PlaybackLead.USUAL, SEEN, Optional.empty(),
            Optional.of(new ConnectionEnd(SEEN, 1000, "device.hangup", List.of(), "it hung up")), 1);
        store.write(entry);
        assertThat(stored()).containsExactly(entry);
    }

    @Test
    void theNewestEntryOfADeviceReplacesTheOneBefore() {
        store.write(entry(new DeviceId("aa"), "first"));
        store.write(entry(new DeviceId("aa"), "second"));
        store.write(entry(new DeviceId("bb"), "other"));
        assertThat(stored()).extracting(Entry::name).containsExactly("second", "other");
    }

    @Test
    void aDeletedDeviceIsGoneAndAnUnknownOneHarmless() {
        store.write(entry(new DeviceId("aa"), "a"));
        store.write(entry(new DeviceId("bb"), "b"));
        store.delete(new DeviceId("aa"));
        store.delete(new DeviceId("nobody"));
        assertThat(stored()).extracting(Entry::id).containsExactly(new DeviceId("bb"));
        assertThat(problems).isEmpty();
    }

    @Test
    void aDialectOfANewerProgramCountsAsByPath() {
        store.write(entry(new DeviceId("aa"), "a"));
        database.write(Durability.PROCESS_DEATH, connection -> connection.createStatement().executeUpdate("update device set dialect = 'TELEGRAPH'")).join();
        assertThat(stored()).singleElement().satisfies(entry -> assertThat(entry.dialectChoice()).isEmpty());
    }

    @Test
    void whatCannotBeStoredIsAProblemAndThrowsNothing() {
        database.write(Durability.PROCESS_DEATH, connection -> connection.createStatement().executeUpdate("drop table device")).join();
        store.write(entry(new DeviceId("aa"), "a"));
        store.delete(new DeviceId("aa"));
        assertThat(stored()).isEmpty();
        await().untilAsserted(() -> assertThat(problems).hasSize(3).containsOnly(ProblemCode.STORE_FAILED));
    }

    @Test
    void afterTheDatabaseIsClosedTheFailureIsAProblemToo() {
        database.close();
        store.write(entry(new DeviceId("aa"), "a"));
        assertThat(stored()).isEmpty();
        assertThat(problems).hasSize(2).containsOnly(ProblemCode.STORE_FAILED);
    }

    @Test
    void aStoreOfNothingKeepsNothing() {
        DeviceStore none = DeviceStore.none();
        none.write(entry(new DeviceId("aa"), "a"));
        none.delete(new DeviceId("aa"));
        assertThat(none.read()).isEmpty();
    }

    @Override
    public void raise(Problem problem) {
        problems.add(problem.code());
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {}

    /// Reads what is stored once everything that was queued is written.
    private List<Entry> stored() {
        database.write(Durability.PROCESS_DEATH, _ -> 0).exceptionally(_ -> 0).join();
        return store.read();
    }

    private void reopen() {
        database.close();
        open();
    }

    private static Entry entry(DeviceId id, String name) {
        return new Entry(id, name, "", Optional.empty(), PlaybackLead.USUAL, SEEN, Optional.empty(), Optional.empty(), 1);
    }
}
