package earshot.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.event.Timeline;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.problem.ProblemSinkFake;
import earshot.server.HttpReply;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class FaultyOtaTest {
    private static final DeviceId DEVICE = new DeviceId("aa");
    private static final HttpReply REPLY = new HttpReply(200, "application/json; charset=utf-8", Map.of("Cache-Control", "no-store"),
        "{\"firmware\":{}}".getBytes(StandardCharsets.UTF_8));

    private final TimeFake time = new TimeFake();
    private final FaultRegistry faults = new FaultRegistry(time, new Timeline(time), new ProblemSinkFake());
    private final FaultyOta ota = new FaultyOta(faults, time);

    @Test
    void withoutAFaultOfThisDeviceTheReplyIsTheSame() {
        faults.switchOn(new DeviceId("bb"), FaultSide.SERVER, Fault.usual(FaultKind.OTA_ERROR));
        on(FaultKind.HALF_OPEN);
        assertThat(ota.replyTo(DEVICE, REPLY)).isSameAs(REPLY);
        assertThat(time.limits()).as("nothing was waited for").isEmpty();
    }

    @Test
    void anErrorTellsThatItWasSwitchedOn() {
        on(FaultKind.OTA_ERROR);
        HttpReply reply = ota.replyTo(DEVICE, REPLY);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(text(reply)).contains("switched on by hand");
        faults.switchAllOff();
        assertThat(ota.replyTo(DEVICE, REPLY)).isSameAs(REPLY);
    }

    @Test
    void whatIsNoJsonIsSentAsIfItWere() {
        on(FaultKind.OTA_NOT_JSON);
        HttpReply reply = ota.replyTo(DEVICE, REPLY);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.type()).isEqualTo(REPLY.type());
        assertThat(reply.headers()).isEqualTo(REPLY.headers());
        assertThat(text(reply)).startsWith("<html>");
    }

    @Test
    void anErrorGoesBeforeWhatIsNoJson() {
        on(FaultKind.OTA_NOT_JSON);
        on(FaultKind.OTA_ERROR);
        assertThat(ota.replyTo(DEVICE, REPLY).status()).isEqualTo(500);
    }

    @Test
    void aSlowAnswerComesWhenItsTimeHasPassed() {
        faults.switchOn(DEVICE, FaultSide.SERVER, new Fault(FaultKind.OTA_SLOW, 4_000));
        CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> reply.complete(ota.replyTo(DEVICE, REPLY)));
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5)).until(() -> !time.limits().isEmpty());
        assertThat(time.limits()).containsExactly(Duration.ofSeconds(4));
        time.advance(Duration.ofMillis(3_999));
        assertThat(reply).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(reply).succeedsWithin(Duration.ofSeconds(30)).isSameAs(REPLY);
    }

    private void on(FaultKind kind) {
        faults.switchOn(DEVICE, FaultSide.SERVER, Fault.usual(kind));
    }

    private static String text(HttpReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
