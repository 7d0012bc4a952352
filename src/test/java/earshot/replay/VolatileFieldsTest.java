package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VolatileFieldsTest {
    @Test
    void whatIsAnotherInEveryRunIsAnyValue() {
        assertThat(VolatileFields.without(
            "{\"type\":\"hello\",\"version\":1,\"session_id\":\"a\",\"server_time\":{\"timestamp\":5,\"zone\":8},\"list\":[{\"taskId\":7,\"id\":null}]}"))
            .hasToString("{\"type\":\"hello\",\"version\":1,\"session_id\":\"…\",\"server_time\":\"…\",\"list\":[{\"taskId\":\"…\",\"id\":null}]}");
        assertThat(VolatileFields.without("no JSON ").asText()).isEqualTo("no JSON");
        assertThat(VolatileFields.without("{} {}").isTextual()).as("two values are none").isTrue();
        assertThat(VolatileFields.without("{\"valid\":1,\"idle\":2,\"Data\":3}")).hasToString("{\"valid\":1,\"idle\":2,\"Data\":3}");
    }
}
