package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OwnPortCheckTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @Test
    void aProviderAtOneOfTheOwnPortsIsToldUntilItIsElsewhere() {
        engine.startFromFile("""
            selected_module: {LLM: Local}
            LLM: {Local: {type: openai, model_name: m, base_url: "http://127.0.0.1:1/v1"}}
            """, new SpeechFactoryFake(""));
        assertThat(engine.open(ProblemCode.PROVIDER_ITSELF)).isFalse();
        engine.done(new Command.ApplySettings(Map.of("LLM.Local.base_url", "http://localhost:" + engine.port() + "/v1")));
        await().until(() -> engine.open(ProblemCode.PROVIDER_ITSELF));
        engine.done(new Command.ApplySettings(Map.of("LLM.Local.base_url", "http://192.0.2.1:" + engine.port() + "/v1")));
        await().until(() -> !engine.open(ProblemCode.PROVIDER_ITSELF));
    }
}
