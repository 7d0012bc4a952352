package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.wire.InboundMessage.Mode;
import earshot.wire.InboundMessage.Mode.ModeState;
import earshot.wire.WorkMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("badge-protocol 2.5 and 3.3: work modes by voice")
class SpokenModesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Switch to working mode.|START|WORKING", "workflow mode|START|WORKING", "please enter the working mode|START|WORKING", "进入工作模式。|START|WORKING",
        "切到工作模式|START|WORKING", "切换到工作模式|START|WORKING",
        "Start a meeting!|START|MEETING", "begin the meeting, please|START|MEETING", "meeting mode|START|MEETING", "开始会议|START|MEETING", "我们开个会吧|START|MEETING",
        "请进入会议模式|START|MEETING",
        "enter coding mode|START|CODING", "进入编程模式|START|CODING", "Leave working mode.|END|WORKING", "退出工作模式|END|WORKING", "stop the coding mode|END|CODING",
        "结束编码模式|END|CODING" })
    void aWholeSentenceAsksForAMode(String said, ModeState state, WorkMode mode) {
        assertThat(SpokenModes.in(said)).contains(new Mode(state, mode));
        assertThat(SpokenModes.inDetected(said)).contains(new Mode(state, mode));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "。", "when did the meeting start", "start a meeting tomorrow at nine", "what is working mode", "我不想开会", "工作模式是什么", "开始",
        "meeting", "end the meeting" })
    void anythingMoreIsForTheAssistant(String said) {
        assertThat(SpokenModes.in(said)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "好的进入工作模式谢谢,true", "so go to WORKING MODE now,true", "I said workflow mode,true", "不要进入工作模式,false", "please do not start working mode,false",
        "exit from working mode please,false", "开始,false" })
    void inADetectedTextTheKeywordCountsAnywhereButBehindItsContrary(String text, boolean counts) {
        assertThat(SpokenModes.inDetected(text)).isEqualTo(counts ? Optional.of(new Mode(ModeState.START, WorkMode.WORKING)) : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {61, 100_000})
    void aLongTextIsNoCommand(int chars) {
        assertThat(SpokenModes.in("请".repeat(chars) + "进入工作模式")).isEmpty();
    }
}
