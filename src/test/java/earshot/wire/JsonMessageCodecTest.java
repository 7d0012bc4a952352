package earshot.wire;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.problem.ProblemReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessageCodecTest {

    @Test
    void readsTheHelloOfCurrentFirmware() {
        var hello = (InboundMessage.Hello) JsonMessageCodec.read("""
            {"type":"hello","version":3,"features":{"mcp":true,"glyph_push":true},"text_font":{"bundle":"noto-v1","size":20},
             "transport":"websocket","audio_params":{"format":"opus","sample_rate":16000,"channels":1,"frame_duration":60}}""");
        assertThat(hello.version()).isEqualTo(3);
        assertThat(hello.mcp()).isTrue();
        assertThat(hello.aec()).isFalse();
        assertThat(hello.audio()).isEqualTo(AudioParams.UPLINK);
        assertThat(hello.textFont().orElseThrow().path("size").asInt()).isEqualTo(20);
    }

    @Test
    void readsTheHelloOfABrowserPageThatSaysAlmostNothing() {
        var hello = (InboundMessage.Hello) JsonMessageCodec
            .read("{\"type\":\"hello\",\"device_name\":\"数字人\",\"device_mac\":\"x\",\"token\":\"t\",\"features\":{\"mcp\":true,\"emotion\":1}}");
        assertThat(hello.deviceName()).contains("数字人");
        assertThat(hello.version()).isEqualTo(1);
        assertThat(hello.format()).isEqualTo("opus");
        assertThat(hello.audio()).isEqualTo(AudioParams.UPLINK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"audioParams\":{\"sampleRate\":24000,\"frameDuration\":20}}|24000|20",
        "{\"audio_params\":{\"sample_rate\":\"16000\",\"frame_duration\":\"40\"}}|16000|40",
        "{\"audio_params\":{\"sample_rate\":-1,\"frame_duration\":61}}|16000|60",
        "{\"audio_params\":{\"sample_rate\":1e99,\"frame_duration\":[]}}|16000|60",
        "{\"audio_params\":\"opus\"}|16000|60",
        "{\"audio_params\":null}|16000|60"})
    void takesAudioParametersAsClientsWriteThemAndDefaultsTheOddOnes(String json, int rate, int millis) throws Exception {
        ObjectNode body = (ObjectNode) JSON.readTree(json);
        var hello = (InboundMessage.Hello) JsonMessageCodec.read(body.put("type", "hello").toString());
        assertThat(hello.audio()).isEqualTo(new AudioParams(rate, 1, millis));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"mcp\":true}|true", "[\"mcp\"]|true", "[\"aec\"]|false", "{\"mcp\":false}|false", "{\"mcp\":{}}|true", "\"mcp\"|false", "[1,null]|false", "7|false"})
    void featuresAreAnObjectOrAList(String features, boolean mcp) {
        assertThat(((InboundMessage.Hello) JsonMessageCodec.read("{\"type\":\"hello\",\"features\":" + features + "}")).mcp()).isEqualTo(mcp);
    }

    @Test
    void readsListenInAllItsStates() {
        assertThat(JsonMessageCodec.read("{\"session_id\":\"s\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"realtime\"}"))
            .isEqualTo(new InboundMessage.Listen(InboundMessage.Listen.ListenAction.START, Optional.of(ListenMode.REALTIME), Optional.empty()));
        assertThat(JsonMessageCodec.read("{\"type\":\"listen\",\"state\":\"stop\",\"mode\":\"sideways\"}"))
            .isEqualTo(new InboundMessage.Listen(InboundMessage.Listen.ListenAction.STOP, Optional.empty(), Optional.empty()));
        assertThat(JsonMessageCodec.read("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"你好小智\"}"))
            .isEqualTo(new InboundMessage.Listen(InboundMessage.Listen.ListenAction.DETECT, Optional.empty(), Optional.of("你好小智")));
        assertThat(JsonMessageCodec.read("{\"type\":\"listen\"}")).isInstanceOf(InboundMessage.Malformed.class);
    }

    @Test
    @DisplayName("row 42: ping and keepalive are the same heartbeat")
    void readsHeartbeats() {
        assertThat(JsonMessageCodec.read("{\"type\":\"ping\"}")).isEqualTo(new InboundMessage.Heartbeat());
        assertThat(JsonMessageCodec.read("{\"type\":\"keepalive\",\"x\":[1]}")).isEqualTo(new InboundMessage.Heartbeat());
        assertThat(JsonMessageCodec.write(new OutboundMessage.Pong())).isEqualTo("{\"type\":\"pong\"}");
    }

    @Test
    @DisplayName("row 24: any config_update is read as its key names only and answered exactly")
    void keepsOnlyTheKeysOfAConfigUpdate() {
        assertThat(JsonMessageCodec.read("{\"type\":\"config_update\",\"config\":{\"api_key\":\"hidden\",\"a\":{\"b\":1}}}"))
            .isEqualTo(new InboundMessage.ConfigUpdate(List.of("api_key", "a")));
        for (String config : List.of("null", "\"text\"", "[1]", "7")) {
            assertThat(JsonMessageCodec.read("{\"type\":\"config_update\",\"config\":" + config + "}")).isEqualTo(new InboundMessage.ConfigUpdate(List.of()));
        }
        assertThat(JsonMessageCodec.read("{\"type\":\"config_update\"}")).isEqualTo(new InboundMessage.ConfigUpdate(List.of()));
        assertThat(JsonMessageCodec.write(new OutboundMessage.ConfigUpdateOk())).isEqualTo("{\"type\":\"config_update\",\"status\":\"ok\",\"noop\":true}");
    }

    @Test
    void readsTheOthers() {
        assertThat(JsonMessageCodec.read("{\"type\":\"abort\",\"reason\":\"wake_word_detected\"}"))
            .isEqualTo(new InboundMessage.Abort(Optional.of("wake_word_detected")));
        assertThat(JsonMessageCodec.read("{\"type\":\"abort\",\"reason\":5}")).isEqualTo(new InboundMessage.Abort(Optional.empty()));
        assertThat(JsonMessageCodec.read("{\"type\":\"mode\",\"state\":\"start\",\"mode\":7}")).isEqualTo(new InboundMessage.UnknownMode("start", ""));
        assertThat(JsonMessageCodec.read("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"dialog.active\"}"))
            .isEqualTo(new InboundMessage.UnknownMode("start", "dialog.active"));
        for (WorkMode mode : WorkMode.values()) {
            assertThat(JsonMessageCodec.read("{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"" + mode.wireName() + "\"}"))
                .isEqualTo(new InboundMessage.Mode(InboundMessage.Mode.ModeState.END, mode));
        }
        assertThat(JsonMessageCodec.read("{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"s\"}}"))
            .isEqualTo(new InboundMessage.ServerAction("restart", Optional.of("s")));
        assertThat(JsonMessageCodec.read("{\"type\":\"server\",\"action\":\"restart\",\"content\":\"s\"}"))
            .isEqualTo(new InboundMessage.ServerAction("restart", Optional.empty()));
        assertThat(JsonMessageCodec.read("{\"type\":\"server\"}")).isInstanceOf(InboundMessage.Malformed.class);
        assertThat(JsonMessageCodec.read("{\"type\":\"goodbye\"}")).isEqualTo(new InboundMessage.Goodbye());
        assertThat(JsonMessageCodec.read("{\"type\":\"iot\",\"states\":[]}")).isInstanceOf(InboundMessage.Iot.class);
        assertThat(JsonMessageCodec.read("{\"type\":\"mcp\",\"payload\":{\"id\":1}}").summary()).isEqualTo("mcp result #1");
        assertThat(JsonMessageCodec.read("{\"type\":\"mcp\"}")).isEqualTo(new InboundMessage.Malformed(ProblemReason.MESSAGE_LACKS.with("mcp", "payload")));
        assertThat(JsonMessageCodec.read("{\"type\":\"mcp\",\"payload\":\"x\"}")).isInstanceOf(InboundMessage.Malformed.class);
        assertThat(JsonMessageCodec.read("{\"type\":\"ui.ack\",\"id\":\"p\"}").type()).isEqualTo("ui.ack");
    }

    @Test
    void neverShowsTheSecretOfAServerMessage() {
        InboundMessage message = JsonMessageCodec.read("{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"hidden\"}}");
        assertThat(message + message.summary()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "-7", " 0 ", "123456789012345678901234567890"})
    void aBareIntegerIsKeptAsItCame(String text) {
        assertThat(JsonMessageCodec.read(text)).isEqualTo(new InboundMessage.Number(text));
        assertThat(JsonMessageCodec.write(new OutboundMessage.Plain(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "hello there|no JSON", "{\"type\":\"ping\"|no JSON", "{\"type\":\"ping\"} {}|no JSON", "[]|JSON of the type array, not an object",
        "null|JSON of the type null, not an object",
        "1.5|JSON of the type number, not an object", "\"ping\"|JSON of the type string, not an object", "{}|no type",
        "{\"type\":7}|type is a JSON number, not a string", "{\"type\":null}|type is a JSON null, not a string",
        "{\"type\":[\"ping\"]}|type is a JSON array, not a string", "{\"type\":{\"a\":1}}|type is a JSON object, not a string", "{'type':'ping'}|no JSON",
        "{\"type\":NaN}|no JSON" })
    void whatIsNoMessageIsMalformedWithAReason(String text, String reason) {
        assertThat(JsonMessageCodec.read(text)).isInstanceOfSatisfying(InboundMessage.Malformed.class,
            m -> assertThat(ProblemReason.text(m.reason(), Locale.ENGLISH)).startsWith(reason));
    }

    @Test
    void emptyTextIsMalformed() {
        assertThat(JsonMessageCodec.read("")).isEqualTo(new InboundMessage.Malformed(ProblemReason.MESSAGE_EMPTY.toString()));
    }

    @Test
    void nestingIsBounded() {
        String deep = "{\"type\":\"iot\",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(JsonMessageCodec.read(deep)).isInstanceOf(InboundMessage.Malformed.class);
        assertThat(JsonMessageCodec.read("{\"type\":\"iot\",\"a\":" + "[".repeat(50) + "]".repeat(50) + "}")).isInstanceOf(InboundMessage.Iot.class);
    }

    @Test
    void aHugeMessageIsReadOrRefusedButNeverThrows() {
        assertThat(JsonMessageCodec.read("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + "长".repeat(400_000) + "\"}"))
            .isInstanceOf(InboundMessage.Listen.class);
        assertThat(JsonMessageCodec.read("{\"type\":\"hello\",\"version\":" + "9".repeat(100_000) + "}")).isInstanceOf(InboundMessage.Malformed.class);
    }

    @Test
    void ofADuplicateKeyTheLastOneCounts() {
        assertThat(JsonMessageCodec.read("{\"type\":\"ping\",\"type\":\"goodbye\"}")).isEqualTo(new InboundMessage.Goodbye());
    }

    @Test
    void writesTheHelloWithTransportAndWithoutLettingTheConfiguredObjectBreakIt() {
        ObjectNode configured = JsonNodeFactory.instance.objectNode().put("transport", "udp").put("version", 1).put("type", "x");
        assertThat(JsonMessageCodec.write(new OutboundMessage.Hello(configured, new SessionId("6e0c"), new AudioParams(24_000, 1, 60)))).isEqualTo(
            "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"6e0c\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60},\"version\":1}");
        assertThat(configured.path("transport").asText()).isEqualTo("udp");
    }

    @Test
    void writesKeysInTheOrderOfTheProtocolAndChineseAsItIs() {
        assertThat(JsonMessageCodec.write(new OutboundMessage.Listen(ListenMode.MANUAL)))
            .isEqualTo("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.Stt("你好", new SessionId("s"))))
            .isEqualTo("{\"type\":\"stt\",\"text\":\"你好\",\"session_id\":\"s\"}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.Llm("happy", "😊", new SessionId("s"))))
            .isEqualTo("{\"type\":\"llm\",\"text\":\"😊\",\"emotion\":\"happy\",\"session_id\":\"s\"}");
        assertThat(JsonMessageCodec.write(OutboundMessage.Tts.of(OutboundMessage.Tts.TtsState.STOP, new SessionId("s"))))
            .isEqualTo("{\"type\":\"tts\",\"state\":\"stop\",\"session_id\":\"s\"}");
        assertThat(JsonMessageCodec.write(OutboundMessage.Tts.sentence(OutboundMessage.Tts.TtsState.SENTENCE_START, "Hi.", new SessionId("s"))))
            .isEqualTo("{\"type\":\"tts\",\"state\":\"sentence_start\",\"session_id\":\"s\",\"text\":\"Hi.\"}");
        assertThat(JsonMessageCodec.write(
            new OutboundMessage.Tts(OutboundMessage.Tts.TtsState.START, Optional.of("已进入会议模式"), Optional.of("config/assets/evening.wav"), Optional.empty())))
            .isEqualTo("{\"type\":\"tts\",\"state\":\"start\",\"url\":\"config/assets/evening.wav\",\"text\":\"已进入会议模式\"}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.Transcription("a", 1756000000123L, new SessionId("s"))))
            .isEqualTo("{\"type\":\"audio\",\"event\":\"transcription\",\"text\":\"a\",\"ts\":1756000000123,\"session_id\":\"s\"}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.ModeOk(InboundMessage.Mode.ModeState.START, WorkMode.CODING)))
            .isEqualTo("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"coding\"}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.ModeError()))
            .isEqualTo("{\"type\":\"mode\",\"status\":\"error\",\"message\":\"invalid state or mode\"}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.SystemNotice(Optional.of("timeout_warning"), "连接将因长时间空闲而关闭，如需继续请发送任意消息。")))
            .isEqualTo("{\"type\":\"system\",\"event\":\"timeout_warning\",\"message\":\"连接将因长时间空闲而关闭，如需继续请发送任意消息。\"}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.SystemNotice(Optional.empty(), "m"))).isEqualTo("{\"type\":\"system\",\"message\":\"m\"}");
        assertThat(
            JsonMessageCodec.write(new OutboundMessage.ServerReply(true, "配置更新成功", Optional.of(InboundMessage.ServerAction.ServerCommand.UPDATE_CONFIG))))
            .isEqualTo("{\"type\":\"server\",\"status\":\"success\",\"message\":\"配置更新成功\",\"content\":{\"action\":\"update_config\"}}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.ServerReply(false, "服务器密钥验证失败", Optional.empty())))
            .isEqualTo("{\"type\":\"server\",\"status\":\"error\",\"message\":\"服务器密钥验证失败\"}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.Alert("s", "m", "sad")))
            .isEqualTo("{\"type\":\"alert\",\"status\":\"s\",\"message\":\"m\",\"emotion\":\"sad\"}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.Plain("设备注册失败"))).isEqualTo("设备注册失败");
    }

    @Test
    void leavesTheResourceFieldsOutWhenTheMachineDoesNotTell() {
        List<DeviceId> online = List.of(new DeviceId("a0:b1:c2:00:00:01"), new DeviceId("auto-1f0c9a7b"));
        assertThat(JsonMessageCodec.write(new OutboundMessage.ServerStats(1756000000123L, online.size(), online,
            Optional.of(new OutboundMessage.ServerStats.Resources(7.5, 41.2, 6650, 16384))))).isEqualTo(
                "{\"type\":\"server\",\"event\":\"stats\",\"ts\":1756000000123,\"deviceCount\":2,\"online\":[\"a0:b1:c2:00:00:01\","
                    + "\"auto-1f0c9a7b\"],\"cpuPercent\":7.5,\"memPercent\":41.2,\"memUsedMB\":6650,\"memTotalMB\":16384}");
        assertThat(JsonMessageCodec.write(new OutboundMessage.ServerStats(1, 0, List.of(), Optional.empty())))
            .isEqualTo("{\"type\":\"server\",\"event\":\"stats\",\"ts\":1,\"deviceCount\":0,\"online\":[]}");
    }

    @Test
    void anMcpIdIsANumber() {
        ObjectNode call = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 7).put("method", "tools/list");
        assertThat(JsonMessageCodec.write(new OutboundMessage.Mcp(call, new SessionId("s"))))
            .isEqualTo("{\"session_id\":\"s\",\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}}");
        assertThatThrownBy(() -> new OutboundMessage.Mcp(JSON.createObjectNode().put("id", "7"), new SessionId("s")))
            .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDialectsDifferInRateAndFirstHello() {
        assertThat(Dialect.ofPath("/supie/v1/")).isEqualTo(Dialect.BADGE);
        assertThat(Dialect.ofPath("/xiaozhi/v1/")).isEqualTo(Dialect.XIAOZHI);
        assertThat(Dialect.ofPath("/")).isEqualTo(Dialect.XIAOZHI);
        assertThat(Dialect.BADGE.downlinkRate()).isEqualTo(16_000);
        assertThat(Dialect.XIAOZHI.downlinkRate()).isEqualTo(24_000);
        assertThat(Dialect.BADGE.serverSendsFirstHello()).isTrue();
        assertThat(Dialect.XIAOZHI.serverSendsFirstHello()).isFalse();
    }
}
