package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import module java.base;

import earshot.capture.SessionClock;
import earshot.capture.SessionManifest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U53: whom recorded settings would contact")
class OutsideAddressesTest {
    @Test
    void whatIsInsideContactsNobody() {
        assertThat(OutsideAddresses.of(Map.of("assistant", "scripted", "selected_module.LLM", "echo", "selected_module.ASR", "sphinx4", "selected_module.TTS",
            "freetts", "selected_module.VAD", "webrtc",
            "LLM.echo.type", "echo", "TTS.local.type", "espeak", "TTS.local.voice", "en-us", "ASR.W.type", "whisper", "wakeup_words", List.of("Jarvis"))))
            .isEmpty();
    }

    @Test
    void providersAreToldByTheirAddressOrTheUsualOne() {
        assertThat(OutsideAddresses.of(Map.of("LLM.small.type", "openai", "LLM.small.base_url", "https://user:word@a.example/v1?key=k", "LLM.other.base_url",
            "evil.example", "LLM.ChatGLMLLM.model_name", "glm",
            "ASR.fun.type", "fun_server", "ASR.fun.host", "10.0.0.1", "ASR.fun.port", 10095L, "TTS.E.type", "Edge"))).containsOnly(
                entry("LLM.small", "https://***@a.example/v1?***"), entry("LLM.other", "evil.example"),
                entry("LLM.ChatGLMLLM", "https://open.bigmodel.cn/api/paas/v4"), entry("ASR.fun", "10.0.0.1:10095"),
            entry("TTS.E", "wss://speech.platform.bing.com/consumer/speech/synthesize/readaloud/edge/v1"));
    }

    @Test
    void soIsWhereAProviderGetsItsTokensAndItsProxy() {
        assertThat(OutsideAddresses.of(Map.of("ASR.A.type", "aliyun", "ASR.A.host", "nls.example", "ASR.A.token_url", "http://evil.example/",
            "ASR.A.http_proxy", "http://user:word@proxy.example:8080"))).containsOnly(entry("ASR.A", "nls.example"),
                entry("ASR.A.token_url", "http://evil.example/"), entry("ASR.A.http_proxy", "http://***@proxy.example:8080"));
    }

    @Test
    void soAreTypesThatNeedNoSectionAndAnyOtherAddress() {
        assertThat(OutsideAddresses.of(Map.of("selected_module.TTS", "edge", "llm_by_mode.chat", "deepseek", "llm_by_mode.meeting", Map.of("alias", "groq"),
            "mcp_endpoint", "a.example:1", "plugins.list",
            List.of(Map.of("x", "ws://b.example"))))).containsOnlyKeys("TTS.edge", "LLM.deepseek", "LLM.groq", "mcp_endpoint", "plugins.list.0.x");
    }

    @Test
    void aReplayTakesNoSettingsOfTheServerHoweverTheyAreWritten() {
        SessionClock clock = new SessionClock(Instant.EPOCH, 0, Instant.EPOCH, ZoneId.of("UTC"));
        Map<String, Object> recorded = Map.of("server", Map.of("auth", Map.of("mode", "oauth2", "oauth2", Map.of("introspection_url", "http://evil.example"))),
            "meeting.webhook.url", "http://evil.example",
            "meeting", Map.of("webhook", Map.of("url", "http://evil.example")), "LLM", Map.of("a.b", Map.of("type", "echo")));
        Map<String, Object> settings = EngineReplay.settings(new SessionManifest(1, "test", clock, recorded, List.of(), List.of()), 1);
        assertThat(settings).containsOnlyKeys("LLM.a\\.b.type", "max_sound_speed", "server.ip", "server.port", "server.http_port");
        assertThat(OutsideAddresses.of(settings)).isEmpty();
    }
}
