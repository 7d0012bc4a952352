package earshot.peer;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.peer.PeerMessageState.Waiting;
import earshot.wire.OutboundMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("badge-protocol 2.19: messages of the family, to the letter")
class PeerWireTest {
    private static final DeviceId ANN = new DeviceId("ann");
    private static final DeviceId BOB = new DeviceId("bob");
    private static final NormalizedMessage LUNCH = new NormalizedMessage("lunch?", JSON.createObjectNode().put("text", "lunch?"),
        NormalizedMessage.Source.TEXT);

    @Test
    void aReceiptNamesEverybodyOnceAndEmptyListsAreThere() {
        assertThat(text(PeerWire.done(new PeerReceipt(List.of(BOB), List.of(), List.of()), "note", LUNCH, Duration.ofMillis(7)))).isEqualTo(
            "{\"type\":\"peer\",\"status\":\"done\",\"delivered\":[\"bob\"],\"failed\":[],\"enqueued\":[],\"summary\":{\"category\":\"note\","
                + "\"text\":\"lunch?\",\"source\":\"text\",\"normalized\":{\"text\":\"lunch?\"}},\"elapsedMs\":7,\"targetsCount\":1}");
        assertThat(text(PeerWire.done(new PeerReceipt(List.of(), List.of(ANN), List.of(BOB)), "note", LUNCH, Duration.ZERO))).contains("\"delivered\":[]",
            "\"failed\":[\"ann\"]", "\"enqueued\":[\"bob\"]", "\"targetsCount\":2");
        assertThat(text(PeerWire.offline(List.of(BOB)))).isEqualTo("{\"type\":\"peer\",\"status\":\"error\",\"code\":\"TARGET_OFFLINE\",\"failed\":[\"bob\"]}");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "999999,1", "1000000,1", "1999999,1", "2000000,2", "60000000000,60000"})
    void whoHasToWaitIsNeverToldToWaitForNothing(long nanos, long millis) {
        assertThat(text(PeerWire.rateLimited("5 messages a second", Duration.ofNanos(nanos)))).isEqualTo(
            "{\"type\":\"peer\",\"status\":\"error\",\"code\":\"RATE_LIMITED\",\"message\":\"5 messages a second, wait " + millis + " ms\",\"retryAfterMs\":"
                + millis + "}");
    }

    @Test
    void whatWaitedIsToldByItsReceiverAndCount() {
        assertThat(text(PeerWire.redelivered(BOB, 3))).isEqualTo("{\"type\":\"peer\",\"event\":\"redelivered\",\"to\":\"bob\",\"count\":3}");
        assertThat(text(PeerWire.expired(BOB, 1))).isEqualTo("{\"type\":\"peer\",\"event\":\"expired\",\"to\":\"bob\",\"count\":1}");
        assertThat(text(PeerWire.error(Optional.empty(), "invalid to/payload"))).as("without a code where the protocol names none")
            .isEqualTo("{\"type\":\"peer\",\"status\":\"error\",\"message\":\"invalid to/payload\"}");
    }

    @Test
    void whatIsDeliveredLaterIsWhatWasAccepted() {
        PeerMessageId id = new PeerMessageId("0a");
        String envelope = PeerWire.envelope(id, ANN, "note", LUNCH, Instant.ofEpochMilli(5)).toString();
        assertThat(envelope).isEqualTo(
            "{\"type\":\"peer\",\"id\":\"0a\",\"from\":\"ann\",\"category\":\"note\",\"summary\":\"lunch?\",\"source\":\"text\",\"ts\":5,\"normalized\":{\"text\":\"lunch?\"}}");
        assertThat(text(PeerWire.delivered(message(envelope)))).isEqualTo(envelope);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        ~~
        {"type":"peer"
        []
        null
        7""")
    void whatIsDamagedOnDiskIsDeliveredAsFarAsItIsKnown(String envelope) {
        assertThat(text(PeerWire.delivered(message(envelope))))
            .isEqualTo("{\"type\":\"peer\",\"id\":\"0a\",\"from\":\"ann\",\"category\":\"note\",\"summary\":\"lunch?\"}");
    }

    private static PeerMessage message(String envelope) {
        return new PeerMessage(new PeerMessageId("0a"), ANN, BOB, "note", "lunch?", envelope, Instant.EPOCH, new Waiting(Instant.EPOCH));
    }

    private static String text(OutboundMessage message) {
        return ((OutboundMessage.Family) message).body().toString();
    }
}
