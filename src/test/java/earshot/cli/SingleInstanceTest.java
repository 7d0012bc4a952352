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

    private CompletableFuture<SingleInstance.Reply> accept(SingleInstance.Request request) {
        arrived.add(((SingleInstance.Again) request).arguments());
        return CompletableFuture.completedFuture(new SingleInstance.Reply(true, List.of()));
    }

    private boolean accepted(HomeDirectory home, List<String> arguments) {
        return SingleInstance.ask(home, time, new SingleInstance.Again(arguments), Duration.ofSeconds(10)).orElseThrow().accepted();
    }

    @Test
    void theOwnerGetsTheArgumentsAsTheyWereGiven() throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        try (SingleInstance _ = SingleInstance.listen(home, time, this::accept)) {
            assertThat(accepted(home, List.of("--config", "with space \"and\" quotes 设备\n"))).isTrue();
            assertThat(accepted(home, List.of())).isTrue();
        }
        assertThat(arrived).containsExactly(List.of("--config", "with space \"and\" quotes 设备\n"), List.of());
    }

    @Test
    void whatAKilledOwnerLeftBehindIsInNobodysWay() throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        Files.createFile(directory.resolve("socket"));
        try (SingleInstance _ = SingleInstance.listen(home, time, this::accept)) {
            assertThat(accepted(home, List.of("again"))).isTrue();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whoTalksNonsenseOrLeavesDoesNotKeepOthersFromConnecting() throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        try (SingleInstance _ = SingleInstance.listen(home, time, this::accept)) {
            try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket")))) {
                peer.write(UTF_8.encode("{nonsense\n"));
            }
            SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket"))).close();
            assertThat(accepted(home, List.of("real"))).isTrue();
        }
        assertThat(arrived).containsExactly(List.of("real"));
    }

    @Test
    void aHomeWithAVeryLongPathCanBeReachedToo() throws Exception {
        HomeDirectory home = new HomeDirectory(Files.createDirectories(directory.resolve("long".repeat(40))));
        try (SingleInstance _ = SingleInstance.listen(home, time, this::accept)) {
            assertThat(accepted(home, List.of("far"))).isTrue();
        }
        assertThat(arrived).containsExactly(List.of("far"));
    }

    @Test
    void whoAsksForARestartIsToldHowItWentAlsoWhenTheOwnerListensNoMore() throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        CompletableFuture<SingleInstance.Reply> reply = new CompletableFuture<>();
        CompletableFuture<SingleInstance.Request> asked = new CompletableFuture<>();
        CompletableFuture<Optional<SingleInstance.Reply>> told;
        try (SingleInstance _ = SingleInstance.listen(home, time, request -> {
            asked.complete(request);
            return reply;
        })) {
            told = CompletableFuture.supplyAsync(() -> SingleInstance.ask(home, time, new SingleInstance.Restart(), Duration.ofSeconds(30)));
            assertThat(asked.join()).isEqualTo(new SingleInstance.Restart());
        }
        reply.complete(new SingleInstance.Reply(false, List.of("what: 失败", "why:  port")));
        assertThat(told.join()).contains(new SingleInstance.Reply(false, List.of("what: 失败", "why:  port")));
    }

    @Test
    void onlyTheOwnerOfTheHomeMayConnect() throws Exception {
        try (SingleInstance _ = SingleInstance.listen(new HomeDirectory(directory), time, this::accept)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("socket")))).isEqualTo("rw-------");
        }
    }
}
