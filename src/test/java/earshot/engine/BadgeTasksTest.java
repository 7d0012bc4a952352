package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.id.DeviceId;
import earshot.meeting.Meeting;
import earshot.task.Task;
import earshot.task.TaskCommand;
import earshot.task.TaskGroup;
import earshot.task.TaskPatch;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Tasks of several badges: real sockets, the real database, HTTP.
@Timeout(180)
class BadgeTasksTest {
    private static final String ONE = "a0:b1:c2:00:00:01";
    private static final String TWO = "a0:b1:c2:00:00:02";
    private static final String OTHER = "ff:ff:ff:00:00:03";
    private static final TaskGroup GROUP = new TaskGroup("a0:b1:c2");
    private static final String BROADCAST = "\"event\":\"update\",\"tasks\":[{";

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @Test
    @DisplayName("badge-protocol 2.18 and 7.2: groups are apart, changes go to changed groups only, repeats are idempotent, and all outlives the program")
    void badgesShareTheTasksOfTheirGroup() throws Exception {
        engine.startFromFile("workflow: {device_alias: {\"A0:B1:C2:00:00:01\": Anna}}\n");
        ClientFake one = badge(ONE);
        ClientFake two = badge(TWO);
        ClientFake other = badge(OTHER);
        one.send("{\"type\":\"workflow\",\"event\":\"update\",\"tasks\":[{\"id\":\"T-9\",\"title\":\"sweep\",\"priority\":1,\"room\":\"hall\"}]}");
        two.awaitReceived("\"id\":\"T-9\",\"title\":\"sweep\",\"priority\":1,\"status\":\"open\",\"owner\":\"\",\"groupKey\":\"a0:b1:c2\"");
        assertThat(two.last(BROADCAST)).as("what has no meaning here is kept").contains("\"room\":\"hall\"");
        one.awaitReceived("\"T-9\"");
        assertThat(one.texts.indexOf(ok("update"))).isLessThan(one.texts.indexOf(one.last("\"T-9\"")));

        one.send("{\"type\":\"workflow\",\"event\":\"assign\",\"id\":\"T-9\"}");
        two.awaitReceived("\"owner\":\"Anna\"");
        one.send("{\"type\":\"workflow\",\"event\":\"assign\",\"id\":\"T-9\",\"owner\":\"" + ONE + "\"}");
        one.awaitReceived(idempotent("assign"));
        one.send("{\"type\":\"workflow\",\"event\":\"assign\",\"id\":\"T-9\"}");
        await().until(() -> one.count(idempotent("assign")) == 2);
        two.send("{\"type\":\"workflow\",\"event\":\"complete\",\"ids\":[\"T-9\",\"absent\"]}");
        one.awaitReceived("\"status\":\"done\"");
        two.send("{\"type\":\"workflow\",\"event\":\"complete\",\"ids\":[\"T-9\"]}");
        two.awaitReceived(idempotent("complete"));
        two.send("{\"type\":\"workflow\",\"event\":\"complete\",\"ids\":[\"absent\"]}");
        two.awaitReceived("{\"type\":\"workflow\",\"status\":\"error\",\"code\":\"NOT_FOUND\",\"message\":\"no task absent in group a0:b1:c2\"}");
        two.send("{\"type\":\"workflow\",\"event\":\"update\",\"tasks\":[{\"id\":\"T-9\",\"priority\":7}]}");
        two.awaitReceived("{\"type\":\"workflow\",\"status\":\"error\",\"code\":\"SCHEMA_INVALID\",\"message\":\"priority must be integer 0..3\"}");

        other.send("{\"type\":\"workflow\",\"event\":\"delete\",\"ids\":[\"T-9\"]}");
        other.awaitReceived(idempotent("delete"));
        assertThat(board()).as("not of its group").hasSize(1);
        assertThat(other.texts).as("nothing of another group").noneMatch(text -> text.contains("T-9"));
        long before = two.texts.stream().filter(text -> text.contains(BROADCAST)).count();
        other.send("{\"type\":\"workflow\",\"event\":\"update\",\"groupKey\":\"a0:b1:c2:\",\"tasks\":[{\"id\":\"from\",\"title\":\"from outside\"}]}");
        two.awaitReceived("from outside");
        assertThat(two.texts.stream().filter(text -> text.contains(BROADCAST)).count()).isEqualTo(before + 1);
        await().until(() -> other.texts.getLast().equals("{\"type\":\"workflow\",\"event\":\"update\",\"tasks\":[]}"));

        engine.stop();
        engine.startFromFile("");
        assertThat(badge(TWO).texts.getFirst()).contains("\"from outside\"", "\"owner\":\"Anna\"", "\"hall\"");
        assertThat(board().stream().filter(task -> task.key().id().equals("T-9")).findFirst().orElseThrow().history().stream()
            .map(event -> event.act() + " " + event.by().map(DeviceId::value).orElse("")))
            .containsExactly("CREATED " + ONE, "ASSIGNED " + ONE, "COMPLETED " + TWO);
    }

