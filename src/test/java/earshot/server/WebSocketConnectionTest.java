package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// One connection after its upgrade: messages, sending, closing, keepalive.
class WebSocketConnectionTest {
    private final LogCapture log = new LogCapture();
    private final DeviceServerFixture fixture = new DeviceServerFixture();
    private RawSocketClient peer;
    private DeviceServerFixture.DeviceTransportListenerFake deviceTransportListenerFake;

    @BeforeEach
    void connect() {
        int before = fixture.time.waiting();
        peer = RawSocketClient.device(fixture.port(), "d1");
        deviceTransportListenerFake = fixture.listener("d1");
        // it pings, and looks for signs of life, a moment after it was accepted
        await().until(() -> fixture.time.waiting() == before + 2);
    }

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
        log.close();
    }

    @Test
    void messagesArriveInOrderWithTheirTime() {
        peer.text("one");
        peer.binary(new byte[] {1, 2, 3});
        peer.binary(new byte[0]);
        peer.raw(RawSocketClient.frame(0x01, "in ".getBytes()));
        peer.raw(RawSocketClient.frame(0x80, "parts".getBytes()));
        peer.binary(new byte[2400]);

        await().until(() -> deviceTransportListenerFake.came.size() == 5);
        assertThat(deviceTransportListenerFake.came.get(0)).isEqualTo("one");
        assertThat(deviceTransportListenerFake.came.get(1)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(deviceTransportListenerFake.came.get(2)).isEqualTo(new byte[0]);
        assertThat(deviceTransportListenerFake.came.get(3)).isEqualTo("in parts");
        assertThat((byte[]) deviceTransportListenerFake.came.get(4)).hasSize(2400);
        assertThat(deviceTransportListenerFake.arrivals).containsOnly(fixture.time.nanos());
    }

    @Test
    @DisplayName("row 9, 20: true on success, and Chinese goes out as it is")
    void sending() {
        assertThat(deviceTransportListenerFake.deviceTransport.send("{\"text\":\"你好\"}")).isTrue();
        assertThat(deviceTransportListenerFake.deviceTransport.send(new byte[] {9})).isTrue();

        assertThat(peer.frame().text()).isEqualTo("{\"text\":\"你好\"}");
        assertThat(peer.frame().payload()).containsExactly(9);
    }

    @Test
    @DisplayName("row 9, 50: a send to a closed connection is false with a DEBUG line that names the device, and others go on")
    void sendAfterClose() {
        try (RawSocketClient other = RawSocketClient.device(fixture.port(), "d2")) {
            peer.close();
            deviceTransportListenerFake.closing();

            assertThat(deviceTransportListenerFake.deviceTransport.send("late")).isFalse();
            assertThat(deviceTransportListenerFake.deviceTransport.send(new byte[1])).isFalse();
            assertThat(fixture.listener("d2").deviceTransport.send("still here")).isTrue();
            assertThat(other.frame().text()).isEqualTo("still here");
            assertThat(log.all()).contains("DEBUG send_json: connection closed for device d1").noneMatch(l -> l.startsWith("WARN send_json"));
        }
    }

    @Test
    @DisplayName("row 9: any other fault is false with a WARN line, never an exception")
    void sendFails() {
        assertThat(deviceTransportListenerFake.deviceTransport.send((String) null)).isFalse();
        assertThat(log.all()).anyMatch(l -> l.startsWith("WARN send_json failed for device d1: "));
    }

    @Test
    @DisplayName("row 9: a link without a socket is false with a WARN line")
    void noSocket() {
        assertThat(DeviceTransport.none().send("anything")).isFalse();
        assertThat(log.all()).contains("WARN send_json: websocket is None");
    }

    @Test
    void aCloseLetsTheQueuedTextOutFirstAndTheFirstAskerOwnsIt() {
        deviceTransportListenerFake.deviceTransport.send("last words");
        deviceTransportListenerFake.deviceTransport.close(4001, "first");
        deviceTransportListenerFake.deviceTransport.close(4002, "second");
        assertThat(deviceTransportListenerFake.deviceTransport.send("too late")).isFalse();

        assertThat(peer.frame().text()).isEqualTo("last words");
        RawSocketClient.Frame close = peer.frame();
        assertThat(close.opcode()).isEqualTo(8);
        assertThat(close.code()).isEqualTo(4001);
        assertThat(close.reason()).isEqualTo("first");
        assertThat(peer.atEnd()).isTrue();
        peer.close();
        assertThat(deviceTransportListenerFake.closing()).isEqualTo(new CloseStatus(4001, "first", CloseStatus.Cause.SERVER));
    }

    @Test
    void aPeerThatKeepsSendingStillReadsTheCloseFrame() {
        IntStream.range(0, 200).forEach(_ -> peer.binary(new byte[120]));
        deviceTransportListenerFake.deviceTransport.close(1000, "enough");
        IntStream.range(0, 200).forEach(_ -> peer.binary(new byte[120]));

        assertThat(peer.frame().code()).isEqualTo(1000);
        peer.close();
        assertThat(deviceTransportListenerFake.closing().reason()).isEqualTo("enough");
    }

    @Test
    void aPeerThatDoesNotHangUpIsCutAfter5Seconds() {
        deviceTransportListenerFake.deviceTransport.close(1000, "bye");
        peer.frame();
        fixture.time.advance(Duration.ofMillis(4_999));
        assertThat(deviceTransportListenerFake.closeStatuses).isEmpty();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(deviceTransportListenerFake.closeStatuses).containsExactly(new CloseStatus(1000, "bye", CloseStatus.Cause.SERVER));
    }

    @Test
    void whatComesAfterOurCloseIsDropped() {
        deviceTransportListenerFake.deviceTransport.close(1000, "");
        peer.text("late");
        peer.close();
        deviceTransportListenerFake.closing();
        assertThat(deviceTransportListenerFake.came).isEmpty();
    }

    @Test
    void hangingUpWithoutACloseFrameIsTheDevicesNormalEnd() {
        peer.close();
        assertThat(deviceTransportListenerFake.closing()).isEqualTo(new CloseStatus(1006, "hung up without a close frame", CloseStatus.Cause.DEVICE));
    }

    @Test
    void aCloseOfTheDeviceIsAnsweredAndItsOwn() {
        peer.raw(RawSocketClient.frame(0x88, ByteBuffer.allocate(5).putShort((short) 1001).put("bye".getBytes()).array()));
        assertThat(peer.frame().code()).isEqualTo(1001);
        assertThat(peer.atEnd()).isTrue();
        assertThat(deviceTransportListenerFake.closing()).isEqualTo(new CloseStatus(1001, "bye", CloseStatus.Cause.DEVICE));
    }

    @Test
    void aCutEndsWithoutACloseFrame() {
        deviceTransportListenerFake.deviceTransport.abort();
        assertThat(peer.atEnd()).isTrue();
        assertThat(deviceTransportListenerFake.closing().cause()).isEqualTo(CloseStatus.Cause.SERVER);
        deviceTransportListenerFake.deviceTransport.abort();
        deviceTransportListenerFake.deviceTransport.close(1000, "");
        assertThat(deviceTransportListenerFake.closeStatuses).hasSize(1);
    }

    @Test
    void aLongReasonIsCutToWhatACloseFrameHolds() {
        deviceTransportListenerFake.deviceTransport.close(1000, "长".repeat(100));
        assertThat(peer.frame().reason()).isEqualTo("长".repeat(41));
    }

    @Test
    void aPeerThatDoesNotReadLosesAudioAndThenItsConnection() {
        int sent = 0;
        while (deviceTransportListenerFake.deviceTransport.send(new byte[60_000])) {
            assertThat(sent++).isLessThan(2_000);
        }
        assertThat(deviceTransportListenerFake.deviceTransport.send("text still goes")).isTrue();
        String text = "x".repeat(100_000);
        int texts = 0;
        while (deviceTransportListenerFake.deviceTransport.send(text)) {
            assertThat(texts++).isLessThan(20);
        }
        assertThat(texts).isGreaterThanOrEqualTo(10);
        fixture.time.advance(WebSocketConnection.CLOSE_LIMIT);
        assertThat(deviceTransportListenerFake.closing()).isEqualTo(new CloseStatus(1008, "peer does not read", CloseStatus.Cause.PEER_NOT_READING));
    }

    @Test
    void aPingEvery20SecondsTellsTheRoundTrip() {
        fixture.time.advance(Duration.ofSeconds(20));
        RawSocketClient.Frame ping = peer.frame();
        assertThat(ping.opcode()).isEqualTo(9);
        assertThat(ping.payload().length).isLessThanOrEqualTo(125);
        fixture.time.advance(Duration.ofMillis(35));
        peer.raw(RawSocketClient.frame(0x8a, "nobody asked".getBytes()));
        peer.raw(RawSocketClient.frame(0x8a, ping.payload()));
        peer.raw(RawSocketClient.frame(0x8a, ping.payload()));
        peer.text("end");

        deviceTransportListenerFake.first();
        assertThat(deviceTransportListenerFake.roundTrips).containsExactly(35_000_000L);
    }

    @Test
    @DisplayName("what was sent has arrived when the ping behind it is answered, and not by anything that was under way")
    void arrivalIsShownByThePong() {
        deviceTransportListenerFake.deviceTransport.send("one");
        CompletableFuture<Boolean> first = deviceTransportListenerFake.deviceTransport.arrival();
        fixture.time.advance(Duration.ofMillis(1));
        deviceTransportListenerFake.deviceTransport.send("two");
        CompletableFuture<Boolean> second = deviceTransportListenerFake.deviceTransport.arrival();
        assertThat(peer.frame().text()).isEqualTo("one");
        byte[] firstPing = peer.frame().payload();
        assertThat(peer.frame().text()).isEqualTo("two");
        byte[] secondPing = peer.frame().payload();
        peer.text("sent before they were read");
        deviceTransportListenerFake.first();
        assertThat(first).isNotDone();
        peer.raw(RawSocketClient.frame(0x8a, firstPing));
        await().untilAsserted(() -> assertThat(first).isCompletedWithValue(true));
        assertThat(second).isNotDone();
        peer.raw(RawSocketClient.frame(0x8a, secondPing));
        await().untilAsserted(() -> assertThat(second).isCompletedWithValue(true));
    }

    @Test
    void aPongAnswersAllPingsBefore() {
        CompletableFuture<Boolean> first = deviceTransportListenerFake.deviceTransport.arrival();
        fixture.time.advance(Duration.ofMillis(1));
        CompletableFuture<Boolean> second = deviceTransportListenerFake.deviceTransport.arrival();
        peer.frame();
        peer.raw(RawSocketClient.frame(0x8a, peer.frame().payload()));
        await().untilAsserted(() -> assertThat(second).isCompletedWithValue(true));
        assertThat(first).isCompletedWithValue(true);
    }

    @Test
    void aPeerThatAnswersNoPingsShowsArrivalByTwoThingsThatItSendsFarApart() {
        CompletableFuture<Boolean> arrival = deviceTransportListenerFake.deviceTransport.arrival();
        fixture.time.advance(Duration.ofSeconds(10));
        peer.text("it may have waited here for long");
        deviceTransportListenerFake.first();
        fixture.time.advance(ArrivalPings.SURE.minusMillis(1));
        CompletableFuture<Boolean> later = deviceTransportListenerFake.deviceTransport.arrival();
        peer.text("too soon behind it");
        deviceTransportListenerFake.first();
        assertThat(arrival).isNotDone();
        fixture.time.advance(Duration.ofMillis(1));
        peer.text("far enough");
        await().untilAsserted(() -> assertThat(arrival).isCompletedWithValue(true));
        assertThat(later).as("what was sent after the first").isNotDone();
    }

    @Test
    void arrivalsThatWaitAreBoundedAndTheLaterPongShowsThem() {
        ArrivalPings arrivalPings = new ArrivalPings();
        List<CompletableFuture<Boolean>> arrivals = IntStream.range(0, ArrivalPings.MAX_WAITING + 50).mapToObj(arrivalPings::add).toList();
        assertThat(Set.copyOf(arrivals)).hasSize(ArrivalPings.MAX_WAITING);
        arrivalPings.answered(ArrivalPings.MAX_WAITING + 48);
        assertThat(arrivals.get(ArrivalPings.MAX_WAITING - 2)).isCompletedWithValue(true);
        assertThat(arrivals.get(ArrivalPings.MAX_WAITING + 20)).as("a later ping stands for it").isNotDone();
        arrivalPings.answered(ArrivalPings.MAX_WAITING + 49);
        assertThat(arrivals).allMatch(arrival -> arrival.getNow(false));
    }

    @Test
    void whatIsSentWhileAConnectionIsAcceptedArrivesAsWell() {
        try (RawSocketClient device = RawSocketClient.upgraded(fixture.port(), "/waiting", "Device-Id: d3")) {
            assertThat(device.frame().text()).isEqualTo("what waited");
            device.raw(RawSocketClient.frame(0x8a, device.frame().payload()));
            CompletableFuture<Boolean> arrival = fixture.listener("d3").firstArrival;
            await().untilAsserted(() -> assertThat(arrival).isCompletedWithValue(true));
        }
    }

    @Test
    void whatHasNotArrivedAtTheEndNeverDoes() {
        CompletableFuture<Boolean> hungUp = deviceTransportListenerFake.deviceTransport.arrival();
        peer.close();
        deviceTransportListenerFake.closing();
        assertThat(hungUp).isCompletedWithValue(false);
        assertThat(deviceTransportListenerFake.deviceTransport.arrival()).isCompletedWithValue(false);
        try (RawSocketClient _ = RawSocketClient.device(fixture.port(), "d2")) {
            DeviceTransport closed = fixture.listener("d2").deviceTransport;
            CompletableFuture<Boolean> arrival = closed.arrival();
            closed.close(1000, "bye");
            assertThat(arrival).as("nothing is read after the server's close").isCompletedWithValue(false);
        }
    }

    @Test
    void aPingOfThePeerIsAnswered() {
        peer.raw(RawSocketClient.frame(0x89, "abc".getBytes()));
        RawSocketClient.Frame pong = peer.frame();
        assertThat(pong.opcode()).isEqualTo(10);
        assertThat(pong.text()).isEqualTo("abc");
    }

    @Test
    @DisplayName("U52: half-open: no ping leaves, none is answered, and nobody is taken for gone")
    void silence() {
        deviceTransportListenerFake.silent = true;
        peer.raw(RawSocketClient.frame(0x89, "abc".getBytes()));
        peer.text("behind the ping");
        deviceTransportListenerFake.first();
        fixture.time.advance(Duration.ofSeconds(200));
        assertThat(deviceTransportListenerFake.closeStatuses).isEmpty();
        deviceTransportListenerFake.silent = false;
        peer.raw(RawSocketClient.frame(0x89, "def".getBytes()));
        assertThat(peer.frame().text()).as("the first that comes").isEqualTo("def");
    }

    @Test
    void goneIs50SecondsAfterTheLastSignOfLifeAndNoSooner() {
        fixture.time.advance(Duration.ofSeconds(30));
        peer.binary(new byte[1]);
        deviceTransportListenerFake.first();
        fixture.time.advance(Duration.ofMillis(49_999));
        assertThat(deviceTransportListenerFake.closeStatuses).isEmpty();
        fixture.time.advance(Duration.ofMillis(1));

        assertThat(deviceTransportListenerFake.closeStatuses).containsExactly(new CloseStatus(1006, "no sign of life for 50 s", CloseStatus.Cause.NETWORK));
        for (int first = peer.read(); first >= 0; first = peer.read()) {
            assertThat(first).as("pings, and no close frame").isEqualTo(0x89);
            peer.bytes(1 + Long.BYTES);
        }
    }

    @Test
    void pongsAloneKeepAConnectionForEver() {
        List.of(1, 2, 3, 4, 5, 6).forEach(round -> {
            fixture.time.advance(Duration.ofSeconds(20));
            peer.raw(RawSocketClient.frame(0x8a, peer.frame().payload()));
            await().until(() -> deviceTransportListenerFake.roundTrips.size() == round);
        });
        assertThat(deviceTransportListenerFake.closeStatuses).isEmpty();
    }

    @Test
    void anErrorInAReceiverEndsOnlyItsOwnConnection() {
        try (RawSocketClient other = RawSocketClient.device(fixture.port(), "d2")) {
            peer.text("throw an Error");
            assertThat(peer.frame().code()).isEqualTo(1011);
            try (RawSocketClient third = RawSocketClient.upgraded(fixture.port(), "/explode")) {
                assertThat(third.frame().code()).isEqualTo(1011);
            }
            other.text("hello");
            assertThat(fixture.listener("d2").first()).isEqualTo("hello");
        }
    }

    @Test
    void nothingStaysScheduledForAConnectionThatIsOver() {
        int before = fixture.time.waiting();
        peer.close();
        deviceTransportListenerFake.closing();
        await().until(() -> fixture.time.waiting() == before - 2);
    }
}
