package earshot.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.id.DeviceId;
import earshot.memory.DeviceMemory.Source;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.HomeDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseMemoryStoreTest implements ProblemSink {
    private static final Instant AT = Instant.parse("2026-11-22T06:03:22.123Z");

    @TempDir
    Path directory;
    private final List<ProblemCode> problems = new ArrayList<>();
    private Database database;
    private DatabaseMemoryStore store;

    @BeforeEach
    void open() {
        database = Database.open(new HomeDirectory(directory), List.of(DatabaseMemoryStore.SCHEMA));
        store = new DatabaseMemoryStore(database, this);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void aMemoryComesBackWithWhoWroteIt(Source source) {
        DeviceMemory memory = new DeviceMemory(new DeviceId("aa:bb"), "她叫 \"Ann\".\nIt's her.", AT, source);
        store.write(memory).join();
        assertThat(store.read()).containsExactly(memory);
    }

    @Test
    void theNewestMemoryOfADeviceReplacesTheOneBefore() {
        store.write(new DeviceMemory(new DeviceId("aa"), "first", AT, Source.WORDS)).join();
        store.write(new DeviceMemory(new DeviceId("aa"), "second", AT.plusSeconds(1), Source.MODEL)).join();
        store.write(new DeviceMemory(new DeviceId("bb"), "other", AT, Source.PERSON)).join();
        assertThat(store.read()).extracting(DeviceMemory::text).containsExactlyInAnyOrder("second", "other");
    }

    @Test
    void anErasedMemoryStaysErasedAfterARestart() {
        store.write(new DeviceMemory(new DeviceId("aa"), "to forget", AT, Source.MODEL)).join();
        store.erase(new DeviceId("aa")).join();
        store.erase(new DeviceId("nobody")).join();
        database.close();
        open();
        assertThat(store.read()).isEmpty();
    }

    @Test
    void aSourceOfANewerProgramCountsAsWords() {
        store.write(new DeviceMemory(new DeviceId("aa"), "text", AT, Source.MODEL)).join();
        database.write(Durability.PROCESS_DEATH, connection -> connection.createStatement().executeUpdate("update memory set source = 'ORACLE'")).join();
        assertThat(store.read()).singleElement().satisfies(memory -> assertThat(memory.source()).isEqualTo(Source.WORDS));
    }

    @Test
    void aWriteThatFailsFailsItsFutureAndAReadIsAProblem() {
        database.write(Durability.PROCESS_DEATH, connection -> connection.createStatement().executeUpdate("drop table memory")).join();
        assertThatThrownBy(store.write(new DeviceMemory(new DeviceId("aa"), "text", AT, Source.MODEL))::join).hasCauseInstanceOf(ProblemException.class);
        assertThatThrownBy(store.erase(new DeviceId("aa"))::join).hasCauseInstanceOf(ProblemException.class);
        assertThat(store.read()).isEmpty();
        assertThat(problems).containsExactly(ProblemCode.STORE_FAILED);
    }

    @Test
    void aStoreOfNothingKeepsNothing() {
        MemoryStore none = MemoryStore.none();
        none.write(new DeviceMemory(new DeviceId("aa"), "text", AT, Source.MODEL)).join();
        none.erase(new DeviceId("aa")).join();
        assertThat(none.read()).isEmpty();
    }

    @Override
    public void raise(Problem problem) {
        problems.add(problem.code());
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {}
}
