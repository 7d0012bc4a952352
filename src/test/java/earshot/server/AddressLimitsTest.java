package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One address may take up only so much of the server, and who shares it with an attacker gets in nevertheless.
class AddressLimitsTest {
    private static final String ATTACKER = "127.0.0.66";
    private final List<RawSocketClient> peers = new ArrayList<>();
    private DeviceServerFixture fixture = new DeviceServerFixture();

    @AfterEach
    void close() {
        peers.forEach(RawSocketClient::close);
        fixture.close();
    }

    @Test
    void anAddressHasOnlySoManyConnectionsOnBothPorts() {
        fixture.close();
        fixture = new DeviceServerFixture(DeviceServerFixture.limited(10));
        for (int i = 0; i < 10; i++) {
            peers.add(new RawSocketClient(fixture.port(), ATTACKER));
            assertThat(peers.getLast().upgrade("/xiaozhi/v1/", "Device-Id: d" + i)).startsWith("HTTP/1.1 101 ");
        }
        for (int port : new int[] {fixture.port(), fixture.httpPort(), fixture.port()}) {
            try (RawSocketClient more = new RawSocketClient(port, ATTACKER)) {
                assertThat(more.atEnd()).isTrue();
            }
        }
        ConnectionAttempt told = fixture.attempt(attempt -> attempt.problem().isPresent());
        assertThat(told.problem().orElseThrow().code()).isEqualTo(ProblemCode.ADDRESS_LIMITED);
        assertThat(told.problem().orElseThrow().args()).containsExactly(ATTACKER, "10", "2000");
        assertThat(fixture.attempts.stream().filter(attempt -> attempt.problem().isPresent())).as("told once a minute").hasSize(1);

        peers.getFirst().close();
        await().untilAsserted(() -> {
            try (RawSocketClient again = new RawSocketClient(fixture.port(), ATTACKER)) {
                assertThat(again.upgrade("/xiaozhi/v1/", "Device-Id: again")).startsWith("HTTP/1.1 101 ");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /xiaozhi/v1/ HTTP/1.1\r\nHost: x", "POST /xiaozhi/ota/ HTTP/1.1\r\nContent-Length: 100\r\n\r\n{"})
    void halfRequestsOfAnAddressGiveWayToWholeOnesFromThere(String half) {
        for (int port : new int[] {fixture.port(), fixture.httpPort()}) {
            for (int i = 0; i < AddressLimits.MAX_UNFINISHED_AN_ADDRESS + 20; i++) {
                peers.add(new RawSocketClient(port, ATTACKER));
                try {
                    peers.getLast().raw(half);
                } catch (UncheckedIOException e) {
                    // it gave way already
                }
            }
            assertThat(peers.removeFirst().atEnd()).as("the oldest gave way").isTrue();
        }
        try (RawSocketClient board = new RawSocketClient(fixture.port(), ATTACKER);
            RawSocketClient asking = new RawSocketClient(fixture.httpPort(), ATTACKER)) {
            assertThat(board.upgrade("/xiaozhi/v1/", "Device-Id: board")).startsWith("HTTP/1.1 101 ");
            asking.raw("GET /xiaozhi/ota/ HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(asking.head()).startsWith("HTTP/1.1 200 ");
        }
        Queue<RawSocketClient> left = new ArrayDeque<>(peers);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            // a connection that was accepted only now has its limit from now on
            fixture.time.advance(HandshakeChannel.HEAD_LIMIT);
            while (!left.isEmpty() && left.peek().endedWithin(20)) {
                left.remove();
            }
            return left.isEmpty();
        });
    }

    @Test
    void fiftyBoardsBehindOneAddressAllGetIn() {
        for (int i = 0; i < 50; i++) {
            peers.add(new RawSocketClient(fixture.httpPort(), ATTACKER));
            peers.add(new RawSocketClient(fixture.port(), ATTACKER));
        }
        for (int i = 0; i < 50; i++) {
            peers.get(2 * i).raw("GET /xiaozhi/ota/ HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(peers.get(2 * i).head()).startsWith("HTTP/1.1 200 ");
            assertThat(peers.get(2 * i + 1).upgrade("/xiaozhi/v1/", "Device-Id: board-" + i)).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void answersToWrongTokensOfAnAddressComeLaterAndLaterAndARightOneIsLetInAtOnce() {
        fixture.close();
        fixture = new DeviceServerFixture(DeviceServerFixture.guarded(List.of("right"), List.of()));
        for (int i = 0; i < WrongTokens.FREE; i++) {
            assertThat(guess("wrong-" + i).head()).startsWith("HTTP/1.1 401 ");
        }
        for (Duration delay : List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(8))) {
            fixture.attempts.clear();
            RawSocketClient guessing = guess("wrong");
            fixture.attempt(attempt -> attempt.problem()
                .filter(problem -> ProblemReason.text(problem.args().get(1), Locale.ENGLISH).contains("wait " + delay.toSeconds() + " s")).isPresent());
            assertThat(guess("right").head()).startsWith("HTTP/1.1 101 ");
            fixture.time.advance(delay.minusMillis(1));
            assertThat(guessing.nothingCame()).isTrue();
            fixture.time.advance(Duration.ofMillis(1));
            assertThat(guessing.head()).startsWith("HTTP/1.1 401 ");
        }
        fixture.attempts.clear();
        for (int i = 0; i < WrongTokens.MAX_WAITING; i++) {
            guess("wrong");
        }
        await().until(() -> fixture.attempts.stream()
            .filter(attempt -> attempt.problem().filter(problem -> ProblemReason.text(problem.args().get(1), Locale.ENGLISH).contains("wait 8 s")).isPresent())
            .count() == WrongTokens.MAX_WAITING);
        assertThat(guess("wrong").head()).startsWith("HTTP/1.1 429 ");
        fixture.time.advance(WrongTokens.MAX_DELAY);
        assertThat(guess("right").head()).startsWith("HTTP/1.1 101 ");
        fixture.time.advance(WrongTokens.FORGOTTEN_AFTER.plusSeconds(1));
        assertThat(guess("wrong").head()).as("forgotten").startsWith("HTTP/1.1 401 ");
    }

    @Test
    void whoHasManyAddressesCountsAsOneAndOthersNoticeNothing() {
        for (List<String> own : List.of(List.of("127.0.0.1", "127.0.0.8", "::1"), List.of("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:1::3"))) {
            AddressLimits limits = new AddressLimits(fixture.time, () -> 2);
            WrongTokens wrongTokens = new WrongTokens(fixture.time);
            for (String address : own.subList(0, 2)) {
                ((AddressLimits.Slot) limits.open(address(address))).complete();
            }
            assertThat(limits.open(address(own.getLast()))).isInstanceOf(AddressLimits.Exceeded.class);
            IntStream.range(0, WrongTokens.FREE).forEach(i -> assertThat(wrongTokens.refused(address(own.get(i % 2)))).isZero());
            assertThat(wrongTokens.refused(address(own.getLast()))).isPositive();
            for (String other : List.of("192.0.2.1", "192.0.2.2", "2001:db8:0:2::1")) {
                ((AddressLimits.Slot) limits.open(address(other))).complete();
                assertThat(limits.open(address(other))).isInstanceOf(AddressLimits.Slot.class);
                assertThat(wrongTokens.refused(address(other))).isZero();
            }
        }
    }

    @Test
    void allAddressesTogetherHaveOnlySoManyConnections() {
        AddressLimits limits = new AddressLimits(fixture.time, () -> 300);
        List<AddressLimits.Slot> slots = new ArrayList<>();
        for (int i = 0; i < AddressLimits.MAX_CONNECTIONS; i++) {
            slots.add((AddressLimits.Slot) limits.open(address("192.0.2." + i % 100)));
            slots.getLast().complete();
        }
        assertThat(limits.open(address("198.51.100.1"))).isEqualTo(new AddressLimits.Exceeded(0, AddressLimits.MAX_CONNECTIONS, true));
        slots.getFirst().close();
        AtomicBoolean dropped = new AtomicBoolean();
        ((AddressLimits.Slot) limits.open(address("198.51.100.1"))).whenDropped(() -> dropped.set(true));
        assertThat(limits.open(address("198.51.100.2"))).as("one without a request gives way").isInstanceOf(AddressLimits.Slot.class);
        assertThat(dropped).isTrue();
    }

    @Test
    void wrongTokensOfPagesWaitAsWell() {
        fixture.close();
        fixture = new DeviceServerFixture(DeviceServerFixture.server(0, 0), new HttpRoute() {
            @Override
            public String path() {
                return "/pages";
            }

            @Override
            public HttpReply answer(HttpRequest request) {
                return HttpReply.text(request.target().endsWith("token=right") ? 200 : 401, "");
            }
        });
        for (int i = 0; i < WrongTokens.FREE; i++) {
            assertThat(page("/pages?token=wrong").head()).startsWith("HTTP/1.1 401 ");
        }
        RawSocketClient guessing = page("/pages", "X-API-Token: wrong");
        await().until(() -> fixture.attempts.size() > WrongTokens.FREE);
        assertThat(page("/pages?token=right").head()).startsWith("HTTP/1.1 200 ");
        assertThat(page("/pages").head()).as("no guess").startsWith("HTTP/1.1 401 ");
        assertThat(guessing.nothingCame()).isTrue();
        await().until(() -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return !guessing.nothingCame();
        });
        assertThat(guessing.head()).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void handshakesOfOneAddressLeaveTheThreadToOthers() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TlsAcceptor acceptor = new TlsAcceptor(
            TlsSamples.certificates(TlsSettings.SECTION::defaults, Files.createTempDirectory("tls").resolve("certificate.p12"), fixture.time), fixture.time)) {
            Executor flooding = acceptor.executor(address("192.0.2.1"));
            for (int i = 0; i < TlsAcceptor.MAX_WAITING_AN_ADDRESS; i++) {
                flooding.execute(() -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            assertThatThrownBy(() -> flooding.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {}, acceptor.executor(address("192.0.2.2")));
            end.countDown();
            other.join();
            await().until(() -> {
                try {
                    flooding.execute(() -> {});
                    return true;
                } catch (RejectedExecutionException e) {
                    return false;
                }
            });
        }
    }

    private RawSocketClient page(String target, String... headers) {
        peers.add(new RawSocketClient(fixture.httpPort(), ATTACKER));
        peers.getLast()
            .raw("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining()) + "\r\n");
        return peers.getLast();
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    private RawSocketClient guess(String token) {
        peers.add(new RawSocketClient(fixture.port(), ATTACKER));
        peers.getLast().raw(RawSocketClient.upgradeHead("/xiaozhi/v1/", "Device-Id: guesser", "Authorization: Bearer " + token));
        return peers.getLast();
    }
}
