package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.display.Acknowledgement;
import earshot.display.DisplayPage;
import earshot.display.SentPage;
import earshot.ui.kit.Texts;
import org.junit.jupiter.api.Test;

class ScreenFormatterTest {
    private final ScreenFormatter english = new ScreenFormatter(new Texts(Texts.Language.ENGLISH));
    private final ScreenFormatter chinese = new ScreenFormatter(new Texts(Texts.Language.CHINESE));

    @Test
    void saysWhatTheBadgeSaidToAPage() {
        assertThat(english.acknowledgement(new Acknowledgement.Waiting())).isEqualTo("not acknowledged yet");
        assertThat(english.acknowledgement(new Acknowledgement.Missing())).isEqualTo("not acknowledged");
        assertThat(english.acknowledgement(new Acknowledgement.Shown(Duration.ofMillis(412)))).isEqualTo("acknowledged after 0.4 s");
        assertThat(english.acknowledgement(new Acknowledgement.Failed("INVALID_PAYLOAD", Duration.ofMillis(1_960))))
            .isEqualTo("could not be shown: INVALID_PAYLOAD (after 2.0 s)");
        assertThat(chinese.acknowledgement(new Acknowledgement.Shown(Duration.ofMillis(412)))).isEqualTo("0.4 秒后确认");
        assertThat(Stream.of(new Acknowledgement.Waiting(), new Acknowledgement.Shown(Duration.ZERO), new Acknowledgement.Failed("x", Duration.ZERO),
            new Acknowledgement.Missing()).map(ScreenFormatter::styleClass))
            .containsExactly("muted", "ok-text", "bad-text", "warn-text");
    }

    @Test
    void readsAPageAloud() {
        SentPage sent = sent(new DisplayPage.Body.Lines(List.of("one", "天".repeat(25))), 10);
        assertThat(english.spoken(sent)).isEqualTo("Screen of the badge\n对话模式\none\n" + "天".repeat(20) + "\n天天天天天\nhint\npage 1 of 2\nnot acknowledged");
        assertThat(english.size(sent)).isEqualTo("10 lines of 40 characters");
        assertThat(chinese.size(sent)).isEqualTo("10 行，每行 40 个字符");
        assertThat(ScreenFormatter.begin(sent)).isEqualTo("one");
        assertThat(ScreenFormatter.begin(sent(new DisplayPage.Body.Text(""), 10))).isEqualTo("对话模式");
        assertThat(sent(new DisplayPage.Body.Text("a\nb\nc"), 2).shownLines()).as("as many as the screen has").containsExactly("a", "b");
    }

    private static SentPage sent(DisplayPage.Body body, int lines) {
        DisplayPage page = new DisplayPage(Optional.of("p"), DisplayPage.CHAT, DisplayPage.CHAT_TITLE, body, Optional.of("hint"),
            Optional.of(new DisplayPage.PageNumber(1, 2)));
        return new SentPage(1, Instant.EPOCH, 0, page, lines, new Acknowledgement.Missing());
    }
}