    @Test
    @DisplayName("badge-protocol 3.3 and 3.6: what is said in working mode reaches the board, and modes are switched by voice")
    void whatIsSaidReachesTheBoard() throws Exception {
        engine.start(Map.of(), new SpeechFactoryFake("Claim task two, please."));
        create("sweep");
        create("mop");
        ClientFake badge = badge(ONE);
        badge.send("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}");
        badge.awaitReceived("\"type\":\"mode\",\"status\":\"ok\"");
        say(badge);
        badge.awaitReceived("{\"type\":\"workflow\",\"event\":\"command\",\"intent\":\"assign\"}");
        await().untilAsserted(() -> assertThat(board()).extracting(Task::owner).containsExactly(Optional.empty(), Optional.of(ONE)));
        assertThat(engine.turn(1).transcript().text()).isEqualTo("Claim task two, please.");
        assertThat(badge.binaries).as("nothing is spoken").isZero();
    }

    @Test
    @DisplayName("badge-protocol 3.3: a whole sentence switches the mode")
    void aSpokenSentenceSwitchesTheMode() throws Exception {
        OpenAiServerFake model = engine.closing(new OpenAiServerFake());
        engine.start(EngineExtension.conversationWith(model), new SpeechFactoryFake("Start working mode."));
        ClientFake badge = badge(ONE);
        say(badge);
        badge.awaitReceived("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"working\"}");
        assertThat(model.requests()).isEmpty();
    }

    @Test
    @DisplayName("badge-protocol 6.6: tasks over HTTP, and the decisions of a meeting as tasks")
    void programsReadTasksAndImportMeetings() throws Exception {
        OpenAiServerFake model = engine.closing(new OpenAiServerFake());
        model.answers(
            Answer.says("{\"title\":\"Plan\",\"bullets\":[],\"decisions\":[],\"actions\":[\"call Anna\"],\"risks\":[],\"nextSteps\":[\"book a room\"]}"));
        Map<String, Object> settings = new HashMap<>(EngineExtension.model("big", model));
        settings.putAll(Map.of("llm_by_mode.meeting", "big", "server.meeting_api_token", "key"));
        engine.start(settings);
        assertThat(http("/supie/workflow?groupKey=a0", "", "other")).contains("401");
        assertThat(http("/supie/workflow/import-from-meeting", "{\"groupKey\":\"A0:b1:c2:\"}", "key"))
            .isEqualTo("200 {\"success\":true,\"data\":{\"imported\":0,\"ids\":[]}}");
        assertThat(http("/supie/workflow/import-from-meeting", "[]", "key")).contains("400", "the body must be a JSON object");
        assertThat(http("/supie/workflow/import-from-meeting", "{\"groupKey\":5}", "key")).contains("400", "groupKey must be a text");
        ClientFake badge = badge(ONE);
        badge.send("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
        badge.send("{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[{\"tag\":\"x\",\"text\":\"somebody should call Anna\"}]}");
        badge.awaitReceived("\"phase\":\"snippet\"");
        badge.send("{\"type\":\"meeting\",\"phase\":\"finalize\"}");
        badge.awaitReceived("\"phase\":\"summary\"");
        await().atMost(Duration.ofSeconds(30))
            .until(() -> engine.model().meetings().meetings().get().stream().anyMatch(meeting -> meeting.lifecycle() == Meeting.Lifecycle.ENDED));
        String id = engine.model().meetings().meetings().get().getFirst().id().value();
        assertThat(http("/supie/workflow/import-from-meeting", "{\"groupKey\":\"A0:b1:c2:\"}", "key"))
            .isEqualTo("200 {\"success\":true,\"data\":{\"imported\":2,\"ids\":[\"MEET-" + id + "-A1\",\"MEET-" + id + "-N1\"]}}");
        badge.awaitReceived("call Anna");
        assertThat(http("/supie/workflow?groupKey=A0:B1", "", "key")).contains("\"title\":\"call Anna\",\"priority\":2,\"status\":\"open\"", "\"book a room\"",
            "\"groupKey\":\"a0:b1\"");
        assertThat(http("/supie/workflow?groupKey=ff", "", "key")).contains("\"items\":[]");
        assertThat(engine.done(new Command.PerformTaskCommand(new TaskCommand.ImportMeeting(GROUP, Optional.empty())))).as("once")
            .isEqualTo(Operation.Outcome.Done.of("imported", 0));
    }

    private void create(String title) {
        assertThat(engine.done(new Command.PerformTaskCommand(new TaskCommand.Create(GROUP, TaskPatch.of("").titled(title)))))
            .isInstanceOf(Operation.Outcome.Done.class);
    }

    private List<Task> board() {
        return engine.model().tasks().get();
    }

    private static void say(ClientFake badge) {
        badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        badge.sendSentence();
        badge.send("{\"type\":\"listen\",\"state\":\"stop\"}");
    }

    /// A badge that was sent its first list.
    private ClientFake badge(String id) throws IOException {
        ClientFake client = engine.connect("supie", id, Map.of());
        client.awaitReceived("\"type\":\"hello\"");
        client.texts.removeIf(text -> !text.contains("\"workflow\""));
        return client;
    }

    private static String ok(String event) {
        return "{\"type\":\"workflow\",\"status\":\"ok\",\"event\":\"" + event + "\"}";
    }

    private static String idempotent(String event) {
        return "{\"type\":\"workflow\",\"status\":\"ok\",\"event\":\"" + event + "\",\"idempotent\":true}";
    }

    /// Posts a body, gets without one.
    private String http(String path, String body, String token) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.model().state().get().httpPort() + path))
                .header("Authorization", "Bearer " + token);
            HttpResponse<String> answer = client.send(body.isEmpty() ? request.build() : request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}
