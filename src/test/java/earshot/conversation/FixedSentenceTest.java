package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Fixed sentences in the language of the conversation.
class FixedSentenceTest {
    private static final FixedSentenceSettings NONE = new FixedSentenceSettings(Optional.empty(), Map.of());
    private static final String VIETNAMESE = "Bạn là Mochi, người bạn AI dễ thương. Trả lời ngắn gọn 2-3 câu.";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "あなたはカワイイAIアシスタントです。質問に短く答えてください。|hello|はい、聞いています。", "你很友好。|hello|我在。", "Be kind.|你好|I am here.",
        "You are an owl. 小智 is your friend.|你好|I am here.",
        "Bạn là Mochi, người bạn AI dễ thương.|hello|Mình đây.", "Du bist eine freundliche Eule und antwortest kurz.|你好|Ich bin da.",
        "Eres un asistente amable. Responde en pocas palabras.|hi|Aquí estoy.",
        "Tu es une assistante aimable.|hi|Je suis là.", "Ты дружелюбный помощник.|hi|Я здесь.", "너는 친절한 도우미야.|hi|네, 듣고 있어요.", "|ねえロボ|はい、聞いています。",
        "|hello 你好|我在。", "|hello|I am here.", "|嗨|我在。",
        "你是小智，喜欢日本动漫《となりのトトロ》，请用中文简短地回答每一个问题。|hi|我在。", "Mochi|xin chào bạn, mở đèn giúp mình|Mình đây."})
    void thePersonaDecidesAndThenWhatWasHeard(String persona, String heard, String greeting) {
        assertThat(NONE.sentence(FixedSentence.GREETING, Optional.ofNullable(persona), heard)).isEqualTo(greeting);
    }

    @Test
    void textsAndTheLanguageCanBeSet() {
        Map<String, Map<String, String>> written = Map.of("vi", Map.of("greeting", "Dạ!"), "sw", Map.of("greeting", "Nipo hapa."));
        assertThat(new FixedSentenceSettings(Optional.empty(), written).sentence(FixedSentence.GREETING, Optional.of(VIETNAMESE), "")).isEqualTo("Dạ!");
        assertThat(new FixedSentenceSettings(Optional.empty(), written).sentence(FixedSentence.GOODBYE, Optional.of(VIETNAMESE), ""))
            .isEqualTo("Tạm biệt, hẹn gặp lại bạn.");
        assertThat(new FixedSentenceSettings(Optional.of("sw"), written).sentence(FixedSentence.GREETING, Optional.of(VIETNAMESE), "")).isEqualTo("Nipo hapa.");
        assertThat(new FixedSentenceSettings(Optional.of("zh-tw"), Map.of()).sentence(FixedSentence.GREETING, Optional.of(VIETNAMESE), "")).isEqualTo("我在。");
        assertThat(new FixedSentenceSettings(Optional.of("sw"), Map.of()).farewell(Optional.of(VIETNAMESE))).as("a language without texts").startsWith("Lâu rồi");
    }

    @ParameterizedTest
    @EnumSource
    void eachSentenceIsThereInEachBuiltInLanguage(FixedSentence sentence) {
        List<String> all = Stream.of("en", "zh", "ja", "vi", "ko", "de", "fr", "es", "pt", "it", "ru")
            .map(language -> new FixedSentenceSettings(Optional.of(language), Map.of()).sentence(sentence, Optional.empty(), "")).toList();
        assertThat(all).doesNotHaveDuplicates().noneMatch(String::isBlank);
    }

    @Test
    void aTextOfTheSettingsIsSaidForEveryAnswerThatFailed() {
        FixedSentenceSettings settings = new FixedSentenceSettings(Optional.empty(), Optional.of("主人，小智现在有点忙。"), Map.of());
        assertThat(settings.sentence(FixedSentence.APOLOGY, Optional.of(VIETNAMESE), "")).isEqualTo("主人，小智现在有点忙。");
        assertThat(settings.sentence(FixedSentence.OUT_OF_ORDER, Optional.empty(), "")).isEqualTo("主人，小智现在有点忙。");
        assertThat(settings.sentence(FixedSentence.GOODBYE, Optional.of(VIETNAMESE), "")).startsWith("Tạm biệt");
    }
}
