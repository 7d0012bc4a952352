package earshot.task;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.IntNode;
import earshot.id.DeviceId;
import earshot.problem.ProblemSinkFake;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTaskStoreTest {
    private static final TaskGroup GROUP = new TaskGroup("a0:b1:c2");
    private static final TaskGroup OTHER = new TaskGroup("ff:ff:ff");
    private static final Optional<DeviceId> DEVICE = Optional.of(new DeviceId("a0:b1:c2:00:00:01"));

    @TempDir
    Path home;

    private Database database;
    private DatabaseTaskStore store;

    @BeforeEach
    void open() {
        database = Database.open(new HomeDirectory(home).prepared(), List.of(DatabaseTaskStore.SCHEMA));
        store = new DatabaseTaskStore(database, ProblemSinkFake.refusing());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aTaskComesBackAsItWasWithItsHistory() {
        TaskRegistry tasks = new TaskRegistry(new TimeFake(), store);
        TaskPatch patch = new TaskPatch("x", Optional.of("扫地 'and' mop"), OptionalInt.of(0), Optional.empty(), Optional.of("Anna"),
            Map.of("due", new IntNode(5)));
        tasks.merge(List.of(new TaskRegistry.Merge(GROUP, patch), new TaskRegistry.Merge(OTHER, TaskPatch.of("x"))), DEVICE);
        tasks.complete(GROUP, List.of("x"), Optional.empty());
        stored(tasks.create(GROUP, TaskPatch.of("").titled("later"), Optional.empty()));
        assertThat(store.read()).isEqualTo(tasks.rows().get());
        stored(tasks.delete(GROUP, List.of("x")));
        TaskRegistry again = new TaskRegistry(new TimeFake(), store);
        assertThat(again.rows().get()).extracting(Task::key).containsExactlyInAnyOrder(new Task.Key(OTHER, "x"), new Task.Key(GROUP, "console-1"));
        again.create(GROUP, TaskPatch.of("").titled("last"), Optional.empty());
        assertThat(again.board(GROUP)).extracting(Task::title).as("new ones come last").containsExactly("later", "last");
    }

    @Test
    void aRowThatCannotBeReadIsLeftOut() {
        TaskRegistry tasks = new TaskRegistry(new TimeFake(), store);
        List.of("a", "b", "c", "d").forEach(id -> stored(tasks.merge(List.of(new TaskRegistry.Merge(GROUP, TaskPatch.of(id))), DEVICE)));
        for (String damage : List.of("status = 'LATER' where id = 'a'", "history = '[{' where id = 'b'", "history = '[{\"act\":\"FLEW\"}]' where id = 'c'")) {
            database.write(Durability.POWER_CUT, connection -> connection.createStatement().executeUpdate("update task set " + damage)).join();
        }
        assertThat(store.read()).extracting(task -> task.key().id()).containsExactly("d");
    }

    private static void stored(TaskChange change) {
        ((TaskChange.Made) change).stored().join();
    }
}
