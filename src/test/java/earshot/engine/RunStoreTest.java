package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.store.Database;
import earshot.store.HomeDirectory;
import java.sql.ResultSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
    private static final Instant NOON = Instant.parse("2026-05-17T12:00:00Z");

    @TempDir
    Path directory;

    private Database database;
    private RunStore runs;

    @BeforeEach
    void open() {
        database = Database.open(new HomeDirectory(directory), List.of(RunStore.SCHEMA));
        runs = new RunStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void onlyARunThatStoppedInOrderSaysWhen() {
        assertThat(runs.recordStart(NOON)).as("the first one").isEqualTo(new PreviousRun.None());
        runs.recordStop(NOON.plusSeconds(9));
        close();
        open();
        assertThat(runs.recordStart(NOON.plusSeconds(10))).isEqualTo(new PreviousRun.Stopped(NOON.plusSeconds(9)));
        close();
        open();
        assertThat(runs.recordStart(NOON.plusSeconds(20))).as("the one before was killed").isEqualTo(new PreviousRun.Interrupted(NOON.plusSeconds(10)));
        runs.recordStop(NOON.plusSeconds(21));
        assertThat(runs.recordStart(NOON.plusSeconds(30))).isEqualTo(new PreviousRun.Stopped(NOON.plusSeconds(21)));
    }

    @Test
    void aHundredRunsAreRemembered() {
        for (int run = 0; run < 130; run++) {
            runs.recordStart(NOON.plusSeconds(run));
        }
        assertThat(database.read(connection -> {
            try (ResultSet count = connection.createStatement().executeQuery("select count(*), max(number) from run")) {
                return count.getInt(1) + " of " + count.getInt(2);
            }
        }).join()).isEqualTo("102 of 130");
    }

    @Test
    void aDatabaseThatIsClosedStopsNoStart() {
        database.close();
        assertThat(runs.recordStart(NOON)).isEqualTo(new PreviousRun.None());
        runs.recordStop(NOON);
    }
}
