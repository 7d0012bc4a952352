package earshot.session;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A device that asks for more than its share is closed with the reason, told in the timeline and as a problem; the next one is served.
class ConnectionLimitsTest {
    private final SessionFixture sessionFixture = new SessionFixture();
    private final SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("greedy"));

    @AfterEach
    void neighbourIsServed() {
        SessionFixture.DeviceFake neighbour = sessionFixture.connect(new DeviceId("neighbour"));
        neighbour.says("{\"type\":\"ping\"}");
        assertThat(neighbour.texts).anyMatch(text -> text.contains("pong"));
        sessionFixture.close();
    }

    private void assertClosed(String rule, ProblemCode code) {
        Awaitility.await().until(() -> !device.closeStatuses.isEmpty());
        assertThat(device.closeStatuses).singleElement().matches(closeStatus -> closeStatus.code() == 1008);
        device.hangsUp();
        assertThat(sessionFixture.facts(new DeviceId("greedy")).history().lastEnd().orElseThrow().rule()).isEqualTo(rule);
        assertThat(sessionFixture.problems).extracting(Problem::code).containsExactly(code);
        assertThat(sessionFixture.rows("connection")).anyMatch(row -> row.startsWith("closed by server: "));
        for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            assertThat(sessionFixture.problems.getFirst().what(locale)).contains("greedy");
            assertThat(sessionFixture.problems.getFirst().why(locale) + sessionFixture.problems.getFirst().remedy(locale)).isNotBlank();
        }
    }

    @Test
    void toolPagesAreBoundedByTheirBytes() throws Exception {
        listTools("\"description\":\"%s\"".formatted("y".repeat(200_000)));
        assertClosed("memory.tools", ProblemCode.DEVICE_TOOLS_LARGE);
    }

    @Test
    void pagesOfWhichNothingIsKeptEndAfterAFewAndTheDeviceStays() throws Exception {
        assertThat(listTools("\"inputSchema\":{\"enum\":\"%s\"}".formatted("[[[],[]],".repeat(24_000) + "1" + "]".repeat(24_000)))).isEqualTo(32);
        assertThat(device.closeStatuses).isEmpty();
    }

    /// Answers with new pages of one tool for as long as they are asked for.
    ///
    /// @return the number of pages
    private int listTools(String tool) throws Exception {
        device.says("{\"type\":\"hello\",\"features\":{\"mcp\":true}}");
        int page = 0;
        for (int seen = 0; device.closeStatuses.isEmpty() && seen < device.texts.size() && page <= 32; seen++) {
            JsonNode request = JSON.readTree(device.texts.get(seen)).path("payload");
            if (request.path("method").asText().equals("initialize")) {
                answer(request, "{}");
            } else if (request.path("method").asText().equals("tools/list")) {
                page++;
                answer(request, "{\"nextCursor\":\"%d\",\"tools\":[{\"name\":\"tool %d\",%s}]}".formatted(page, page, tool));
            }
            // no text rate is meant here
            sessionFixture.time.advance(Duration.ofSeconds(3));
        }
        return page;
    }

    private void answer(JsonNode request, String result) {
        device.says("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":%s}}".formatted(request.path("id").asLong(), result));
    }

    @Test
    void thingsAndTheirStatesAreBoundedByTheirBytes() {
        for (int thing = 0; thing < 64 && device.closeStatuses.isEmpty(); thing++) {
            String parameters = IntStream.range(0, 5_000).mapToObj(i -> "\"p%d\":{\"type\":\"number\"}".formatted(i)).collect(Collectors.joining(","));
            device.says(
                "{\"type\":\"iot\",\"descriptors\":[{\"name\":\"thing %d\",\"properties\":{\"text\":{\"type\":\"string\"}},\"methods\":{\"m\":{\"parameters\":{%s}}}}]}"
                    .formatted(thing, parameters));
            device.says("{\"type\":\"iot\",\"states\":[{\"name\":\"thing %d\",\"state\":{\"text\":\"%s\"}}]}".formatted(thing, "x".repeat(100_000)));
            sessionFixture.time.advance(Duration.ofSeconds(3));
        }
        assertClosed("memory.things", ProblemCode.DEVICE_TOOLS_LARGE);
    }

    @Test
    void messagesThatWaitAreBoundedByTheirBytesAndDroppedAtTheClose() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        List<String> after = new CopyOnWriteArrayList<>();
        device.session().post(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < 5 && device.closeStatuses.isEmpty(); i++) {
            device.session().textReceived("{\"type\":\"unknown %d\",\"x\":\"%s\"}".formatted(i, "y".repeat(250_000)),
                sessionFixture.time.nanos() + i * 5_000_000_000L);
        }
        device.session().post(() -> after.add("task"));
        held.countDown();
        device.settle();
        assertThat(after).containsExactly("task");
        assertThat(sessionFixture.rows("unknown 0")).as("the backlog is dropped").isEmpty();
        assertClosed("memory.waiting", ProblemCode.DEVICE_INPUT_LARGE);
    }

    @Test
    void messagesThatComeFasterThanAnyDeviceSendsThemCloseAndFiftyASecondDoNot() {
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 50; i++) {
                device.session().textReceived("{\"type\":\"ping\"}", sessionFixture.time.nanos());
            }
            device.advance(Duration.ofSeconds(1));
        }
        assertThat(device.closeStatuses).isEmpty();
        for (int i = 0; i < 600 && device.closeStatuses.isEmpty(); i++) {
            device.says("{\"type\":\"ping\"}");
        }
        assertClosed("flood.texts", ProblemCode.DEVICE_FLOODS);
    }

    @Test
    void wakeWordsThatNeverEndClose() {
        for (int i = 0; i < 50 && device.closeStatuses.isEmpty(); i++) {
            device.detects("word " + i);
        }
        assertThat(sessionFixture.turns).hasSizeLessThan(30);
        assertClosed("flood.texts", ProblemCode.DEVICE_FLOODS);
    }

    @Test
    void soundThatIsTooFastIsDroppedToldOnceAndThenCloses() {
        device.listens("start", "realtime");
        for (int i = 0; i < 20_000 && device.closeStatuses.isEmpty(); i++) {
            device.session().binaryReceived(SessionFixture.VOICE.clone(), sessionFixture.time.nanos());
            if (i % 50 == 0) {
                device.settle();
                sessionFixture.time.advance(Duration.ofMillis(50));
            }
        }
        assertThat(sessionFixture.rows("audio")).hasSize(1);
        assertClosed("flood.sound", ProblemCode.SOUND_TOO_FAST);
    }

    @Test
    void anOrderlyEndResolvesTheProblem() {
        device.hangsUp();
        assertThat(sessionFixture.resolved).contains(ProblemCode.DEVICE_FLOODS, ProblemCode.DEVICE_TOOLS_LARGE);
    }
}
