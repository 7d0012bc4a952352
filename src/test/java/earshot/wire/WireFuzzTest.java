package earshot.wire;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.SessionId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading never throws, whatever a peer sends. Seeded, so that what fails once fails again.
class WireFuzzTest {
    private static final List<String> KEYS = List.of("type", "state", "mode", "text", "version", "features", "audio_params", "audioParams", "sample_rate",
        "frame_duration", "payload", "id", "config", "content", "secret", "action", "reason", "mcp", "session_id", "device_name", "");
    private static final List<String> TYPES = List.of("hello", "ping", "keepalive", "listen", "abort", "mode", "server", "config_update", "mcp", "iot",
        "goodbye", "peer", "ui.ack", "");
    private static final List<String> VALUES = List.of("null", "true", "-1", "0", "1e400", "9999999999999999999999", "1.5", "\"start\"", "\"detect\"",
        "\"realtime\"", "\"\\ud800\"", "\"\\u0000\"",
        "\"你好\"", "\"60\"", "[]", "{}", "[\"mcp\"]", "16000", "60");


    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261122})
    void randomMessagesAreRead(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 8_000; round++) {
            check(object(random, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void damagedMessagesAreRead(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 8_000; round++) {
            StringBuilder text = new StringBuilder(object(random, 0));
            for (int damage = random.nextInt(4); damage >= 0 && !text.isEmpty(); damage--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setLength(at);
                    case 1 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                    default -> text.insert(at, "{}[]\",:\\\u0000\uD83D".charAt(random.nextInt(10)));
                }
            }
            check(text.toString());
        }
    }

    private void check(String text) {
        InboundMessage read = JsonMessageCodec.read(text);
        assertThat(read).as(text).isNotNull();
        assertThat(read.type()).isNotNull();
        assertThat(read.summary()).isNotNull();
        if (read instanceof InboundMessage.Hello hello) {
            String answer = JsonMessageCodec.write(new OutboundMessage.Hello(JSON.createObjectNode(), new SessionId("s"), hello.audio()));
            assertThat(answer).contains("\"transport\":\"websocket\"");
            assertThat(hello.audio().samplesPerFrame()).isBetween(40, 5760);
        }
    }

    private static String object(Random random, int depth) {
        StringBuilder text = new StringBuilder("{");
        if (depth == 0 && random.nextInt(10) > 0) {
            text.append("\"type\":\"").append(pick(random, TYPES)).append('"');
        }
        for (int fields = random.nextInt(6); fields > 0; fields--) {
            text.append(text.length() > 1 ? "," : "").append('"').append(pick(random, KEYS)).append("\":")
                .append(depth < 5 && random.nextInt(4) == 0 ? object(random, depth + 1) : pick(random, VALUES));
        }
        return text.append('}').toString();
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
