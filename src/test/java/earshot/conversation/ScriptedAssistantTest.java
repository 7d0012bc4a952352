package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.asr.RecognitionResult;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import earshot.reminder.ReminderRegistry;
import earshot.reminder.ReminderSettings;
import earshot.reminder.ReminderStore;
import earshot.time.TimeFake;
import earshot.tool.Tool;
import earshot.tool.ToolFailure;
import earshot.tool.ToolSource;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedAssistantTest {
    private static final AssistantRequest.DeviceInfo ABOUT = new AssistantRequest.DeviceInfo(new DeviceId("aa:bb"), "Kitchen", ListenState.LISTENING,
        "192.0.2.7", Instant.EPOCH, ConnectionMode.DIALOG_ACTIVE);

    private final TimeFake time = new TimeFake();
    private final ReminderRegistry reminders = new ReminderRegistry(time, () -> ZoneOffset.UTC, ReminderSettings.SECTION::defaults, ReminderStore.none());
    private final ScriptedAssistant scripted = new ScriptedAssistant(time, ZoneId.of("UTC"),
        new ScriptedReminders(time, reminders, ReminderSettings.SECTION::defaults));
    private final List<String> calls = new ArrayList<>();

    @Test
    void saysNameStateConnectionAndTime() {
        assertThat(said("what is your name", ToolSource.none())).isEqualTo("My name is Kitchen.");
        assertThat(said("who are you", ToolSource.none())).isEqualTo("My name is Kitchen.");
        assertThat(said("what is your state", ToolSource.none())).isEqualTo("I am listening.");
        assertThat(said("how are you connected", ToolSource.none())).isEqualTo("I am connected from 192.0.2.7 since 12:00 AM.");
        assertThat(said("what time is it", ToolSource.none())).isEqualTo("It is 2:00 PM.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Remind me in ten minutes to take the pills.|10|take the pills|I will remind you in 10 minutes: take the pills. I can say it only while I am connected, otherwise when you next speak to me.",
        "please remind me to call mum in half an hour|30|call mum|I will remind you in 30 minutes: call mum. I can say it only while I am connected, otherwise when you next speak to me.",
        "remind me in an hour that the cake is done!|60|the cake is done|I will remind you in 60 minutes: the cake is done. I can say it only while "
            + "I am connected, otherwise when you next speak to me.",
        "remind me in twenty five minutes to go|25|go|I will remind you in 25 minutes: go. I can say it only while I am connected, otherwise when you next speak to me.",
        "10分钟后提醒我喝水|10|喝水|好的，10分钟后提醒你：喝水。我只有在连接时才能说，否则等你下次跟我说话时再说。", "请提醒我两个小时以后吃药。|120|吃药|好的，120分钟后提醒你：吃药。我只有在连接时才能说，否则等你下次跟我说话时再说。",
        "半小时后提醒我关火|30|关火|好的，30分钟后提醒你：关火。我只有在连接时才能说，否则等你下次跟我说话时再说。", "二十五分钟后提醒我出门|25|出门|好的，25分钟后提醒你：出门。我只有在连接时才能说，否则等你下次跟我说话时再说。"})
    void aWholeSentenceSetsAReminderAndTheAnswerIsHonest(String heard, int minutes, String text, String answer) {
        assertThat(said(heard, ToolSource.none())).isEqualTo(answer);
        assertThat(reminders.rows().get()).singleElement().satisfies(reminder -> {
            assertThat(reminder.text()).isEqualTo(text);
            assertThat(reminder.next().orElseThrow().due(ZoneOffset.UTC)).isEqualTo(time.now().plus(Duration.ofMinutes(minutes)));
        });
    }

    /// It is a Sunday, 14:00.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Remind me tomorrow at eight to call Anna.|2026-11-23T08:00|I will remind you tomorrow at 8:00 AM: call Anna.",
        "remind me tonight at nine to read|2026-11-22T21:00|I will remind you today at 9:00 PM: read.",
        "remind me next Friday at 9 pm to pay|2026-11-27T21:00|I will remind you on Friday, November 27, at 9:00 PM: pay.",
        "every weekday at 7 remind me to take the pills|2026-11-23T07:00|I will remind you from Monday to Friday at 7:00 AM: take the pills.",
        "remind me every Tuesday at 10 am to water the plants|2026-11-24T10:00|I will remind you every Tuesday at 10:00 AM: water the plants.",
        "remind me every two hours to drink|2026-11-22T16:00|I will remind you every 120 minutes: drink.",
        "明天早上八点提醒我开会|2026-11-23T08:00|好的，明天上午8:00提醒你：开会。", "每天早上七点叫我起床|2026-11-23T07:00|好的，每天上午7:00提醒你：起床。",
        "提醒我周五上午九点半交报告|2026-11-27T09:30|好的，11月27日星期五上午9:30提醒你：交报告。" })
    void aReminderIsSetForTheTimeThatIsSaidWhichIsSaidBack(String heard, String due, String answer) {
        assertThat(said(heard, ToolSource.none())).startsWith(answer);
        assertThat(reminders.rows().get()).singleElement()
            .satisfies(reminder -> assertThat(reminder.next().orElseThrow().local(ZoneOffset.UTC)).hasToString(due));
    }

    @ParameterizedTest
    @ValueSource(strings = { "did you remind me in ten minutes to go", "remind me in ten minutes", "remind me to go", "remind me in no minutes to go",
        "remind me in zero minutes to go", "10分钟后提醒", "他说10分钟后提醒我喝水" })
    void whatIsNoWholeSentenceSetsNone(String heard) {
        said(heard, ToolSource.none());
        assertThat(reminders.rows().get()).isEmpty();
    }

    @Test
    void aReminderThatWasHeardUnsurelyIsSetWhenItIsSaidOnceMore() {
        assertThat(heard("remind me in ten minutes to go", 0.4, ToolSource.none()))
            .isEqualTo("I heard: remind you in 10 minutes: go. If that is right, say it once more.");
        assertThat(reminders.rows().get()).isEmpty();
        assertThat(heard("remind me in ten minutes to go", 0.4, ToolSource.none())).startsWith("I will remind you");
        assertThat(reminders.rows().get()).hasSize(1);
    }

    @Test
    void asksTheDeviceForItsVolume() {
        assertThat(said("what is the volume", device(Map.of("self.get_device_status", "{\"audio_speaker\":{\"volume\":70}}"))))
            .isEqualTo("The volume is 70 percent.");
    }

    @Test
    void setsTheVolumeOfTheDevice() {
        ToolSource tools = device(Map.of("self.audio_speaker.set_volume", "true"));
        assertThat(said("set the volume to fifty", tools)).isEqualTo("The volume is 50 percent now.");
        assertThat(said("set the volume to one hundred", tools)).isEqualTo("The volume is 100 percent now.");
        assertThat(said("Volume 35!", tools)).isEqualTo("The volume is 35 percent now.");
        assertThat(calls).containsExactly("self.audio_speaker.set_volume {\"volume\":50}", "self.audio_speaker.set_volume {\"volume\":100}",
            "self.audio_speaker.set_volume {\"volume\":35}");
    }

    @Test
    void changesNothingWhenTheSentenceHoldsMoreThanThat() {
        ToolSource tools = device(Map.of("self.audio_speaker.set_volume", "true"));
        assertThat(said("do not set the volume to fifty", tools)).contains("not sure");
        assertThat(said("what was the volume of the fifty songs", tools)).contains("not sure");
        assertThat(calls).isEmpty();
    }

    @Test
    void asksBackWhenItIsNotSureAndActsWhenItIsSaidOnceMore() {
        ToolSource tools = device(Map.of("self.audio_speaker.set_volume", "true"));
        assertThat(heard("set the volume to zero", 0.4, tools)).contains("I heard").contains("0 percent");
        assertThat(calls).isEmpty();
        assertThat(heard("set the volume to ten", 0.4, tools)).as("another number is another question").contains("10 percent");
        assertThat(calls).isEmpty();
        assertThat(heard("set the volume to ten", 0.4, tools)).isEqualTo("The volume is 10 percent now.");
        assertThat(heard("set the volume to ten", 0.4, tools)).as("asked anew").contains("I heard");
        time.advance(Duration.ofSeconds(31));
        assertThat(heard("set the volume to ten", 0.4, tools)).as("too late").contains("I heard");
        assertThat(calls).hasSize(1);
    }

    @Test
    void answersInChineseWhatItIsAskedInChinese() {
        ToolSource tools = device(Map.of("self.get_device_status", "{\"audio_speaker\":{\"volume\":70}}", "self.audio_speaker.set_volume", "true"));
        assertThat(said("你叫什么名字？", tools)).isEqualTo("我叫Kitchen。");
        assertThat(said("现在几点了", tools)).isEqualTo("现在是下午2:00。");
        assertThat(said("你现在什么状态", tools)).isEqualTo("我正在听。");
        assertThat(said("你是怎么连接的", tools)).contains("192.0.2.7");
        assertThat(said("你能做什么", tools)).startsWith("你可以问");
        assertThat(said("音量是多少", tools)).isEqualTo("音量是百分之70。");
        assertThat(said("给我讲个故事", tools)).startsWith("我没有听懂。");
        assertThat(said("音量是多少", ToolSource.none())).contains("没有报告状态的工具");
        assertThat(heard("把音量调到五十", 0.4, tools)).contains("再说一次");
        assertThat(heard("把音量调到五十", 0.4, tools)).isEqualTo("音量现在是百分之50。");
        assertThat(calls).containsExactly("self.get_device_status {}", "self.audio_speaker.set_volume {\"volume\":50}");
    }

    @ParameterizedTest
    @CsvSource({"把音量调到五十,50", "请把音量设置为百分之三十五。,35", "音量调到100%,100", "帮我把声音调到一百,100", "音量十,10", "音量零,0", "把音量调一下到八十,80", "音量五零,50"})
    void understandsNumbersAsTheyAreSpokenInChinese(String heard, int percent) {
        said(heard, device(Map.of("self.audio_speaker.set_volume", "true")));
        assertThat(calls).containsExactly("self.audio_speaker.set_volume {\"volume\":" + percent + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"不要把音量调到五十", "音量五十的歌有哪些", "把音量调到二百", "调一下音量"})
    void changesNothingWhenAChineseSentenceHoldsMoreThanThat(String heard) {
        said(heard, device(Map.of("self.get_device_status", "{}", "self.audio_speaker.set_volume", "true")));
        assertThat(calls).doesNotContain("self.audio_speaker.set_volume").noneMatch(call -> call.contains("set_volume"));
    }

    @Test
    void speaksNoMacAddress() {
        AssistantRequest.DeviceInfo unnamed = new AssistantRequest.DeviceInfo(new DeviceId("aa:bb:cc:dd:ee:ff"), "aa:bb:cc:dd:ee:ff", ListenState.LISTENING,
            "192.0.2.7", Instant.EPOCH, ConnectionMode.DIALOG_ACTIVE);
        AssistantAnswer answer = scripted
            .answer(new AssistantRequest(Optional.empty(), new RecognitionResult("what is your name", 1), unnamed, ToolSource.none())).join();
        assertThat(((AssistantAnswer.Sentences) answer).sentences()).containsExactly("My name is Earshot.");
        assertThat(Persona.of(Optional.of("{{device_name}} {{device_id}}")).instructions(unnamed, time.now().atZone(ZoneId.of("UTC")), Optional.empty(),
            Optional.empty())).isEqualTo("Earshot Earshot");
    }

    @Test
    void saysHonestlyWhatTheDeviceHasNoToolFor() {
        assertThat(said("what is the volume", ToolSource.none())).contains("no tool");
        assertThat(said("set the volume to fifty", ToolSource.none())).contains("no tool");
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
        assertThat(said("tell me a story", ToolSource.none())).contains("did not understand").contains("You can ask for my name");
        AssistantAnswer doubtful = scripted
            .answer(new AssistantRequest(Optional.empty(), new RecognitionResult("what is your name", 0.05), ABOUT, ToolSource.none())).join();
        assertThat(((AssistantAnswer.Sentences) doubtful).sentences().getFirst()).contains("did not understand");
    }

    @Test
    void hasAnAnswerForEverySentenceThatItExpects() {
        ToolSource tools = device(Map.of("self.get_device_status", "{\"audio_speaker\":{\"volume\":70}}", "self.audio_speaker.set_volume", "true"));
        assertThat(scripted.expectedSentences()).allSatisfy(sentence -> assertThat(said(sentence, tools)).doesNotContain("did not"));
    }

    private String said(String heard, ToolSource tools) {
        return heard(heard, 1, tools);
    }

    private String heard(String heard, double confidence, ToolSource tools) {
        AssistantAnswer answer = scripted.answer(new AssistantRequest(Optional.empty(), new RecognitionResult(heard, confidence), ABOUT, tools)).join();
        return String.join(" ", ((AssistantAnswer.Sentences) answer).sentences());
    }

    /// @param results of each tool by its name; FAIL for one that fails
    private ToolSource device(Map<String, String> results) {
        return new ToolSource() {
            @Override
            public List<Tool> list() {
                return results.keySet().stream().map(name -> new Tool(name, "", "{}", false)).toList();
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
