package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class ToolParameterTest {
    @Test
    void aToolIsDefinedByItsParametersInTheirOrder() {
        assertThat(ToolParameter.define("lamp", "switches it", new ToolParameter("on", "boolean", "whether it shines", true),
            new ToolParameter("color", "string", "its colour", false, List.of("red", "blue"))).parameters())
            .isEqualTo(
                "{\"type\":\"object\",\"properties\":{\"on\":{\"type\":\"boolean\",\"description\":\"whether it shines\"},"
                    + "\"color\":{\"type\":\"string\",\"description\":\"its colour\",\"enum\":[\"red\",\"blue\"]}},\"required\":[\"on\"]}");
    }

    @Test
    void aToolThatNeedsNothingSaysNothingOfIt() {
        assertThat(ToolParameter.define("time", "tells it").parameters()).as("some models refuse an empty list")
            .isEqualTo("{\"type\":\"object\",\"properties\":{}}");
        assertThat(ToolParameter.define("time", "tells it", new ToolParameter("zone", "string", "where", false)).parameters()).doesNotContain("required");
    }
}
