package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import earshot.turn.AssistantRequest.DeviceInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonaTest {
    private static final DeviceInfo KITCHEN = new DeviceInfo(new DeviceId("aa:bb"), "Kitchen", ListenState.LISTENING, "192.0.2.7", Instant.EPOCH,
        ConnectionMode.DIALOG_ACTIVE);
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 22, 7, 5, 0, 0, ZoneOffset.UTC);

    @Test
    void placeholdersAreFilledInTheLanguageOfTheText() {
        String all = "{{device_name}} {{device_id}} {{ current_time }} {{today_date}} {{today_weekday}}";
        assertThat(instructions(all, Optional.empty(), Optional.empty())).as("an id is not read out").isEqualTo("Kitchen Kitchen 07:05 2026-11-22 Sunday");
        assertThat(instructions("你是{{device_name}}，今天{{today_weekday}}", Optional.empty(), Optional.empty())).isEqualTo("你是Kitchen，今天星期日");
    }

    @Test
    void whatIsNotKnownIsTakenOutWithItsPartOfTheSentence() {
        assertThat(instructions("""
            你是 {{assistant_name}}。现在是 {{current_time}}，{{today_date}} {{today_weekday}}，农历 {{lunar_date}}，在 {{local_address}}。
            天气：{{weather_info}}。每句话前用这些表情之一：{{emojiList}}
            {% if memory %}{{ memory | trim }}{% endif %}""", Optional.empty(), Optional.empty()))
            .startsWith("你是 Kitchen。现在是 07:05，2026-11-22 星期日。\n每句话前用这些表情之一：😶 😊").doesNotContain("{", "农历", "天气", "在 ");
        assertThat(instructions("Be kind. The weather is {{weather_info}}. It is {date_time}.", Optional.empty(), Optional.empty()))
            .isEqualTo("Be kind. It is 2026-11-22 07:05.");
        assertThat(PersonaPlaceholders.unknown("{{a}} {{ b }} {{a}} {{current_time}}")).containsExactly("a", "b");
        assertThat(
            instructions("Be kind. Your friend is {{users[0].name}}. {{#if x}}Smile.{{/if}} {{{html}}}. Say {{ \"hi\" }}.", Optional.empty(), Optional.empty()))
            .as("whatever stands in the braces").isEqualTo("Be kind. Smile.");
        assertThat(instructions("A set {a} and code {\"a\": {\"b\": 1}} stay.", Optional.empty(), Optional.empty()))
            .isEqualTo("A set {a} and code {\"a\": {\"b\": 1}} stay.");
    }

    @Test
    void roleAndMemoryFollowInTheLanguageOfTheText() {
        assertThat(instructions("Be kind.", Optional.of("a pirate"), Optional.of("Anna likes tea.")))
            .isEqualTo("Be kind.\n\nFrom now on you play this role: a pirate\n\nWhat you remember of earlier conversations:\nAnna likes tea.");
        assertThat(instructions("你很友好。", Optional.of("海盗"), Optional.of("小李喜欢茶。"))).isEqualTo("你很友好。\n\n现在你扮演：海盗\n\n你记得以前的对话：\n小李喜欢茶。");
        assertThat(instructions("Be kind.", Optional.empty(), Optional.of(" "))).isEqualTo("Be kind.");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n"})
    void aBlankPersonaIsTheDefaultOne(String written) {
        Persona persona = Persona.of(Optional.ofNullable(written));
        assertThat(persona.instructions(KITCHEN, NOW, Optional.empty(), Optional.empty())).startsWith("You are Kitchen, ").contains("Sunday, 2026-11-22, 07:05")
            .doesNotContain("{{");
    }

    private static String instructions(String text, Optional<String> role, Optional<String> memory) {
        return Persona.of(Optional.of(text)).instructions(KITCHEN, NOW, role, memory);
    }
}
