package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReminderQuestionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Remind me in ten minutes to drink water.|in ten minutes|drink water",
        "please remind me to call Anna in 2 hours|in 2 hours|call Anna", "remind me in half an hour that the cake is done!|in half an hour|the cake is done",
        "remind me in an hour about the oven|in an hour|the oven", "remind me tomorrow at eight to drink|tomorrow at eight|drink",
        "remind me at quarter to eight to leave|at quarter to eight|leave",
        "remind me to go to the bank next Monday at 9 am|next Monday at 9 am|go to the bank",
        "every weekday at 7 remind me to take the pills|every weekday at 7|take the pills",
        "remind me tomorrow to call Anna at 8 pm|tomorrow at 8 pm|call Anna", "Could you remind me to read chapter 5 tonight?|tonight|read chapter 5" })
    void aSentenceInEnglishSaysWhenAndWhat(String sentence, String time, String what) {
        assertThat(ReminderQuestion.english(sentence)).contains(new ScriptedQuestion.Remind(time, what));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "10分钟后提醒我喝水。|10分钟后|喝水", "请在十五分钟之后提醒我关火|十五分钟之后|关火", "提醒我半小时后开会|半小时后|开会", "两个小时后提醒我 吃药|两个小时后|吃药",
        "过二十分钟以后提醒一下我，收衣服|过二十分钟以后|收衣服",
        "提醒我过一小时后打电话|过一小时后|打电话", "明天早上八点提醒我开会|明天早上八点|开会", "提醒我下周一上午九点半交报告|下周一上午九点半|交报告", "每天晚上十点提醒我吃药|每天晚上十点|吃药", "明早七点叫我起床|明早七点|起床"})
    void aSentenceInChineseSaysWhenAndWhat(String sentence, String time, String what) {
        assertThat(ReminderQuestion.chinese(sentence)).contains(new ScriptedQuestion.Remind(time, what));
    }

    @ParameterizedTest
    @ValueSource(strings = { "remind me to drink", "remind me in ten minutes", "remind me in zero minutes to drink", "remind me in half an minutes to drink",
        "remind me in many minutes to drink", "you remind me in ten minutes to drink water of my aunt, said Anna, and left",
        "what does remind me mean", "remind me to buy 8 eggs", "remind me to wait for 5 minutes", "remind me at 25 to go", ""})
    void whatDoesNotSayBothIsNoWish(String sentence) {
        Optional<ScriptedQuestion.Remind> wish = ReminderQuestion.english(sentence);
        assertThat(wish.isEmpty()).as("%s", wish).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"提醒我喝水", "十分钟后提醒我", "零分钟后提醒我喝水", "半分钟后提醒我喝水", "十分钟后下雨", "提醒我买八个鸡蛋", ""})
    void inChineseNeither(String sentence) {
        assertThat(ReminderQuestion.chinese(sentence)).isEmpty();
    }

    @Test
    void aLongTextAsksForNothing() {
        assertThat(ReminderQuestion.english("remind me in ten minutes to " + "drink ".repeat(60))).isEmpty();
        assertThat(ReminderQuestion.chinese("十分钟后提醒我" + "喝".repeat(300))).isEmpty();
    }
}
