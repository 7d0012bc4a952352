package earshot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.asr.Transcript;
import earshot.time.ManualTime;
import earshot.tool.Tool;
import earshot.tool.ToolFailure;
import earshot.tool.Tools;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScriptedTest {
    private static final Heard.About ABOUT = new Heard.About("aa:bb", "Kitchen", "listening", "I am connected by Wi-Fi.");

    private final Scripted scripted = new Scripted(new ManualTime(), ZoneId.of("UTC"));
    private final List<String> calls = new ArrayList<>();

    @Test
    void saysNameStateConnectionAndTime() {
        assertThat(said("what is your name", Tools.none())).isEqualTo("My name is Kitchen.");
        assertThat(said("who are you", Tools.none())).isEqualTo("My name is Kitchen.");
        assertThat(said("what is your state", Tools.none())).isEqualTo("I am listening.");
        assertThat(said("how are you connected", Tools.none())).isEqualTo("I am connected by Wi-Fi.");
        assertThat(said("what time is it", Tools.none())).isEqualTo("It is 2:00 PM.");
    }

    @Test
    void asksTheDeviceForItsVolume() {
        assertThat(said("what is the volume", device(Map.of("self.get_device_status", "{\"audio_speaker\":{\"volume\":70}}")))).isEqualTo("The volume is 70 percent.");
    }

    @Test
    void setsTheVolumeOfTheDevice() {
        Tools tools = device(Map.of("self.audio_speaker.set_volume", "true"));
        assertThat(said("set the volume to fifty", tools)).isEqualTo("The volume is 50 percent now.");
        assertThat(said("set the volume to one hundred", tools)).isEqualTo("The volume is 100 percent now.");
        assertThat(said("Volume 35!", tools)).isEqualTo("The volume is 35 percent now.");
        assertThat(calls).containsExactly("self.audio_speaker.set_volume {\"volume\":50}", "self.audio_speaker.set_volume {\"volume\":100}", "self.audio_speaker.set_volume {\"volume\":35}");
    }

    @Test
    void saysHonestlyWhatTheDeviceHasNoToolFor() {
        assertThat(said("what is the volume", Tools.none())).contains("no tool");
        assertThat(said("set the volume to fifty", Tools.none())).contains("no tool");
    }

    @Test
    void saysHonestlyWhatTheDeviceDidNotDo() {
        assertThat(said("set the volume to fifty", device(Map.of("self.audio_speaker.set_volume", "FAIL")))).contains("did not");
        assertThat(said("what is the volume", device(Map.of("self.get_device_status", "FAIL")))).contains("did not");
        assertThat(said("what is the volume", device(Map.of("self.get_device_status", "no json")))).contains("did not");
        assertThat(said("what is the volume", device(Map.of("self.get_device_status", "{}")))).contains("did not");
    }

    @Test
    void saysWhatItCanAnswerWhenItDidNotUnderstand() {
        assertThat(said("tell me a story", Tools.none())).contains("did not understand").contains("You can ask for my name");
        Answer doubtful = scripted.answer(new Heard(Optional.empty(), new Transcript("what is your name", 0.05), ABOUT, Tools.none())).join();
        assertThat(((Answer.Sentences) doubtful).sentences().getFirst()).contains("did not understand");
    }

    @Test
    void hasAnAnswerForEverySentenceThatItExpects() {
        Tools tools = device(Map.of("self.get_device_status", "{\"audio_speaker\":{\"volume\":70}}", "self.audio_speaker.set_volume", "true"));
        assertThat(scripted.expects()).allSatisfy(sentence -> assertThat(said(sentence, tools)).doesNotContain("did not"));
    }

    private String said(String heard, Tools tools) {
        Answer answer = scripted.answer(new Heard(Optional.empty(), new Transcript(heard, 1), ABOUT, tools)).join();
        return String.join(" ", ((Answer.Sentences) answer).sentences());
    }

    /// @param results of each tool by its name; FAIL for one that fails
    private Tools device(Map<String, String> results) {
        return new Tools() {
            @Override
            public List<Tool> list() {
                return results.keySet().stream().map(name -> new Tool(name, "", JsonNodeFactory.instance.objectNode(), false)).toList();
            }

            @Override
            public CompletableFuture<String> call(String name, JsonNode arguments) {
                calls.add(name + " " + arguments);
                String result = results.get(name);
                return result.equals("FAIL") ? CompletableFuture.failedFuture(new ToolFailure("broken")) : CompletableFuture.completedFuture(result);
            }
        };
    }
}
