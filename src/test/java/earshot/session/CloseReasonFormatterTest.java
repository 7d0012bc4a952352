package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.Settings;
import earshot.device.DeviceFacts.ConnectionEnd;
import earshot.server.CloseStatus;
import earshot.server.CloseStatus.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("U11: the reason of every disconnect in words")
class CloseReasonFormatterTest {
    private static final Instant AT = Instant.parse("2026-11-22T14:00:00Z");
    private static final IdleSettings IDLE = Settings.defaults().of(IdleSettings.SECTION);

    @ParameterizedTest
    @CsvSource({
        "1006, DEVICE, device.hangup, the device hung up (firmware ends every session so)",
        "1000, DEVICE, device.closed, closed normally by the device",
        "1005, DEVICE, device.closed, closed normally by the device",
        "1001, DEVICE, device.away, the device went away",
        "1002, DEVICE, device.error, the device closed with error 1002",
        "1011, DEVICE, device.error, the device closed with error 1011",
        "4321, DEVICE, device.other, the device closed with code 4321",
        "1008, PEER_NOT_READING, peer.slow, closed by server: it does not read what it is sent",
        "1008, SERVER, policy, closed by server: refused",
        "1006, NETWORK, network.silent, 'lost: no sign of life for 50 s (switched off, or out of reach)'",
        "1001, SERVER, server.stop, closed by server: it stops",
        "1002, SERVER, protocol.error, closed by server: it broke the WebSocket protocol",
        "1003, SERVER, data.refused, closed by server: it sent data of a kind that is not accepted",
        "1007, SERVER, text.invalid, closed by server: its text was not UTF-8",
        "1009, SERVER, message.large, closed by server: a message was too large",
        "1011, SERVER, internal.error, 'closed by server: an error of its own, see the log'",
        "1012, SERVER, server.restart, closed by server: it restarts",
        "4000, SERVER, server.closed, 'closed by server, code 4000'",
    })
    void of_codes(int code, Cause cause, String rule, String words) {
        ConnectionEnd connectionEnd = CloseReasonFormatter.describe(AT, new CloseStatus(code, "", cause), Optional.empty(), IDLE);
        assertThat(connectionEnd).isEqualTo(new ConnectionEnd(AT, code, rule, connectionEnd.args(), words));
    }

    @ParameterizedTest
    @EnumSource(ServerCloseReason.class)
    void of_our_own_rules(ServerCloseReason serverCloseReason) {
        ConnectionEnd connectionEnd = CloseReasonFormatter.describe(AT, new CloseStatus(1006, "gone meanwhile", Cause.DEVICE), Optional.of(serverCloseReason),
            IDLE);
        assertThat(connectionEnd.rule()).isEqualTo(serverCloseReason.rule());
        assertThat(connectionEnd.code()).isEqualTo(serverCloseReason.code());
        assertThat(connectionEnd.description()).isNotBlank();
    }

    @Test
    @DisplayName("U11: the numbers and what the other side said come with the rule, so that they are told in any language")
    void of_what_the_words_are_about() {
        assertThat(CloseReasonFormatter.describe(AT, new CloseStatus(1000, "", Cause.SERVER), Optional.of(ServerCloseReason.IDLE_SILENT), IDLE).args())
            .containsExactly("660");
        assertThat(CloseReasonFormatter.describe(AT, new CloseStatus(4321, "battery\tlow", Cause.DEVICE), Optional.empty(), IDLE).args())
            .containsExactly("4321", ": battery low");
    }

    @Test
    void rules_are_different_from_each_other() {
        assertThat(Arrays.stream(ServerCloseReason.values()).map(ServerCloseReason::rule)).doesNotHaveDuplicates();
    }
}
