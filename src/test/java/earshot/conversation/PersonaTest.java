package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.turn.AssistantRequest.DeviceInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonaTest {
    private static final DeviceInfo KITCHEN = new DeviceInfo("aa:bb", "Kitchen", "listening", "by Wi-Fi", ConnectionMode.DIALOG_ACTIVE);
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 22, 7, 5, 0, 0, ZoneOffset.UTC);

    @Test
    void placeholdersAreFilledInTheLanguageOfTheText() {
        String all = "{{device_name}} {{device_id}} {{current_time}} {{today_date}} {{today_weekday}} {{unknown}}";
        assertThat(instructions(all, Optional.empty(), Optional.empty())).as("an id is not read out").isEqualTo("Kitchen Kitchen 07:05 2026-11-22 Sunday {{unknown}}");
        assertThat(instructions("你是{{device_name}}，今天{{today_weekday}}", Optional.empty(), Optional.empty())).isEqualTo("你是Kitchen，今天星期日");
    }

    @Test
    void roleAndMemoryFollowInTheLanguageOfTheText() {
        assertThat(instructions("Be kind.", Optional.of("a pirate"), Optional.of("Anna likes tea."))).isEqualTo("Be kind.\n\nFrom now on you play this role: a pirate\n\nWhat you remember of earlier conversations:\nAnna likes tea.");
        assertThat(instructions("你很友好。", Optional.of("海盗"), Optional.of("小李喜欢茶。"))).isEqualTo("你很友好。\n\n现在你扮演：海盗\n\n你记得以前的对话：\n小李喜欢茶。");
        assertThat(instructions("Be kind.", Optional.empty(), Optional.of(" "))).isEqualTo("Be kind.");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n"})
    void aBlankPersonaIsTheDefaultOne(String written) {
        Persona persona = Persona.of(Optional.ofNullable(written));
        assertThat(persona.instructions(KITCHEN, NOW, Optional.empty(), Optional.empty())).startsWith("You are Kitchen, ").contains("Sunday, 2026-11-22, 07:05").doesNotContain("{{");
    }

    @Test
    void fixedSentencesAreInTheLanguageOfThePersonaAndWithTheDefaultOneOfThePerson() {
        Persona english = Persona.of(Optional.of("Be kind."));
        Persona chinese = Persona.of(Optional.of("你很友好。"));
        Persona unwritten = Persona.of(Optional.empty());
        for (BiFunction<Persona, String, String> sentence : List.<BiFunction<Persona, String, String>>of(Persona::apology, Persona::goodbye, Persona::farewell, Persona::greeting)) {
            assertThat(sentence.apply(english, "你好")).matches("\\p{ASCII}+");
            assertThat(sentence.apply(chinese, "hello")).doesNotMatch(".*[A-Za-z].*");
            assertThat(sentence.apply(unwritten, "hello")).isEqualTo(sentence.apply(english, ""));
            assertThat(sentence.apply(unwritten, "hello 你好")).isEqualTo(sentence.apply(chinese, ""));
        }
    }

    private static String instructions(String text, Optional<String> role, Optional<String> memory) {
        return Persona.of(Optional.of(text)).instructions(KITCHEN, NOW, role, memory);
    }
}
