package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageGuesserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "You are a friendly helper in a kitchen.|en", "Du bist ein freundlicher Helfer in der Küche.|de", "Tu es un assistant aimable, et tu parles peu.|fr",
        "Eres una asistente amable que habla poco.|es",
        "Você é um assistente simpático e fala pouco.|pt", "Sei un assistente gentile e parli poco.|it", "Je bent een vriendelijke hulp in de keuken.|nl",
        "Jesteś pomocnym asystentem i nie mówisz dużo.|pl",
        "Sen yardımsever bir asistansın ve çok konuşmazsın.|tr", "Kamu adalah asisten yang ramah di dapur ini.|id",
        "Bạn là một trợ lý thân thiện trong bếp.|vi", "你是一个友好的厨房助手。|zh", "あなたは親切なキッチンの助手です。|ja",
        "당신은 친절한 주방 도우미입니다.|ko", "Ты дружелюбный помощник на кухне.|ru", "คุณเป็นผู้ช่วยที่เป็นมิตรในครัว|th", "أنت مساعد ودود في المطبخ.|ar",
        "אתה עוזר ידידותי במטבח.|he", "Είσαι φιλικός βοηθός στην κουζίνα.|el", "आप रसोई में एक मित्रवत सहायक हैं।|hi" })
    void aPersonaIsKnownByItsScriptOrItsSmallestWords(String text, String language) {
        assertThat(LanguageGuesser.guess(text)).contains(language);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "请用 Home Assistant API 打开 kitchen light|zh", "你会说「こんにちは」这样的日语吗，我们明天要去东京开会讨论预算|zh", "Home Assistant のライトをつけて|ja",
        "Включи Home Assistant|ru", "The word 你 means you, and it is one of the first that people learn.|en" })
    void termsOfAnotherLanguageDoNotDecide(String text, String language) {
        assertThat(LanguageGuesser.guess(text)).contains(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "42!", "…", "Xiaozhi", "Zażółć gęślą"})
    void whatSaysTooLittleIsNotGuessed(String text) {
        assertThat(LanguageGuesser.guess(text)).isEmpty();
    }

    @Test
    void wordsWithoutAnAccentOrAKnownWordAreEnglish() {
        assertThat(LanguageGuesser.guess("Friendly kitchen robot")).contains("en");
    }

    /// Else a persona that asks for the day of the week is told it in English.
    @Test
    void theImageHasTheNamesOfDaysInEveryLanguageThatIsGuessed() throws IOException {
        String locales = Files.readAllLines(Path.of("jlink.cfg")).stream().filter(line -> line.startsWith("--include-locales=")).findFirst().orElseThrow();
        assertThat(LanguageGuesser.languages()).isSubsetOf(locales.substring(locales.indexOf('=') + 1).split(","));
    }

    @Test
    void capitalsDoNotMatter() {
        assertThat(LanguageGuesser.guess("DU BIST NICHT DER KOCH")).contains("de");
    }
}
