package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.kit.PaletteEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U39: what people type finds what they mean")
class PaletteSearchTest {
    @Test
    void beginningsOfWordsComeBeforeWhatOnlyContainsThem() {
        PaletteSearch search = search(entry("Upstart", ""), entry("Ends a start", ""), entry("Close when nobody speaks", "restart, timeout, start again"),
            entry("Start a meeting", ""), entry("Other", "upstart"), entry("Nothing", ""));
        assertThat(found(search, "start")).containsExactly("Start a meeting", "Ends a start", "Close when nobody speaks", "Upstart", "Other");
        assertThat(found(search, "MEETING start")).containsExactly("Start a meeting");
        assertThat(found(search, "timeout")).containsExactly("Close when nobody speaks");
        assertThat(found(search, "  ")).as("nothing typed: all, in their order").startsWith("Upstart", "Ends a start").hasSize(6);
        assertThat(found(search, "no such words")).isEmpty();
    }

    @Test
    void chineseIsFoundByItsWordsAndByTheFirstLettersOfItsPinyin() {
        PaletteSearch search = search(entry("设置", "选项"), entry("没有人说话时断开", "超时，空闲"), entry("会议 kc", ""));
        assertThat(found(search, "超时")).containsExactly("没有人说话时断开");
        assertThat(found(search, "说话")).containsExactly("没有人说话时断开");
        assertThat(found(search, "sz")).containsExactly("设置");
        assertThat(found(search, "cs")).containsExactly("没有人说话时断开");
        assertThat(found(search, "hy")).containsExactly("会议 kc");
        assertThat(found(search, "s")).as("one letter says nothing").isEmpty();
        assertThat(PinyinInitials.of("阿座 a、龘")).isEqualTo("az    ");
        assertThat(PinyinInitials.of("settings")).isEmpty();
    }

    @Test
    void thousandsOfEntriesAreSearchedAndAFewAreShown() {
        List<PaletteEntry> many = IntStream.range(0, 5_000).mapToObj(n -> entry("Device " + n, "note of 设备 " + n)).toList();
        PaletteSearch search = new PaletteSearch(many);
        assertThat(found(search, "device")).hasSize(PaletteSearch.MOST).startsWith("Device 0", "Device 1");
        assertThat(found(search, "4999 note")).containsExactly("Device 4999");
    }

    private static PaletteSearch search(PaletteEntry... entries) {
        return new PaletteSearch(List.of(entries));
    }

    private static PaletteEntry entry(String label, String keywords) {
        return new PaletteEntry("Kind", label, "", "", keywords, () -> { });
    }

    private static List<String> found(PaletteSearch search, String typed) {
        return search.find(typed).stream().map(PaletteEntry::label).toList();
    }
}
