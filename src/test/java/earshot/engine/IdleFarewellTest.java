package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.OpusEncoder;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The farewell before an idle connection is closed, with a device that sends audio without speech.
class IdleFarewellTest {
    private static final String FIXED = "tts sentence_start It has been quiet for a while. Goodbye, talk to you soon.";

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final OpenAiServerFake model = engine.closing(new OpenAiServerFake());
    private SocketDeviceFake socketDeviceFake;

    @Test
    void theModelFindsTheWordsThatAreAskedOfIt() throws Exception {
        model.answers(Answer.says("😔 Time flies. ", "Until soon!"));
        start(Map.of("end_prompt.prompt", "Say goodbye with feeling."));
        staysSilentUntil("tts sentence_start Until soon!");
        socketDeviceFake.awaitReceived("llm sad");
        socketDeviceFake.awaitReceived("tts sentence_start Time flies.");
        socketDeviceFake.awaitReceived("close 1000");
        assertThat(model.requests()).singleElement().satisfies(receivedRequest -> {
            assertThat(receivedRequest.lastMessage()).isEqualTo("Say goodbye with feeling.");
            assertThat(receivedRequest.body().has("tools")).isFalse();
        });
    }

    @Test
    void aModelThatFailsLeavesTheFixedSentenceInTheLanguageOfThePersona() throws Exception {
        model.answers(Answer.status(400, "{}"));
        start(Map.of("end_prompt.prompt", "说再见", "prompt", "你是一只猫。"));
        staysSilentUntil("tts sentence_start 好久没有听到你说话了。再见，期待下次聊天！");
        socketDeviceFake.awaitReceived("close 1000");
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void aModelThatHangsIsNotWaitedForLong() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        model.answers(Answer.stream().until(never));
        start(Map.of("end_prompt.prompt", "Say goodbye."));
        staysSilentUntil(FIXED);
        socketDeviceFake.awaitReceived("close 1000");
        never.countDown();
    }

    @Test
    void withoutAPromptNoModelIsAsked() throws Exception {
        start(Map.of());
        staysSilentUntil(FIXED);
        socketDeviceFake.awaitReceived("close 1000");
        assertThat(model.requests()).isEmpty();
    }

    private void staysSilentUntil(String heard) {
        socketDeviceFake.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        try (OpusEncoder encoder = OpusCodecs.concentus().encoder(16_000, 960, 24_000, 3)) {
            byte[] silence = encoder.encode(new short[960]);
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(60))
                .until(() -> socketDeviceFake.sendPacket(silence) && socketDeviceFake.received().contains(heard));
        }
    }

    private void start(Map<String, Object> more) throws Exception {
        Map<String, Object> settings = EngineExtension.conversationWith(model);
        settings.put("close_connection_no_voice_time", 1);
        settings.putAll(more);
        engine.start(settings);
        socketDeviceFake = engine.connectSpeaking("aa:bb:cc:00:01:03");
    }
}
