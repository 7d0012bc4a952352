package earshot.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.id.DeviceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadgeFileTest {
    @TempDir
    Path directory;

    @Test
    void badgesAreReadFromYamlAndJson() throws IOException {
        Map<DeviceId, Badge> badges = read("""
            devices:
              10:20:30:40:50:59: {badge: 007, owner: " 张三 ", lines_per_page: 6, colour: red}
              A0:B1:C2:00:00:02: {owner: No, lines_per_page: many}
              "a0:b1:c2:00:00:03": {badge: [1], lines_per_page: 1000}
              a0:b1:c2:00:00:04: 7
              a0:b1:c2:00:00:05:
            """);
        assertThat(badges).containsExactlyInAnyOrderEntriesOf(Map.of(
            new DeviceId("10:20:30:40:50:59"), new Badge(Optional.of("007"), Optional.of("张三"), OptionalInt.of(6)),
            new DeviceId("a0:b1:c2:00:00:02"), new Badge(Optional.empty(), Optional.of("No"), OptionalInt.empty()),
            new DeviceId("a0:b1:c2:00:00:03"), new Badge(Optional.empty(), Optional.empty(), OptionalInt.of(40))));
        assertThat(read("{\"devices\": {\"aa\": {\"badge\": \"C1\", \"lines_per_page\": 4}}}")).containsEntry(new DeviceId("aa"),
            new Badge(Optional.of("C1"), Optional.empty(), OptionalInt.of(4)));
        assertThat(read("")).isEmpty();
        assertThat(read("other: 1")).isEmpty();
    }

    @Test
    void aTitleSaysWhoWearsTheBadge() {
        assertThat(new Badge(Optional.of("007"), Optional.of("张三"), OptionalInt.empty()).title("x")).isEqualTo("工牌007 · 张三");
        assertThat(new Badge(Optional.of("007"), Optional.empty(), OptionalInt.empty()).title("x")).isEqualTo("工牌007");
        assertThat(Badge.UNKNOWN.title("x")).isEqualTo("x");
        DisplayPage page = new DisplayPage(Optional.empty(), "clock", "x", new DisplayPage.Body.Text("12:00"), Optional.empty(), Optional.empty());
        assertThat(new Badge(Optional.of("7"), Optional.empty(), OptionalInt.empty()).fit(page).title()).isEqualTo("工牌7");
        assertThat(Badge.UNKNOWN.fit(page)).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(strings = { "devices: [", "devices: [a]", "- a", "7", "a: &a [1]\ndevices: {x: *a, y: *a}", "devices: !!javax.script.ScriptEngineManager {}",
        "devices: {? [1] : 2, a: {b: {c: {d: {e: {f: {g: {h: {i: {j: 1}}}}}}}}}}" })
    void whatIsNoBadgeFileIsRefused(String content) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(IOException.class).hasMessageNotContaining("null");
    }

    @Test
    void aFileThatIsTooLongOrNoFileIsRefused() throws IOException {
        assertThatThrownBy(() -> read("#".repeat(BadgeFile.MAX_BYTES + 1))).hasMessage("It is too large");
        assertThatThrownBy(() -> BadgeFile.read(directory)).hasMessage("It is not a file");
        assertThatThrownBy(() -> read("[".repeat(900_000))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("devices: {a: " + "[".repeat(60) + "]".repeat(60) + "}")).hasMessage("It is nested too deeply");
        assertThatThrownBy(() -> read("devices:\n\ta: {badge: 1}")).hasMessageStartingWith("line 2: ").hasMessageContaining("tab");
        String many = IntStream.range(0, 12_000).mapToObj(i -> "  d" + i + ": {badge: " + i + "}\n").collect(Collectors.joining("", "devices:\n", ""));
        assertThat(read(many)).hasSize(BadgeFile.MAX_BADGES);
    }

    private Map<DeviceId, Badge> read(String content) throws IOException {
        return BadgeFile.read(Files.writeString(directory.resolve("devices.yaml"), content));
    }
}
