package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReminderQuestionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Remind me in ten minutes to drink water.|10|drink water", "please remind me to call Anna in 2 hours|120|call Anna", "remind me in half an hour that the cake is done!|30|the cake is done",
        "remind me in an hour about the oven|60|the oven", "remind me in a minute to breathe|1|breathe", "Remind me in twenty-five minutes to leave|25|leave", "remind me in forty five minutes to leave|45|leave", "remind me in 1440 minutes to leave|1440|leave"})
    void aSentenceInEnglishSaysWhenAndWhat(String sentence, int minutes, String what) {
        assertThat(ReminderQuestion.english(sentence)).contains(new ScriptedQuestion.Remind(minutes, what));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"10分钟后提醒我喝水。|10|喝水", "请在十五分钟之后提醒我关火|15|关火", "提醒我半小时后开会|30|开会", "两个小时后提醒我 吃药|120|吃药", "一个半小时后提醒我出门|90|出门", "过二十分钟以后提醒一下我，收衣服|20|收衣服", "提醒我过一小时后打电话|60|打电话"})
    void aSentenceInChineseSaysWhenAndWhat(String sentence, int minutes, String what) {
        assertThat(ReminderQuestion.chinese(sentence)).contains(new ScriptedQuestion.Remind(minutes, what));
    }

    @ParameterizedTest
    @ValueSource(strings = {"remind me to drink", "remind me in ten minutes", "remind me in zero minutes to drink", "remind me in half an minutes to drink", "remind me in many minutes to drink", "you remind me in ten minutes to drink water of my aunt, said Anna, and left",
        "what does remind me mean", ""})
    void whatDoesNotSayBothIsNoWish(String sentence) {
        Optional<ScriptedQuestion.Remind> wish = ReminderQuestion.english(sentence);
        assertThat(wish.isEmpty()).as("%s", wish).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"提醒我喝水", "十分钟后提醒我", "零分钟后提醒我喝水", "半分钟后提醒我喝水", "十分钟后下雨", ""})
    void inChineseNeither(String sentence) {
        assertThat(ReminderQuestion.chinese(sentence)).isEmpty();
    }

    @Test
    void aLongTextAsksForNothing() {
        assertThat(ReminderQuestion.english("remind me in ten minutes to " + "drink ".repeat(60))).isEmpty();
        assertThat(ReminderQuestion.chinese("十分钟后提醒我" + "喝".repeat(300))).isEmpty();
    }
}
