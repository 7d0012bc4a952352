package earshot.meeting.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.proof.CpuCost;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasesTest {
    @ParameterizedTest
    @ValueSource(strings = {"结束会议", "停止录制", "开始总结", "出个纪要", "结束会议。", "好，结束会议吧。", "那我们结束会议", "请停止录制，谢谢", "今天就到这里，结束会议吧", "好的，开始总结", "帮我出个纪要吧",
        "end the meeting", "End the meeting.", "OK, let's end the meeting now.", "please stop recording", "Stop recording, thank you!", "ＳＴＯＰ　ＲＥＣＯＲＤＩＮＧ",
        "summarize the meeting", "okay summarise the meeting please",
        "That's it for today, end the meeting, thanks everyone"})
    void anUtteranceThatWantsNothingElseEndsTheMeeting(String utterance) {
        assertThat(MeetingEndPhrases.textBeforeEndPhrase(utterance)).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "。", "他们想提前结束会议", "结束会议之前还有一个问题", "我们什么时候结束会议？", "别停止录制", "开始总结第三季度的数据", "会议",
        "they wanted to end the meeting early", "do not stop recording", "how do I stop recording on this phone", "before we end the meeting one more question",
        "recording", "please", "thank you everyone", "他说：“结束会议。”", "End the meeting? No." })
    void aSentenceThatMerelyMentionsItDoesNot(String utterance) {
        assertThat(MeetingEndPhrases.textBeforeEndPhrase(utterance)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "We ship on Friday. End the meeting.| We ship on Friday.",
        "Any questions? No. OK, end the meeting. Thanks everyone!| Any questions? No.",
        "周五发布。好，结束会议吧。| 周五发布。",
        "Version 1.5 is done. Stop recording| Version 1.5 is done."})
    void whatIsSaidInOneBreathBeforeItIsKept(String utterance, String before) {
        assertThat(MeetingEndPhrases.textBeforeEndPhrase(utterance)).contains(before);
    }

    /// 16 kB of the first took 15 s, and 8 kB of the third overflowed the stack.
    @ParameterizedTest
    @ValueSource(strings = {"a.", "\u0316\u0300", "吧", "吧.", "好了的", "end the meeting ", "请结束会议。", "thank you ", " . ", "ﷺ!"})
    void aLongUtteranceCostsNoMoreThanAShortOne(String part) {
        Duration limit = Duration.ofMillis(100);
        String utterance = part.repeat(16_000 / part.length());
        assertThat(CpuCost.least(() -> MeetingEndPhrases.textBeforeEndPhrase(utterance), limit)).isLessThan(limit);
    }

    @Test
    void aPhraseIsFoundAtTheEndOfALongUtterance() {
        String said = "We talked about everything. ".repeat(1000).strip();
        assertThat(MeetingEndPhrases.textBeforeEndPhrase(said + " OK. End the meeting.")).contains(said);
    }
}
