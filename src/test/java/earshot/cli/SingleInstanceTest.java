package earshot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import earshot.time.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleInstanceTest {
    @TempDir
    Path directory;

    private final Time time = new SystemTime();
    private final BlockingQueue<List<String>> arrived = new LinkedBlockingQueue<>();

    @Test
    void theOwnerGetsTheArgumentsAsTheyWereGiven() throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        try (SingleInstance _ = SingleInstance.listen(home, time, arrived::add)) {
            assertThat(SingleInstance.handOverToOwner(home, time, List.of("--config", "with space \"and\" quotes 设备\n"))).isTrue();
            assertThat(SingleInstance.handOverToOwner(home, time, List.of())).isTrue();
        }
        assertThat(arrived).containsExactly(List.of("--config", "with space \"and\" quotes 设备\n"), List.of());
    }

    @Test
    void whatAKilledOwnerLeftBehindIsInNobodysWay() throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        Files.createFile(directory.resolve("socket"));
        try (SingleInstance _ = SingleInstance.listen(home, time, arrived::add)) {
            assertThat(SingleInstance.handOverToOwner(home, time, List.of("again"))).isTrue();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPeerThatTalksNonsenseOrLeavesDoesNotCloseTheDoor() throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        try (SingleInstance _ = SingleInstance.listen(home, time, arrived::add)) {
            try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket")))) {
                peer.write(UTF_8.encode("{nonsense\n"));
            }
            SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket"))).close();
            assertThat(SingleInstance.handOverToOwner(home, time, List.of("real"))).isTrue();
        }
        assertThat(arrived).containsExactly(List.of("real"));
    }

    @Test
    void aHomeWithAVeryLongPathHasADoorToo() throws Exception {
        HomeDirectory home = new HomeDirectory(Files.createDirectories(directory.resolve("long".repeat(40))));
        try (SingleInstance _ = SingleInstance.listen(home, time, arrived::add)) {
            assertThat(SingleInstance.handOverToOwner(home, time, List.of("far"))).isTrue();
        }
        assertThat(arrived).containsExactly(List.of("far"));
    }
}
