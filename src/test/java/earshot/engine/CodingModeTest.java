package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.coding.CodingSettings;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.id.DeviceId;
import earshot.wire.WorkMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Coding over real sockets, with a model that speaks the real protocol.
class CodingModeTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final OpenAiServerFake model = engine.closing(new OpenAiServerFake());

    @Test
    void anInsightGoesToItsDeviceAndCopiesToOtherBadges() throws Exception {
        model.answers(Answer.says("{\"insights\":[\"Three tests are broken.\"],\"risks\":[\"r\"],\"actions\":[\"a\"],\"nextSteps\":[\"n\"]}"));
        engine.startFromFile(
            "peer: {enabled: true, device_roles: {\"aa:03\": lead}, roles_grants: {lead: \"*\"}}\nselected_module: {LLM: big}\nllm_by_mode: {coding: big}\nLLM:\n  big: {type: openai, base_url: \""
                + model.address() + "\", model_name: big-2, api_key: sk-test}\n");
        ClientFake sender = engine.connect("supie", "aa:00", Map.of());
        ClientFake other = engine.connect("supie", "aa:01", Map.of());
        ClientFake lead = engine.connect("supie", "aa:03", Map.of());
        ClientFake plain = engine.connect("xiaozhi", "aa:02", Map.of());
        await().until(() -> engine.model().devices().get().size() == 4);
        sender.send("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"coding\"}");
        sender.send("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"coding\"}");
        sender.send("{\"type\":\"coding\",\"event\":\"phase\",\"name\":\"test\"}");
        String lists = "\"phase\":\"test\",\"insights\":[\"Three tests are broken.\"],\"risks\":[\"r\"],\"actions\":[\"a\"],\"nextSteps\":[\"n\"],\"from\":\"";
        sender.awaitReceived("{\"type\":\"coding\",\"event\":\"insight\"," + lists + "aa:00\"}");
        other.awaitReceived("{\"type\":\"coding\",\"event\":\"insight\"," + lists + "device-");
        lead.awaitReceived("{\"type\":\"coding\",\"event\":\"insight\"," + lists + "aa:00\"}");
        assertThat(sender.count("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"coding\"}")).isEqualTo(2);
        assertThat(model.requests().getLast().body().path("max_tokens").asInt() + model.requests().getLast().body().path("max_completion_tokens").asInt())
            .isEqualTo(512);
        sender.send("{\"type\":\"coding\",\"event\":\"log\",\"level\":\"info\",\"text\":\"a raw line that nobody shows\"}");
        sender.send("{\"type\":\"coding\",\"event\":\"stop\"}");
        sender.awaitReceived("\"event\":\"summary\"," + lists + "aa:00\"}");
        other.awaitReceived("\"event\":\"summary\"");

        Files.writeString(engine.directory().resolve("settings.yaml"), "coding: {broadcast: coding}\n");
        await().until(() -> engine.model().settings().get().of(CodingSettings.SECTION).broadcast() == CodingSettings.Broadcast.CODING);
        other.texts.clear();
        sender.send("{\"type\":\"coding\",\"event\":\"log\",\"level\":\"error\",\"text\":\"tests failed: 3\"}");
        sender.awaitReceived("3 tests failed.");
        sender.send("{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"coding\"}");
        sender.awaitReceived("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"end\",\"mode\":\"coding\"}");
        assertThat(other.texts).noneMatch(text -> text.contains("coding"));
        assertThat(engine.done(new Command.SwitchMode(new DeviceId("aa:01"), Optional.of(WorkMode.CODING)))).isInstanceOf(Operation.Outcome.Done.class);
        other.awaitReceived("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"coding\"}");
        assertThat(plain.texts).noneMatch(text -> text.contains("coding"));
        assertThat(String.join("", sender.texts) + other.texts).doesNotContain("a raw line");
    }
}
