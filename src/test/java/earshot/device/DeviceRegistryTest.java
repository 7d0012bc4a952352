package earshot.device;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSinkFake;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceRegistryTest {
    private static final ProblemSink NO_PROBLEMS = ProblemSinkFake.refusing();
    private final TimeFake time = new TimeFake();

    @Test
    void rows_survive_a_restart_asleep_with_what_a_person_wrote(@TempDir Path directory) {
        DeviceFacts.ConnectionEnd connectionEnd = new DeviceFacts.ConnectionEnd(Instant.parse("2026-11-22T14:00:00.123Z"), 1000, "idle.silent",
            List.of("660", "another"), "closed by server");
        try (Database database = Database.open(home(directory), List.of(DatabaseDeviceStore.SCHEMA, DatabaseDeviceStore.LEAD))) {
            DeviceRegistry devices = new DeviceRegistry(time, new DatabaseDeviceStore(database, NO_PROBLEMS));
            devices.findOrAdd(new DeviceId("aa")).connected(new SessionId("s1"), MutableDeviceModelTest.connection(new SessionId("s1")), time.now(),
                time.nanos());
            devices.findOrAdd(new DeviceId("aa")).disconnected(new SessionId("s1"), connectionEnd, time.nanos());
            devices.rename(new DeviceId("aa"), "Kitchen");
            devices.annotate(new DeviceId("aa"), "on the shelf");
            devices.chooseDialect(new DeviceId("aa"), Optional.of(Dialect.BADGE));
            devices.findOrAdd(new DeviceId("auto-12345678"));
            devices.save(new DeviceId("auto-12345678"));
            devices.findOrAdd(new DeviceId("test-1"));
            devices.markTest(new DeviceId("test-1"));
            devices.save(new DeviceId("test-1"));
            for (String test : List.of("test-2", "test-3")) {
                devices.findOrAdd(new DeviceId(test)).connected(new SessionId("s2"), MutableDeviceModelTest.connection(new SessionId("s2")), time.now(),
                    time.nanos());
                devices.markTest(new DeviceId(test));
                devices.rename(new DeviceId(test), "Ann");
            }
            devices.rename(new DeviceId("test-3"), "");
        }
        try (Database database = Database.open(home(directory), List.of(DatabaseDeviceStore.SCHEMA, DatabaseDeviceStore.LEAD))) {
            DeviceRegistry devices = new DeviceRegistry(time, new DatabaseDeviceStore(database, NO_PROBLEMS));
            assertThat(devices.rows().get()).extracting(DeviceModel::id).containsExactly(new DeviceId("aa"), new DeviceId("test-2"));
            assertThat(devices.find(new DeviceId("test-2")).orElseThrow().facts().get().name()).as("what is recorded of it keeps its name").isEqualTo("Ann");
            devices.markTest(new DeviceId("test-2"));
            devices.rename(new DeviceId("test-2"), "");
            DeviceFacts facts = devices.find(new DeviceId("aa")).orElseThrow().facts().get();
            assertThat(facts.presence()).isEqualTo(Presence.ASLEEP);
            assertThat(facts.name()).isEqualTo("Kitchen");
            assertThat(facts.profile().note()).isEqualTo("on the shelf");
            assertThat(facts.history().connections()).isEqualTo(1);
            assertThat(facts.history().lastEnd()).contains(connectionEnd);
            assertThat(facts.history().lastSeen()).contains(time.now());
            assertThat(devices.dialectChoice(new DeviceId("aa"))).contains(Dialect.BADGE);

            assertThat(devices.forget(new DeviceId("aa"))).isTrue();
        }
        try (Database database = Database.open(home(directory), List.of(DatabaseDeviceStore.SCHEMA, DatabaseDeviceStore.LEAD))) {
            assertThat(new DeviceRegistry(time, new DatabaseDeviceStore(database, NO_PROBLEMS)).rows().get()).isEmpty();
        }
    }

    @Test
    void a_blank_name_gives_the_id_its_place_back() {
        DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
        devices.findOrAdd(new DeviceId("aa"));
        devices.rename(new DeviceId("aa"), "Hall");
        devices.rename(new DeviceId("aa"), "  ");
        assertThat(devices.find(new DeviceId("aa")).orElseThrow().facts().get().name()).isEqualTo("aa");
        assertThat(devices.rename(new DeviceId("zz"), "nobody")).isFalse();
    }

    @Test
    void a_connected_device_is_not_forgotten() {
        DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
        devices.findOrAdd(new DeviceId("aa")).connected(new SessionId("s1"), MutableDeviceModelTest.connection(new SessionId("s1")), time.now(), time.nanos());
        assertThat(devices.forget(new DeviceId("aa"))).isFalse();
        assertThat(devices.rows().get()).hasSize(1);
    }

    @Test
    void rows_have_a_bound_that_costs_the_stranger_seen_longest_ago() {
        DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
        devices.findOrAdd(new DeviceId("aa"));
        devices.otaReceived(new DeviceId("aa"), ota(0));
        devices.rename(new DeviceId("aa"), "Kept");
        for (int i = 0; i < 2005; i++) {
            devices.findOrAdd(new DeviceId("auto-" + i));
            devices.otaReceived(new DeviceId("auto-" + i), ota(i + 1));
        }
        assertThat(devices.rows().get()).hasSizeLessThanOrEqualTo(2001);
        assertThat(devices.find(new DeviceId("aa"))).isPresent();
        assertThat(devices.find(new DeviceId("auto-0"))).isEmpty();
        assertThat(devices.find(new DeviceId("auto-2004"))).isPresent();
    }

    @Test
    void madeUpIdsOfOneAddressGiveWayToEachOtherOnly() {
        List<String> written = new ArrayList<>();
        DeviceRegistry devices = new DeviceRegistry(time, storeThatCounts(written), new DeviceId("approved")::equals);
        devices.otaReceived(new DeviceId("approved"), ota(0, "10.0.0.66"));
        devices.otaReceived(new DeviceId("board"), ota(0, "10.0.0.7"));
        devices.otaReceived(new DeviceId("named"), ota(0, "10.0.0.66"));
        devices.rename(new DeviceId("named"), "Hall");
        devices.otaReceived(new DeviceId("used"), ota(0, "10.0.0.66"));
        connectOnce(devices, new DeviceId("used"));
        written.clear();
        for (int i = 0; i < 1000; i++) {
            devices.otaReceived(new DeviceId("made-up-" + i), ota(i, "10.0.0.66"));
        }
        assertThat(devices.rows().get()).extracting(DeviceModel::id)
            .contains(new DeviceId("approved"), new DeviceId("board"), new DeviceId("named"), new DeviceId("used"), new DeviceId("made-up-999"))
            .hasSize(4 + Newcomers.MAX_AN_ADDRESS);
        assertThat(written).as("what was made up costs no write").isEmpty();
        for (int i = 0; i < 1000; i++) {
            devices.otaReceived(new DeviceId("spread-" + i), ota(i, "10.1." + i / 250 + "." + i % 250));
        }
        assertThat(devices.rows().get()).extracting(DeviceModel::id)
            .contains(new DeviceId("approved"), new DeviceId("named"), new DeviceId("used"), new DeviceId("spread-999")).hasSize(3 + Newcomers.MAX_IN_ALL);
    }

    @Test
    void boardsBehindOneAddressAreAllListed() {
        DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
        IntStream.range(0, 50).forEach(i -> devices.otaReceived(new DeviceId("board-" + i), ota(i, "10.0.0.1")));
        assertThat(devices.rows().get()).hasSize(50);
    }

    @Test
    void idsThatConnectedOnceGiveWayBeforeADeviceThatComesBack() {
        DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
        connectOnce(devices, new DeviceId("real"));
        connectOnce(devices, new DeviceId("real"));
        for (int i = 0; i < 2005; i++) {
            time.advance(Duration.ofSeconds(1));
            connectOnce(devices, new DeviceId("made-up-" + i));
        }
        assertThat(devices.rows().get()).hasSizeLessThanOrEqualTo(2001);
        assertThat(devices.find(new DeviceId("real"))).isPresent();
        assertThat(devices.find(new DeviceId("made-up-0"))).isEmpty();
    }

    @Test
    void idsThatConnectTwiceGiveWayBeforeADeviceOfYesterday() {
        DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
        connectOnce(devices, new DeviceId("real"));
        time.advance(Duration.ofHours(20));
        connectOnce(devices, new DeviceId("real"));
        for (int i = 0; i < 2005; i++) {
            time.advance(Duration.ofSeconds(1));
            connectOnce(devices, new DeviceId("made-up-" + i));
            connectOnce(devices, new DeviceId("made-up-" + i));
        }
        assertThat(devices.rows().get()).hasSizeLessThanOrEqualTo(2001);
        assertThat(devices.find(new DeviceId("real"))).isPresent();
        assertThat(devices.find(new DeviceId("made-up-0"))).isEmpty();
    }

    @Test
    void aDeviceOfEarlierDaysStaysAfterARestartToo() {
        Instant yesterday = time.now().minus(Duration.ofDays(1));
        DeviceStore.Entry real = new DeviceStore.Entry(new DeviceId("real"), "real", "", Optional.empty(), PlaybackLead.USUAL,
            yesterday.minus(Duration.ofDays(9)), Optional.of(yesterday), Optional.empty(), 30);
        DeviceRegistry devices = new DeviceRegistry(time, new DeviceStore() {
            @Override
            public List<Entry> read() {
                return List.of(real);
            }

            @Override
            public void write(Entry entry) {}

            @Override
            public void delete(DeviceId id) {}
        });
        for (int i = 0; i < 2001; i++) {
            connectOnce(devices, new DeviceId("made-up-" + i));
            connectOnce(devices, new DeviceId("made-up-" + i));
        }
        assertThat(devices.rows().get()).hasSizeLessThanOrEqualTo(2001);
        assertThat(devices.find(new DeviceId("real"))).isPresent();
    }

    @Test
    void devicesThatAreSeenAtOnceAreAllListed() throws Exception {
        DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
        int atOnce = 8;
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            for (int round = 1; round <= 200; round++) {
                int all = round;
                threads.invokeAll(
                    IntStream.range(0, atOnce).<Callable<Object>>mapToObj(number -> () -> devices.findOrAdd(new DeviceId(all + "-" + number))).toList());
                assertThat(devices.rows().get()).hasSize(all * atOnce);
            }
        }
    }

    private void connectOnce(DeviceRegistry devices, DeviceId id) {
        devices.findOrAdd(id).connected(new SessionId("s"), MutableDeviceModelTest.connection(new SessionId("s")), time.now(), time.nanos());
        devices.findOrAdd(id).disconnected(new SessionId("s"), new DeviceFacts.ConnectionEnd(time.now(), 1000, "idle.silent", List.of(), "closed"),
            time.nanos());
        devices.save(id);
    }

    private static DeviceStore storeThatCounts(List<String> written) {
        return new DeviceStore() {
            @Override
            public List<Entry> read() {
                return List.of();
            }

            @Override
            public void write(Entry entry) {
                written.add(entry.id().value());
            }

            @Override
            public void delete(DeviceId id) {
                written.add(id.value());
            }
        };
    }

    private DeviceFacts.OtaFacts ota(int second) {
        return ota(second, "10.0.0.2");
    }

    private DeviceFacts.OtaFacts ota(int second, String remote) {
        return new DeviceFacts.OtaFacts(time.now().plusSeconds(second), "board", "1.0", "10.0.0.2", remote, Optional.empty(), Optional.empty());
    }

    private static HomeDirectory home(Path directory) {
        return new HomeDirectory(directory).prepared();
    }
}
